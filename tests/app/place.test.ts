// Where an address leads: the verb of a task, and the words that a search found.
import { describe, expect, test } from 'vitest';
import { placeOf } from '../../app/(desk)/placeOf';
import { hitsIn } from '../../app/editor/find/hits';
import { blockOf, type Goes, goTo } from '../../app/review/place';
import { passageAddress } from '../../app/shell/searchAddress';
import { type Block, plain } from '../../domain/document/blocks';
import { schema } from '../../domain/document/schema';
import { lineHits, nearOf } from '../../domain/search';
import type { DeskTask } from '../../domain/view';

const heading = (key: string, words: string): Block => ({
  type: 'heading',
  level: 1,
  key,
  id: null,
  runs: plain(words),
});
const paragraph = (words: string): Block => ({ type: 'paragraph', role: null, id: null, runs: plain(words) });
const cell = (...words: string[]) => ({
  header: false,
  colspan: 1,
  rowspan: 1,
  paragraphs: words.map((one) => plain(one)),
});

const blocks: Block[] = [
  paragraph('开头提到门诊预约。'), // 0
  heading('problems', '存在问题'), // 1
  paragraph('门诊预约时间太长。'), // 2
  paragraph('门诊预约名额太少，门诊预约要等三天。'), // 3
  { type: 'table', rows: [{ cells: [cell('事项'), cell('门诊预约', '延长到两周')] }] } as unknown as Block, // 4
  heading('measures', '改进措施'), // 5
  paragraph('延长开放时间。'), // 6
];

describe('SE9 a hit leads to where it stands', () => {
  const at = (find: string, near: string, section: string | null) => blockOf(blocks, { find, near, section });

  test('SE9 among those of a section the one in which the words go on as they were shown, a table too', () => {
    expect(at('门诊预约', '门诊预约时间太长', 'problems')).toBe(2);
    expect(at('门诊预约', '门诊预约名额太少，门诊', 'problems')).toBe(3);
    expect(at('门诊预约', '门诊预约 延长到两周', 'problems')).toBe(4);
    expect(at('门诊预约', '', 'problems')).toBe(2);
    expect(at('门诊预约 三天', '', 'problems')).toBe(3);
  });

  test('SE9 words that are others by now lead to their section, a generated number to its line', () => {
    expect(at('门诊预约', '门诊预约从前的话', 'problems')).toBe(2);
    expect(at('没有了', '没有了的话', 'measures')).toBe(5);
    expect(at('没有了', '没有了的话', null)).toBeNull();
    expect(at('没有了', '没有了的话', 'gone')).toBeNull();
    expect(at('三是', '三是延长开放时间。', null)).toBe(6);
    expect(at('', '', 'measures')).toBe(5);
  });

  test('SE9 what is shown of a hit finds the same line again', () => {
    const lines = [
      '一是门诊预约时间太长。',
      `二是${'很'.repeat(60)}长，门诊预约名额太少，门诊预约要等三天。`,
      '门诊预约',
    ];
    const near = lineHits(lines.join('\n'), ['门诊预约'], [], { first: 0, limit: 3 }).map(({ parts }) => nearOf(parts));
    expect(near).toEqual(['门诊预约时间太长。', '门诊预约名额太少，门诊预约要等三天。', '门诊预约']);
    expect(nearOf([{ text: '没有', hit: false }])).toBe('');
  });
});

test('CK36 a passage in another review is gone to where it stands there, whatever is in it', () => {
  const led = (quote: string) => {
    const params = new URL(passageAddress('R', quote), 'http://localhost').searchParams;
    return blockOf(blocks, { find: params.get('find') ?? '', near: params.get('near') ?? '', section: null });
  };
  expect(led('门诊预约名额太少')).toBe(3);
  expect(led('延长开放时间。\n下一段')).toBe(6);
  expect(led('一是延长开放时间。')).toBe(6);
  expect(led('说“门诊"预约"')).toBeNull();
});

