// The bin and the end of archived reviews as rules: who, when, and what everybody else sees meanwhile (BN).
import { describe, expect, test } from 'vitest';
import { BIN_DAYS, type Binnable, decideBin, decideRestore, mayRestore } from '../../domain/bin';
import { afterHandOver, decideHandOver, type HandOver } from '../../domain/handOver';
import { ACTIONS, abilitiesOf, can, mayExport, mayLook } from '../../domain/policy';
import { decideAsk, decidePurge, type Purgeable, RETENTION_YEARS, retainedUntil } from '../../domain/purge';
import { readingOf } from '../../domain/reading';
import type { Result } from '../../domain/result';
import { ROLES, type Role, STAGES, type Stage } from '../../domain/review';
import { expected } from '../build/matrix';

const ME = 'me';
const NOW = new Date('2026-11-29T08:00:00Z');
const days = (n: number) => new Date(NOW.getTime() + n * 86_400_000);
const aReview = (roles: readonly Role[], more: Partial<Binnable> = {}): Binnable => ({
  id: 'r',
  stage: 'drafting',
  wasFrozen: false,
  members: [{ personId: 'keeper', roles: ['owner'] }, ...(roles.length > 0 ? [{ personId: ME, roles }] : [])],
  ...more,
});
const said = <T>(result: Result<T>) => (result.ok ? result.value : result.refusal.code);

describe('the bin', () => {
  test('BN1 an owner deletes a draft; at other stages it is not the time; others are forbidden, or know of nothing', () => {
    for (const role of ROLES) {
      for (const stage of STAGES) {
        const answer = said(decideBin(aReview([role], { stage }), ME, NOW));
        const known = expected('know', [role], stage);
        const owns = role === 'owner';
        const right = stage === 'drafting' ? 'bin' : 'wrong-stage';
        expect(answer, `${role} at ${stage}`).toBe(known ? (owns ? right : 'forbidden') : 'not-found');
      }
    }
    expect(said(decideBin(aReview([]), ME, NOW))).toBe('not-found');
  });

  test('BN2 what was frozen once is never deleted, also not when it is drafted again or anew', () => {
    expect(said(decideBin(aReview(['owner'], { wasFrozen: true }), ME, NOW))).toBe('was-frozen');
    expect(said(decideBin(aReview(['owner'], { wasFrozen: true, approvedNo: 1 }), ME, NOW))).toBe('was-frozen');
  });

  test('BN3, BN6 it can be brought back until its time is over, by who may delete; repeats are harmless', () => {
    const binned = aReview(['owner'], { binnedUntil: days(BIN_DAYS) });
    expect(said(decideBin(binned, ME, NOW))).toBe('there');
    expect(said(decideRestore(binned, ME, days(BIN_DAYS - 0.001)))).toBe('restore');
    expect(said(decideRestore(binned, ME, days(BIN_DAYS)))).toBe('not-found');
    expect(said(decideBin(binned, ME, days(BIN_DAYS)))).toBe('not-found');
    expect(said(decideRestore(aReview(['owner']), ME, NOW))).toBe('there');
    expect(said(decideRestore(aReview(['editor']), ME, NOW))).toBe('forbidden');
    for (const role of ROLES.filter((one) => one !== 'owner'))
      expect(mayRestore(aReview([role], { binnedUntil: days(1) }), ME, NOW)).toBe(false);
    expect(said(decideRestore(aReview([], { binnedUntil: days(1) }), ME, NOW))).toBe('not-found');
  });

  test('BN4 while it lies there nobody may do or know anything, by any role, by a look, or by an earlier approval', () => {
    for (const stage of STAGES) {
      const binned = aReview([...ROLES], { stage, binnedUntil: days(1), approvedNo: 1, lookers: [ME] });
      expect(abilitiesOf(binned, ME)).toEqual([]);
      expect(ACTIONS.some((action) => can(binned, ME, action))).toBe(false);
      expect(readingOf(binned, ME)).toBeNull();
      for (const version of [null, { outcome: 'approved' }]) expect(mayExport(binned, ME, version)).toBe(false);
      expect(mayLook(binned, { admin: true })).toBe(false);
      expect(mayLook({ ...binned, binnedUntil: null }, { admin: true })).toBe(true);
    }
  });
});

