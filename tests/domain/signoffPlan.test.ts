// Who is asked: plans that cannot work are refused, and a step that could never pass closes the gate.
import { describe, expect, test } from 'vitest';
import { planSentence } from '../../domain/planWords';
import { hadEnough, MOST_REMINDERS, mayRemind, reminderDue, unanswered } from '../../domain/reminding';
import type { Role, SignoffStepPlan, StepRule } from '../../domain/review';
import { bytesOf, progressOf, type Scope, type Signoff, sentenceOf } from '../../domain/signoff';
import { emptySteps, faultsOf, linesOf, peopleOf, planOf, signersOf, stuckSteps } from '../../domain/signoffPlan';
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
  const shared = { kind: 'quorum', share: { num: 2, den: 3 } } as const;
  const thirds = { people: ['a', 'b', 'x'].map((personId) => ({ personId })) };
  expect(gates([step(1, thirds, shared)], ['p'], (id) => id !== 'b')).toEqual([]);
  expect(gates([step(1, thirds, shared)], ['p'], (id) => id === 'a')).toEqual([1]);
  // Who is named and cannot sign stands in the way of a rule that counts everybody.
  expect(gates([step(1, named('a', 'b'))], ['p'], (id) => id === 'a')).toEqual([1]);
});

describe('GA5 a step of a sign-off that is open', () => {
  const content = {
    contentSha256: 'c',
    sections: [
      { id: 'p', sha256: 'p1' },
      { id: 'q', sha256: 'q1' },
    ],
  };
  const line = (personId: string, more: { scope?: Scope; group?: string; standsFor?: string } = {}) => ({
    id: personId,
    seat: personId,
    step: 1,
    personId,
    name: personId,
    roles: ['signatory'],
    scope: more.scope ?? ('whole' as const),
    group: more.group ?? null,
    standing: more.standsFor ? ('delegated' as const) : ('own' as const),
    standsFor: more.standsFor ?? null,
  });
  type Lines = ReturnType<typeof line>[];
  const open = (rule: StepRule, lines: Lines, more: Partial<Signoff> = {}): Signoff => ({
    content,
    steps: [{ no: 1, key: '1', order: 1, title, rule, issues: false }],
    lines,
    rows: [],
    openSections: [],
    returnedSteps: [],
    ...more,
  });
  const stuck = (signoff: Signoff, there: string, sections = ['p', 'q']) =>
    stuckSteps(signoff, { present: (id) => there.includes(id), sections });
  const said = (personId: string, decision: 'agree' | 'abstain' | 'object', scope: Scope = 'whole') => ({
    id: `of ${personId}`,
    seat: personId,
    personId,
    decision,
    withdraws: null,
    opinion: null,
    contentSha256: 'c',
    bytes: bytesOf(content, scope),
    versionNo: 1,
    at: '2026-03-01T00:00:00.000Z',
  });
  const all = { kind: 'all' } as const;

  test('GA5 closes the gate when those who can sign could not meet its rule', () => {
    const two = [line('a'), line('b')];
    expect(stuck(open(all, two), 'ab')).toEqual([]);
    expect(stuck(open(all, two), 'a')).toEqual([{ step: 1, title }]);
    expect(stuck(open({ kind: 'any' }, two), 'a')).toEqual([]);
    expect(stuck(open({ kind: 'any' }, two), '')).toEqual([{ step: 1, title }]);
    expect(stuck(open({ kind: 'quorum', min: 2 }, two), 'a')).toEqual([{ step: 1, title }]);
    const groups = [line('a', { group: 'x' }), line('b', { group: 'y' }), line('c', { group: 'y' })];
    expect(stuck(open({ kind: 'each-group', min: 1 }, groups), 'ab')).toEqual([]);
    expect(stuck(open({ kind: 'each-group', min: 1 }, groups), 'bc')).toEqual([{ step: 1, title }]);
  });

  test('GA5 P10 a section that was written meanwhile has somebody who is asked to sign it', () => {
    const scoped = [line('a', { scope: ['p'] })];
    const agreed = { rows: [said('a', 'agree', ['p'])] };
    // It stood there unsigned by the plan; what is written now would be approved by a signature of other words.
    expect(stuck(open(all, scoped, agreed), 'a')).toEqual([]);
    expect(stuck(open(all, scoped, { ...agreed, openSections: ['q'] }), 'a')).toEqual([{ step: 1, sectionKey: 'q' }]);
    expect(stuck(open(all, scoped, agreed), 'a', ['p', 'q', 'new'])).toEqual([{ step: 1, sectionKey: 'new' }]);
    const both = [...scoped, line('b', { scope: ['q'] })];
    expect(stuck(open(all, both, { openSections: ['q'] }), 'ab')).toEqual([]);
    expect(stuck(open({ kind: 'any' }, both, { openSections: ['q'] }), 'a')).toEqual([{ step: 1, sectionKey: 'q' }]);
    // A section that went has no words.
    expect(stuck(open(all, scoped, { ...agreed, openSections: ['q'] }), 'a', ['p'])).toEqual([]);
  });

  test('GA5 counts the delegate, and what somebody who left said of sections that stand still', () => {
    const delegated = [line('a'), line('d', { standsFor: 'a' })];
    expect(stuck(open(all, delegated), 'd')).toEqual([]);
    expect(stuck(open(all, delegated), 'a')).toEqual([{ step: 1, title }]);
    const scoped = [line('a', { scope: ['p'] }), line('b')];
    const agreed = [said('a', 'agree', ['p'])];
    expect(stuck(open(all, scoped, { rows: agreed, openSections: ['q'] }), 'b')).toEqual([]);
    expect(stuck(open(all, scoped, { rows: agreed, openSections: ['p'] }), 'b')).toEqual([{ step: 1, title }]);
    const whole = [line('a'), line('b')];
    expect(stuck(open(all, whole, { rows: [said('a', 'agree')] }), 'b')).toEqual([]);
    expect(stuck(open(all, whole, { rows: [said('a', 'abstain')] }), 'b')).toEqual([]);
    expect(stuck(open(all, whole, { rows: [said('a', 'agree')], openSections: ['q'] }), 'b')).toHaveLength(1);
    // An objection stands over any bytes, and nobody else withdraws it.
    const objected = { rows: [said('a', 'object', ['p'])], openSections: ['p'] };
    expect(stuck(open({ kind: 'quorum', min: 1 }, scoped, objected), 'b')).toHaveLength(1);
    expect(stuck(open({ kind: 'quorum', min: 1 }, scoped, objected), 'ab')).toEqual([]);
  });

  test('GA5 closes the gate for a section that is not in the text any more', () => {
    const scoped = open(all, [line('a', { scope: ['p'] })]);
    expect(stuck(scoped, 'a')).toEqual([]);
    expect(stuck(scoped, 'a', ['q'])).toEqual([{ step: 1, title, sectionKey: 'p' }]);
  });
});

