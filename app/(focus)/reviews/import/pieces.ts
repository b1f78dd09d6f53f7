// The pieces of a recognised text as this screen names them: its leaves, points counted on by kind, and its noise. Pure.
import { pointKindOf } from '../../../../domain/document/fromOutline';
import { type Leaf, leavesOf } from '../../../../domain/document/leaves';
import type { Outline, Span } from '../../../../domain/document/outlineTypes';

export type PointKind = ReturnType<typeof pointKindOf>;
export type PieceKind = Exclude<Leaf['kind'], 'point'> | PointKind | 'noise';

export interface Piece extends Span {
  kind: PieceKind;
  /** Points only: counted on through the whole text, by kind. */
  n?: number;
}

/** In text order. Together they hold every character that is not white. */
export function piecesOf(outline: Outline): Piece[] {
  const counts: Partial<Record<PieceKind, number>> = {};
  const pieces = leavesOf(outline).map((leaf): Piece => {
    const { line, start, end } = leaf;
    if (leaf.kind !== 'point') return { kind: leaf.kind, line, start, end };
    const kind = pointKindOf(leaf.role);
    const n = (counts[kind] ?? 0) + 1;
    counts[kind] = n;
    return { kind, line, start, end, n };
  });
  const noise = outline.noise.map(({ line, start, end }): Piece => ({ kind: 'noise', line, start, end }));
  return [...pieces, ...noise].sort((a, b) => a.start - b.start);
}
