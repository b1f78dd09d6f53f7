// What changed between the text that somebody signed and the text they are asked for now: place by place, with its words. Pure data.
import { MEASURE_FIELDS, type MeasureField, type MeasureFields, NO_FIELDS } from '../fields';
import { type Json, jcs } from '../jcs';
import { type Block, type Run, textOf } from './blocks';
import type { StoredLine } from './canonical';
import { type BlockChange, type BlockDiff, type DiffRow, diffBlocks } from './diff';
import { type Piece, shownPieces } from './diffRuns';
import { runsOf } from './diffShape';
import { cellRuns } from './diffTable';
import { type PointLabel, pointLabels } from './points';
import { sectionAt, sectionsOf, wordsOf } from './sections';

export interface SignedText {
  title: string;
  blocks: readonly StoredLine[];
}

/** Some words of a place: what stayed, what came, what went. */
export interface Excerpt {
  op: 'keep' | 'insert' | 'delete';
  text: string;
}

export interface FieldChange {
  field: MeasureField;
  before: string | null;
  after: string | null;
}

export interface TextChange {
  /** Index of its row in the difference; null for the title. */
  row: number | null;
  kind: 'changed' | 'added' | 'removed' | 'moved' | 'title';
  /** Generated number and words of the heading that it stands under; '' before the first. */
  heading: string;
  point: PointLabel | null;
  /** UTF-16 code units. */
  inserted: number;
  deleted: number;
  /** Nothing but marks of punctuation and blanks, and none at a figure. */
  punctuation: boolean;
  words: readonly Excerpt[];
  fields: readonly FieldChange[];
}

export interface TextChanges {
  diff: BlockDiff;
  items: readonly TextChange[];
  inserted: number;
  deleted: number;
}

/** Every place that is not as it was, fields of measures included; equal texts have none. */
export function changesBetween(before: SignedText, after: SignedText): TextChanges {
  const [a, b] = [before.blocks, after.blocks];
  const diff = diffBlocks(a.map(sorted), b.map(sorted));
  const labels = { a: pointLabels(a.map(({ block }) => block)), b: pointLabels(b.map(({ block }) => block)) };
  const headingOf = headings(b);
  let place = -1;
  const items = diff.rows.flatMap((row, at): TextChange[] => {
    if ('b' in row && row.kind !== 'moved-away') place = row.b;
    const fields = row.kind === 'removed' || row.kind === 'moved-away' ? [] : fieldChanges(a, b, row);
    if (row.kind === 'moved-away' || (row.kind === 'same' && fields.length === 0)) return [];
    const words = excerptOf(a, row);
    const sum = (op: Excerpt['op']) => words.reduce((n, one) => n + (one.op === op ? one.text.length : 0), 0);
    return [
      {
        row: at,
        kind: row.kind === 'same' ? 'changed' : row.kind,
        heading: headingOf(place),
        point: (row.kind === 'removed' ? labels.a[row.a] : labels.b[row.b]) ?? null,
        inserted: sum('insert'),
        deleted: sum('delete'),
        punctuation: fields.length === 0 && isPunctuation(row, words),
        words: shortened(words),
        fields,
      },
    ];
  });
  const title = titleChange(before.title, after.title);
  const all = title ? [title, ...items] : items;
  return {
    diff,
    items: all,
    inserted: all.reduce((n, one) => n + one.inserted, 0),
    deleted: all.reduce((n, one) => n + one.deleted, 0),
  };
}

/** Bytes have their keys in order, a live text has not: only the content may differ. */
function sorted({ block }: StoredLine): Block {
  return JSON.parse(jcs(block as unknown as Json)) as Block;
}

const MARKS = /^[\p{P}\p{Z}\s]*$/u;

/** What stands elsewhere, or became another kind of block, is more than its marks; and a mark at a figure is one: 90% and 90‰, 5.0 and 50. */
function isPunctuation(row: DiffRow, words: readonly Excerpt[]): boolean {
  if (row.kind === 'moved' || (row.kind === 'changed' && row.change.to !== null)) return false;
  const touched = words.flatMap(({ op, text }, at) => (op === 'keep' ? [] : [{ text, at }]));
  return touched.length > 0 && touched.every(({ text, at }) => MARKS.test(text) && !isAtFigure(words, at));
}

