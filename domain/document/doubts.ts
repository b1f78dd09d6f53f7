// What a person should look at before a recognised text fills a review: plain data, in text order, nothing decided for her.
import { inlineMarks } from './headings';
import { leavesOf, wordsReader } from './leaves';
import { withoutBom } from './lines';
import type { Outline, OutlineDimension, OutlinePart, OutlinePoint, Span } from './outlineTypes';

export type DoubtKind =
  /** The first line is no title: the template's stands in. */
  | 'no-title'
  /** No heading of a part: the whole text would be preamble. */
  | 'no-parts'
  /** The template has no such part, or it came before. */
  | 'part-unknown'
  /** The template's part has no such dimension, or it came before. */
  | 'dimension-unknown'
  /** Taken for the template's dimension `key` by another name of it, or by its beginning. */
  | 'dimension-alias'
  | 'dimension-near'
  /** A heading so long that a 。 behind it may be missing. */
  | 'long-heading'
  /** A heading with nothing under it. */
  | 'empty-section'
  /** The number is `found` where `expected` comes next; numbers are generated anew. */
  | 'numbering'
  /** Does not end a sentence: perhaps cut off. */
  | 'run-on'
  /** Looks like the start of a point inside another one. */
  | 'inline-number'
  /** Stands behind points and belongs to none: kept as a paragraph in its place. */
  | 'unassigned'
  /** Dropped. */
  | 'marker'
  | 'password';

export interface Doubt extends Span {
  kind: DoubtKind;
  /** The words at start to end, at most 80 characters, without markers. */
  quote: string;
  expected?: number;
  found?: number;
  /** The template's section that the heading was taken for. */
  key?: string;
  name?: string;
}

type Bare = Omit<Doubt, 'quote'>;

const QUOTE = 80;
const LONG_HEADING = 40;

/** Doubts about what recognise(text) found, in text order. None of them stops an import (SPEC OL14). */
export function doubts(outline: Outline, text: string): Doubt[] {
  const clean = withoutBom(text);
  const found: Bare[] = [
    ...wholeText(outline, clean),
    ...breaks(outline.parts.map((part) => ({ ...part, end: part.headingEnd }))),
    ...outline.parts.flatMap(partDoubts),
    ...outline.unassigned.map((span) => ({ kind: 'unassigned' as const, ...spanOnly(span) })),
    ...inlineNumbers(outline, clean),
  ];
  const quoted = inOrder(found).map(quoter(clean, outline));
  const dropped = outline.noise.map(({ type, text: quote, ...span }) => ({
    kind: type,
    ...span,
    quote: quote.slice(0, QUOTE),
  }));
  return inOrder<Doubt>([...quoted, ...dropped]);
}

function wholeText({ title, parts }: Outline, text: string): Bare[] {
  const start: Span = { line: 1, start: 0, end: 0 };
  const none = parts.length === 0 && text.trim() !== '';
  return [
    ...(title ? [] : [{ kind: 'no-title' as const, ...start }]),
    ...(none ? [{ kind: 'no-parts' as const, ...start }] : []),
  ];
}

function partDoubts(part: OutlinePart): Bare[] {
  const { key, title, lead, points, dimensions } = part;
  const at = headingSpan(part);
  return [
    ...(key === undefined ? [{ kind: 'part-unknown' as const, ...at, name: title }] : []),
    ...(lead.length + points.length + dimensions.length === 0 ? [{ kind: 'empty-section' as const, ...at }] : []),
    ...breaks(dimensions.map((dimension) => ({ ...dimension, end: dimension.headingEnd }))),
    ...pointDoubts(points),
    ...dimensions.flatMap(dimensionDoubts),
  ];
}

function dimensionDoubts(dimension: OutlineDimension): Bare[] {
  const { match, key, name, heading, body, points } = dimension;
  const at = headingSpan(dimension);
  const named = { ...at, name, ...(key === undefined ? {} : { key }) };
  return [
    ...(match ? [{ kind: `dimension-${match}` as const, ...named }] : []),
    ...(heading.length > LONG_HEADING ? [{ kind: 'long-heading' as const, ...at }] : []),
    ...(body === null && points.length === 0 ? [{ kind: 'empty-section' as const, ...at }] : []),
    ...pointDoubts(points),
  ];
}

function pointDoubts(points: readonly OutlinePoint[]): Bare[] {
  const open = points.filter((point) => !point.terminated);
  return [...breaks(points), ...open.map((point) => ({ kind: 'run-on' as const, ...spanOnly(point) }))];
}

/** Within one parent numbers run 1, 2, 3 …; after a break they count on from the number found. */
function breaks(numbered: readonly (Span & { n: number })[]): Bare[] {
  return numbered.flatMap(({ n, ...span }, index) => {
    const expected = (numbered[index - 1]?.n ?? 0) + 1;
    return n === expected ? [] : [{ kind: 'numbering' as const, ...spanOnly(span), expected, found: n }];
  });
}

/** 。2. or ；二要 inside a point: rule 6 opens none there, though its author may have meant one. */
function inlineNumbers(outline: Outline, text: string): Bare[] {
  return leavesOf(outline).flatMap((leaf) => {
    if (leaf.kind !== 'point') return [];
    const words = text.slice(leaf.start, leaf.end);
    const arabic = [...words.matchAll(/(?<=[。；;])\d{1,2}[.．、](?!\d)/g)].map((mark) => ({
      at: mark.index,
      marker: mark[0],
    }));
    const marks = [...arabic, ...inlineMarks(words)].filter((mark) => mark.at > 0);
    return marks.map(({ at, marker }) => {
      const start = leaf.start + at;
      return { kind: 'inline-number' as const, line: leaf.line, start, end: start + marker.length };
    });
  });
}

function headingSpan({ line, start, headingEnd }: { line: number; start: number; headingEnd: number }): Span {
  return { line, start, end: headingEnd };
}

function spanOnly({ line, start, end }: Span): Span {
  return { line, start, end };
}

/** Two doubts of one place keep the order in which they were found. */
function inOrder<T extends Span>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => a.start - b.start);
}

function quoter(text: string, outline: Outline): (doubt: Bare) => Doubt {
  const wordsOf = wordsReader(text, outline);
  return (doubt) => ({ ...doubt, quote: wordsOf(doubt).join(' ').slice(0, QUOTE) });
}
