// Who is asked: plans that cannot work are refused, and a step that could never pass closes the gate.
import { describe, expect, test } from 'vitest';
import { MOST_REMINDERS, mayRemind, reminderDue } from '../../domain/reminding';
import type { Role, SignoffStepPlan, StepRule } from '../../domain/review';
import {
  emptySteps,
  faultsOf,
  linesOf,
  peopleOf,
  planOf,
  signersOf,
  stepsWithoutSections,
} from '../../domain/signoffPlan';
import { builtinTemplates } from '../../domain/template/builtin';

const title = { zh: '会签', en: 'Sign off' };
const step = (order: number, who: SignoffStepPlan['who'], rule: StepRule = { kind: 'all' }, more = {}) => ({
  order,
  title,
  who,
  rule,
  ...more,
});
const named = (...people: string[]) => ({ people: people.map((personId) => ({ personId })) });
const grouped = (...people: [string, string][]) => ({
  people: people.map(([personId, group]) => ({ personId, group })),
});
const faults = (...steps: SignoffStepPlan[]) =>
  faultsOf(steps.map((one, at) => ({ ...one, key: one.key ?? String(at + 1) }))).map(
    ({ step, field }) => `${step} ${field}`,
  );
const members = (who: Record<string, Role[]>) => Object.entries(who).map(([personId, roles]) => ({ personId, roles }));

describe('WF7 a plan', () => {
  test.each<[string, string[], SignoffStepPlan[]]>([
    ['may be one step', [], [step(1, 'signatories')]],
    [
      'may run steps side by side',
      [],
      [step(1, named('a')), step(1, named('b')), step(2, 'head', { kind: 'all' }, { issues: true })],
    ],
    ['has no empty order', ['2 order'], [step(1, 'signatories'), step(3, 'head')]],
    ['begins with the first order', ['1 order'], [step(2, 'signatories')]],
    ['asks somebody at each step', ['1 people'], [step(1, { people: [] })]],
    ['names nobody twice at a step', ['1 people'], [step(1, named('a', 'a'))]],
    ['names a quorum', ['1 rule'], [step(1, 'signatories', { kind: 'quorum' })]],
    ['has no quorum above its people', ['1 rule'], [step(1, named('a', 'b'), { kind: 'quorum', min: 3 })]],
    ['has no share above all', ['1 rule'], [step(1, 'signatories', { kind: 'quorum', share: { num: 3, den: 2 } })]],
    ['has groups with people', ['1 group'], [step(1, grouped(['a', 'x'], ['b', 'y']), { kind: 'each-group', min: 2 })]],
    ['has everybody in a group', ['1 group'], [step(1, named('a', 'b'), { kind: 'each-group', min: 1 })]],
    ['has no groups by role', ['1 group'], [step(1, 'signatories', { kind: 'each-group', min: 1 })]],
    [
      'is issued by one who is named',
      [],
      [step(1, 'signatories'), step(2, named('a'), { kind: 'all' }, { issues: true })],
    ],
    [
      'is issued by no two',
      ['2 issues'],
      [step(1, 'signatories'), step(2, named('a', 'b'), { kind: 'all' }, { issues: true })],
    ],
    ['is not issued by all', ['1 issues'], [step(1, 'signatories', { kind: 'all' }, { issues: true })]],
    [
      'is issued once, with nothing beside',
      ['2 issues', '3 issues'],
      [
        step(1, 'signatories'),
        step(2, 'head', { kind: 'all' }, { issues: true }),
        step(2, named('a'), { kind: 'all' }, { issues: true }),
      ],
    ],
    ['issues at the end', ['1 issues'], [step(1, 'head', { kind: 'all' }, { issues: true }), step(2, 'signatories')]],
    [
      'has each key once',
      ['2 key'],
      [step(1, 'signatories', { kind: 'all' }, { key: '1' }), step(2, 'head', { kind: 'all' }, { key: '1' })],
    ],
  ])('%s', (_, expected, steps) => {
    expect(faults(...steps)).toEqual(expected);
  });
});

test('WF6 the review’s own steps, else those of its template; every built-in plan can work', () => {
  const templates = builtinTemplates();
  expect(templates.length).toBeGreaterThan(5);
  for (const template of templates) expect(faultsOf(planOf(template, null)), template.id).toEqual([]);
  const [first] = templates;
  expect(first && planOf(first, [step(1, named('a'))])).toMatchObject([{ key: '1', who: named('a') }]);
});