const DAY = 24 * 3_600_000;

test('SG16 the product reminds after 5 days, then every 2', () => {
  const due = (days: number, last: number | null) =>
    reminderDue({ since: 0, last: last === null ? null : last * DAY, due: null }, days * DAY);
  expect([due(4.9, null), due(5, null)]).toEqual([false, true]);
  expect([due(6.9, 5), due(7, 5)]).toEqual([false, true]);
  expect([due(5, 4), due(6, 4)]).toEqual([false, true]);
});

test('SG16 thirty are all that a person gets, at all places together, without those that a word of the same place ended', () => {
  const to = (personId: string, seat: string, times: number, at = 1) =>
    Array.from({ length: times }, () => ({ personId, seat, at }));
  const [first, second] = [to('a', '1/a', MOST_REMINDERS / 2), to('a', '2/a', MOST_REMINDERS / 2)];
  const all = [...first, ...second, ...to('b', '1/b', 3)];
  expect([hadEnough(all, 'a'), hadEnough(all.slice(1), 'a'), hadEnough(all, 'b')]).toEqual([true, false, false]);
  expect(unanswered(all, [])).toEqual(all);
  expect(unanswered(all, [{ seat: '1/a', at: 1 }])).toEqual(all.slice(first.length));
  expect(unanswered(all, [{ seat: '1/a', at: 0 }])).toEqual(all);
});

test('SG16 the day on which it is due reminds too, once, and only of what was asked for before', () => {
  const onDay = (days: number, { due, last = null }: { due: number; last?: number | null }) =>
    reminderDue({ since: 0, last: last === null ? null : last * DAY, due: due * DAY }, days * DAY);
  expect([onDay(1.9, { due: 2 }), onDay(2, { due: 2 }), onDay(2.1, { due: 2, last: 2 })]).toEqual([false, true, false]);
  expect([onDay(5.9, { due: 6, last: 5 }), onDay(6, { due: 6, last: 5 })]).toEqual([false, true]);
  // Due before it was its turn: no reminder of the first hour.
  expect([onDay(1, { due: -1 }), onDay(5, { due: -1 })]).toEqual([false, true]);
});

test('SG17 an owner reminds a line once a day', () => {
  expect([mayRemind(null, 0), mayRemind(0, DAY - 1), mayRemind(0, DAY)]).toEqual([true, false, true]);
});

test('WF19 of several heads all issue, or any one where the plan says so, and the sentences say which', () => {
  const two = members({ a: ['owner', 'head'], b: ['head'], c: ['signatory'] });
  const issued = (rule: StepRule) => {
    const plan = planOf({ workflow: { signoff: { steps: [] } } }, [
      step(1, 'signatories'),
      step(2, 'head', rule, { issues: true }),
    ]);
    const lines = linesOf(plan, two).map((line, at) => ({
      ...{ ...line, id: String(at), name: line.personId, roles: [] },
      ...{ standing: 'own' as const, standsFor: null },
    }));
    const content = { contentSha256: 'x', sections: [] };
    const agreed = (personId: string, at: number) => ({
      ...{ id: personId, seat: `${at}/${personId}`, personId, decision: 'agree' as const, withdraws: null },
      ...{ opinion: null, contentSha256: 'x', bytes: 'x', versionNo: 1, at: '2026-11-30T08:00:00.000Z' },
    });
    const steps = plan.map(({ key, order, issues = false, ...one }, at) => ({
      ...{ no: at + 1, key, order, title: one.title, rule: one.rule, issues },
    }));
    const signoff = { content, steps, lines, openSections: [], returnedSteps: [] };
    const complete = (...rows: ReturnType<typeof agreed>[]) => progressOf({ ...signoff, rows }).complete;
    const said = sentenceOf(progressOf({ ...signoff, rows: [] })).clauses.at(-1);
    return {
      one: complete(agreed('c', 1), agreed('b', 2)),
      both: complete(agreed('c', 1), agreed('b', 2), agreed('a', 2)),
      said: [
        said?.key,
        said?.values.names,
        planSentence({ rule, issues: true }, { title: '', names: ['a', 'b'], sep: '' }).key,
      ],
    };
  };
  expect(issued({ kind: 'all' })).toEqual({ one: false, both: true, said: ['issue', ['a', 'b'], 'issue'] });
  expect(issued({ kind: 'any' })).toEqual({ one: true, both: true, said: ['issue-any', ['a', 'b'], 'issue-any'] });
  expect(planSentence({ rule: { kind: 'any' }, issues: true }, { title: '', names: ['a'], sep: '' }).key).toBe('issue');
});
