// What closes the way to a freeze, where, for whom, and what an override can answer.
import { describe, expect, test } from 'vitest';
import { type Block, type PointKind, plain } from '../../domain/document/blocks';
import { type Gate, type GateInput, gatesOf, remaining, used } from '../../domain/gates';
import body from '../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../domain/template/template';

const template = parseTemplate(body);
const heading = (level: 1 | 2, key: string): Block => ({ type: 'heading', level, key, id: null, runs: plain('标题') });
const point = (words: string, kind: PointKind = 'problem'): Block => ({
  type: 'point',
  kind,
  id: null,
  runs: plain(words),
});
const paragraph = (words: string): Block => ({ type: 'paragraph', role: null, id: null, runs: plain(words) });

const dimensions = template.parts.find((part) => part.id === 'problems')?.dimensions ?? [];
const whole: Block[] = [
  paragraph('现将情况报告如下：'),
  heading(1, 'problems'),
  ...dimensions.flatMap((one) => [heading(2, one.id), point('学得不系统。')]),
  heading(1, 'causes'),
  point('抓得不紧。', 'cause'),
  heading(1, 'measures'),
  point('每季度学一次。', 'measure'),
];
const meta = { org: '街道办事处', year: '2026', theme: '作风', date: '2026-03-02' };
const input = (change: Partial<GateInput> = {}): GateInput => ({
  template,
  blocks: whole,
  meta,
  mustFix: [],
  suggestions: [],
  findings: [],
  lineBlocks: [null, ...whole.map((_, n) => n)],
  emptySteps: [],
  ...change,
});
const shown = (gates: readonly Gate[]) =>
  gates.map((gate) => `${gate.rule} ${JSON.stringify(gate.place)}${gate.waivable ? '' : ' never waived'}`);

test('a whole text with its facts and its signatories meets no gate', () => {
  expect(gatesOf(input())).toEqual([]);
});

test('GA1 an open must-fix is for its author or an owner, and never waived', () => {
  const mustFix = [{ id: 't1', authorId: 'qian', sectionKey: 'causes', quote: '抓得' }];
  const [gate, ...more] = gatesOf(input({ mustFix }));
  expect(more).toEqual([]);
  expect(gate).toEqual({
    rule: 'must-fix',
    place: { threadId: 't1', quote: '抓得', sectionKey: 'causes' },
    who: ['qian', 'owner'],
    waivable: false,
  });
});

test('GA7 a pending suggestion is for who may write, at its place, and never waived', () => {
  const suggestions = [
    { inserted: '很', deleted: '', block: 3 },
    { inserted: '', deleted: '\n', block: 99 },
  ];
  const [gate, boundary, ...more] = gatesOf(input({ suggestions }));
  expect(more).toEqual([]);
  expect(gate).toEqual({
    rule: 'pending-suggestion',
    place: { sectionKey: `problems/${dimensions[0]?.id}`, line: 5, quote: '很' },
    who: ['owner', 'editor'],
    waivable: false,
  });
  expect(boundary?.place).toEqual({ quote: '\n' });
  expect(
    remaining(
      [gate, boundary].flatMap((one) => one ?? []),
      [{ rule: 'pending-suggestion', reason: '先放着' }],
    ),
  ).toHaveLength(2);
});

test('GA9 a character that nobody can sign is told at its place, and never waived', () => {
  const spoilt = whole.map((block, n) => (n === 3 ? paragraph('会议时间\u0001太长') : block));
  expect(shown(gatesOf(input({ blocks: spoilt })))).toEqual([
    `unknown-content {"sectionKey":"problems/${dimensions[0]?.id}","line":5,"quote":"会议时间[U+0001]太长"} never waived`,
  ]);
});

test('GA9 content of an unknown kind is told at its section and line, and never waived', () => {
  const unreadable = [
    { block: 3, quote: '[callout]年底前完成' },
    { block: 0, quote: '' },
  ];
  expect(shown(gatesOf(input({ unreadable })))).toEqual([
    `unknown-content {"sectionKey":"problems/${dimensions[0]?.id}","line":5,"quote":"[callout]年底前完成"} never waived`,
    'unknown-content {"sectionKey":"preamble","line":2} never waived',
  ]);
});

