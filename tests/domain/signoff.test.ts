// What holds in a sign-off is derived from rows and digests; nothing is stored.
import { describe, expect, test } from 'vitest';
import type { Decision, StepRule } from '../../domain/review';
import {
  bytesOf,
  type Content,
  type DecisionRow,
  decideRefusal,
  isReproach,
  keptReproaches,
  lineState,
  lineToDecide,
  lineToWithdraw,
  needsOpinion,
  progressOf,
  ruleWords,
  type Scope,
  type Sentence,
  type Signoff,
  type SignoffLine,
  scopeIn,
  scopeText,
  seatOf,
  sentenceOf,
  sentenceWords,
  standing,
  takenBack,
  withdrawable,
} from '../../domain/signoff';
import { recordOf } from '../../domain/signoffRecord';
import en from '../../domain/words/en.json';
import zh from '../../domain/words/zh-CN.json';

/** A content by the letters of its sections p and q: `content('A')` is p=A, q=A. */
const content = (p: string, q = p): Content => ({
  contentSha256: `whole ${p}${q}`,
  sections: [
    { id: 'p', sha256: p },
    { id: 'q', sha256: q },
  ],
});
const A = content('A');
const B = content('B');
const CONTENTS: Record<string, Content> = { A, B, AB: content('A', 'B'), BA: content('B', 'A') };

interface Seat {
  who: string;
  step?: number;
  scope?: Scope;
  group?: string;
}

const line = ({ who, step = 1, scope = 'whole', group }: Seat): SignoffLine => ({
  id: `${who}@${step}`,
  seat: seatOf(String(step), who),
  step,
  personId: who,
  name: who,
  roles: ['signatory'],
  scope,
  group: group ?? null,
  standing: 'own',
  standsFor: null,
});
const seats = (people: string, step = 1) => people.split(' ').map((who) => line({ who, step }));

/** `zhao agree A`, `zhao@2 object B`, `zhao withdraws 0`: rows in the order they were written, ids are their index. */
function rows(lines: readonly SignoffLine[], ...said: string[]): DecisionRow[] {
  return said.map((one, n) => {
    const [who = '', what = '', which = 'A'] = one.split(' ');
    const own = lines.find(({ id }) => id === (who.includes('@') ? who : `${who}@1`)) ?? line({ who });
    const withdraws = what === 'withdraws' ? which : null;
    const over = CONTENTS[which] ?? A;
    return {
      id: String(n),
      seat: own.seat,
      personId: own.personId,
      decision: withdraws === null ? (what as Decision) : null,
      withdraws,
      opinion: null,
      contentSha256: over.contentSha256,
      bytes: bytesOf(over, own.scope),
      versionNo: 1,
      at: `2026-03-02T00:00:${String(n).padStart(2, '0')}.000Z`,
    };
  });
}

const state = (who: string, over: Content, ...said: string[]) => {
  const own = line({ who });
  const { decision, stale } = lineState(rows([own], ...said), own, over);
  return stale ? `stale ${decision}` : decision;
};

const ALL: StepRule = { kind: 'all' };

function signoff(
  rules: readonly (StepRule | [order: number, rule: StepRule])[],
  lines: readonly SignoffLine[],
  said: readonly string[],
  more: Partial<Signoff> = {},
): Signoff {
  const steps = rules.map((one, at) => {
    const [order, rule] = Array.isArray(one) ? one : [at + 1, one];
    return { no: at + 1, key: String(at + 1), order, title: { zh: '', en: '' }, rule, issues: false };
  });
  return { content: A, steps, lines, rows: rows(lines, ...said), openSections: [], returnedSteps: [], ...more };
}
const passed = (one: Signoff) => progressOf(one).steps.map((step) => step.passed);
const step = (rule: StepRule, lines: readonly SignoffLine[], ...said: string[]) =>
  passed(signoff([rule], lines, said))[0];

test('SG1 a withdrawn decision stands no more, and the withdrawal is no decision', () => {
  const ids = (...said: string[]) => standing(rows([], ...said)).map((row) => row.id);
  expect(ids('zhao agree A', 'zhao withdraws 0')).toEqual([]);
  expect(ids('zhao agree A', 'zhao withdraws 0', 'zhao object A')).toEqual(['2']);
  expect(state('zhao', A, 'zhao agree A', 'zhao withdraws 0')).toBeNull();
});

