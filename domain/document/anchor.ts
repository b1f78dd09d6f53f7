// Where a comment is: found from a quote or from two positions of an editor, kept as positions and as words with their context.
import type * as Y from 'yjs';
import { wellFormed } from '../jcs';
import { MAX_QUOTE, MAX_RANGE } from '../thread';
import { kept, type Passage, passageOf, sectionKeyAt, wholeCharacters } from './passage';
import { offsetOf, type Position, parsePosition, positionAt } from './position';

/** Words before and after a quote that tell it from others, in UTF-16 code units. */
export const CONTEXT = 32;
/** Characters shown on either side of a quote of one character. */
const SHOWN = 6;

/** What finds a lost comment again. */
export interface Quoted {
  quote: string;
  prefix: string;
  suffix: string;
  sectionKey: string | null;
}

export interface Anchor extends Quoted {
  from: Position;
  to: Position;
}

export interface QuoteWanted {
  quote: string;
  /** From 1; occurrences do not overlap. */
  occurrence?: number | undefined;
  sectionKey?: string | undefined;
}

/**
 * The nth place where the live text says exactly this. A line feed in the quote stands for the end of a block or of a
 * table cell's paragraph as well as for a line feed in the text; a tab finds the border of two cells, as GET /text shows it.
 * Generated numbers are not in the text. Null when it is not there, or when the section is unknown.
 */
export function anchorOfQuote(doc: Y.Doc, wanted: QuoteWanted): Anchor | null {
  const quote = wanted.quote.replaceAll(/\r\n?/g, '\n');
  if (quote.trim() === '' || quote.length > MAX_QUOTE || !wellFormed(quote) || quote.includes('\u0000')) return null;
  const passage = passageOf(doc);
  const region =
    wanted.sectionKey === undefined ? { start: 0, end: passage.text.length } : regionOf(passage, wanted.sectionKey);
  if (!region) return null;
  const start =
    nth(passage.text, quote, region, wanted.occurrence ?? 1) ??
    nth(passage.text, quote.replaceAll('\t', '\n'), region, wanted.occurrence ?? 1);
  return start === null ? null : anchorAt(passage, start, start + quote.length);
}

/** Why a range is none that a comment may stand on. */
export type RangeRefusal = 'bad-anchor' | 'anchor-too-long';

/**
 * The range between two relative positions as an editor makes them (hostile JSON): in one block or over several, in either
 * order. `bad-anchor` for anything that is no position, for positions unknown here, for a range without words; over MAX_RANGE
 * `anchor-too-long` (TH19).
 */
export function anchorOfRange(doc: Y.Doc, range: unknown): Anchor | RangeRefusal {
  const { from, to } = typeof range === 'object' && range !== null ? (range as { from?: unknown; to?: unknown }) : {};
  const [first, second] = [parsePosition(from), parsePosition(to)];
  if (!first || !second) return 'bad-anchor';
  const passage = passageOf(doc);
  const span = spanOf(doc, passage, first, second);
  if (span && span.end - span.start > MAX_RANGE) return 'anchor-too-long';
  return (span && anchorAt(passage, span.start, span.end)) ?? 'bad-anchor';
}

/** The characters between two positions, whole and without empty line ends at its edges; null when there are none. */
export function spanOf(doc: Y.Doc, passage: Passage, a: Position, b: Position): { start: number; end: number } | null {
  const [one, other] = [offsetOf(doc, passage, a), offsetOf(doc, passage, b)];
  if (one === null || other === null || one === other) return null;
  const span = wholeCharacters(passage.text, { start: Math.min(one, other), end: Math.max(one, other) });
  while (span.start < span.end && passage.text[span.start] === '\n') span.start++;
  while (span.start < span.end && passage.text[span.end - 1] === '\n') span.end--;
  return span.start < span.end ? span : null;
}

/** TH10: up to six characters on either side of a quote of one character, within its line; nothing for a longer quote. */
export function aroundOne({ quote, prefix, suffix }: Omit<Quoted, 'sectionKey'>): { before: string; after: string } {
  if (Array.from(quote).length !== 1) return { before: '', after: '' };
  return {
    before: Array.from(prefix.split('\n').at(-1) ?? '')
      .slice(-SHOWN)
      .join(''),
    after: Array.from(suffix.split('\n')[0] ?? '')
      .slice(0, SHOWN)
      .join(''),
  };
}

function anchorAt(passage: Passage, start: number, end: number): Anchor | null {
  const from = positionAt(passage, start, 'after') ?? positionAt(passage, start + 1, 'after');
  const to = positionAt(passage, end, 'before') ?? positionAt(passage, end - 1, 'before');
  if (!from || !to) return null;
  return { from, to, ...wordsAround(passage.text, start, end), sectionKey: sectionKeyAt(passage, start) };
}

/** The words of a stretch as they are kept, with those around them. */
export function wordsAround(text: string, start: number, end: number): Omit<Quoted, 'sectionKey'> {
  const quote = kept(text.slice(start, end), MAX_QUOTE);
  return {
    quote,
    prefix: kept(text.slice(Math.max(0, start - CONTEXT - 1), start), CONTEXT, 'end'),
    suffix: kept(text.slice(start + quote.length, start + quote.length + CONTEXT), CONTEXT),
  };
}

function regionOf(passage: Passage, sectionKey: string): { start: number; end: number } | null {
  return passage.sections.find((section) => section.id === sectionKey)?.span ?? null;
}

function nth(text: string, quote: string, region: { start: number; end: number }, occurrence: number): number | null {
  let at = region.start - quote.length;
  for (let n = 0; n < occurrence; n++) {
    at = text.indexOf(quote, at + quote.length);
    if (at === -1 || at + quote.length > region.end) return null;
  }
  return at;
}
