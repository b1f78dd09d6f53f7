// The page behind the text of a version: who signed it how and when, and the digest that they signed.
import { Paragraph, type Table } from 'docx';
import { plain, type TableCell } from '../../domain/document/blocks';
import { wordRuns } from './docxRuns';
import { wordTable } from './docxTable';

/** Words that a person reads, for Word and PDF alike. */
export interface SignaturePage {
  heading: string;
  /** Four: step, name, meaning, time. */
  columns: readonly string[];
  /** Each cell is one or more paragraphs. */
  rows: readonly (readonly (readonly string[])[])[];
  /** Under the table: digest, place in the record, fingerprint of the key. */
  notes: readonly string[];
}

/** Of the four columns, in twips: the time fits one line. */
const WIDTHS = [1700, 1900, 2744, 2500];

export function signaturePage(
  { heading, columns, rows, notes }: SignaturePage,
  chinese: boolean,
): (Paragraph | Table)[] {
  const head = columns.map((words) => cell([words], true));
  const table = wordTable(
    {
      type: 'table',
      id: null,
      rows: [head, ...rows.map((row) => row.map((one) => cell(one)))].map((cells) => ({ cells })),
    },
    chinese,
    WIDTHS,
  );
  return [
    new Paragraph({ style: 'SignatureTitle', pageBreakBefore: true, children: wordRuns(plain(heading), chinese) }),
    table,
    ...notes.map((words) => new Paragraph({ style: 'Digest', children: wordRuns(plain(words), chinese) })),
  ];
}

function cell(paragraphs: readonly string[], header = false): TableCell {
  return { header, colspan: 1, rowspan: 1, paragraphs: paragraphs.map(plain) };
}
