// The fields of a measure: who does it, until when, what shows that it is done, who checks that. Content, signed with the text.
import type { Block } from './document/blocks';
import { ownPointIds, pointLabels } from './document/points';
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

/** The words of a field as they are printed; '' for what is not said. */
export function printed(value: MeasureFields[MeasureField]): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : value.name;
}
