// The authorisation matrix, cell by cell, against a second writing of it (PROMISES "Authorisation matrix", T13).
import { describe, expect, test } from 'vitest';
import { ACTIONS, abilitiesOf, allows, can, exportAction, mayExport, stagesFor } from '../../domain/policy';
import { ROLES, type Role, STAGES, type Stage } from '../../domain/review';
import { keepsAnOwner, maySetRoles } from '../../domain/workflow';
import { EXPECTED, expected } from '../build/matrix';

const ME = 'me';
const review = (stage: Stage, roles: readonly Role[]) => ({
  id: 'r',
  stage,
  members: [
    { personId: 'somebody', roles: ['owner'] as const },
    ...(roles.length > 0 ? [{ personId: ME, roles }] : []),
  ],
});

describe('PO1 the matrix', () => {
  test('has a row for every action', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...ACTIONS].sort());
  });

  test.each(ACTIONS)('%s is allowed in exactly its cells (T13)', (action) => {
    for (const role of ROLES) {
      for (const stage of STAGES) {
        const allowed = expected(action, [role], stage);
        expect(allows([role], stage, action), `${role} at ${stage}`).toBe(allowed);
        expect(can(review(stage, [role]), ME, action)).toBe(allowed);
        expect(stagesFor(role, action).includes(stage)).toBe(allowed);
      }
    }
  });

  test('a stranger may do nothing at any stage', () => {
    for (const stage of STAGES) expect(abilitiesOf(review(stage, []), ME)).toEqual([]);
  });

  test('rights add up over every set of roles, and no set takes one away', () => {
    for (let set = 1; set < 2 ** ROLES.length; set++) {
      const roles = ROLES.filter((_, n) => set & (1 << n));
      for (const stage of STAGES) {
        for (const action of ACTIONS) {
          expect(allows(roles, stage, action)).toBe(roles.some((role) => allows([role], stage, action)));
        }
      }
    }
  });

  test('who may not read may do nothing else but sign nothing either', () => {
    for (const role of ROLES) {
      for (const stage of STAGES) {
        const abilities = abilitiesOf(review(stage, [role]), ME);
        if (!abilities.includes('read')) expect(abilities).toEqual([]);
      }
    }
  });
});

describe('members', () => {
  test('PO2 while the text is frozen only viewers come and go', () => {
    const frozen = review('signoff', ['owner']);
    expect(maySetRoles(frozen, ME, [], ['viewer'])).toBe(true);
    expect(maySetRoles(frozen, ME, ['viewer'], [])).toBe(true);
    expect(maySetRoles(frozen, ME, [], ['signatory'])).toBe(false);
    expect(maySetRoles(frozen, ME, ['signatory'], [])).toBe(false);
    expect(maySetRoles(frozen, ME, ['viewer'], ['viewer', 'editor'])).toBe(false);
    expect(maySetRoles(review('approved', ['owner']), ME, [], ['viewer'])).toBe(false);
    expect(maySetRoles(review('drafting', ['owner']), ME, [], ['signatory'])).toBe(true);
    expect(maySetRoles(review('drafting', ['editor']), ME, [], ['viewer'])).toBe(false);
  });

  test('PO3 the last owner cannot leave or lose the role', () => {
    const alone = { id: 'r', stage: 'drafting' as const, members: [{ personId: ME, roles: ['owner' as const] }] };
    expect(keepsAnOwner(alone, ME, [])).toBe(false);
    expect(keepsAnOwner(alone, ME, ['editor'])).toBe(false);
    expect(keepsAnOwner(alone, ME, ['owner', 'head'])).toBe(true);
    expect(keepsAnOwner(review('drafting', ['owner']), ME, [])).toBe(true);
  });

  test('PO4 a text is exported as a draft until it is approved', () => {
    expect(STAGES.map(exportAction)).toEqual([
      'export-draft',
      'export-draft',
      'export-draft',
      'export-approved',
      'export-approved',
    ]);
  });

  test('PO4 a version that was not approved stays a draft: later only those export it who might while it was signed', () => {
    const may = (stage: Stage, role: Role, version: { outcome: string } | null) =>
      mayExport(review(stage, [role]), ME, version);
    for (const role of ROLES) {
      expect(may('approved', role, { outcome: 'approved' })).toBe(true);
      expect(may('archived', role, null)).toBe(true);
      const drafts = ['owner', 'editor', 'signatory', 'head'].includes(role);
      expect(may('approved', role, { outcome: 'cancelled' }), role).toBe(drafts);
      expect(may('signoff', role, { outcome: 'open' }), role).toBe(drafts);
      expect(may('review', role, { outcome: 'cancelled' }), role).toBe(['owner', 'editor'].includes(role));
    }
  });
});
