// The stages and the moves between them.
import { describe, expect, test } from 'vitest';
import { ROLES, type Role, STAGES, type Stage } from '../../domain/review';
import {
  decideMove,
  decidePassing,
  decideReturn,
  isFrozen,
  MOVES,
  type Move,
  rolesAfterSignoff,
  rolesGiven,
  rolesToSign,
  rolesWithoutLine,
  signsByThemselves,
  thaws,
} from '../../domain/workflow';

const ME = 'me';
const review = (stage: Stage, roles: readonly Role[]) => ({ id: 'r', stage, members: [{ personId: ME, roles }] });
const moves = Object.keys(MOVES) as Move[];
/** Taking out of the archive is an administrator's. */
const ownersMoves = moves.filter((move) => move !== 'unarchive');
const codeOf = (stage: Stage, roles: readonly Role[], move: Move, reason?: string) => {
  const result = decideMove(review(stage, roles), { personId: ME, admin: false }, move, reason);
  return result.ok ? result.value : result.refusal.code;
};

describe('moves', () => {
  test('WF1 each starts from its own stage only, and leads to one other', () => {
    const table = ownersMoves.flatMap((move) =>
      STAGES.map((stage) => `${move} at ${stage}: ${codeOf(stage, ['owner'], move, 'why')}`),
    );
    expect(table.filter((line) => !line.endsWith('wrong-stage'))).toEqual([
      'start-review at drafting: review',
      'return-to-draft at review: drafting',
      'freeze at review: signoff',
      'cancel-signoff at signoff: review',
      'archive at approved: archived',
      'reopen at approved: drafting',
    ]);
  });

  test('WF2 only an owner moves a review; others who can see it are forbidden, strangers find nothing', () => {
    for (const move of moves) {
      const from = MOVES[move].from;
      for (const role of ROLES.filter((one) => one !== 'owner')) {
        const seen = !(from === 'drafting' && ['signatory', 'head', 'viewer'].includes(role));
        expect(codeOf(from, [role], move, 'why'), `${role} ${move}`).toBe(seen ? 'forbidden' : 'not-found');
      }
      const stranger = { personId: ME, admin: false };
      expect(decideMove({ ...review(from, []), members: [] }, stranger, move, 'why')).toMatchObject({
        refusal: { code: 'not-found' },
      });
    }
  });

  test('WF3 going back over signatures needs a reason that says something', () => {
    expect(codeOf('signoff', ['owner'], 'cancel-signoff')).toBe('reason-needed');
    expect(codeOf('signoff', ['owner'], 'cancel-signoff', '  \u3000')).toBe('reason-needed');
    expect(codeOf('signoff', ['owner'], 'cancel-signoff', '数字有误')).toBe('review');
    expect(codeOf('approved', ['owner'], 'reopen')).toBe('reason-needed');
    expect(codeOf('approved', ['owner'], 'reopen', '补充一项措施')).toBe('drafting');
  });

  test('PO6 an administrator archives and takes out of the archive without being a member, and moves nothing else', () => {
    const said = (stage: Stage, move: Move) => {
      const result = decideMove({ id: 'r', stage, members: [] }, { personId: ME, admin: true }, move, 'why');
      return result.ok ? result.value : result.refusal.code;
    };
    expect(said('approved', 'archive')).toBe('archived');
    expect(said('archived', 'unarchive')).toBe('approved');
    expect(said('drafting', 'archive')).toBe('wrong-stage');
    for (const move of moves.filter((one) => one !== 'archive' && one !== 'unarchive'))
      expect(said(MOVES[move].from, move), move).toBe('not-found');
    for (const role of ROLES) expect(codeOf('archived', [role], 'unarchive'), role).toBe('forbidden');
  });

  test('WF13 what thaws a frozen text goes through its queue', () => {
    expect(moves.filter(thaws)).toEqual(['cancel-signoff', 'reopen']);
  });
});

test('WF4 the text is frozen from the freeze on', () => {
  expect(STAGES.filter(isFrozen)).toEqual(['signoff', 'approved', 'archived']);
});