test('SG2 an agreement counts for exactly the bytes it names, whatever version they stand in', () => {
  expect(state('zhao', A, 'zhao agree A')).toBe('agree');
  expect(state('zhao', B, 'zhao agree A')).toBe('stale agree');
  expect(state('zhao', A, 'zhao agree A', 'zhao agree B')).toBe('agree');
  expect(state('qian', A, 'zhao agree A')).toBeNull();
});

test('SG2 an agreement to sections holds while their bytes do: an edit elsewhere costs nothing, one undone gives it back (T31)', () => {
  const own = line({ who: 'zhao', scope: ['p'] });
  const holds = (over: Content, said: string) => !lineState(rows([own], said), own, over).stale;
  expect(holds(content('A', 'B'), 'zhao agree A')).toBe(true);
  expect(holds(content('B', 'A'), 'zhao agree A')).toBe(false);
  expect(holds(A, 'zhao agree AB')).toBe(true);
  expect(holds({ ...A, sections: [] }, 'zhao agree A')).toBe(false);
  const wider = { ...own, scope: ['p', 'q'] };
  expect(lineState(rows([own], 'zhao agree A'), wider, A).stale).toBe(true);
});

test('SG3 an objection stands over any bytes until it is withdrawn, whatever else the line says', () => {
  expect(state('zhao', B, 'zhao object A')).toBe('stale object');
  expect(step(ALL, seats('zhao qian'), 'zhao object B', 'qian agree A')).toBe(false);
  expect(state('zhao', B, 'zhao object A', 'zhao agree B')).toBe('stale object');
  expect(state('zhao', B, 'zhao object A', 'zhao withdraws 0', 'zhao agree B')).toBe('agree');
  expect(state('zhao', B, 'zhao object A', 'zhao withdraws 0')).toBeNull();
  expect(state('zhao', A, 'zhao agree A', 'zhao object B')).toBe('stale object');
});

test('SG3 a reservation stays on an agreement that counts again when the edit is undone, until it is withdrawn', () => {
  const own = line({ who: 'zhao' });
  const said = rows([own], 'zhao agree A', 'zhao reserve B').map((row, n) => ({
    ...row,
    opinion: n === 1 ? '太长' : null,
  }));
  const again = lineState(said, own, A);
  expect([again.decision, again.opinion, again.stale, again.rowId]).toEqual(['reserve', '太长', false, '0']);
  expect(again.saidId, 'the words are those of the reservation').toBe('1');
  expect(state('zhao', A, 'zhao agree A', 'zhao reserve B', 'zhao withdraws 1')).toBe('agree');
  expect(state('zhao', A, 'zhao reserve B', 'zhao withdraws 0', 'zhao agree A')).toBe('agree');
  expect(state('zhao', A, 'zhao abstain A', 'zhao reserve B')).toBe('abstain');
});

test('SG21 a new decision takes back the objections of its line, and the reservations unless it keeps or leaves them', () => {
  const own = line({ who: 'zhao' });
  const said = rows([own, line({ who: 'qian' })], 'zhao agree A', 'zhao reserve AB', 'zhao object BA', 'qian object A');
  const taken = (next: Decision) => takenBack(said, own.seat, next).map(({ id }) => id);
  expect(taken('agree')).toEqual(['1', '2']);
  expect(taken('abstain')).toEqual(['1', '2']);
  expect(taken('reserve')).toEqual(['2']);
  expect(taken('object')).toEqual(['2']);
  expect(takenBack([...said, ...rows([own], 'zhao withdraws 2')], own.seat, 'reserve')).toEqual([]);
});

test('SG22 a point is about an objection or a reservation, also one that was withdrawn, and about no other word', () => {
  const own = line({ who: 'zhao' });
  const said = rows([own], 'zhao agree A', 'zhao reserve B', 'zhao object A', 'zhao withdraws 2', 'zhao abstain A');
  expect(said.filter(({ id }) => isReproach(said, id)).map(({ id }) => id)).toEqual(['1', '2']);
  expect(isReproach(said, 'elsewhere')).toBe(false);
});

