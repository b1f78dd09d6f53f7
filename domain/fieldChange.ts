// Changing the fields of a measure: who may, which of them differ, what cannot be, and what a press beside a field sets.
import { MEASURE_FIELDS, type MeasureField, type MeasureFields, type Named } from './fields';
import { can } from './policy';
import { ok, type Result, refused } from './result';
import type { ReviewState } from './review';

/** Longest criterion, UTF-16 code units. */
export const MAX_CRITERION = 500;

/**
 * FI2: who may change the text changes the fields; during a sign-off those of measures that stand in a returned section, and no
 * other (WF12). The one question of page and command.
 */
export function mayChangeFields(review: ReviewState, personId: string, isReturned: boolean): boolean {
  return can(review, personId, 'write') || (isReturned && can(review, personId, 'write-returned'));
}

/** FI5: `before` with these fields changed. Refusal: verifier-is-owner. */
export function changedFields(before: MeasureFields, change: Partial<MeasureFields>): Result<MeasureFields> {
  const next = { ...before, ...change };
  if (next.owner && next.verifier && isSame(next.owner, next.verifier))
    return refused('verifier-is-owner', { field: 'verifier' });
  return ok(next);
}

/** FI5: the same account, or the same printed name: two names that a reader cannot tell apart are no second pair of eyes. */
export function isSame(one: Named, other: Named): boolean {
  return (one.personId !== null && one.personId === other.personId) || one.name.trim() === other.name.trim();
}

/** The fields whose values differ. */
export function differing(one: MeasureFields, other: MeasureFields): MeasureField[] {
  const words = (value: MeasureFields[MeasureField]) =>
    typeof value === 'string' || value === null ? value : `${value.personId}\n${value.name}`;
  return MEASURE_FIELDS.filter((field) => words(one[field]) !== words(other[field]));
}

/** A day of the calendar, written YYYY-MM-DD, from the year 1900. */
export function isDay(text: string): boolean {
  if (!/^(?:19|2\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** FI9: what a press beside the field sets; null for what is no day, nothing, or only looks for a person. */
export function setByLeaving(field: MeasureField, text: string): string | null {
  const said = text.trim();
  if (field === 'due') return isDay(said) ? said : null;
  return field === 'criterion' && said !== '' ? said : null;
}
