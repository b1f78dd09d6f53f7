// Each line of an imported text with what became of it: the left side of the import screen, where no line is ever lost.
import type { PartRole } from '../template/template';
import { type Leaf, leavesOf, wordsReader } from './leaves';
import { trim, withoutBom } from './lines';
import type { Outline } from './outlineTypes';

export interface LineRole {
  kind: Leaf['kind'] | 'noise';
  /** The ordinal of a part, dimension or point, as written. */
  n?: number;
  /** The role of a point's part. */
  role?: PartRole;
}

export interface RoledLine {
  /** 1-based, as in the outline. */
  line: number;
  start: number;
  end: number;
  /** As in the text, without white space around. */
  words: string;
  /** In the order in which they stand in the line; `noise` alone = the line is dropped. Never empty. */
  roles: LineRole[];
}

/** Every line that is not blank, in order. */
export function lineRoles(outline: Outline, text: string): RoledLine[] {
  const clean = withoutBom(text);
  const spans = [
    ...leavesOf(outline).map((leaf) => ({ start: leaf.start, end: leaf.end, role: roleOf(leaf) })),
    ...outline.noise.map(({ start, end }) => ({ start, end, role: { kind: 'noise' as const } })),
  ].sort((a, b) => a.start - b.start);
  const wordsOf = wordsReader(clean, outline);
  const lines: RoledLine[] = [];
  let first = 0;
  let at = 0;
  clean.split(/(\r\n?|\n)/).forEach((piece, index) => {
    const start = at;
    at += piece.length;
    const words = trim(piece);
    if (index % 2 === 1 || words === '') return;
    while ((spans[first]?.end ?? at) <= start) first += 1;
    const roles: LineRole[] = [];
    for (let i = first; i < spans.length && (spans[i]?.start ?? at) < at; i++) {
      const span = spans[i];
      if (span && span.end > start) roles.push(span.role);
    }
    const dropped = wordsOf({ start, end: at }).length === 0;
    const own = dropped ? roles.filter((role) => role.kind === 'noise') : roles;
    lines.push({ line: index / 2 + 1, start, end: at, words, roles: own });
  });
  return lines;
}

function roleOf(leaf: Leaf): LineRole {
  switch (leaf.kind) {
    case 'point':
      return { kind: leaf.kind, n: leaf.n, role: leaf.role };
    case 'part':
    case 'dimension':
      return { kind: leaf.kind, n: leaf.n };
    default:
      return { kind: leaf.kind };
  }
}
