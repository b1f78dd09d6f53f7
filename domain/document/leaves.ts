// The leaves of an outline in text order: every character that is not white or noise lies in exactly one of them (OL11).
import type { PartRole } from '../template/template';
import { trim } from './lines';
import type { Outline, OutlineDimension, OutlinePart, OutlinePoint, Span } from './outlineTypes';

type ProseKind = 'title' | 'salutation' | 'preamble' | 'lead' | 'body' | 'closing' | 'unassigned';

export type Leaf = Span &
  (
    | { kind: ProseKind }
    | { kind: 'part'; n: number; label: string; key?: string }
    | { kind: 'dimension'; n: number; label: string; key?: string }
    | { kind: 'point'; n: number; marker: string; role: PartRole }
  );

export function leavesOf(outline: Outline): Leaf[] {
  const { title, salutation, preamble, parts, closing, unassigned } = outline;
  const leaves: Leaf[] = [
    ...spans('title', title ? [title] : []),
    ...spans('salutation', salutation ? [salutation] : []),
    ...spans('preamble', preamble),
    ...parts.flatMap(partLeaves),
    ...spans('closing', closing),
    ...spans('unassigned', unassigned),
  ];
  return leaves.sort((a, b) => a.start - b.start);
}

function partLeaves({ n, label, key, line, start, headingEnd, role, lead, points, dimensions }: OutlinePart): Leaf[] {
  return [
    { kind: 'part', line, start, end: headingEnd, n, label, key },
    ...spans('lead', lead),
    ...points.map((point) => pointLeaf(point, role)),
    ...dimensions.flatMap((dimension) => dimensionLeaves(dimension, role)),
  ];
}

function dimensionLeaves(dimension: OutlineDimension, role: PartRole): Leaf[] {
  const { n, label, key, line, start, headingEnd, body, lead = [], points } = dimension;
  return [
    { kind: 'dimension', line, start, end: headingEnd, n, label, key },
    ...spans('body', body ? [body] : []),
    ...spans('lead', lead),
    ...points.map((point) => pointLeaf(point, role)),
  ];
}

function pointLeaf({ n, marker, line, start, end }: OutlinePoint, role: PartRole): Leaf {
  return { kind: 'point', line, start, end, n, marker, role };
}

function spans(kind: ProseKind, all: readonly Span[]): Leaf[] {
  return all.map(({ line, start, end }) => ({ kind, line, start, end }));
}

/**
 * The words of text[start, end) by line, without noise and without white space around; lines without words are left out.
 * For spans in rising order, as leavesOf gives them: the walk over the noise is one for the whole text.
 */
export function wordsReader(text: string, outline: Outline): (span: Pick<Span, 'start' | 'end'>) => string[] {
  const { noise } = outline;
  let first = 0;
  return ({ start, end }) => {
    while ((noise[first]?.end ?? Number.POSITIVE_INFINITY) <= start) first += 1;
    let words = '';
    let at = start;
    for (let i = first; i < noise.length && (noise[i]?.start ?? end) < end; i++) {
      const { start: from, end: to } = noise[i] ?? { start: at, end: at };
      if (from > at) words += text.slice(at, from);
      at = Math.max(at, to);
    }
    if (at < end) words += text.slice(at, end);
    return words
      .split(/\r\n?|\n/)
      .map(trim)
      .filter((line) => line !== '');
  };
}
