// The text as plain data: what outline, checks, canonical form and export read, whether it comes from Yjs, ProseMirror or an import.

/** A content mark; comments and anything about people are not content and never get here. */
export type BlockMark = { type: 'strong' | 'em' | 'underline' | 'highlight' } | { type: 'link'; href: string };

/** Text with one set of marks. */
export interface Run {
  text: string;
  marks: readonly BlockMark[];
}

export const POINT_KINDS = ['problem', 'cause', 'measure', 'other'] as const;
export type PointKind = (typeof POINT_KINDS)[number];
export const LIST_KINDS = ['bullet', 'ordered'] as const;
export const PARAGRAPH_ROLES = ['salutation', 'byline', 'date'] as const;
export type ParagraphRole = (typeof PARAGRAPH_ROLES)[number] | null;

/** One flat block of the document, in document order. */
export type Block =
  | { type: 'heading'; level: 1 | 2 | 3; key: string | null; id: string | null; runs: readonly Run[] }
  | { type: 'point'; kind: PointKind; id: string | null; runs: readonly Run[] }
  | { type: 'paragraph'; role: ParagraphRole; id: string | null; runs: readonly Run[] }
  | { type: 'list_item'; kind: (typeof LIST_KINDS)[number]; indent: number; id: string | null; runs: readonly Run[] }
  | { type: 'blockquote'; id: string | null; runs: readonly Run[] }
  | { type: 'table'; id: string | null; rows: readonly TableRow[] };

export interface TableRow {
  cells: readonly TableCell[];
}

export interface TableCell {
  header: boolean;
  colspan: number;
  rowspan: number;
  paragraphs: readonly (readonly Run[])[];
}

/** The plain text of runs. */
export function textOf(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join('');
}

/** One unmarked run, or none for an empty text. */
export function plain(text: string): Run[] {
  return text === '' ? [] : [{ text, marks: [] }];
}
