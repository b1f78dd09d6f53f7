// The plan while it is edited: orders follow from the list, rules keep what they can, points come out of what was typed.
import { expect, test } from 'vitest';
import { choiceOf, draftOf, moved, ruleOf, stepsOf, without, withStep } from '../../app/review/plan/draft';
import { pointsIn } from '../../app/review/signers/pointsIn';
import { standingOn } from '../../app/review/signers/standing';
import { planSentence } from '../../domain/planWords';
import type { SignoffStepPlan } from '../../domain/review';
import { ruleKey } from '../../domain/signoff';
import { faultsOf, type Plan } from '../../domain/signoffPlan';
import type { SignoffView } from '../../domain/view';

const title = { zh: '会签', en: 'Sign off' };
const steps: SignoffStepPlan[] = [
  { key: '1', order: 1, title, who: 'signatories', rule: { kind: 'all' } },
  { key: '2', order: 1, title, who: { people: [{ personId: 'a' }] }, rule: { kind: 'any' } },
  { key: '3', order: 2, title, who: 'head', rule: { kind: 'all' }, issues: true },
];

test('a plan that is opened and saved is the same plan', () => {
  expect(stepsOf(draftOf(steps))).toEqual(steps);
});

test('WF7 moving, adding and taking out steps never leaves a gap in their order', () => {
  const draft = withStep(draftOf(steps), title, 'new');
  for (const one of [draft, moved(draft, 0, 1), moved(draft, 2, -1), without(draft, 0), without(draft, 2)]) {
    const orders = faultsOf(stepsOf(one) as Plan).filter(({ field }) => field === 'order');
    expect(orders).toEqual([]);
    expect(stepsOf(one)[0]?.order).toBe(1);
  }
  expect(stepsOf(draft).at(-1)?.issues).toBe(true);
});

test('a rule of another kind keeps whether an objection stops it', () => {
  const any = ruleOf('any', { kind: 'quorum', min: 3, objectionBlocks: false });
  expect(any).toEqual({ kind: 'any', objectionBlocks: false });
  expect(choiceOf(ruleOf('share', any))).toBe('share');
  expect(ruleOf('min', { kind: 'each-group', min: 2 })).toEqual({ kind: 'quorum', min: 2 });
});

test('a step is said by its rule, and by what is missing where nobody is asked', () => {
  const said = (rule: SignoffStepPlan['rule'], names: string[], issues = false) =>
    planSentence({ rule, issues }, { title: '会签', names, sep: '、' }).key;
  expect(said({ kind: 'all' }, [])).toBe('nobody');
  expect(said({ kind: 'all' }, ['沈'], true)).toBe('issue');
  expect(said({ kind: 'quorum', min: 2, share: { num: 2, den: 3 } }, ['a', 'b'])).toBe('both');
  expect(said({ kind: 'each-group', min: 1 }, ['a'])).toBe('each-group');
});

test('SG19 a step of the plan is said by the rule that says it while it is signed', () => {
  const rules: SignoffStepPlan['rule'][] = [{ kind: 'all' }, { kind: 'any' }, { kind: 'each-group', min: 1 }];
  for (const rule of rules)
    for (const issues of [false, true])
      expect(planSentence({ rule, issues }, { title: '', names: ['a'], sep: '' }).key).toBe(ruleKey({ rule, issues }));
});

test('points are lines, without the numbers that people write before them', () => {
  expect(pointsIn('1. 写明老年患者比例。\n\n2、换验收人\n（3）补时限\n- 其他')).toEqual([
    '写明老年患者比例。',
    '换验收人',
    '补时限',
    '其他',
  ]);
});

test.each([
  '2026年底前写明',
  '30%的比例没有来源',
  '3 份材料没有落款',
  '1.5 万元与附表不符',
  '10:30 的会议没有记录',
  '-5% 应为 5%',
])('a figure that begins a point is no number of it: %s', (words) => {
  expect(pointsIn(words)).toEqual([words]);
});

test('SG22 what stands is offered as points: objections first, of those who sign what is returned, with their words', () => {
  const line = (name: string, decision: string, more: object = {}) => ({
    ...{ name, decision, decisionId: `d-${name}`, opinion: `${name}的话`, scope: 'whole' },
    ...more,
  });
  const lines = [
    line('甲', 'reserve', { stale: true }),
    line('乙', 'object', { scope: ['causes'] }),
    line('丙', 'agree'),
    line('丁', 'object', { opinion: undefined }),
    line('戊', 'object', { stale: true }),
  ];
  const steps = [{ lines: lines.slice(0, 2) }, { lines: lines.slice(2) }];
  const signoff = { steps, former: [] } as unknown as SignoffView;
  const names = (keys?: string[]) => standingOn(signoff, keys).map(({ name }) => name);
  expect(names()).toEqual(['乙', '戊', '甲']);
  expect(names(['problems'])).toEqual(['戊', '甲']);
  expect(names(['problems', 'causes'])).toEqual(['乙', '戊', '甲']);
  // Of who is asked no more too, but not what is told at a place that is asked again.
  const left = { ...signoff, former: ['己', '己', '乙'].map((name) => line(name, 'object')) };
  expect(standingOn(left as unknown as SignoffView, ['problems']).map(({ name }) => name)).toEqual(['戊', '己', '甲']);
  expect(standingOn(signoff)[0]).toEqual({ decisionId: 'd-乙', decision: 'object', name: '乙', words: '乙的话' });
});
