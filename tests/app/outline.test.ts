// The outline: what each section holds, what is wrong in it, what the text still lacks and where that belongs.
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../app/review/gatePlace';
import { gateGroups, kindOf } from '../../app/review/outline/gateGroups';
import { missingSections, outlineRows, rowAt } from '../../app/review/outline/outlineRows';
import { type Block, type PointKind, plain } from '../../domain/document/blocks';
import type { FieldsByPoint } from '../../domain/fields';
import type { Gate } from '../../domain/gates';
import inEnglish from '../../domain/template/builtin/retrospective.json';
import builtin from '../../domain/template/builtin/self-check-2023-team.json';
import type { Template } from '../../domain/template/template';

const template = builtin as unknown as Template;
const heading = (level: 1 | 2, key: string | null, words: string): Block => ({
  type: 'heading',
  level,
  key,
  id: null,
  runs: plain(words),
});
const point = (kind: PointKind, words: string): Block => ({ type: 'point', kind, id: null, runs: plain(words) });
const paragraph = (words: string, role: 'date' | null = null): Block => ({
  type: 'paragraph',
  role,
  id: null,
  runs: plain(words),
});

const text: Block[] = [
  paragraph('按照安排，现将情况报告如下：'), // 0
  heading(1, 'problems', '存在的主要问题'), // 1
  heading(2, 'theory', '理论学习方面'), // 2
  point('problem', '学得不系统。'), // 3
  point('problem', '用得不够。'), // 4
  heading(2, 'style', '工作作风方面'), // 5
  heading(1, 'measures', '改进措施'), // 6
  point('measure', '每季度学一次。'), // 7
  paragraph('2026年11月20日', 'date'), // 8
];

describe('outline rows', () => {
  const rows = outlineRows({
    blocks: text,
    template,
    mustFix: [{ sectionKey: 'problems/theory' }, { sectionKey: null }],
    findings: [
      { severity: 'error', block: 4 },
      { severity: 'warn', block: 4 },
      { severity: 'error', block: null },
    ],
    fields: {},
  });
  const row = (id: string) => rows.find((one) => one.id === id);

  it('are the sections of the text, in its order, under the keys that threads and gates use', () => {
    expect(rows.map((one) => one.id)).toEqual([
      'preamble',
      'problems',
      'problems/theory',
      'problems/style',
      'measures',
      'closing',
    ]);
  });

  it('carry the generated number before the heading', () => {
    expect(row('problems')?.title).toBe('一、存在的主要问题');
    expect(row('problems/style')?.title).toBe('（二）工作作风方面');
  });

  it('stand apart from a Latin number by a space, as in the text', () => {
    const english = [heading(1, 'actions', 'Actions')];
    const retrospective = inEnglish as unknown as Template;
    const titles = outlineRows({ blocks: english, template: retrospective, mustFix: [], findings: [], fields: {} });
    expect(titles.map((one) => one.title)).toContain('1. Actions');
  });

  it('count the points of a dimension, and in a part those of all its dimensions', () => {
    expect(row('problems/theory')?.points.problem).toBe(2);
    expect(row('problems')?.points.problem).toBe(2);
    expect(row('measures')?.points).toMatchObject({ problem: 0, measure: 1 });
  });

  it('say what blocks a section, in that section only', () => {
    expect(row('problems/theory')).toMatchObject({ mustFix: 1, errors: 1 });
    expect(row('problems')).toMatchObject({ mustFix: 0, errors: 0 });
  });

  it('tell a section that has a heading and nothing else', () => {
    expect(rows.filter((one) => one.empty).map((one) => one.id)).toEqual(['problems/style']);
  });

  it('find the section that a block stands in', () => {
    expect(rowAt(rows, 4)?.id).toBe('problems/theory');
    expect(rowAt(rows, 0)?.id).toBe('preamble');
  });
});

