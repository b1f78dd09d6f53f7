// From a recognised text to blocks and back: what the import fills a review with, and the outline of a review's own text.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Block, plain, textOf } from '../../domain/document/blocks';
import { blocksFromOutline } from '../../domain/document/fromOutline';
import { blocksOf } from '../../domain/document/layout';
import { leavesOf, wordsReader } from '../../domain/document/leaves';
import { outlineOf } from '../../domain/document/outline';
import { recognise } from '../../domain/document/recognise';
import { renderText } from '../../domain/document/render';
import { sectionsOf } from '../../domain/document/sections';
import { seedBlocks, seedUpdate } from '../../domain/document/seed';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import type { Template } from '../../domain/template/template';
import { SAMPLE_EN, SAMPLE_ZH } from '../build/sampleText';
import { corpus } from './corpus';
import { misplaced, mutated, randomOf, shapeOf } from './outlineShape';

const templates = new Map(builtinTemplates().map((template) => [template.id, template]));
const templateOf = (id: string) => must(templates.get(id), `template ${id}`);
const TEAM = templateOf('self-check-2023-team');
const texts = [
  { name: 'our statement', text: SAMPLE_ZH, template: TEAM },
  { name: 'our retrospective', text: SAMPLE_EN, template: templateOf('retrospective') },
  ...(corpus() ?? []).map(({ text, expected }) => ({
    name: expected.file,
    text,
    template: templateOf(expected.template),
  })),
];

const wordsIn = (block: Block) => (block.type === 'table' ? '' : textOf(block.runs));
const solid = (text: string) => text.replaceAll(/[\s\u200b\u0000-\u001f\u007f]/g, '');

/** The words that an import must keep, in order: every leaf but the title, without the numbers that are generated anew. */
function kept(text: string, template: Template): string {
  const outline = recognise(text, template);
  const wordsOf = wordsReader(text.replace(/^\ufeff/, ''), outline);
  const words = leavesOf(outline).map((leaf) => {
    const own = wordsOf(leaf).join('');
    if (leaf.kind === 'title') return '';
    if (leaf.kind === 'point') return own.replace(leaf.marker, '');
    return 'label' in leaf ? own.replace(/^#{1,6}(?=[ \t\u3000])/, '').replace(leaf.label, '') : own;
  });
  return solid(words.join(''));
}

/** Where two texts part, in a few words: the whole would fill the screen. */
function difference(a: string, b: string): string {
  if (a === b) return '';
  const at = [...a].findIndex((_, index) => a[index] !== b[index]);
  return `at ${at}: ${a.slice(at, at + 20)} | ${b.slice(at, at + 20)}`;
}

describe.each(texts)('$name', ({ text, template }) => {
  const outline = recognise(text, template);
  const blocks = blocksFromOutline(outline, text);
  const title = outline.title?.text ?? '';

  it('OL12: becomes blocks that hold every word in its order', () => {
    expect(difference(solid(blocks.map(wordsIn).join('')), kept(text, template))).toBe('');
  });

  it('OL12: reads the same again when the blocks are written out', () => {
    const again = recognise(renderText(title, blocks, template).text, template);
    expect(shapeOf(again, { numbers: false })).toEqual(shapeOf(outline, { numbers: false }));
  });

  it('OL13: has the outline that its rendered text has, keys and places too', () => {
    const rendered = renderText(title, blocks, template).text;
    const own = outlineOf(title, blocks, template);
    const parsed = recognise(rendered, template);
    expect(misplaced(own, rendered)).toEqual([]);
    expect({ ...own, parts: [] }).toEqual({ ...parsed, parts: [] });
    // How a name was matched is a question of the import only; a heading that the template does not know has no key there.
    const told = JSON.parse(JSON.stringify(parsed.parts, (key, value) => (key === 'match' ? undefined : value)));
    expect(own.parts).toMatchObject(told);
  });

  it('OL13: carries the ids of its sections as keys', () => {
    const keys = outlineOf(title, blocks, template).parts.flatMap((part) => [
      part.key,
      ...part.dimensions.map((dimension) => dimension.key),
    ]);
    expect(keys).toEqual(sectionsOf(blocks).flatMap((section) => (section.level > 0 ? [section.id] : [])));
  });

  it('OL12: no damage to the text makes the import lose a word', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const damaged = mutated(text, randomOf(seed));
      const own = blocksFromOutline(recognise(damaged, template), damaged);
      expect(difference(solid(own.map(wordsIn).join('')), kept(damaged, template)), `seed ${seed}`).toBe('');
    }
  });
});

