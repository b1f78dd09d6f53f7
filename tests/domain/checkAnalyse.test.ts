// What the screen is told of the checks: places in blocks, keys that survive edits, sure fixes, and the cost of a long text.
import { describe, expect, test } from 'vitest';
import { byWaiver, stepped } from '../../app/review/checks/findingGroups';
import { analyse } from '../../domain/checks/analyse';
import { CATALOGUE } from '../../domain/checks/catalogue';
import { EXPLAIN } from '../../domain/checks/explain';
import { MOST_OF_ONE_RULE } from '../../domain/checks/run';
import type { Block } from '../../domain/document/blocks';
import type { WaiverView } from '../../domain/view';
import { heading, paragraph, point, TEAM } from './checksBuild';

const input = (blocks: readonly Block[]) => ({
  title: '标题',
  blocks,
  template: TEAM,
  fields: {},
  phrases: [],
  shared: [],
});
const BLOCKS: Block[] = [
  heading(1, 'problems', '存在的问题'),
  point('problem', '学习不够。。例如三月。'),
  point('problem', '作风不实。。某某拖了五天。'),
];

test('every rule says why it is there and how it reads when it is right, in both languages', () => {
  expect(Object.keys(EXPLAIN)).toEqual(CATALOGUE.map(({ key }) => key));
  for (const { why, good } of Object.values(EXPLAIN))
    for (const words of [why.zh, why.en, good.zh, good.en]) expect(words).not.toBe('');
});

test('CK32 a finding keeps its key when others write around it, and knows its block, its section and its fix', () => {
  const before = analyse(input(BLOCKS));
  const after = analyse(input([paragraph('开头。'), ...BLOCKS]));
  const own = (of: typeof before) => of.items.filter(({ rule }) => rule === 'doubled-punct');
  expect(own(after).map(({ key }) => key)).toEqual(own(before).map(({ key }) => key));
  expect(own(before)).toMatchObject([
    { block: 1, sectionKey: 'problems', places: [{ block: 1, from: 4, to: 6 }], mends: [{ from: 5, to: 6 }] },
    { block: 2, sectionKey: 'problems' },
  ]);
  expect(before.fixAll['doubled-punct']).toHaveLength(2);
});

test('CK29 a shared passage is told where its words stand now, and no more when they are gone', () => {
  const quote = '作风不实。。某某拖了五天';
  const other = { reviewId: 'r', title: '别的', line: 3, start: 9, end: 20, quote };
  const shared = [{ line: 9, start: 400, end: 412, quote, length: 12, other }];
  const across = (blocks: readonly Block[]) =>
    analyse({ ...input(blocks), shared }).items.filter(({ rule }) => rule === 'duplicate-across');
  expect(across(BLOCKS)).toMatchObject([{ block: 2, severity: 'warn', other: { title: '别的' } }]);
  expect(across(BLOCKS.slice(0, 2))).toEqual([]);
});

test('CK34 in the list a standing waiver answers the findings of its rule, in its section or everywhere', () => {
  const { items } = analyse(input(BLOCKS));
  const waiver = (rule: string, sectionKey?: string) =>
    ({ id: rule, rule, ...(sectionKey && { sectionKey }) }) as WaiverView;
  const rules = (standing: readonly WaiverView[]) => byWaiver(items, standing).open.map(({ rule }) => rule);
  expect(rules([])).toContain('placeholder');
  expect(rules([waiver('placeholder')])).not.toContain('placeholder');
  expect(rules([waiver('placeholder', 'problems')])).not.toContain('placeholder');
  expect(rules([waiver('placeholder', 'causes')])).toContain('placeholder');
});