describe('what the text lacks', () => {
  const missing = missingSections(text, template);
  const at = (key: string) => missing.find((one) => one.key === key)?.at;

  it('is offered by the key of the template', () => {
    const keys = missing.map((one) => one.key);
    expect(keys).toContain('causes');
    expect(keys).toContain('problems/politics');
    expect(keys).not.toContain('problems');
    expect(keys).not.toContain('problems/theory');
  });

  it('belongs before the next part of the template', () => {
    expect(at('causes')).toBe(6);
    expect(at('follow-up')).toBe(1);
  });

  it('belongs before the next dimension of its part, or at the end of the part', () => {
    expect(at('problems/politics')).toBe(5);
    expect(at('problems/integrity')).toBe(6);
  });

  it('stands before the closing when nothing comes after it', () => {
    const without = text.filter((block) => block.type !== 'heading' || block.key !== 'measures');
    expect(missingSections(without, template).find((one) => one.key === 'measures')?.at).toBe(without.length - 1);
  });

  it('is offered under the section it follows', () => {
    expect(missing.find((one) => one.key === 'problems/politics')?.after).toBe('problems/theory');
    expect(missing.find((one) => one.key === 'follow-up')?.after).toBe('preamble');
  });

  it('is required where the template says so', () => {
    expect(missing.find((one) => one.key === 'causes')?.required).toBe(true);
    expect(missing.find((one) => one.key === 'follow-up')?.required).toBe(false);
  });

  it('is the whole template in an empty text', () => {
    const parts = missingSections([], template).filter((one) => one.level === 1);
    expect(parts.map((one) => one.key)).toEqual(template.parts.map((part) => part.id));
    expect(parts.every((one) => one.at === 0 && one.after === null)).toBe(true);
  });
});

describe('gates by rule', () => {
  const gate = (rule: string, with_: Partial<Gate> = {}): Gate => ({
    rule,
    place: {},
    who: [],
    waivable: true,
    ...with_,
  });

  it('are one group a rule, what needs people first, findings last', () => {
    const groups = gateGroups([
      gate('leftover-marker'),
      gate('must-fix', { waivable: false }),
      gate('leftover-marker'),
      gate('empty-step'),
    ]);
    expect(groups.map((one) => [one.rule, one.kind, one.gates.length])).toEqual([
      ['empty-step', 'empty-step', 1],
      ['must-fix', 'must-fix', 1],
      ['leftover-marker', 'finding', 2],
    ]);
  });

  it('can be waived only when each of the group can', () => {
    expect(gateGroups([gate('must-fix', { waivable: false })])[0]?.waivable).toBe(false);
    expect(gateGroups([gate('x'), gate('x', { waivable: false })])[0]?.waivable).toBe(false);
  });

  it('know a rule that is none of the named ones as a check', () => {
    expect([kindOf('required-part'), kindOf('long-sentence')]).toEqual(['required-part', 'finding']);
  });

  it('lead to where they are cleared', () => {
    const rows = outlineRows({ blocks: text, template, mustFix: [], findings: [], fields: {} });
    const lines = [null, 0, 1, 2, 3];
    expect(placeOf(gate('must-fix', { place: { threadId: 't' } }), rows, lines)).toEqual({ kind: 'thread', id: 't' });
    expect(placeOf(gate('long-sentence', { place: { line: 5 } }), rows, lines)).toEqual({ kind: 'block', block: 3 });
    expect(placeOf(gate('required-dimension', { place: { sectionKey: 'problems/style' } }), rows, lines)).toEqual({
      kind: 'block',
      block: 5,
    });
    expect(placeOf(gate('required-meta', { place: { metaKey: 'org' } }), rows, lines)).toEqual({
      kind: 'dialog',
      opens: 'facts',
    });
    expect(placeOf(gate('empty-step'), rows, lines)).toEqual({ kind: 'dialog', opens: 'plan' });
    expect(placeOf(gate('empty-step'), rows, lines, true)).toEqual({ kind: 'signers' });
    expect(placeOf(gate('return-point'), rows, lines)).toMatchObject({ kind: 'points' });
  });

  it('lead to the part when its dimension is not in the text', () => {
    const rows = outlineRows({ blocks: text, template, mustFix: [], findings: [], fields: {} });
    expect(placeOf(gate('required-dimension', { place: { sectionKey: 'problems/politics' } }), rows, [])).toEqual({
      kind: 'block',
      block: 1,
    });
  });
});

describe('what measures lack', () => {
  const measure = (id: string): Block => ({ type: 'point', kind: 'measure', id, runs: plain('例会不超过三十分钟。') });
  const said = { owner: { personId: null, name: '王敏', colour: null }, due: null, criterion: null, verifier: null };
  const gaps = (fields: FieldsByPoint) =>
    outlineRows({
      blocks: [
        heading(1, 'problems', '问题'),
        measure('m0'),
        heading(1, 'measures', '措施'),
        measure('m1'),
        measure('m2'),
      ],
      template,
      mustFix: [],
      findings: [{ rule: 'measure-no-owner-or-due', severity: 'error', block: 3 }],
      fields,
    }).map((row) => [row.gaps, row.errors]);

  it('is counted in the section in which they stand, once, and not also as a finding', () => {
    expect(gaps({})).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  it('is gone when owner and due are said, whatever else is not', () => {
    expect(gaps({ m1: said })).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(gaps({ m1: { ...said, due: '2027-01-31' } })).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });
});