describe('blocks of an imported text (OL12)', () => {
  const text =
    '\ufeff题目\n各位同事：\n一、存在的问题\n（一）在“理论学习”方面。一是学##a##得不深。\n补充。\n三、改进措施\n3. 限时办结。\n馆\n2024年4月2日';
  const blocks = blocksFromOutline(recognise(text, TEAM), text);

  it('OL12: headings keep their words and get local keys, points lose their number, roles and order stay', () => {
    expect(blocks.map((block) => ({ ...block, runs: wordsIn(block) }))).toEqual([
      { type: 'paragraph', role: 'salutation', id: null, runs: '各位同事：' },
      { type: 'heading', level: 1, key: 'problems', id: null, runs: '存在的问题' },
      { type: 'heading', level: 2, key: 'theory', id: null, runs: '在“理论学习”方面。' },
      { type: 'point', kind: 'problem', id: 'p1', runs: '学得不深。' },
      { type: 'paragraph', role: null, id: null, runs: '补充。' },
      { type: 'heading', level: 1, key: 'measures', id: null, runs: '改进措施' },
      { type: 'point', kind: 'measure', id: 'p2', runs: '限时办结。' },
      { type: 'paragraph', role: 'byline', id: null, runs: '馆' },
      { type: 'paragraph', role: 'date', id: null, runs: '2024年4月2日' },
    ]);
  });
});

describe('outlineOf (OL13)', () => {
  it('OL13: believes the blocks where words could be read otherwise', () => {
    const own: Block[] = [
      { type: 'heading', level: 1, key: 'causes', id: null, runs: plain('存在的问题') },
      { type: 'paragraph', role: null, id: null, runs: plain('两点：一是甲；二是乙。') },
      { type: 'point', kind: 'cause', id: null, runs: plain('丙。') },
      { type: 'point', kind: 'cause', id: null, runs: [] },
    ];
    const outline = outlineOf('题', own, TEAM);
    expect(outline.parts[0]).toMatchObject({
      role: 'causes',
      lead: [{ line: 3 }],
      points: [{ title: '丙' }, { n: 2, title: '' }],
    });
  });

  it('OL13: an empty title is none, headings before any part are preamble', () => {
    const own: Block[] = [
      { type: 'heading', level: 2, key: null, id: null, runs: plain('甲') },
      { type: 'point', kind: 'problem', id: null, runs: plain('乙。') },
    ];
    expect(outlineOf(' ', own, TEAM)).toMatchObject({ title: null, parts: [], preamble: [{ line: 2 }, { line: 3 }] });
  });
});

describe('the seed', () => {
  it('holds the required headings with one empty place under each, optional parts not', () => {
    const seeded = seedBlocks(TEAM, 'zh-CN');
    const headings = seeded.flatMap((block) => (block.type === 'heading' ? [textOf(block.runs)] : []));
    expect(headings.slice(0, 3)).toEqual(['存在的主要问题', '理论学习方面', '政治素质方面']);
    expect(headings).not.toContain('上次整改措施落实情况');
    expect(seeded[0]).toEqual({ type: 'paragraph', role: null, id: null, runs: [] });
    expect(seeded.filter((block) => block.type === 'point').map((block) => block.id)).toEqual(
      Array.from({ length: 8 }, (_, n) => `p${n + 1}`),
    );
  });

  it.each(builtinTemplates())('of $id has every required section under the template’s key', (template) => {
    const ids = sectionsOf(seedBlocks(template, 'en')).map((section) => section.id);
    const wanted = template.parts
      .filter((part) => part.required)
      .flatMap((part) => [part.id, ...(part.dimensions ?? []).map((one) => `${part.id}/${one.id}`)]);
    expect(ids.filter((id) => id !== 'preamble')).toEqual(wanted);
  });

  it.each(builtinTemplates())('of $id is the same bytes each time, and reads back', (template) => {
    const blocks = seedBlocks(template, 'zh-CN');
    expect(seedUpdate(blocks)).toEqual(seedUpdate(seedBlocks(template, 'zh-CN')));
    const doc = new Y.Doc();
    Y.applyUpdate(doc, seedUpdate(blocks));
    Y.applyUpdate(doc, seedUpdate(blocks));
    expect(blocksOf(doc)).toEqual(blocks);
  });
});
