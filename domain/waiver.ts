// Waivers: a finding or a gate let pass by a named person with a reason. Who may give one, and what it answers.
import { CATALOGUE } from './checks/catalogue';
import type { Override } from './gates';
import { type Action, can } from './policy';
import type { ReviewState } from './review';
import type { Template } from './template/template';

export interface Waiver extends Override {
  by: string;
}

/** Gates without a finding behind them that a reason may answer (CONTRACT, actions). */
const GATES: readonly string[] = ['required-part', 'required-dimension'];

/** How grave a hit of the rule is under this template; null for a rule that nobody can waive. */
export function waivableSeverity(rule: string, template: Pick<Template, 'evidence'>): 'error' | 'warn' | 'info' | null {
  if (GATES.includes(rule)) return 'error';
  if (rule === 'dimension-no-example') return template.evidence.severity;
  return CATALOGUE.find((one) => one.key === rule)?.severity ?? null;
}

/** CK33: what blocks is waived by who answers for the review; what asks or informs by everybody who may write. */
export function waiveAction(severity: 'error' | 'warn' | 'info'): Action {
  return severity === 'error' ? 'waive-error' : 'waive';
}

/** CK34: whoever gave a waiver takes it back while they may write, and who may give one of its kind takes back anybody's. */
export function mayWithdraw(
  review: ReviewState,
  personId: string,
  waiver: { by: string },
  severity: 'error' | 'warn' | 'info',
): boolean {
  if (can(review, personId, waiveAction(severity))) return true;
  return waiver.by === personId && can(review, personId, 'waive');
}