test('WF8 with a line comes the right to sign it, added to the roles that are there', () => {
  expect(rolesToSign([], false)).toEqual(['signatory']);
  expect(rolesToSign(['editor'], true)).toEqual(['editor', 'head']);
  expect(rolesToSign(['signatory'], true)).toEqual(['signatory', 'head']);
  expect(rolesToSign(['owner', 'head'], true)).toEqual(['owner', 'head']);
  expect(rolesToSign(['head'], false)).toEqual(['head']);
});

test('WF9 without a line the right to sign is over, and to read by it; another role goes on', () => {
  const left = (roles: readonly Role[], before: Line[], after: Line[]) =>
    rolesWithoutLine({ personId: ME, roles }, { before, after });
  type Line = { personId: string; gave: readonly Role[] | null };
  const line = (...gave: Role[]): Line => ({ personId: ME, gave });
  const other: Line = { personId: 'other', gave: [] };
  expect(left(['signatory'], [line(), other], [other])).toEqual([]);
  expect(left(['owner', 'signatory', 'head'], [line('head'), other], [other])).toEqual(['owner']);
  expect(left(['signatory'], [other], [])).toEqual(['signatory']);
  // With another line: what none of those that are left remembers.
  expect(left(['signatory', 'head'], [line('signatory'), line('signatory', 'head')], [line('signatory')])).toEqual([
    'signatory',
  ]);
  expect(left(['signatory'], [line('signatory'), line('signatory')], [line('signatory')])).toEqual(['signatory']);
  expect(left(['signatory'], [{ personId: ME, gave: null }, line()], [line()])).toEqual(['signatory']);
});

test('WF17 what lines gave is known by person, goes with the sign-off, and leaves the reading of what was approved', () => {
  const lines = [
    { personId: 'a', gave: ['signatory'] as const },
    { personId: 'a', gave: ['signatory', 'head'] as const },
    { personId: 'b', gave: [] },
    { personId: 'c', gave: null },
  ];
  expect(['a', 'b', 'c', 'd'].map((who) => rolesGiven(lines, who))).toEqual([['signatory', 'head'], [], [], []]);
  const after = (roles: readonly Role[], given: readonly Role[]) =>
    [false, true].map((approved) => rolesAfterSignoff(roles, given, approved));
  expect(after(['signatory'], ['signatory'])).toEqual([[], ['viewer']]);
  expect(after(['editor', 'head'], ['head'])).toEqual([['editor'], ['editor']]);
  expect(after(['signatory', 'head'], ['head'])).toEqual([['signatory'], ['signatory']]);
  expect(after(['signatory'], [])).toEqual([['signatory'], ['signatory']]);
  expect(signsByThemselves(['signatory'], [], false)).toBe(true);
  expect(signsByThemselves(['head'], [], false)).toBe(true);
  expect(signsByThemselves(['signatory'], ['signatory'], false)).toBe(false);
  expect(signsByThemselves(['signatory', 'head'], ['head'], true)).toBe(false);
  expect(signsByThemselves(['head'], ['signatory'], true)).toBe(true);
});

test('WF15 a line is passed on while signatures are collected, by who signs or an owner; who never may is refused at every stage', () => {
  for (const stage of STAGES)
    for (const role of ROLES) {
      const may = decidePassing(review(stage, [role]), ME);
      const reads = stage !== 'drafting' || !['signatory', 'head', 'viewer'].includes(role);
      const ever = ['owner', 'signatory', 'head'].includes(role);
      const refusal = !reads ? 'not-found' : !ever ? 'forbidden' : stage === 'signoff' ? null : 'wrong-stage';
      expect(may.ok ? null : may.refusal.code, `${role} at ${stage}`).toBe(refusal);
    }
});

test('WF10 sections are returned while signatures are collected, by an owner', () => {
  const said = (stage: Stage, roles: readonly Role[]) => {
    const result = decideReturn(review(stage, roles), ME);
    return result.ok ? 'ok' : result.refusal.code;
  };
  expect(STAGES.map((stage) => said(stage, ['owner']))).toEqual([
    'wrong-stage',
    'wrong-stage',
    'ok',
    'wrong-stage',
    'wrong-stage',
  ]);
  for (const role of ROLES.filter((one) => one !== 'owner')) expect(said('signoff', [role])).toBe('forbidden');
  expect(said('signoff', [])).toBe('not-found');
});
