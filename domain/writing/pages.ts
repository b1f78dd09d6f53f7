// Where the official page would break (DOMAIN "Document page": 22 lines of 28 characters), estimated from the words alone.
import { type Block, textOf } from '../document/blocks';
import { joined, type NumberedBlock } from '../document/render';

const LINES = 22;
/** Of a line, in halves of a character: Latin letters and figures are about half as wide as a Chinese character. */
const LINE = 56;
const INDENT = 4;
/** A title is set in 22 pt on lines made for 16 pt: twenty characters. */
const TITLE_LINE = 40;
/** A line of a table, 14 pt on 22 pt, as part of a line of the text. */
const TABLE_LINE = 0.76;
const TABLE_CHARACTER = 14 / 16;

export interface Pages {
  pages: number;
  /** Page (from 1) on which the character at this offset of the block's words stands; of a table, its first row. */
  at(block: number, offset: number): number;
}

/**
 * ED2: an estimate, for nobody has set the page yet: a Chinese character is as wide as its line is divided (28), anything else
 * half of that; no line begins with a closing mark; words and numbers are not parted; a heading stays with what follows. The printed page may
 * differ by a line where a font has other widths.
 */
export function pagesOf(title: string, blocks: readonly NumberedBlock[]): Pages {
  let line = title === '' ? 0 : linesIn(title, 0, TITLE_LINE) + 1;
  const starts = blocks.map(({ block, number }) => {
    if (block.type === 'table') {
      const start = line;
      for (const row of block.rows) line = whole(line, rowHeight(row));
      return start;
    }
    const lines = linesOf(block, number);
    // A heading alone at the foot of a page goes over with its text.
    const left = LINES - (Math.ceil(line) % LINES);
    if (block.type === 'heading' && left <= lines && left < LINES) line = Math.ceil(line) + left;
    const start = Math.ceil(line);
    line = start + lines;
    return start;
  });
  return {
    pages: Math.max(1, Math.ceil(line / LINES)),
    at(index, offset) {
      const one = blocks[index];
      const start = starts[index] ?? 0;
      if (!one || one.block.type === 'table') return Math.floor(start / LINES) + 1;
      const before = joined(one.number, textOf(one.block.runs)).length + offset;
      const down = linesIn(wordsOf(one.block, one.number).slice(0, before), ...shapeOf(one.block)) - 1;
      return Math.floor((start + down) / LINES) + 1;
    },
  };
}

type Line = Exclude<Block, { type: 'table' }>;

/** Blocks are values: each is measured once for a number. */
const measured = new WeakMap<Line, { number: string; lines: number }>();

function linesOf(block: Line, number: string): number {
  const known = measured.get(block);
  if (known?.number === number) return known.lines;
  const lines = linesIn(wordsOf(block, number), ...shapeOf(block));
  measured.set(block, { number, lines });
  return lines;
}

function wordsOf(block: Line, number: string): string {
  const words = textOf(block.runs);
  return joined(number, words) + words;
}

/** What the first line is indented by, and how wide a line is, in halves. */
function shapeOf(block: Line): [number, number] {
  if (block.type === 'blockquote') return [0, LINE - 2 * INDENT];
  if (block.type === 'list_item') return [INDENT, LINE - INDENT * block.indent];
  return [block.type === 'paragraph' && block.role !== null ? 0 : INDENT, LINE];
}

function rowHeight(row: { cells: readonly { paragraphs: readonly Parameters<typeof textOf>[0][] }[] }): number {
  const wide = LINE / TABLE_CHARACTER / Math.max(1, row.cells.length) - 2;
  const lines = row.cells.map((cell) =>
    cell.paragraphs.reduce((sum, runs) => sum + linesIn(textOf(runs), 0, Math.max(2, wide)), 0),
  );
  return Math.max(1, ...lines) * TABLE_LINE;
}

/** The place after a row that is not torn: it goes to the next page where it would cross the foot of this one. */
function whole(line: number, height: number): number {
  const left = LINES - (line % LINES);
  return height > left && height <= LINES ? line + left + height : line + height;
}

const CLOSING = /^[，。、；：？！）》〉」』】〕”’…—·％,.;:?!)\]%]$/;
const OPENING = /^[（《〈「『【〔“‘([]$/;
/** A word or number that no line parts, or one character. */
const PIECES = /[\u0021-\u007e\u00a1-\u024f]+|\p{Any}/gu;

/** Lines that these words take: the first one is shorter by `indent`. At least one. */
function linesIn(words: string, indent: number, line: number): number {
  let lines = 1;
  let used = indent;
  let last = 0;
  let opened = 0;
  for (const [piece] of words.matchAll(PIECES)) {
    const width = widthOf(piece);
    if (used + width > line && piece.trim() !== '') {
      lines += 1;
      // A closing mark takes the character before it along; an opening one goes over with what it opens.
      used = CLOSING.test(piece) ? last : opened;
      lines += Math.floor((used + width - 1) / line);
      used = (used + width) % line || line;
    } else used += width;
    last = width;
    opened = OPENING.test(piece) ? width : 0;
  }
  return lines;
}

function widthOf(piece: string): number {
  return piece.length > 1 && piece.charCodeAt(0) < 0x250 ? piece.length : piece.charCodeAt(0) < 0x250 ? 1 : 2;
}
