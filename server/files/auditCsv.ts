// The record as a table for a spreadsheet: no cell of it is ever a formula (T44).
import type { HandedLink } from '../../domain/chain';

const COLUMNS = ['seq', 'at', 'kind', 'actor', 'review', 'body', 'withheld', 'prev', 'hash'] as const;

/** RFC 4180 with a leading U+FEFF, by which spreadsheets know UTF-8. `nameOf` a person by id. */
export function auditCsv(rows: readonly HandedLink[], nameOf: (personId: string) => string): string {
  const lines = rows.map((row) =>
    [
      String(row.seq),
      row.at,
      row.kind,
      row.actor === null ? '' : nameOf(row.actor),
      row.review ?? '',
      JSON.stringify(row.body),
      row.withheld ? 'yes' : '',
      row.prev,
      row.hash,
    ].map(csvCell),
  );
  return `\ufeff${[COLUMNS, ...lines].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

/** What a spreadsheet would compute is marked as text by an apostrophe, as OWASP advises ("CSV injection"). */
export function csvCell(words: string): string {
  const safe = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(words) ? `'${words}` : words;
  return /[",\r\n;]/.test(safe) || safe !== words ? `"${safe.replaceAll('"', '""')}"` : safe;
}
