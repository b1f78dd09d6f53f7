// The words of a line of the view's document as the checks read them (suggested deletions are no words), and where each stands.
import type { Node } from 'prosemirror-model';

interface Piece {
  start: number;
  text: string;
  /** From the block's own start; null for what only joins cells and paragraphs. */
  pos: number | null;
}

export interface Line {
  words: string;
  /** The document's position of an offset: of what stands behind it, or before it. */
  at(offset: number, side: 'after' | 'before'): number | null;
}

/** Line `row` of the block with this index; blocks other than tables have one. */
export function lineOf(doc: Node, block: number, row: number): Line | null {
  if (block >= doc.childCount) return null;
  const { pieces, words } = linesOf(doc.child(block))[row] ?? { pieces: [], words: null };
  if (words === null) return null;
  let start = 0;
  for (let before = 0; before < block; before++) start += doc.child(before).nodeSize;
  return {
    words,
    at(offset, side) {
      const piece = pieces.find(({ start: from, text }) =>
        side === 'after'
          ? offset >= from && offset < from + text.length
          : offset > from && offset <= from + text.length,
      );
      return piece && piece.pos !== null ? start + piece.pos + offset - piece.start : null;
    },
  };
}

/** Blocks are values: what was read of one is read once. */
const read = new WeakMap<Node, { pieces: Piece[]; words: string }[]>();

function linesOf(block: Node): { pieces: Piece[]; words: string }[] {
  const known = read.get(block);
  if (known) return known;
  const lines: { pieces: Piece[]; words: string }[] = [];
  if (block.type.name === 'table') {
    block.forEach((row, rowPos) => {
      const line = new Reader();
      row.forEach((cell, cellPos, c) => {
        if (c > 0) line.push('\t', null);
        cell.forEach((paragraph, at, p) => {
          if (p > 0) line.push(' ', null);
          line.text(paragraph, 1 + rowPos + 1 + cellPos + 1 + at);
        });
      });
      lines.push(line);
    });
  } else {
    const line = new Reader();
    line.text(block, 0);
    lines.push(line);
  }
  read.set(block, lines);
  return lines;
}

class Reader {
  readonly pieces: Piece[] = [];
  words = '';

  push(text: string, pos: number | null): void {
    this.pieces.push({ start: this.words.length, text, pos });
    this.words += text;
  }

  /** `pos`: where the text block begins. */
  text(block: Node, pos: number): void {
    block.forEach((child, at) => {
      if (child.isText && !child.marks.some((mark) => mark.type.name === 'deletion'))
        this.push(child.text ?? '', pos + 1 + at);
    });
  }
}
