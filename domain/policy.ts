// Who may do what, in which stage: the authorisation matrix of PROMISES.md as one table, asked by pages, routes and sockets alike.
import { type ReviewState, type Role, rolesOf, type Stage } from './review';

/** D drafting, R review, S signoff, A approved, X archived (the letters of the matrix). */
const LETTER: Record<Stage, string> = { drafting: 'D', review: 'R', signoff: 'S', approved: 'A', archived: 'X' };

const NOBODY = '';
type Row = { [role in Role]?: string };

/** PO1: a cell lists the stages in which the action is allowed. Rows are the matrix's rows that this round has built. */
const MATRIX = {
  /** Know that it exists: title, stage, members. */
  know: {
    owner: 'DRSAX',
    editor: 'DRSAX',
    suggester: 'DRSAX',
    commenter: 'DRSAX',
    signatory: 'RSAX',
    head: 'RSAX',
    viewer: 'RSAX',
  },
  /** Read the text on every way: HTTP, socket, export view, search. */
  read: {
    owner: 'DRSAX',
    editor: 'DRSAX',
    suggester: 'DRSAX',
    commenter: 'DRSAX',
    signatory: 'RSAX',
    head: 'RSAX',
    viewer: 'RSAX',
  },
  presence: {
    owner: 'DRSA',
    editor: 'DRSA',
    suggester: 'DRSA',
    commenter: 'DRSA',
    signatory: 'RSA',
    head: 'RSA',
    viewer: 'RSA',
  },
  write: { owner: 'DR', editor: 'DR' },
  /** Change the text of sections that were returned during the sign-off, and of those alone. */
  'write-returned': { owner: 'S', editor: 'S' },
  /** Change the text so that rejecting every suggestion leaves it as it was; who may write may suggest. */
  suggest: { owner: 'DR', editor: 'DR', suggester: 'DR' },
  'change-title': { owner: 'D' },
  comment: { owner: 'DRS', editor: 'DRS', suggester: 'DRS', commenter: 'DRS', signatory: 'RS', head: 'RS' },
  /** Resolve or reopen anybody's thread; one's own needs only `comment`. Must-fix: see thread.ts. */
  'resolve-any': { owner: 'DRS', editor: 'DRS' },
  share: { owner: 'DR' },
  'share-viewers': { owner: 'DRS' },
  'start-review': { owner: 'D' },
  'return-to-draft': { owner: 'R' },
  freeze: { owner: 'R' },
  /** Let a finding pass with a reason: one that asks or informs; and one that blocks the freeze. */
  waive: { owner: 'DR', editor: 'DR' },
  'waive-error': { owner: 'DR' },
  decide: { signatory: 'S', head: 'S' },
  'plan-signoff': { owner: 'DR' },
  /** Return sections with points to answer, freeze them again as the next version, return to a step. */
  'return-sections': { owner: 'S' },
  'answer-point': { owner: 'DRS', editor: 'DRS' },
  /** Add, remove, remind signers, set their dates; transfer and delegate anybody's line. */
  'change-signers': { owner: 'S' },
  /** Transfer or delegate one's own line. */
  'pass-on': { signatory: 'S', head: 'S' },
  'cancel-signoff': { owner: 'S' },
  archive: { owner: 'A' },
  /** Put it in the bin; a review that was frozen once stays (bin.ts). */
  delete: { owner: 'D' },
  /** Draft the approved text anew, as the next version. */
  reopen: { owner: 'A' },
  'export-draft': { owner: 'DRS', editor: 'DRS', signatory: 'S', head: 'S' },
  'export-approved': {
    owner: 'AX',
    editor: 'AX',
    suggester: 'AX',
    commenter: 'AX',
    signatory: 'AX',
    head: 'AX',
    viewer: 'AX',
  },
  'read-audit': { owner: 'DRSAX' },
  /** What was signed, frozen and moved, by whomever; one's own acts come with the next row. */
  'read-sign-audit': { signatory: 'RSAX', head: 'RSAX' },
  'read-own-audit': { editor: 'DRSAX', suggester: 'DRSAX', commenter: 'DRSAX', signatory: 'RSAX', head: 'RSAX' },
} as const satisfies Record<string, Row>;

