// The authorisation matrix, cell by cell, against a second writing of it (PROMISES "Authorisation matrix", T13).
import { describe, expect, test } from 'vitest';
import { ACTIONS, type Action, abilitiesOf, allows, can, exportAction, stagesFor } from '../../domain/policy';
import { ROLES, type Role, STAGES, type Stage } from '../../domain/review';
import { keepsAnOwner, maySetRoles } from '../../domain/workflow';

const LETTERS: Record<string, Stage> = { D: 'drafting', R: 'review', S: 'signoff', A: 'approved', X: 'archived' };

/** Columns: owner, editor, suggester, commenter, signatory, head, viewer. Written by hand from the promises, not from the code. */
const EXPECTED: Record<Action, string> = {
  know: 'DRSAX DRSAX DRSAX DRSAX RSAX RSAX RSAX',
  read: 'DRSAX DRSAX DRSAX DRSAX RSAX RSAX RSAX',
  presence: 'DRSA DRSA DRSA DRSA RSA RSA RSA',
  write: 'DR DR - - - - -',
  'change-title': 'D - - - - - -',
  import: 'DR DR - - - - -',
  comment: 'DRS DRS DRS DRS RS RS -',
  'resolve-any': 'DRS DRS - - - - -',
  share: 'DR - - - - - -',
  'share-viewers': 'DRS - - - - - -',
  'start-review': 'D - - - - - -',
  'return-to-draft': 'R - - - - - -',
  freeze: 'R - - - - - -',
  decide: '- - - - S S -',
  'cancel-signoff': 'S - - - - - -',
  archive: 'A - - - - - -',
  'export-draft': 'DRS DRS - - S S -',
  'export-approved': 'AX AX AX AX AX AX AX',
  'read-audit': 'DRSAX - - - - - -',
  'read-sign-audit': '- - - - RSAX RSAX -',
  'read-own-audit': '- DRSAX DRSAX DRSAX RSAX RSAX -',
};

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
    const columns = EXPECTED[action].split(' ');
    ROLES.forEach((role, column) => {
      for (const [letter, stage] of Object.entries(LETTERS)) {
        const allowed = columns[column]?.includes(letter) ?? false;
        expect(allows([role], stage, action), `${role} at ${stage}`).toBe(allowed);
        expect(can(review(stage, [role]), ME, action)).toBe(allowed);
        expect(stagesFor(role, action).includes(stage)).toBe(allowed);
      }
    });
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
});