test('SG3 a reservation or an objection whose place is gone stands until it is withdrawn; nothing else is told of, and who is asked again speaks anew', () => {
  const gone = seats('a b c').map((one) => ({ line: one, step: { title: { zh: '', en: '' }, issues: false } }));
  const kept = (present: readonly SignoffLine[], ...said: string[]) =>
    keptReproaches(signoff([ALL], present, [], { rows: rows([], ...said) }), gone).map(
      ({ line: { name }, state: { stale } }) => `${name}${stale ? ' stale' : ''}`,
    );
  expect(kept(seats('d'), 'a reserve A', 'b reserve B', 'c agree A')).toEqual(['a', 'b stale']);
  expect(kept(seats('d'), 'a reserve A', 'a withdraws 0')).toEqual([]);
  expect(kept(seats('a b d'), 'a reserve A', 'b object A')).toEqual([]);
  // Of a sign-off that was cancelled: it does not matter which text it was said over.
  expect(kept(seats('d'), 'b object A', 'c object B', 'c withdraws 1')).toEqual(['b']);
  expect(kept(seats('d'), 'b object B', 'b agree A')).toEqual(['b stale']);
  // An edit that is undone: the agreement of before counts again, and the reservation stays on it.
  expect(kept(seats('d'), 'a agree A', 'a reserve B')).toEqual(['a']);
  expect(keptReproaches(signoff([ALL], [], [], { rows: rows([], 'a reserve') }), [...gone, ...gone])).toHaveLength(1);
});

describe('SG4 a step of all', () => {
  test.each([
    ['passes when all agree', true, 'zhao qian', ['zhao agree A', 'qian agree A']],
    ['counts a reservation as an agreement', true, 'zhao qian', ['zhao agree A', 'qian reserve A']],
    ['waits for the last one', false, 'zhao qian', ['zhao agree A']],
    ['leaves an abstention out', true, 'zhao qian', ['zhao agree A', 'qian abstain A']],
    ['is never passed by abstentions alone', false, 'zhao qian', ['zhao abstain A', 'qian abstain A']],
    ['is stopped by an objection', false, 'zhao qian', ['zhao agree A', 'qian object A']],
    ['does not count a stale agreement', false, 'zhao qian', ['zhao agree B', 'qian agree A']],
    ['does not count a stale reservation', false, 'zhao', ['zhao reserve B']],
    ['asks again whoever abstained from other bytes', false, 'zhao qian', ['zhao agree A', 'qian abstain B']],
  ] as const)('%s', (_, passes, people, said) => {
    expect(step(ALL, seats(people), ...said)).toBe(passes);
  });
});

describe('SG8 a step passes by its rule', () => {
  const five = seats('a b c d e');
  const grouped = [
    ...['a', 'b'].map((who) => line({ who, group: 'law' })),
    ...['c', 'd'].map((who) => line({ who, group: 'money' })),
  ];
  test.each<[string, boolean, StepRule, readonly SignoffLine[], string[]]>([
    ['three of five', true, { kind: 'quorum', min: 3 }, five, ['a agree', 'b agree', 'c reserve']],
    ['not by answers', false, { kind: 'quorum', min: 3 }, five, ['a agree', 'b agree', 'c abstain', 'd abstain']],
    [
      'a share of those asked',
      true,
      { kind: 'quorum', share: { num: 2, den: 3 } },
      five,
      ['a agree', 'b agree', 'c agree', 'd agree'],
    ],
    [
      'a share rounds up',
      false,
      { kind: 'quorum', share: { num: 2, den: 3 } },
      five,
      ['a agree', 'b agree', 'c agree'],
    ],
    [
      'abstentions leave the share',
      true,
      { kind: 'quorum', share: { num: 2, den: 3 } },
      five,
      ['a agree', 'b agree', 'c abstain', 'd abstain'],
    ],
    [
      'and never the minimum',
      false,
      { kind: 'quorum', min: 3, share: { num: 1, den: 3 } },
      five,
      ['a agree', 'b agree', 'c abstain', 'd abstain', 'e abstain'],
    ],
    [
      'all abstain, none agrees',
      false,
      { kind: 'quorum', share: { num: 1, den: 2 } },
      five,
      five.map(({ personId }) => `${personId} abstain`),
    ],
    ['any one', true, { kind: 'any' }, five, ['e agree']],
    ['any, but nobody', false, { kind: 'any' }, five, ['e abstain']],
    ['one of each group', true, { kind: 'each-group', min: 1 }, grouped, ['a agree', 'd agree']],
    ['a group is missing', false, { kind: 'each-group', min: 1 }, grouped, ['a agree', 'b agree']],
    [
      'a group that abstains is missing too',
      false,
      { kind: 'each-group', min: 1 },
      grouped,
      ['a agree', 'c abstain', 'd abstain'],
    ],
    ['two of each group', false, { kind: 'each-group', min: 2 }, grouped, ['a agree', 'b agree', 'c agree']],
  ])('%s', (_, passes, rule, lines, said) => {
    expect(step(rule, lines, ...said)).toBe(passes);
  });
});

