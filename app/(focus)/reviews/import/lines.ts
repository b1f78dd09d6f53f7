// The source text line by line, each with what it was recognised as. Pure.
import type { Outline } from '../../../../domain/document/outlineTypes';
import { type Piece, type PieceKind, piecesOf } from './pieces';

export interface SourceLine {
  /** 1-based, empty lines counted. */
  n: number;
  /** Span in the text, without the line end. */
  start: number;
  end: number;
  /** What most of the line is for: points before headings, so that "(1) heading. First point" shows its points. */
  kind: PieceKind | null;
  /** Numbers of its points. */
  points: readonly number[];
}

const ORDER: readonly PieceKind[] = ['problem', 'cause', 'measure', 'other', 'body', 'dimension', 'part'];

/** The lines that hold something, in order. CRLF, CR and LF all end a line. */
export function linesOf(text: string, outline: Outline): SourceLine[] {
  const pieces = piecesOf(outline);
  const lines: SourceLine[] = [];
  let next = 0;
  for (const { n, start, end } of bareLines(text)) {
    const own: Piece[] = [];
    for (let at = next; at < pieces.length; at++) {
      const piece = pieces[at];
      if (!piece || piece.start >= end) break;
      if (piece.end > start) own.push(piece);
    }
    // A piece may go on over several lines: it is left behind only with the line that it ends in.
    while ((pieces[next]?.end ?? Number.POSITIVE_INFINITY) <= end) next++;
    if (text.slice(start, end).trim() === '') continue;
    const points = own.flatMap((piece) => (piece.start >= start ? (piece.n ?? []) : []));
    lines.push({ n, start, end, kind: kindOf(own), points });
  }
  return lines;
}

function kindOf(pieces: readonly Piece[]): PieceKind | null {
  return ORDER.find((kind) => pieces.some((piece) => piece.kind === kind)) ?? pieces[0]?.kind ?? null;
}

function* bareLines(text: string): Generator<{ n: number; start: number; end: number }> {
  const ends = /\r\n|\r|\n/g;
  let start = 0;
  let n = 1;
  for (let found = ends.exec(text); found; found = ends.exec(text)) {
    yield { n, start, end: found.index };
    start = found.index + found[0].length;
    n++;
  }
  yield { n, start, end: text.length };
}
