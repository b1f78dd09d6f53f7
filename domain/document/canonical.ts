// The bytes that a signature names: canonical form of a text, its digest whole and by section, and the sign-off record's.
import { type Json, jcs, sha256Hex, utf8, wellFormed } from '../jcs';
import type { Template } from '../template/template';
import type { Block, Run } from './blocks';
import { UnknownContent } from './layout';
import { numberBlocks } from './render';
import { sectionsOf } from './sections';

export interface CanonicalInput {
  org: string;
  reviewId: string;
  title: string;
  template: Template;
  templateSha256: string;
  blocks: readonly Block[];
}

export interface Canonical {
  bytes: Uint8Array;
  contentSha256: string;
  sections: { id: string; sha256: string }[];
}

/**
 * `countersign.document/1` (PROMISES "Two digests"): no ids, marks of comments, people or colours; numbers and order are content.
 * The text stands exactly as stored, without Unicode normalisation.
 * @throws UnknownContent for a lone surrogate or a control character other than tab and line feed.
 */
export function canonicalDocument(input: CanonicalInput): Canonical {
  const numbered = numberBlocks(input.blocks, input.template);
  const sections = sectionsOf(input.blocks).map((section) => {
    const [first, ...rest] = numbered.slice(section.start, section.end);
    const headed = section.level > 0 && first !== undefined;
    const body = headed ? rest : first ? [first, ...rest] : [];
    return {
      id: section.id,
      heading: headed ? canonicalBlock(first.block, first.number) : null,
      blocks: body.map(({ block, number }) => canonicalBlock(block, number)),
    };
  });
  const bytes = utf8(
    jcs({
      schema: 'countersign.document/1',
      org: checked(input.org),
      reviewId: input.reviewId,
      title: checked(input.title),
      template: { id: input.template.id, version: input.template.version, sha256: input.templateSha256 },
      sections,
      measures: [],
      attachments: [],
    }),
  );
  return {
    bytes,
    contentSha256: sha256Hex(bytes),
    sections: sections.map((section) => ({ id: section.id, sha256: sha256Hex(utf8(jcs(section))) })),
  };
}

function canonicalBlock(block: Block, number: string): Json {
  switch (block.type) {
    case 'heading':
      return { type: 'heading', level: block.level, number, runs: canonicalRuns(block.runs) };
    case 'point':
      return { type: 'point', kind: block.kind, number, runs: canonicalRuns(block.runs) };
    case 'paragraph':
      return { type: 'paragraph', role: block.role ?? undefined, runs: canonicalRuns(block.runs) };
    case 'list_item':
      return { type: 'list_item', kind: block.kind, indent: block.indent, number, runs: canonicalRuns(block.runs) };
    case 'blockquote':
      return { type: 'blockquote', runs: canonicalRuns(block.runs) };
    case 'table':
      return {
        type: 'table',
        rows: block.rows.map((row) =>
          row.cells.map((cell) => ({
            header: cell.header,
            colspan: cell.colspan,
            rowspan: cell.rowspan,
            paragraphs: cell.paragraphs.map(canonicalRuns),
          })),
        ),
      };
  }
}

/** Runs come merged and with sorted marks from layout.ts; empty ones are dropped here once more for imported blocks. */
function canonicalRuns(runs: readonly Run[]): Json {
  return runs
    .filter((run) => run.text !== '')
    .map((run) => ({ text: checked(run.text), marks: run.marks.map((mark) => ({ ...mark })) }));
}

function checked(text: string): string {
  if (!wellFormed(text)) throw new UnknownContent('half a character (a lone surrogate)');
  const control = /[\u0000-\u0008\u000b-\u001f\u007f]/.exec(text);
  if (control)
    throw new UnknownContent(`control character U+${control[0].charCodeAt(0).toString(16).padStart(4, '0')}`);
  return text;
}

export interface RecordInput {
  reviewId: string;
  versionNo: number;
  prevRecordSha256: string | null;
  contentSha256: string;
  sections: { id: string; sha256: string }[];
  signatories: { userId: string; name: string; roles: string[]; order: number; required: boolean; scope: string }[];
  rule: { steps: { order: number; kind: 'all'; issues: boolean }[] };
}

/** `countersign.signoff/1`: who is to sign which content by which rule. */
export function signoffRecord(input: RecordInput): { bytes: Uint8Array; recordSha256: string } {
  const bytes = utf8(jcs({ schema: 'countersign.signoff/1', ...input }));
  return { bytes, recordSha256: sha256Hex(bytes) };
}

/** Blocks of a stored version, for showing exactly what is signed. @throws when the bytes are not a canonical document. */
export function parseCanonical(bytes: Uint8Array): {
  title: string;
  org: string;
  blocks: { block: Block; number: string }[];
} {
  const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as {
    schema: string;
    title: string;
    org: string;
    sections: { heading: StoredBlock | null; blocks: StoredBlock[] }[];
  };
  if (value.schema !== 'countersign.document/1') throw new UnknownContent(`document format ${value.schema}`);
  const stored = value.sections.flatMap((section) =>
    section.heading ? [section.heading, ...section.blocks] : section.blocks,
  );
  return {
    title: value.title,
    org: value.org,
    blocks: stored.map(({ number, ...block }) => ({ block: revived(block), number: number ?? '' })),
  };
}

type StoredBlock = { number?: string; type: Block['type'] } & Record<string, unknown>;

function revived(block: { type: Block['type'] } & Record<string, unknown>): Block {
  if (block.type === 'table') {
    const rows = (block.rows as unknown[][]).map((cells) => ({ cells }));
    return { ...block, id: null, rows } as unknown as Block;
  }
  return { key: null, role: null, ...block, id: null } as unknown as Block;
}