test('SG9 an objection stops a quorum unless it says otherwise; all and each group cannot', () => {
  const said = ['a agree', 'b agree', 'c object'];
  const people = seats('a b c');
  expect(step({ kind: 'quorum', min: 2 }, people, ...said)).toBe(false);
  expect(step({ kind: 'quorum', min: 2, objectionBlocks: false }, people, ...said)).toBe(true);
  expect(step({ kind: 'any', objectionBlocks: false }, people, 'c object', 'a agree')).toBe(true);
  expect(step({ kind: 'any', objectionBlocks: false }, people, 'c object')).toBe(false);
  expect(step({ kind: 'all', objectionBlocks: false } as StepRule, people, ...said)).toBe(false);
});

test('SG10 one order runs side by side; the next opens when all of it has passed', () => {
  const lines = [...seats('a', 1), ...seats('b', 2), ...seats('c', 3)];
  const open = (...said: string[]) =>
    progressOf(
      signoff(
        [
          [1, ALL],
          [1, ALL],
          [2, ALL],
        ],
        lines,
        said,
      ),
    ).steps.map((one) => one.open);
  expect(open()).toEqual([true, true, false]);
  expect(open('a agree')).toEqual([true, true, false]);
  expect(open('a agree', 'b@2 agree')).toEqual([true, true, true]);
  expect(open('a agree', 'b@2 agree', 'a@1 withdraws 0')).toEqual([true, true, false]);
});

test('SG5 without steps, or with a step without people, nothing is complete', () => {
  const complete = (one: Signoff) => progressOf(one).complete;
  expect(complete(signoff([], [], []))).toBe(false);
  expect(complete(signoff([ALL], [], []))).toBe(false);
  expect(complete(signoff([ALL, ALL], seats('a'), ['a agree']))).toBe(false);
  expect(complete(signoff([ALL], seats('a'), ['a agree']))).toBe(true);
});

test('SG11 a step to which a point was returned waits for the answer, and so do later ones', () => {
  const lines = [...seats('a', 1), ...seats('b', 2)];
  const one = signoff([ALL, ALL], lines, ['a agree', 'b@2 agree'], { returnedSteps: [1] });
  expect(progressOf(one)).toMatchObject({ complete: false, steps: [{ passed: false }, { passed: true, open: false }] });
  expect(progressOf({ ...one, returnedSteps: [] }).complete).toBe(true);
});