test('CK34 a standing waiver that answers nothing now is listed behind those that do', () => {
  const { items } = analyse(input(BLOCKS));
  const waiver = (rule: string) => ({ id: rule, rule }) as WaiverView;
  const listed = (standing: readonly WaiverView[]) =>
    byWaiver(items, standing).waived.map((one) => [one.waiver.rule, one.items.length]);
  expect(listed([waiver('password-line'), waiver('doubled-punct'), waiver('required-part')])).toEqual([
    ['doubled-punct', 2],
    ['password-line', 0],
    ['required-part', 0],
  ]);
  // Of two that answer the same, the older one stands too.
  expect(listed([waiver('placeholder'), { ...waiver('placeholder'), id: 'newer' }])).toEqual([
    ['placeholder', 1],
    ['placeholder', 0],
  ]);
});

describe('CK36 the other places of a finding', () => {
  const elsewhere = (rule: string, blocks: readonly Block[]) =>
    analyse(input(blocks))
      .items.filter((one) => one.rule === rule)
      .map((one) => one.elsewhere);

  test('CK36 of a repeated passage it is where it stood first', () => {
    const passage = '每周一由两个人按清单逐项核对并且签上名字，核对的结果贴在值班台上';
    const blocks = [
      BLOCKS[0] as Block,
      paragraph(`去年起，${passage}。`),
      point('problem', `仍然没有做到${passage}。`),
    ];
    expect(elsewhere('duplicate-within', blocks)).toMatchObject([
      [{ block: 1, places: [{ block: 1, row: 0, from: 4, to: 4 + passage.length }] }],
    ]);
  });

  test('CK36 of a mixed name they are all others, in the order of the text, with the words around them', () => {
    const blocks = [paragraph('党委每月开会。'), paragraph('党组没有听汇报，党委也没有问。')];
    const [places = []] = elsewhere('entity-mix', blocks);
    expect(places.map(({ before, quote, after }) => before + quote + after)).toEqual([
      '党组没有听汇报，党委',
      '党组没有听汇报，党委也没有问。',
    ]);
    expect(places.map(({ block, places: [place] }) => [block, place?.from])).toEqual([
      [1, 0],
      [1, 8],
    ]);
  });

  test('CK36 a finding of one place has none', () => {
    expect(elsewhere('placeholder', BLOCKS)).toEqual([[]]);
  });
});

test('next and previous walk the findings in the order of the text and around its end', () => {
  const { items } = analyse(input(BLOCKS));
  const order = [...items].sort((a, b) => a.start - b.start).map(({ key }) => key);
  expect(stepped(items, null, 1)?.key).toBe(order[0]);
  expect(stepped(items, order[0] ?? null, 1)?.key).toBe(order[1]);
  expect(stepped(items, order[0] ?? null, -1)?.key).toBe(order.at(-1));
  expect(stepped([], null, 1)).toBeNull();
});

test('a text of 20,000 characters: the time is printed, and asserted in the long form', () => {
  const words = (n: number) =>
    `第${n}项工作的安排没有排到人，全年应开展${n}次，实际开展${n + 3}次，其中两次由办公室代为签到；读者等了${n * 7}天。`;
  const blocks: Block[] = [heading(1, 'problems', '存在的问题')];
  for (
    let n = 0;
    blocks.reduce((sum, one) => sum + ('runs' in one ? (one.runs[0]?.text.length ?? 0) : 0), 0) < 20_000;
    n++
  )
    blocks.push(point('problem', words(n)));
  let best = Number.POSITIVE_INFINITY;
  let found = 0;
  for (let n = 0; n < 5; n++) {
    const began = process.cpuUsage();
    found = analyse(input(blocks)).items.length;
    const { user, system } = process.cpuUsage(began);
    best = Math.min(best, (user + system) / 1000);
  }
  process.stdout.write(`checks over 20,000 characters: ${Math.round(best)} ms of processor, ${found} findings\n`);
  expect(found).toBeGreaterThan(0);
  // Twenty-nine rules, each with an end: whatever stands there, the list has one.
  expect(found).toBeLessThanOrEqual(CATALOGUE.length * MOST_OF_ONE_RULE);
  if (process.env.FULL === '1') expect(best).toBeLessThan(100);
});
