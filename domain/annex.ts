// The annex behind the text: 整改措施表, one row a measure, because its fields are not printed in the text.

import type { Locale } from './actor';
import { dayWords } from './day';
import { type Block, plain, textOf } from './document/blocks';
import type { NumberedBlock } from './document/render';
import {
  type FieldsByPoint,
  MEASURE_FIELDS,
  type MeasureField,
  type MeasureFields,
  measuresOf,
  printed,
} from './fields';

/** A measure as it is printed. */
export interface PrintedMeasure {
  /** 措 n. */
  n: number;
  block: Block;
  fields: MeasureFields;
}

/** The measures of a text that is still written. */
export function printedMeasures(blocks: readonly Block[], fields: FieldsByPoint): PrintedMeasure[] {
  return measuresOf(blocks, fields).flatMap(({ block: index, n, fields: own }) => {
    const block = blocks[index];
    return block ? [{ n, block, fields: own }] : [];
  });
}

/** Its own words, in the language of whoever prints: those of `export.annex`, and the names of the fields. */
export interface AnnexWords {
  own: (key: 'annex.title' | 'annex.no' | 'annex.measure') => string;
  field: (key: `name.${MeasureField}`) => string;
}

/** A heading and a table, to be set like those of the text; nothing where no measure says anything beyond its words. */
export function annexOf(measures: readonly PrintedMeasure[], locale: Locale, words: AnnexWords): NumberedBlock[] {
  const saying = measures.some(({ fields }) => MEASURE_FIELDS.some((field) => fields[field] !== null));
  if (!saying) return [];
  const { own: t, field } = words;
  const head = [t('annex.no'), t('annex.measure'), ...MEASURE_FIELDS.map((one) => field(`name.${one}`))];
  const rows = measures.map(({ n, block, fields }) => [
    String(n),
    block.type === 'table' ? '' : textOf(block.runs),
    ...MEASURE_FIELDS.map((one) => (one === 'due' && fields.due ? dayWords(fields.due, locale) : printed(fields[one]))),
  ]);
  return [
    { block: { type: 'heading', level: 1, key: null, id: null, runs: plain(t('annex.title')) }, number: '', n: 0 },
    {
      block: { type: 'table', id: null, rows: [rowOf(head, true), ...rows.map((row) => rowOf(row, false))] },
      number: '',
      n: 0,
    },
  ];
}

function rowOf(cells: readonly string[], header: boolean) {
  return { cells: cells.map((text) => ({ header, colspan: 1, rowspan: 1, paragraphs: [plain(text)] })) };
}
