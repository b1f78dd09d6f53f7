// The bytes that a signature names: canonical form of a text, its digest whole and by section, and the sign-off record's.
import { type FieldsByPoint, type MeasureFields, measuresOf, type Named, printed } from '../fields';
import { type Json, jcs, sha256Hex, utf8 } from '../jcs';
import type { Template } from '../template/template';
import { type Block, type Run, textOf } from './blocks';
import { unsignable } from './controls';
import { UnknownContent } from './layout';
import { pointLabels } from './points';
import { numberBlocks } from './render';
import { sectionsOf, wordsOf } from './sections';

export interface CanonicalInput {
  org: string;
  reviewId: string;
  title: string;
  template: Template;
  templateSha256: string;
  blocks: readonly Block[];
  /** Of the measures in it: content like the words (FI6). */
  fields: FieldsByPoint;
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
  const measures = canonicalMeasures(input);
  const parts = sectionsOf(input.blocks);
  const sections = parts.map((section) => {
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
      measures: measures.map((one) => one.value),
      attachments: [],
    }),
  );
  return {
    bytes,
    contentSha256: sha256Hex(bytes),
    sections: sections.map((section, n) => {
      const own = measures.filter(({ block }) => block >= (parts[n]?.start ?? 0) && block < (parts[n]?.end ?? 0));
      return {
        id: section.id,
        sha256: sectionDigest(
          section,
          own.map((one) => one.value),
        ),
      };
    }),
  };
}

/**
 * FI7: a section is signed with the measures that stand in it: `{id, heading, blocks, measures}`, in the order of the text and
 * without their numbers, which change when a measure is added elsewhere. Without measures it is `{id, heading, blocks}`.
 */
function sectionDigest(section: { [key: string]: Json }, own: readonly CanonicalMeasure[]): string {
  const measures = own.map(({ number: _elsewhere, ...measure }) => measure);
  return sha256Hex(utf8(jcs(measures.length === 0 ? section : { ...section, measures })));
}

interface CanonicalMeasure {
  [key: string]: Json;
  /** 措 n. */
  number: number;
  /** Of the problems that it answers; none before the trace. */
  problemNumbers: number[];
  text: string;
  owner: string | null;
  due: string | null;
  criterion: string | null;
  verifier: string | null;
}

/** FI6: every measure of the text, with names as they are printed; what is not said is null. */
function canonicalMeasures({ blocks, fields }: CanonicalInput): { block: number; value: CanonicalMeasure }[] {
  const words = (value: Named | string | null) => (value === null ? null : checked(printed(value)));
  return measuresOf(blocks, fields).map(({ block: index, n, fields: { owner, due, criterion, verifier } }) => {
    const block = blocks[index];
    return {
      block: index,
      value: {
        number: n,
        problemNumbers: [],
        text: block && block.type !== 'table' ? checked(textOf(block.runs)) : '',
        owner: words(owner),
        due,
        criterion: words(criterion),
        verifier: words(verifier),
      },
    };
  });
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
  const found = unsignable(text);
  if (found) throw new UnknownContent(found.what);
  return text;
}

/** Blocks of a stored version, for showing exactly what is signed; they have no keys, so their sections are those told beside them. @throws when the bytes are not a canonical document. */
export function parseCanonical(bytes: Uint8Array): {
  title: string;
  org: string;
  /** In the order of the text; `heading`: its number and words, null where there is none. */
  sections: { id: string; heading: string | null }[];
  blocks: StoredLine[];
} {
  const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as {
    schema: string;
    title: string;
    org: string;
    sections: { id: string; heading: StoredBlock | null; blocks: StoredBlock[] }[];
    measures: CanonicalMeasure[];
  };
  if (value.schema !== 'countersign.document/1') throw new UnknownContent(`document format ${value.schema}`);
  const stored = value.sections.flatMap((section) =>
    section.heading ? [section.heading, ...section.blocks] : section.blocks,
  );
  const blocks = stored.map(({ number, ...block }) => ({ block: revived(block), number: number ?? '' }));
  const labels = pointLabels(blocks.map((one) => one.block));
  return {
    title: value.title,
    org: value.org,
    sections: value.sections.map(({ id, heading }) => ({ id, heading: heading && headingWords(heading) })),
    blocks: blocks.map((one, index) => {
      const label = labels[index];
      const measure = label?.kind === 'measure' && value.measures.find(({ number }) => number === label.n);
      return measure ? { ...one, fields: revivedFields(measure) } : one;
    }),
  };
}

/** `fields`: of a measure; absent in a version that was frozen before measures had any. */
export interface StoredLine {
  block: Block;
  number: string;
  fields?: MeasureFields;
}

function revivedFields({ owner, due, criterion, verifier }: CanonicalMeasure): MeasureFields {
  const named = (name: string | null): Named | null => (name === null ? null : { personId: null, name, colour: null });
  return { owner: named(owner), due, criterion, verifier: named(verifier) };
}

function headingWords({ number, ...block }: StoredBlock): string {
  return `${number ?? ''}${wordsOf(revived(block))}`;
}

type StoredBlock = { number?: string; type: Block['type'] } & Record<string, unknown>;

function revived(block: { type: Block['type'] } & Record<string, unknown>): Block {
  if (block.type === 'table') {
    const rows = (block.rows as unknown[][]).map((cells) => ({ cells }));
    return { ...block, id: null, rows } as unknown as Block;
  }
  return { key: null, role: null, ...block, id: null } as unknown as Block;
}