/** PO6: the column of the organisation's administrators, who are no readers; what a look by break-glass opens stands in LOOK. */
const ADMIN = {
  archive: 'A',
  unarchive: 'X',
  'see-title': 'DRSAX',
  'break-glass': 'DRSAX',
  purge: 'X',
  'replace-owner': 'DRSAX',
  /** TH11: of a review that they read. */
  'hide-comment': 'DRSAX',
} as const;
export type AdminAction = keyof typeof ADMIN;

export type Action = keyof typeof MATRIX;

/** BG2: how long a look lasts; another reason opens another one. */
export const LOOK_MINUTES = 60;

/** BG1: a look reads, and does nothing else to the text: no presence, no word, no file. */
const LOOK: readonly Action[] = ['know', 'read'];
/** PO5: what somebody who reads on in the approved version may do with it. */
const READ_ON: readonly Action[] = ['know', 'export-approved'];
export const ACTIONS = Object.keys(MATRIX) as Action[];

/** Whether a person with these roles may do this at this stage. Rights add up over the set of roles. */
export function allows(roles: readonly Role[], stage: Stage, action: Action): boolean {
  const row: Row = MATRIX[action];
  return roles.some((role) => (row[role] ?? NOBODY).includes(LETTER[stage]));
}

/** Whether this person may do this in this review now. The one predicate behind list, get, export, search and socket (P7). */
export function can(review: ReviewState, personId: string, action: Action): boolean {
  const roles = rolesOf(review, personId);
  if (allows(roles, review.stage, action)) return true;
  if (LOOK.includes(action) && looksIn(review, personId)) return true;
  return READ_ON.includes(action) && readsOn(review, roles);
}

/** PO5: no right to the live text at this stage, but to the version that was approved before. */
function readsOn(review: ReviewState, roles: readonly Role[]): boolean {
  if (!review.approvedNo || allows(roles, review.stage, 'read')) return false;
  return allows(roles, 'approved', 'read');
}

/** BG1: an administrator whose look is not over. */
export function looksIn(review: Pick<ReviewState, 'lookers' | 'binnedUntil'>, personId: string): boolean {
  return !review.binnedUntil && (review.lookers?.includes(personId) ?? false);
}

/** BG1: what lies in the bin is looked into by nobody. */
export function mayLook(review: Pick<ReviewState, 'stage' | 'binnedUntil'>, actor: { admin: boolean }): boolean {
  return !review.binnedUntil && adminMay(actor, review.stage, 'break-glass');
}

/** PO6: what the right of an administrator allows in a review without being a member of it. */
export function adminMay(actor: { admin: boolean }, stage: Stage, action: AdminAction): boolean {
  return actor.admin && ADMIN[action].includes(LETTER[stage]);
}

/** Every action this person may take now, for the page to show what works. */
export function abilitiesOf(review: ReviewState, personId: string): Action[] {
  return ACTIONS.filter((action) => can(review, personId, action));
}

/** The stages in which these roles let a person read: the same row, turned around for list queries. */
export function stagesFor(role: Role, action: Action): Stage[] {
  const row: Row = MATRIX[action];
  return (Object.keys(LETTER) as Stage[]).filter((stage) => (row[role] ?? NOBODY).includes(LETTER[stage]));
}

/** PO4: which row of the matrix an export at this stage asks. */
export function exportAction(stage: Stage): Action {
  return LETTER[stage] === 'A' || LETTER[stage] === 'X' ? 'export-approved' : 'export-draft';
}

/**
 * PO4: whether this person may export the live text (null) or this version now. An approved version is for everybody who could
 * have it when it was approved, whatever is drafted since. One that was not approved stays a draft for good: later, it is for
 * those who might export it while it was signed.
 */
export function mayExport(review: ReviewState, personId: string, version: { outcome: string } | null): boolean {
  const roles = rolesOf(review, personId);
  if (version?.outcome === 'approved') return allows(roles, 'approved', 'export-approved');
  const action = exportAction(review.stage);
  if (!allows(roles, review.stage, action)) return false;
  return action === 'export-draft' || version === null || allows(roles, 'signoff', 'export-draft');
}
