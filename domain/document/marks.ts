// Comment marks in the live document, which the server alone decides on: setting, taking away, and setting right again.
import type * as Y from 'yjs';
import { type Quoted, spanOf, wordsAround } from './anchor';
import { contextAt, othersIn, placeFor, type Sought } from './fit';
import { commentKey, isCommentKey } from './layout';
import { type Passage, passageOf, sectionKeyAt, wholeCharacters } from './passage';
import { type Position, parsePosition } from './position';
import { goesOn, isWrittenSince, longestOf, type Stood, type Unmarked } from './stood';

export interface OpenThread extends Quoted {
  id: string;
  /** Where it stood when it was lost or settled; absent: nobody has looked since it was opened or put there. */
  stood?: Stood | null;
}

export interface Tidied {
  /** Marks that had no business there, by attribute: resolved, unknown, forged, or on a copy of the words. */
  removed: number;
  /** Threads whose mark was gone and stands again. */
  placed: number;
  /** Ids of open threads whose words are nowhere. */
  lost: string[];
  /** Open threads that stand in another section than was known. */
  moved: { id: string; sectionKey: string | null }[];
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

/** Marks the place where the words stand now (TH12). False when there is none that is surely meant. */
export function markQuote(doc: Y.Doc, thread: Omit<OpenThread, 'id'>, threadId: string): boolean {
  return placed(doc, passageOf(doc), { ...thread, id: threadId }) !== null;
}

/** The words under a thread's marks as they are now; null when it has none. */
export function stoodOn(doc: Y.Doc, threadId: string): Stood | null {
  const passage = passageOf(doc);
  const runs: { start: number; end: number }[] = [];
  for (const { key, id, start, end } of marksIn(passage)) {
    if (key !== commentKey(threadId) || id !== threadId) continue;
    const last = runs.at(-1);
    if (last && goesOn(last, start)) last.end = end;
    else runs.push({ start, end });
  }
  const longest = longestOf(runs);
  if (!longest) return null;
  const words = wordsAround(passage.text, longest.start, longest.end);
  return { ...words, ...othersIn(passage.text, words, longest.start) };
}

/** Takes every mark of this thread away. Nothing to take, nothing written. */
export function unmark(doc: Y.Doc, threadId: string): void {
  const marks = marksIn(passageOf(doc));
  take(
    doc,
    marks.filter(({ key, id }) => key === commentKey(threadId) || id === threadId),
  );
}

/**
 * After a commit that touched marks (PROMISES, way of a frame 9): marks that belong to no open thread go, of copies of the same words
 * one keeps its mark, open threads without a mark get one where their words stand (TH12). `gone`: what is remembered of marks that a
 * change took, by key. Twice is as good as once; where nothing is wrong, nothing is written.
 */
export function tidyMarks(doc: Y.Doc, open: readonly OpenThread[], gone?: ReadonlyMap<string, Unmarked>): Tidied {
  const passage = passageOf(doc);
  const byKey = new Map(open.map((thread) => [commentKey(thread.id), thread]));
  const marks = marksIn(passage);
  const foreign: Mark[] = [];
  const own = new Map<string, Mark[]>();
  for (const mark of marks) {
    if (mark.id === undefined || byKey.get(mark.key)?.id !== mark.id) foreign.push(mark);
    else own.set(mark.key, added(own.get(mark.key), mark));
  }
  const copies = new Set(
    [...own].flatMap(([key, pieces]) => {
      const thread = byKey.get(key);
      return thread ? copiesIn(passage, pieces, thread) : [];
    }),
  );
  const lost: string[] = [];
  const moved: Tidied['moved'] = [];
  let again = 0;
  doc.transact(() => {
    take(doc, [...foreign, ...copies]);
    for (const [key, thread] of byKey) {
      const stays = own.get(key)?.find((mark) => !copies.has(mark))?.start;
      const at = stays ?? placed(doc, passage, thread, gone?.get(key));
      if (at === null) lost.push(thread.id);
      else if (stays === undefined) again += 1;
      const sectionKey = at === null ? thread.sectionKey : sectionKeyAt(passage, at);
      if (sectionKey !== thread.sectionKey) moved.push({ id: thread.id, sectionKey });
    }
  });
  const removed = new Set([...foreign, ...copies].map(({ key }) => key)).size;
  return { removed, placed: again, lost, moved };
}

/** Marks the place of a thread that has no mark: what is left of its own characters, else where its words stand now. Answers where. */
function placed(doc: Y.Doc, passage: Passage, thread: OpenThread, gone?: Unmarked): number | null {
  const left = gone?.own ? spanOf(doc, passage, gone.own.from, gone.own.to) : null;
  const stood = gone ?? thread.stood;
  const sought: Sought = stood ? { ...thread, ...stood } : { ...thread, others: null };
  const start = left?.start ?? placeFor(passage, sought, gone ? (from, to) => isNew(passage, from, to, gone) : null);
  if (start === null) return null;
  return mark(doc, passage, left ?? { start, end: start + sought.quote.length }, thread.id) ? start : null;
}

function isNew({ pieces }: Passage, start: number, end: number, { since }: Unmarked): boolean {
  return pieces.some(
    (piece) =>
      piece.start < end &&
      piece.end > start &&
      isWrittenSince(piece.node, Math.max(0, start - piece.start), Math.min(piece.end, end) - piece.start, since),
  );
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

/** A stretch of one text under one comment mark; offsets in the passage. */
interface Mark {
  key: string;
  /** What the mark says of itself. */
  id: unknown;
  start: number;
  end: number;
  piece: Passage['pieces'][number];
}

/** In the order of the text. */
function marksIn(passage: Passage): Mark[] {
  const marks: Mark[] = [];
  for (const piece of passage.pieces) {
    let start = piece.start;
    for (const { insert, attributes } of piece.node.toDelta() as {
      insert: string | object;
      attributes?: Record<string, unknown>;
    }[]) {
      const end = start + (typeof insert === 'string' ? insert.length : 1);
      for (const [key, value] of Object.entries(attributes ?? {}))
        if (isCommentKey(key)) marks.push({ key, id: (value as { id?: unknown } | null)?.id, start, end, piece });
      start = end;
    }
  }
  return marks;
}

/** Each text is gone along once: to set out from its beginning for each mark would take their product (RM38). */
function take(doc: Y.Doc, marks: readonly Mark[]): void {
  const byPiece = new Map<Mark['piece'], Mark[]>();
  for (const mark of marks) byPiece.set(mark.piece, added(byPiece.get(mark.piece), mark));
  doc.transact(() => {
    for (const [{ node, start }, there] of byPiece) node.applyDelta(stepsOver(there, start));
  });
}

type Step = { retain: number; attributes?: Record<string, null> };

/** The way along a text from `from` on: what to pass by, and from what to take which marks. */
function stepsOver(marks: readonly Mark[], from: number): Step[] {
  // Runs in the order of the text; all marks of a run begin and end with it.
  const runs: { start: number; end: number; keys: string[] }[] = [];
  for (const { key, start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (last?.start === start) last.keys.push(key);
    else runs.push({ start, end, keys: [key] });
  }
  const steps: Step[] = [];
  let at = from;
  let before: string | null = null;
  for (const { start, end, keys } of runs) {
    const name = JSON.stringify(keys.sort());
    const last = steps.at(-1);
    if (last && start === at && name === before) last.retain += end - start;
    else {
      if (start > at) steps.push({ retain: start - at });
      steps.push({ retain: end - start, attributes: Object.fromEntries(keys.map((key) => [key, null])) });
    }
    at = end;
    before = name;
  }
  return steps;
}

function added<T>(to: T[] | undefined, one: T): T[] {
  const all = to ?? [];
  all.push(one);
  return all;
}

/**
 * TH13: marks of a thread on a second copy of its words, as an undo brings them back beside those that were put in elsewhere: more than
 * half of the words cannot stand at two places of one passage. The longer one stays, of equals that with the old context, or the first.
 */
function copiesIn(passage: Passage, marks: readonly Mark[], thread: OpenThread): Mark[] {
  const runs = runsOf(passage, marks);
  if (runs.length < 2) return [];
  if (runs.length > MOST_RUNS) return [...marks];
  // What is kept of its words may be older than those that stand, and longer.
  const known = [thread.quote, thread.stood?.quote ?? thread.quote];
  const shortest = Math.min(...known.map((quote) => quote.length));
  const judged = runs
    .map((run) => {
      const words = passage.text.slice(run.start, run.end);
      return { ...run, words, context: contextAt(passage.text, run.start, { ...thread, quote: words }).all };
    })
    .sort((a, b) => b.words.length - a.words.length || b.context - a.context || a.start - b.start);
  return judged.flatMap(({ words, marks }, n) => {
    const isIn = (kept: string) =>
      kept.includes(words) || known.some((quote) => words.includes(quote) && kept.includes(quote));
    const isCopy = 2 * words.length > shortest && judged.slice(0, n).some((kept) => isIn(kept.words));
    return isCopy ? marks : [];
  });
}

/** No selection and no undo makes as many of one thread: they are forged, and it is set anew where its words stand. */
const MOST_RUNS = 100;

/** Marks that only ends of lines part are one run. */
function runsOf({ text }: Passage, marks: readonly Mark[]): { start: number; end: number; marks: Mark[] }[] {
  const runs: { start: number; end: number; marks: Mark[] }[] = [];
  for (const mark of marks) {
    const last = runs.at(-1);
    if (last && /^\n*$/.test(text.slice(last.end, mark.start))) {
      last.end = mark.end;
      last.marks.push(mark);
    } else runs.push({ start: mark.start, end: mark.end, marks: [mark] });
  }
  return runs;
}
