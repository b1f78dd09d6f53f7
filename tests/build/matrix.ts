// The authorisation matrix written a second time, by hand from the promises and not from the code: what every test of rights expects.
import type { Action } from '../../domain/policy';
import { ROLES, type Role, type Stage } from '../../domain/review';

const LETTER: Record<Stage, string> = { drafting: 'D', review: 'R', signoff: 'S', approved: 'A', archived: 'X' };

/** Columns: owner, editor, suggester, commenter, signatory, head, viewer; a cell names the stages. */
export const EXPECTED: Record<Action, string> = {
  know: 'DRSAX DRSAX DRSAX DRSAX RSAX RSAX RSAX',
  read: 'DRSAX DRSAX DRSAX DRSAX RSAX RSAX RSAX',
  presence: 'DRSA DRSA DRSA DRSA RSA RSA RSA',
  write: 'DR DR - - - - -',
  'write-returned': 'S S - - - - -',
  suggest: 'DR DR DR - - - -',
  'change-title': 'D - - - - - -',
  comment: 'DRS DRS DRS DRS RS RS -',
  'resolve-any': 'DRS DRS - - - - -',
  share: 'DR - - - - - -',
  'share-viewers': 'DRS - - - - - -',
  'start-review': 'D - - - - - -',
  'return-to-draft': 'R - - - - - -',
  freeze: 'R - - - - - -',
  waive: 'DR DR - - - - -',
  'waive-error': 'DR - - - - - -',
  decide: '- - - - S S -',
  'plan-signoff': 'DR - - - - - -',
  'return-sections': 'S - - - - - -',
  'answer-point': 'DRS DRS - - - - -',
  'change-signers': 'S - - - - - -',
  'pass-on': '- - - - S S -',
  'cancel-signoff': 'S - - - - - -',
  archive: 'A - - - - - -',
  delete: 'D - - - - - -',
  reopen: 'A - - - - - -',
  'export-draft': 'DRS DRS - - S S -',
  'export-approved': 'AX AX AX AX AX AX AX',
  'read-audit': 'DRSAX - - - - - -',
  'read-sign-audit': '- - - - RSAX RSAX -',
  'read-own-audit': '- DRSAX DRSAX DRSAX RSAX RSAX -',
};

/** Whether somebody with these roles may do it at this stage; rights add up. */
export function expected(action: Action, roles: readonly Role[], stage: Stage): boolean {
  const columns = EXPECTED[action].split(' ');
  return roles.some((role) => columns[ROLES.indexOf(role)]?.includes(LETTER[stage]));
}
