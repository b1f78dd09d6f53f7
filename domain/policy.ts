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
  import: { owner: 'DR', editor: 'DR' },
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

export type Action = keyof typeof MATRIX;
export const ACTIONS = Object.keys(MATRIX) as Action[];

/** Whether a person with these roles may do this at this stage. Rights add up over the set of roles. */
export function allows(roles: readonly Role[], stage: Stage, action: Action): boolean {
  const row: Row = MATRIX[action];
  return roles.some((role) => (row[role] ?? NOBODY).includes(LETTER[stage]));
}

/** Whether this person may do this in this review now. The one predicate behind list, get, export, search and socket (P7). */
export function can(review: ReviewState, personId: string, action: Action): boolean {
  return allows(rolesOf(review, personId), review.stage, action);
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
 * PO4: whether this person may export the live text (null) or this version now. A version that was not approved stays a draft for
 * good: later, it is for those who might export it while it was signed.
 */
export function mayExport(review: ReviewState, personId: string, version: { outcome: string } | null): boolean {
  const action = exportAction(review.stage);
  if (!can(review, personId, action)) return false;
  const draft = version !== null && version.outcome !== 'approved';
  return action === 'export-draft' || !draft || allows(rolesOf(review, personId), 'signoff', 'export-draft');
}