describe('who may decide', () => {
  const lines = [...seats('a b', 1), ...seats('a', 2)];
  const says = (one: Signoff, id: string) => decideRefusal(one, id);

  test('SG6 one standing decision a line and digest; withdrawing frees the line', () => {
    expect(says(signoff([ALL, ALL], lines, ['a agree']), 'a@1')).toBe('already-decided');
    expect(says(signoff([ALL, ALL], lines, ['a agree B']), 'a@1')).toBeNull();
    expect(says(signoff([ALL, ALL], lines, ['a agree', 'a withdraws 0']), 'a@1')).toBeNull();
    const own = line({ who: 'a' });
    const taken = (over: Content, ...said: string[]) =>
      withdrawable(rows([own], ...said), own, over).map(({ id }) => id);
    expect(taken(B, 'a agree A', 'a agree B')).toEqual(['1']);
    expect(taken(A, 'a agree A', 'a withdraws 0')).toEqual([]);
  });

  test('SG1 taken back is what counts or blocks now: after an edit was undone that is not what was said last', () => {
    const own = line({ who: 'a' });
    const left = (over: Content, ...said: string[]) => {
      const all = rows([own], ...said);
      const taken = withdrawable(all, own, over).map(({ id }, n) => {
        return { ...rows([own], `a withdraws ${id}`)[0], id: `w${n}` } as DecisionRow;
      });
      const { decision, stale } = lineState([...all, ...taken], own, over);
      return stale ? `stale ${decision}` : decision;
    };
    expect(left(A, 'a agree A', 'a agree B')).toBe('stale agree');
    expect(left(A, 'a agree A', 'a abstain B')).toBe('stale abstain');
    expect(left(A, 'a agree A', 'a reserve B')).toBeNull();
    expect(left(B, 'a agree A', 'a object B')).toBe('stale agree');
    expect(left(B, 'a agree A')).toBeNull();
  });

  test('SG12 own turn: a later step waits, an earlier one stays open', () => {
    expect(says(signoff([ALL, ALL], lines, ['a agree']), 'a@2')).toBe('not-your-turn');
    expect(says(signoff([ALL, ALL], lines, ['a agree', 'b agree']), 'a@2')).toBeNull();
    const any = signoff([{ kind: 'any' }, ALL], lines, ['a agree']);
    expect([says(any, 'b@1'), says(any, 'a@2'), says(any, 'nobody')]).toEqual([null, null, 'not-your-turn']);
  });

  test('SG13 nobody signs and nothing completes while a section is open', () => {
    const one = signoff([ALL], seats('a'), ['a agree'], { openSections: ['p'] });
    expect(progressOf(one).complete).toBe(false);
    expect(says(signoff([ALL], seats('a'), [], { openSections: ['p'] }), 'a@1')).toBe('section-open');
  });

  test('of several lines the one that waits; else the one decided last, which is also what is withdrawn', () => {
    expect(lineToDecide(signoff([ALL, ALL], lines, []), 'a')?.id).toBe('a@1');
    expect(lineToDecide(signoff([ALL, ALL], lines, ['a agree', 'b agree']), 'a')?.id).toBe('a@2');
    expect(lineToDecide(signoff([ALL, ALL], lines, ['a agree', 'b agree', 'a@2 agree']), 'a')?.id).toBe('a@2');
    expect(lineToWithdraw(signoff([ALL, ALL], lines, ['a agree']), 'a')?.id).toBe('a@1');
    expect(lineToDecide(signoff([ALL, ALL], lines, []), 'nobody')).toBeNull();
  });
});

test('SG14 a seat is a person at a step, or as whose delegate: another step or principal counts for itself', () => {
  const seatsOfA = [seatOf('1', 'a'), seatOf('2', 'a'), seatOf('1', 'a', 'b'), seatOf('1', 'b', 'a')];
  expect(new Set(seatsOfA).size).toBe(4);
  const a = line({ who: 'a' });
  const forA: SignoffLine = {
    ...line({ who: 'b' }),
    standing: 'delegated',
    standsFor: a.id,
    seat: seatOf('1', 'b', 'a'),
  };
  const one = signoff([ALL], [a, forA], ['b agree']);
  expect(progressOf(one)).toMatchObject({ complete: true, steps: [{ asked: 1, agreed: 1 }] });
  expect(decideRefusal({ ...one, rows: [] }, a.id)).toBe('not-your-turn');
  expect(progressOf({ ...one, lines: [a] }).complete).toBe(false);
});

test('SG7 reservation and objection say why', () => {
  expect((['agree', 'reserve', 'object', 'abstain'] as const).filter(needsOpinion)).toEqual(['reserve', 'object']);
});

test('a scope reads back from its text, and the words of a rule carry its numbers', () => {
  for (const scope of ['whole', ['p', 'q']] as const) expect(scopeIn(scopeText(scope))).toEqual(scope);
  const [all] = progressOf(signoff([ALL], seats('a b'), ['a agree'])).steps;
  expect(all && ruleWords(all)).toEqual({
    key: 'all',
    values: { agreed: 1, asked: 2, need: 2, min: 2, names: ['a', 'b'] },
    goesOn: false,
  });
});

