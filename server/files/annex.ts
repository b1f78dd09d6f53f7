// The annex behind the text: 整改措施表, one row a measure, because its fields are not printed in the text.

import type { Locale } from '../../domain/actor';
import { type Block, plain, textOf } from '../../domain/document/blocks';
import type { NumberedBlock } from '../../domain/document/render';
import { dayWords, MEASURE_FIELDS, type MeasureFields, printed } from '../../domain/fields';
import { words } from '../words';

/** A measure as it is printed. */
export interface PrintedMeasure {
  /** 措 n. */
  n: number;
  block: Block;
  fields: MeasureFields;
}

/** A heading and a table, to be set like those of the text; nothing where no measure says anything beyond its words. */
export function annexOf(measures: readonly PrintedMeasure[], locale: Locale): NumberedBlock[] {
  const saying = measures.some(({ fields }) => MEASURE_FIELDS.some((field) => fields[field] !== null));
  if (!saying) return [];
  const t = words(locale, 'export');
  const field = words(locale, 'fields');
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