/** Whether the words that stayed on either side of this piece end or begin with a digit there. */
function isAtFigure(words: readonly Excerpt[], at: number): boolean {
  const before = words.slice(0, at).findLast(({ op }) => op === 'keep');
  const after = words.slice(at + 1).find(({ op }) => op === 'keep');
  return /\p{N}$/u.test(before?.text ?? '') || /^\p{N}/u.test(after?.text ?? '');
}

function titleChange(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const words: Excerpt[] = [
    { op: 'delete', text: before },
    { op: 'insert', text: after },
  ];
  return {
    row: null,
    kind: 'title',
    heading: '',
    point: null,
    inserted: after.length,
    deleted: before.length,
    punctuation: false,
    words,
    fields: [],
  };
}

/** The heading that a block of the text stands under, as people read it. */
function headings(lines: readonly StoredLine[]): (block: number) => string {
  const sections = sectionsOf(lines.map(({ block }) => block));
  return (block) => {
    const section = sectionAt(sections, Math.max(0, block));
    const line = section && section.level > 0 ? lines[section.start] : undefined;
    return line ? `${line.number}${wordsOf(line.block)}` : '';
  };
}

function excerptOf(a: readonly StoredLine[], row: DiffRow): Excerpt[] {
  switch (row.kind) {
    case 'added':
      return [{ op: 'insert', text: wordsOf(row.block) }];
    case 'removed':
      return [{ op: 'delete', text: wordsIn(a, row.a) }];
    case 'same':
    case 'moved-away':
      return [];
    case 'changed':
    case 'moved':
      return row.change ? changeWords(a, row.a, row.change) : [{ op: 'keep', text: wordsIn(a, row.a) }];
  }
}

function changeWords(a: readonly StoredLine[], at: number, { content }: BlockChange): Excerpt[] {
  const block = a[at]?.block;
  if (!block) return [];
  if ('pieces' in content) return pieceWords(runsOf(block), content.pieces);
  const was = block.type === 'table' ? block.rows : [];
  // Of a table the cells that changed.
  return content.rows.flatMap((row) =>
    row.cells.flatMap(({ kind, pieces }, cell) => {
      const old = row.a === null ? undefined : was[row.a]?.cells[cell];
      return kind === 'same' ? [] : pieceWords(old ? cellRuns(old) : [], pieces);
    }),
  );
}

function pieceWords(before: readonly Run[], pieces: readonly Piece[]): Excerpt[] {
  return shownPieces(before, pieces).map((one) => {
    if (one.op === 'insert') return { op: one.op, text: textOf(one.after) };
    return { op: one.op === 'delete' ? 'delete' : 'keep', text: textOf(one.before) };
  });
}

function wordsIn(lines: readonly StoredLine[], at: number): string {
  const line = lines[at];
  return line ? wordsOf(line.block) : '';
}

/** Words around a change that are still shown, UTF-16 code units on either side. */
const AROUND = 12;

/** What stayed is cut to what one needs to find the place. */
function shortened(words: readonly Excerpt[]): Excerpt[] {
  return words.map((one, at) => {
    if (one.op !== 'keep') return one;
    const [first, last] = [at === 0, at === words.length - 1];
    const room = (first ? 0 : AROUND) + (last ? 0 : AROUND);
    if (one.text.length <= room || (first && last)) return { ...one, text: one.text.slice(0, 4 * AROUND) };
    const head = first ? '' : one.text.slice(0, AROUND);
    const tail = last ? '' : one.text.slice(-AROUND);
    return { ...one, text: `${head}…${tail}` };
  });
}

function fieldChanges(a: readonly StoredLine[], b: readonly StoredLine[], row: DiffRow): FieldChange[] {
  const was = ('a' in row ? a[row.a]?.fields : undefined) ?? NO_FIELDS;
  const is = ('b' in row ? b[row.b]?.fields : undefined) ?? NO_FIELDS;
  return MEASURE_FIELDS.flatMap((field) => {
    const [before, after] = [fieldWords(was, field), fieldWords(is, field)];
    return before === after ? [] : [{ field, before, after }];
  });
}

function fieldWords(fields: MeasureFields, field: MeasureField): string | null {
  const value = fields[field];
  return value === null || typeof value === 'string' ? value : value.name;
}
