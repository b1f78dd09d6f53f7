// The text as JSON for other programs: `countersign.export/1`, blocks with their generated numbers, and which version it is.

import type { PrintedMeasure } from '../../domain/annex';
import { type NumberedBlock, renderNumbered } from '../../domain/document/render';
import { MEASURE_FIELDS, printed } from '../../domain/fields';

export interface JsonInput {
  title: string;
  template: { id: string; version: number };
  blocks: readonly NumberedBlock[];
  measures: readonly PrintedMeasure[];
  /** Null for a live draft. `contentSha256` is the digest that is signed, not one of this file. */
  version: { no: number; contentSha256: string; outcome: string } | null;
}

/**
 * `{schema, title, template {id, version}, version, text, blocks, measures}`: `text` is one block a line as GET /text answers it; a block is
 * `{type, number, …}` with `runs [{text, marks}]`, a table with `rows [{cells [{header, colspan, rowspan, paragraphs}]}]`.
 * Measures are `{number, owner, due, criterion, verifier}` in the order of the text, null for what is not said.
 * Ids of blocks are left out, as in the canonical form. Indented by two spaces, one line feed at the end.
 */
export function writeJson({ title, template, blocks, measures, version }: JsonInput): string {
  const value = {
    schema: 'countersign.export/1',
    title,
    template,
    version,
    text: renderNumbered(title, blocks).text,
    blocks: blocks.map(({ block: { id: _id, type, ...rest }, number }) => ({ type, number, ...rest })),
    measures: measures.map(({ n, fields }) => ({
      number: n,
      ...Object.fromEntries(MEASURE_FIELDS.map((field) => [field, printed(fields[field]) || null])),
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
