// What changed since one's own signature, place by place: what the sign page lists and marks.
import { expect, test } from 'vitest';
import type { Block } from '../../domain/document/blocks';
import type { StoredLine } from '../../domain/document/canonical';
import { changesBetween } from '../../domain/document/changes';
import { NO_FIELDS } from '../../domain/fields';

const runs = (text: string) => (text === '' ? [] : [{ text, marks: [] }]);
const heading = (text: string, number = ''): StoredLine => ({
  block: { type: 'heading', level: 1, key: null, id: null, runs: runs(text) } as Block,
  number,
});
const paragraph = (text: string): StoredLine => ({
  block: { type: 'paragraph', role: null, id: null, runs: runs(text) } as Block,
  number: '',
});
const measure = (text: string, fields: StoredLine['fields'] = NO_FIELDS): StoredLine => ({
  block: { type: 'point', kind: 'measure', id: null, runs: runs(text) } as Block,
  number: '1.',
  fields,
});
const text = (...blocks: StoredLine[]) => ({ title: '季度回顾', blocks });

test('the same text has no changes', () => {
  const one = text(heading('情况', '一、'), paragraph('例会按时召开。'));
  expect(changesBetween(one, one).items).toEqual([]);
});

test('a change stands under its heading, with what came and what went', () => {
  const before = text(heading('情况', '一、'), paragraph('会诊时限执行不严。'), measure('例会不超过三十分钟。'));
  const after = text(heading('情况', '一、'), paragraph('会诊时限执行不到位。'), measure('例会不超过三十分钟。'));
  const { items, inserted, deleted } = changesBetween(before, after);
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ kind: 'changed', heading: '一、情况', punctuation: false });
  expect(items[0]?.words.filter(({ op }) => op !== 'keep').length).toBeGreaterThan(0);
  expect(inserted - deleted).toBe(1);
});

test('a date that was set is a change of its own, though the words are the same', () => {
  const before = text(measure('例会不超过三十分钟。'));
  const after = text(measure('例会不超过三十分钟。', { ...NO_FIELDS, due: '2027-03-31' }));
  const { items } = changesBetween(before, after);
  expect(items).toMatchObject([
    {
      kind: 'changed',
      point: { kind: 'measure', n: 1 },
      fields: [{ field: 'due', before: null, after: '2027-03-31' }],
    },
  ]);
});

test('what is gone, what is new, and another title are places as well', () => {
  const before = text(heading('情况', '一、'), paragraph('一共开了三次会。'), paragraph('其余照旧。'));
  const after = { ...text(heading('情况', '一、'), paragraph('其余照旧。'), measure('换人主持。')), title: '年度回顾' };
  const kinds = changesBetween(before, after).items.map(({ kind }) => kind);
  expect(kinds).toEqual(['title', 'removed', 'added']);
});

test('nothing but a mark of punctuation is said to be just that', () => {
  const { items } = changesBetween(text(paragraph('按时完成，没有拖延。')), text(paragraph('按时完成；没有拖延。')));
  expect(items).toMatchObject([{ punctuation: true }]);
});

test('VE15 a mark at a figure, and marks of what moved or became something else, are more than punctuation', () => {
  const only = (before: StoredLine, after: StoredLine) =>
    changesBetween(text(before), text(after)).items.map(({ punctuation }) => punctuation);
  for (const [was, is] of [
    ['整改完成率不低于90%。', '整改完成率不低于90‰。'],
    ['经费控制在5.0万元以内。', '经费控制在50万元以内。'],
    ['结余-3万元。', '结余3万元。'],
  ] as const)
    expect(only(paragraph(was), paragraph(is)), was).toEqual([false]);
  expect(only(paragraph('按时完成，没有拖延。'), measure('按时完成；没有拖延。'))).toEqual([false]);
  const long = (mark: string) => paragraph(`例会由主持人按时开始并且按时结束${mark}其余事项书面通报各组。`);
  const [first, second] = [paragraph('第一部分的内容和以前完全一样。'), paragraph('第二部分的内容也和以前完全一样。')];
  const moved = changesBetween(text(long('，'), first, second), text(first, second, long('；')));
  expect(moved.items).toMatchObject([{ kind: 'moved', punctuation: false }]);
});

test('keys of a stored text in another order are no change: a live text is compared as well', () => {
  const stored = {
    block: { type: 'paragraph', role: null, id: null, runs: [{ marks: [], text: '照旧。' }] },
    number: '',
  };
  expect(changesBetween(text(stored as unknown as StoredLine), text(paragraph('照旧。'))).items).toEqual([]);
});