test('SG15 another person, rule, order or scope is another record; the order in which rows come is not', () => {
  const steps = signoff([ALL], [], []).steps;
  const record = (lines: readonly SignoffLine[], rule: StepRule = ALL) =>
    recordOf({
      reviewId: 'r',
      versionNo: 1,
      prevRecordSha256: null,
      content: A,
      steps: steps.map((one) => ({ ...one, rule })),
      lines,
    }).recordSha256;
  const people = seats('a b');
  expect(record(people)).toBe(record(people.toReversed()));
  const others = [
    record(seats('a c')),
    record(people, { kind: 'any' }),
    record([line({ who: 'a', scope: ['p'] }), line({ who: 'b' })]),
  ];
  expect(new Set([record(people), ...others]).size).toBe(4);
});

test('SG19 all steps in one sentence, in Chinese and in English, with agreements had over those it takes', () => {
  const steps = [
    { no: 1, key: '1', order: 1, title: { zh: '', en: '' }, rule: { kind: 'all' }, issues: false },
    { no: 2, key: '2', order: 1, title: { zh: '', en: '' }, rule: { kind: 'quorum', min: 1 }, issues: false },
    { no: 3, key: '3', order: 2, title: { zh: '', en: '' }, rule: { kind: 'all' }, issues: true },
  ] as const;
  const lines = [...seats('zhao qian'), ...seats('li zhou', 2), ...seats('王平', 3)];
  const said = rows(lines, 'zhao agree A', 'li@2 agree A', 'zhou@2 agree A');
  const sentence = sentenceOf(
    progressOf({ content: A, steps, lines, rows: said, openSections: [], returnedSteps: [] }),
  );
  expect(inWords(sentence, zh)).toBe('全体会签，同时至少 1 人会签后由王平签发；当前 2 / 4');
  expect(inWords(sentence, en)).toBe('All sign, meanwhile at least 1 sign, then issued by 王平; 2 of 4 so far');
});

test('SG19 one person is named, a chain of more than two steps does not say 后 twice, and a step without people says so', () => {
  const titled = (no: number, zh: string, issues = false) =>
    ({ no, key: `${no}`, order: no, title: { zh, en: zh }, rule: { kind: 'all' }, issues }) as const;
  const lines = [...seats('戴伟'), ...seats('zhao qian', 2), ...seats('王平', 3)];
  const said = (of: readonly SignoffLine[], now = true) => {
    const steps = [titled(1, '加签'), titled(2, '会签'), titled(3, '签发', true)];
    const sentence = sentenceOf(
      progressOf({ content: A, steps, lines: of, rows: [], openSections: [], returnedSteps: [] }),
    );
    return [inWords(sentence, zh, now), inWords(sentence, en, now)];
  };
  expect(said(lines)).toEqual([
    '戴伟会签，再全体会签，再由王平签发；当前 0 / 4',
    '戴伟 signs, then all sign, then issued by 王平; 0 of 4 so far',
  ]);
  expect(said(lines.slice(0, 3), false)).toEqual([
    '戴伟会签，再全体会签，再签发（还没有人）。',
    '戴伟 signs, then all sign, then 签发 (nobody yet).',
  ]);
});

test('SG19 SG9 a step that an objection does not stop says so, beside those that it stops', () => {
  const steps = [
    { no: 1, key: '1', order: 1, title: { zh: '', en: '' }, rule: { kind: 'quorum', min: 2, objectionBlocks: false } },
    { no: 2, key: '2', order: 2, title: { zh: '', en: '' }, rule: { kind: 'all' } },
  ] as const;
  const progress = progressOf({
    content: A,
    steps: steps.map((one) => ({ ...one, issues: one.no === 2 })),
    lines: [...seats('zhao qian li'), ...seats('王平', 2)],
    rows: [],
    openSections: [],
    returnedSteps: [],
  });
  expect(progress.steps.map((one) => ruleWords(one).goesOn)).toEqual([true, false]);
  expect(inWords(sentenceOf(progress), zh, false)).toBe('至少 2 人会签（有人不同意也不停）后由王平签发。');
  expect(inWords(sentenceOf(progress), en, false)).toBe(
    'At least 2 sign (an objection does not stop it), then issued by 王平.',
  );
});

function inWords(sentence: Sentence, { signoff }: typeof zh, now = true): string {
  const all: Record<string, string> = signoff.sentence;
  const say = (key: string, values: Record<string, string | number>) =>
    (all[key] ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  return sentenceWords(sentence, { say, names: (names) => names.join('、'), title: (title) => title.zh }, now);
}
