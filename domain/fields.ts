// The fields of a measure: who does it, until when, what shows that it is done, who checks that. Content, signed with the text.
import type { Block } from './document/blocks';
import { ownPointIds, pointLabels } from './document/points';
import { can } from './policy';
import { ok, type Result, refused } from './result';
import type { ReviewState } from './review';
import type { Template } from './template/template';

export const MEASURE_FIELDS = ['owner', 'due', 'criterion', 'verifier'] as const;
export type MeasureField = (typeof MEASURE_FIELDS)[number];

/** A person of the organisation, or somebody outside it: `name` is what is printed, as it was when the person was chosen. */
export interface Named {
  personId: string | null;
  name: string;
  /** 1..8; null for a printed name. */
  colour: number | null;
}

/** `due` is YYYY-MM-DD; null is not said. */
export interface MeasureFields {
  owner: Named | null;
  due: string | null;
  criterion: string | null;
  verifier: Named | null;
}

/** By the id of the point. A point that the text lacks keeps its row and shows nothing. */
export type FieldsByPoint = Readonly<Record<string, MeasureFields>>;

export const NO_FIELDS: MeasureFields = { owner: null, due: null, criterion: null, verifier: null };

/** Longest criterion, UTF-16 code units. */
export const MAX_CRITERION = 500;

/**
 * FI2: who may change the text changes the fields; during a sign-off those of measures that stand in a returned section, and no
 * other (WF12). The one question of page and command.
 */
export function mayChangeFields(review: ReviewState, personId: string, isReturned: boolean): boolean {
  return can(review, personId, 'write') || (isReturned && can(review, personId, 'write-returned'));
}

export interface Measure {
  /** Index of its block. */
  block: number;
  /** 措 n. */
  n: number;
  id: string | null;
  fields: MeasureFields;
}

/** FI3: every measure of the text with its fields; where two points share an id, the first one has them. */
export function measuresOf(blocks: readonly Block[], fields: FieldsByPoint): Measure[] {
  const labels = pointLabels(blocks);
  const ids = ownPointIds(blocks);
  return blocks.flatMap((block, index) => {
    if (block.type !== 'point' || block.kind !== 'measure') return [];
    const id = ids[index] ?? null;
    const own = id !== null && Object.hasOwn(fields, id) ? fields[id] : null;
    return [{ block: index, n: labels[index]?.n ?? 0, id: block.id, fields: own ?? NO_FIELDS }];
  });
}

/** What the templates call the four; what else they name has no place under a measure yet. */
const NAMES: Readonly<Record<string, MeasureField>> = {
  owner: 'owner',
  due: 'due',
  standard: 'criterion',
  criterion: 'criterion',
  verifier: 'verifier',
};
const USUAL: readonly MeasureField[] = ['owner', 'due'];

/** FI4: the fields that the template asks of the measures in this part; of a part that it does not know, those of its measures. */
export function wantedFields(template: Template, partId: string | null): readonly MeasureField[] {
  const named = (names: readonly string[] | undefined) =>
    MEASURE_FIELDS.filter((field) => names?.some((name) => NAMES[name] === field));
  const own = named(template.parts.find((part) => part.id === partId)?.item?.fields);
  if (own.length > 0) return own;
  const usual = named(template.parts.find((part) => part.role === 'measures')?.item?.fields);
  return usual.length > 0 ? usual : USUAL;
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

/** A day of the calendar, written YYYY-MM-DD, from the year 1900. */
export function isDay(text: string): boolean {
  if (!/^(?:19|2\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The fields whose values differ. */
export function differing(one: MeasureFields, other: MeasureFields): MeasureField[] {
  const words = (value: MeasureFields[MeasureField]) =>
    typeof value === 'string' || value === null ? value : `${value.personId}\n${value.name}`;
  return MEASURE_FIELDS.filter((field) => words(one[field]) !== words(other[field]));
}

/** The words of a field as they are printed; '' for what is not said. */
export function printed(value: MeasureFields[MeasureField]): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : value.name;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A due date as registers write it: 2027-01-31, in English 31 Jan 2027. */
export function dayWords(day: string, locale: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return locale === 'en' ? `${date} ${MONTHS[(month ?? 1) - 1]} ${year}` : day;
}
