// Comment marks in the live document, which the server alone decides on: setting, taking away, and setting right again.
import type * as Y from 'yjs';
import { type Quoted, spanOf } from './anchor';
import { commentKey, isCommentKey } from './layout';
import { type Passage, passageOf, wholeCharacters } from './passage';
import { type Position, parsePosition } from './position';

/** A quote of so many code units is found again by itself; a shorter one needs its context too. */
const TELLING = 8;
/** Code units of context that a short quote must have beside it. */
const ENOUGH_CONTEXT = 4;
/** What standing in its old section is worth beside matching context. */
const SECTION_BONUS = 16;

export interface OpenThread extends Quoted {
  id: string;
}

export interface Tidied {
  /** Marks of nobody's: resolved, unknown or forged, by attribute. */
  removed: number;
  /** Threads whose mark was gone and stands again. */
  placed: number;
  /** Ids of open threads whose words are nowhere. */
  lost: string[];
}

/**
 * Marks the characters between two positions, in every text from one to the other, table cells included; widened to whole
 * characters. False when nothing is left between them. In the caller's transaction, or one of its own.
 */
export function markRange(doc: Y.Doc, from: Position, to: Position, threadId: string): boolean {
  const [first, second] = [parsePosition(from), parsePosition(to)];
  if (!first || !second) return false;
  const passage = passageOf(doc);
  const span = spanOf(doc, passage, first, second);
  return span !== null && mark(doc, passage, span, threadId);
}

/** Marks the place that fits the quote and its context best. False when there is none that is surely meant. */
export function markQuote(doc: Y.Doc, quoted: Quoted, threadId: string): boolean {
  return place(doc, passageOf(doc), quoted, threadId);
}

/** Takes every mark of this thread away. Nothing to take, nothing written. */
export function unmark(doc: Y.Doc, threadId: string): void {
  clear(doc, passageOf(doc), (key, id) => key === commentKey(threadId) || id === threadId);
}

/**
 * After a commit that touched marks (PROMISES, way of a frame 9): marks that belong to no open thread go, open threads
 * without a mark get one from their quote. Twice is as good as once; where nothing is wrong, nothing is written.
 */
export function tidyMarks(doc: Y.Doc, open: readonly OpenThread[]): Tidied {
  const passage = passageOf(doc);
  const idByKey = new Map(open.map(({ id }) => [commentKey(id), id]));
  const present = new Set<string>();
  const removed = clear(doc, passage, (key, id) => {
    const due = idByKey.get(key);
    if (due === undefined || due !== id) return true;
    present.add(due);
    return false;
  });
  const missing = open.filter(({ id }) => !present.has(id));
  const lost: string[] = [];
  doc.transact(() => {
    for (const thread of missing) if (!place(doc, passage, thread, thread.id)) lost.push(thread.id);
  });
  return { removed, placed: missing.length - lost.length, lost };
}

function place(doc: Y.Doc, passage: Passage, quoted: Quoted, threadId: string): boolean {
  const start = bestPlace(passage, quoted);
  return start !== null && mark(doc, passage, { start, end: start + quoted.quote.length }, threadId);
}

function mark(doc: Y.Doc, passage: Passage, range: { start: number; end: number }, threadId: string): boolean {
  const { start, end } = wholeCharacters(passage.text, range);
  const touched = passage.pieces.filter((piece) => piece.start < end && piece.end > start);
  doc.transact(() => {
    for (const piece of touched) {
      const from = Math.max(start, piece.start);
      piece.node.format(from - piece.start, Math.min(end, piece.end) - from, {
        [commentKey(threadId)]: { id: threadId },
      });
    }
  });
  return touched.length > 0;
}

/** Takes away the comment marks that `unwanted` names; answers how many different ones. `id` is what the mark says of itself. */
function clear(doc: Y.Doc, passage: Passage, unwanted: (key: string, id: unknown) => boolean): number {
  const keys = new Set<string>();
  doc.transact(() => {
    for (const { node } of passage.pieces) {
      let index = 0;
      for (const { insert, attributes } of node.toDelta() as {
        insert: string | object;
        attributes?: Record<string, unknown>;
      }[]) {
        const length = typeof insert === 'string' ? insert.length : 1;
        for (const [key, value] of Object.entries(attributes ?? {})) {
          if (!isCommentKey(key) || !unwanted(key, (value as { id?: unknown } | null)?.id)) continue;
          keys.add(key);
          node.format(index, length, { [key]: null });
        }
        index += length;
      }
    }
  });
  return keys.size;
}

/** The start of the occurrence with the most context in common, the old section counting as some; the first of equals. */
function bestPlace(passage: Passage, { quote, prefix, suffix, sectionKey }: Quoted): number | null {
  if (quote === '') return null;
  const span = sectionKey === null ? undefined : passage.sections.find(({ id }) => id === sectionKey)?.span;
  const needed = quote.length >= TELLING ? 0 : Math.min(ENOUGH_CONTEXT, prefix.length + suffix.length);
  let best: { at: number; score: number } | null = null;
  for (let at = passage.text.indexOf(quote); at !== -1; at = passage.text.indexOf(quote, at + 1)) {
    const context = contextAt(passage.text, at, at + quote.length, prefix, suffix);
    const score = context + (span && at >= span.start && at < span.end ? SECTION_BONUS : 0);
    if (context >= needed && (best === null || score > best.score)) best = { at, score };
  }
  return best?.at ?? null;
}

function contextAt(text: string, start: number, end: number, prefix: string, suffix: string): number {
  let before = 0;
  while (before < prefix.length && before < start && prefix[prefix.length - 1 - before] === text[start - 1 - before])
    before++;
  let after = 0;
  while (after < suffix.length && suffix[after] === text[end + after]) after++;
  return before + after;
}
