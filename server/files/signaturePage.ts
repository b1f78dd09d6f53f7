// The page behind the text of a version: who signed it how and when, and the digest that they signed.
import { Paragraph, type Table } from 'docx';
import type { Locale } from '../../domain/actor';
import { plain, type TableCell } from '../../domain/document/blocks';
import { words } from '../words';
import { wordRuns } from './docxRuns';
import { wordTable } from './docxTable';

/** Words that a person reads, in the reader's language; `at` is the server's clock in UTC, '' without a decision. */
export interface SignaturePage {
  heading: string;
  rows: readonly { name: string; role: string; decision: string; opinion?: string; at: string }[];
  /** Under the table: digest, fingerprint of the key. */
  notes: readonly string[];
}

/** Of the four columns, in twips: the time fits one line. */
const WIDTHS = [1700, 1900, 2744, 2500];

export function signaturePage(
  { heading, rows, notes }: SignaturePage,
  locale: Locale,
  chinese: boolean,
): (Paragraph | Table)[] {
  const t = words(locale, 'export');
  const head = ['name', 'role', 'decision', 'at'].map((key) => cell([t(`column.${key}`)], true));
  const lines = rows.map((row) => [
    cell([row.name]),
    cell([row.role]),
    cell(row.opinion === undefined ? [row.decision] : [row.decision, row.opinion]),
    cell([row.at]),
  ]);
  const table = wordTable(
    { type: 'table', id: null, rows: [head, ...lines].map((cells) => ({ cells })) },
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