describe('WF5 who signs', () => {
  const people = members({ a: ['owner', 'signatory'], b: ['head'], c: ['editor'], d: ['signatory', 'head'] });
  const countersign = { ...step(1, 'signatories'), key: '1' };
  const issue = { ...step(2, 'head'), key: '2' };
  const ids = (one: typeof countersign, plan: (typeof countersign)[]) =>
    peopleOf(one, plan, people).map(({ personId }) => personId);

  test('signatories, then the head; without a step of theirs heads sign with the others', () => {
    expect(ids(countersign, [countersign, issue])).toEqual(['a', 'd']);
    expect(ids(issue, [countersign, issue])).toEqual(['b', 'd']);
    expect(ids(countersign, [countersign])).toEqual(['a', 'b', 'd']);
    expect(signersOf([countersign, issue], people)).toEqual(['a', 'd', 'b']);
  });

  test('each line knows its step and seat', () => {
    const seats = linesOf([countersign, issue], people).map(({ step, seat }) => `${step} ${seat}`);
    expect(seats).toEqual(['1 1/a', '1 1/d', '2 2/b', '2 2/d']);
  });
});

test('GA5 a step without people, with too few, or over sections that are not there could never pass', () => {
  const gates = (steps: SignoffStepPlan[], sections = ['p'], present = (_: string) => true) =>
    emptySteps(
      steps.map((one, at) => ({ ...one, key: String(at) })),
      members({ a: ['signatory'], b: ['signatory'] }),
      { present, sections },
    ).map(({ step, sectionKey }) => (sectionKey ? `${step} ${sectionKey}` : step));
  expect(gates([])).toEqual([1]);
  expect(gates([step(1, 'signatories'), step(2, 'head')])).toEqual([2]);
  expect(gates([step(1, 'signatories', { kind: 'quorum', min: 3 })])).toEqual([1]);
  expect(gates([step(1, 'signatories', { kind: 'quorum', min: 2 })], ['p'], (id) => id === 'a')).toEqual([1]);
  const scoped = { people: [{ personId: 'a', scope: ['p', 'gone'] }] };
  expect(gates([step(1, scoped)])).toEqual(['1 gone']);
  const line = { step: 1, scope: ['p'] } as never;
  const open = { steps: [{ no: 1, title }] as never, lines: [line] };
  expect(stepsWithoutSections(open, ['p'])).toEqual([]);
  expect(stepsWithoutSections(open, [])).toEqual([{ step: 1, title, sectionKey: 'p' }]);
});

const DAY = 24 * 3_600_000;

test('SG16 the product reminds after 5 days, then every 2, at most 30 times', () => {
  const due = (days: number, sent: number, last: number | null) =>
    reminderDue({ since: 0, sent, last: last === null ? null : last * DAY, due: null }, days * DAY);
  expect([due(4.9, 0, null), due(5, 0, null)]).toEqual([false, true]);
  expect([due(6.9, 1, 5), due(7, 1, 5)]).toEqual([false, true]);
  expect([due(5, 1, 4), due(6, 1, 4)]).toEqual([false, true]);
  expect([due(500, MOST_REMINDERS - 1, 60), due(500, MOST_REMINDERS, 60)]).toEqual([true, false]);
});

test('SG16 the day on which it is due reminds too, once, and only of what was asked for before', () => {
  const onDay = (days: number, { due, last = null, sent = 0 }: { due: number; last?: number | null; sent?: number }) =>
    reminderDue({ since: 0, sent, last: last === null ? null : last * DAY, due: due * DAY }, days * DAY);
  expect([onDay(1.9, { due: 2 }), onDay(2, { due: 2 }), onDay(2.1, { due: 2, last: 2, sent: 1 })]).toEqual([
    false,
    true,
    false,
  ]);
  expect([onDay(5.9, { due: 6, last: 5, sent: 1 }), onDay(6, { due: 6, last: 5, sent: 1 })]).toEqual([false, true]);
  // Due before it was its turn: no reminder of the first hour.
  expect([onDay(1, { due: -1 }), onDay(5, { due: -1 })]).toEqual([false, true]);
  expect(onDay(2, { due: 2, sent: MOST_REMINDERS })).toBe(false);
});

test('SG17 an owner reminds a line once a day', () => {
  expect([mayRemind(null, 0), mayRemind(0, DAY - 1), mayRemind(0, DAY)]).toEqual([true, false, true]);
});