describe('SE9 the words in the block', () => {
  const words = (text: string, struck = false) =>
    schema.text(text, struck ? [schema.mark('deletion', { id: 's1' })] : []);
  const p = (...nodes: ReturnType<typeof words>[]) => schema.node('paragraph', null, nodes);

  test('SE9 case and width do not count, a character of two code units is one, struck words are not there', () => {
    const block = p(words('🎉ＡＢ类'), words('旧', true), words('别，ab类别'));
    const { spans, first } = hitsIn(block, 10, ['ab类别'], 'AB类别');
    // 🎉 is two code units; the struck character parts the first hit.
    expect(spans).toEqual([
      [13, 16],
      [17, 18],
      [19, 23],
    ]);
    expect(first).toBe(0);
  });

  test('SE9 the one that was shown comes into view, in its cell', () => {
    const td = (...text: string[]) =>
      schema.node(
        'table_cell',
        null,
        text.map((one) => p(words(one))),
      );
    const row = (...cells: ReturnType<typeof td>[]) => schema.node('table_row', null, cells);
    const table = schema.node('table', null, [row(td('预约'), td('预约多')), row(td('预约', '两周'), td('其他'))]);
    const { spans, first } = hitsIn(table, 0, ['预约'], '预约 两周\t其他');
    expect(spans.map(([from, to]) => table.textBetween(from - 1, to - 1))).toEqual(['预约', '预约', '预约']);
    expect(first).toBe(2);
    expect(hitsIn(table, 0, ['预约'], '预约多').first).toBe(1);
    expect(hitsIn(table, 0, ['没有'], '没有')).toEqual({ spans: [], first: 0 });
  });
});

describe('DE8 each verb leads to its place', () => {
  const task = (kind: DeskTask['kind'], more: Partial<DeskTask> = {}): DeskTask => ({
    kind,
    reviewId: 'R',
    title: '一季度回顾',
    detail: '',
    due: null,
    at: '2026-03-31T00:00:00.000Z',
    ...more,
  });

  test('DE8 the thread, the section, the list of suggestions, the points to answer, the page where one signs', () => {
    expect(placeOf(task('must-fix', { threadId: 'T' }))).toBe('/reviews/R?thread=T');
    expect(placeOf(task('assigned', { threadId: 'T' }))).toBe('/reviews/R?thread=T');
    expect(placeOf(task('section', { sectionKey: 'problems/a b' }))).toBe('/reviews/R?section=problems%2Fa+b');
    expect(placeOf(task('suggestions'))).toBe('/reviews/R?tab=suggestions');
    expect(placeOf(task('supplement', { sectionKey: 'problems' }))).toBe('/reviews/R?section=problems&tab=signoff');
    expect(placeOf(task('supplement'))).toBe('/reviews/R?tab=signoff');
    expect([placeOf(task('sign')), placeOf(task('issue'))]).toEqual(['/reviews/R/sign', '/reviews/R/sign']);
  });

  test('DE8 the screen goes where the address says, and nowhere for an address that says nothing', () => {
    const went = (address: string) => {
      const steps: string[] = [];
      const go: Goes = {
        thread: (id) => steps.push(`thread ${id}`),
        block: (index) => steps.push(`block ${index}`),
        tab: (name) => steps.push(`tab ${name}`),
        view: () => null,
      };
      goTo(new URLSearchParams(address), blocks, go);
      return steps;
    };
    expect(went('section=measures')).toEqual(['block 5']);
    expect(went('section=gone')).toEqual([]);
    expect(went('tab=suggestions')).toEqual(['tab suggestions']);
    expect(went('section=problems&tab=signoff')).toEqual(['tab signoff', 'block 1']);
    expect(went('tab=elsewhere')).toEqual([]);
    expect(went('thread=T&find=%E9%97%A8%E8%AF%8A&section=problems')).toEqual(['thread T']);
    expect(went('find=%E9%97%A8%E8%AF%8A&section=problems')).toEqual(['block 2']);
  });
});
