// Sign-off, derived and never stored: which decisions stand, which agreements hold over which bytes, when the rule is met.
import type { Decision } from './review';

/** A decision row as written; `withdraws` names the row it takes back (then `decision` is null). */
export interface DecisionRow {
  id: string;
  personId: string;
  decision: Decision | null;
  withdraws: string | null;
  opinion: string | null;
  contentSha256: string;
  /** ISO 8601; rows come in the order they were written. */
  at: string;
}

export interface LineState {
  /** What counts or blocks for this version. */
  decision: Decision | null;
  opinion: string | null;
  at: string | null;
  rowId: string | null;
  /** The decision names other bytes: an objection still blocks, anything else does not count. */
  stale: boolean;
}

/** SG1: what is withdrawn stands no more; the withdrawal is a row of its own. */
export function standing(rows: readonly DecisionRow[]): DecisionRow[] {
  const withdrawn = new Set(rows.map((row) => row.withdraws));
  return rows.filter((row) => row.decision !== null && !withdrawn.has(row.id));
}

/**
 * SG2: an agreement counts for a version exactly when the digest it names is the version's digest, whatever version it was
 * given to. SG3: an objection stands over any bytes until it is withdrawn or the same person decides anew on these bytes.
 */
export function lineState(rows: readonly DecisionRow[], personId: string, contentSha256: string): LineState {
  const mine = standing(rows).filter((row) => row.personId === personId);
  const holds = mine.findLast((row) => row.contentSha256 === contentSha256);
  const objection = mine.findLast((row) => row.decision === 'object');
  const newer = objection && (!holds || mine.indexOf(objection) > mine.indexOf(holds)) ? objection : holds;
  const shown = newer ?? mine.at(-1);
  if (!shown) return { decision: null, opinion: null, at: null, rowId: null, stale: false };
  return {
    decision: shown.decision,
    opinion: shown.opinion,
    at: shown.at,
    rowId: shown.id,
    stale: shown.contentSha256 !== contentSha256,
  };
}

/** SG4: a reservation counts as an agreement; an abstention leaves the denominator, never the minimum of one agreement. */
export function stepPassed(states: readonly LineState[]): boolean {
  if (states.some(blocks)) return false;
  const asked = states.filter((state) => !(state.decision === 'abstain' && !state.stale));
  return asked.length > 0 && asked.every(agrees);
}

/** SG5: the sign-off is complete when every step passed. No steps, or a step without people, is never complete. */
export function complete(steps: readonly (readonly LineState[])[]): boolean {
  return steps.length > 0 && steps.every(stepPassed);
}

export function agrees(state: LineState): boolean {
  return !state.stale && (state.decision === 'agree' || state.decision === 'reserve');
}

export function blocks(state: LineState): boolean {
  return state.decision === 'object';
}

/** SG6: one standing decision per person and digest; withdrawing frees the line. */
export function mayDecide(rows: readonly DecisionRow[], personId: string, contentSha256: string): boolean {
  return !standing(rows).some((row) => row.personId === personId && row.contentSha256 === contentSha256);
}

/** SG7: reservation and objection say why. */
export function needsOpinion(decision: Decision): boolean {
  return decision === 'reserve' || decision === 'object';
}

/** What a row withdrawn by its author would be: their latest standing one. */
export function withdrawable(rows: readonly DecisionRow[], personId: string): DecisionRow | null {
  return standing(rows).findLast((row) => row.personId === personId) ?? null;
}