describe('another owner', () => {
  const admin = { admin: true, personId: ME };
  const gone = { personId: 'gone', disabled: true };
  const heir = { personId: 'heir', disabled: false };
  const over = (more: Partial<HandOver> = {}) =>
    said(decideHandOver(admin, { from: gone, to: heir, reason: 'x', ...more }));

  test('BN11 of somebody who left, to somebody who can sign in, never to oneself, with a reason', () => {
    expect(over()).toBeNull();
    expect(over({ from: heir })).toBe('still-here');
    expect(over({ to: { personId: 'heir', disabled: true } })).toBe('not-found');
    expect(over({ to: { personId: ME, disabled: false } })).toBe('forbidden');
    expect(over({ reason: ' ' })).toBe('reason-needed');
    const member = { personId: ME, admin: false };
    expect(said(decideHandOver(member, { from: gone, to: heir, reason: 'x' }))).toBe('forbidden');
  });

  test('BN11 the successor owns it beside what they were; who left keeps what else they were', () => {
    const left = { personId: 'gone', roles: ['owner', 'signatory'] as const };
    const handed = (roles: readonly Role[]) => afterHandOver([left, { personId: 'heir', roles }], 'gone', 'heir');
    expect(handed(['editor'])).toEqual({ from: ['signatory'], to: ['owner', 'editor'] });
    expect(handed(['owner']).to).toEqual(['owner']);
    expect(afterHandOver([{ personId: 'gone', roles: ['owner'] }], 'gone', 'heir')).toEqual({
      from: [],
      to: ['owner'],
    });
  });
});

describe('the end of an archived review', () => {
  const archivedAt = new Date('2016-02-29T08:00:00Z');
  const over = new Date('2026-03-01T08:00:00Z');
  const archived = (more: Partial<Purgeable> = {}): Purgeable => ({
    stage: 'archived',
    stageSince: archivedAt,
    asked: null,
    ...more,
  });
  const admin = { admin: true, personId: ME };

  test('BN7 nobody asks before its years are over, and then only administrators, of what lies in the archive', () => {
    expect(RETENTION_YEARS).toBe(10);
    expect(retainedUntil(archivedAt)).toEqual(over);
    const justBefore = new Date(over.getTime() - 1);
    expect(said(decideAsk(archived(), admin, 'x', justBefore))).toBe('retained');
    expect(said(decidePurge(archived({ asked: { by: 'chen' } }), admin, justBefore))).toBe('retained');
    expect(said(decideAsk(archived(), admin, 'x', over))).toBe('ask');
    expect(said(decideAsk(archived(), { admin: false }, 'x', over))).toBe('not-found');
    for (const stage of STAGES.filter((one): one is Exclude<Stage, 'archived'> => one !== 'archived'))
      expect(said(decideAsk(archived({ stage }), admin, 'x', over))).toBe('wrong-stage');
  });

  test('BN8 it takes a reason and two people; asking twice is no consent', () => {
    expect(said(decideAsk(archived(), admin, ' ', over))).toBe('reason-needed');
    expect(said(decidePurge(archived(), admin, over))).toBe('nothing-asked');
    const asked = archived({ asked: { by: ME } });
    expect(said(decidePurge(asked, admin, over))).toBe('second-person');
    expect(said(decideAsk(asked, { admin: true }, 'x', over))).toBe('there');
    expect(said(decidePurge(asked, { ...admin, personId: 'chen' }, over))).toBeNull();
    expect(said(decidePurge(asked, { admin: false, personId: 'chen' }, over))).toBe('not-found');
  });
});