describe('GA2 required parts and dimensions', () => {
  test('that are absent', () => {
    const without = whole.filter(
      (block) => !(block.type === 'heading' && (block.key === 'theory' || block.key === 'causes')),
    );
    expect(shown(gatesOf(input({ blocks: without })))).toEqual([
      'required-dimension {"sectionKey":"problems/theory"}',
      'required-part {"sectionKey":"causes"}',
    ]);
  });

  test('that say nothing beyond a heading or white space', () => {
    const silent = whole.map((block, n) => (n === 3 || n === whole.length - 1 ? paragraph(' \u3000') : block));
    expect(shown(gatesOf(input({ blocks: silent })))).toEqual([
      'required-dimension {"sectionKey":"problems/theory"}',
      'required-part {"sectionKey":"measures"}',
    ]);
  });

  test('an empty document lacks every required one', () => {
    const rules = gatesOf(input({ blocks: [], lineBlocks: [null] })).map((gate) => gate.place.sectionKey);
    expect(rules).toEqual(['preamble', 'problems', 'causes', 'measures']);
  });
});

test('GA3 required facts that are missing or blank are never waived', () => {
  expect(shown(gatesOf(input({ meta: { ...meta, theme: ' ' } })))).toEqual([
    'required-meta {"metaKey":"theme"} never waived',
  ]);
});

test('GA4 an error finding closes at its line and section; warnings do not', () => {
  const findings = [
    { rule: 'placeholder', severity: 'error', line: 4, quote: '*' },
    { rule: 'placeholder', severity: 'error', line: 1, quote: 'XX' },
    { rule: 'long-sentence', severity: 'warn', line: 4 },
  ];
  expect(shown(gatesOf(input({ findings })))).toEqual([
    'placeholder {"line":4,"sectionKey":"problems/theory","quote":"*"}',
    'placeholder {"line":1,"quote":"XX"}',
  ]);
});

test('GA5 a step without people is never passed by nobody', () => {
  const title = { zh: '会签', en: 'Sign off' };
  const gates = gatesOf(
    input({
      emptySteps: [
        { step: 2, title },
        { step: 3, title, sectionKey: 'p' },
      ],
    }),
  );
  expect(gates.map(({ rule, place, waivable }) => ({ rule, ...place, waivable }))).toEqual([
    { rule: 'empty-step', step: 2, title, waivable: false },
    { rule: 'empty-step', step: 3, title, sectionKey: 'p', waivable: false },
  ]);
});

test('GA8 a point that nobody has answered is for who may write, and never waived', () => {
  const points = [{ id: 'p1', sectionKey: 'problems', body: '写明时间' }];
  expect(shown(gatesOf(input({ points })))).toEqual([
    'return-point {"pointId":"p1","quote":"写明时间","sectionKey":"problems"} never waived',
  ]);
});

describe('GA6 an override', () => {
  const gates = gatesOf(
    input({
      mustFix: [{ id: 't1', authorId: 'qian', sectionKey: null, quote: '' }],
      findings: [
        { rule: 'placeholder', severity: 'error', line: 4 },
        { rule: 'placeholder', severity: 'error', line: 6 },
      ],
    }),
  );

  test('answers all gates of its rule, or those of one section', () => {
    expect(remaining(gates, [{ rule: 'placeholder', reason: '引文' }]).map((gate) => gate.rule)).toEqual(['must-fix']);
    expect(remaining(gates, [{ rule: 'placeholder', sectionKey: 'problems/theory', reason: '引文' }])).toHaveLength(2);
  });

  test('never answers what cannot be waived', () => {
    expect(remaining(gates, [{ rule: 'must-fix', reason: '赶时间' }])).toHaveLength(3);
  });

  test('is recorded once, and only when it answered something', () => {
    const given = [
      { rule: 'placeholder', reason: '引文' },
      { rule: 'placeholder', reason: '引文' },
      { rule: 'must-fix', reason: '赶时间' },
      { rule: 'truncated', reason: '没有' },
    ];
    expect(used(gates, given)).toEqual([{ rule: 'placeholder', reason: '引文' }]);
  });
});
