// What a change of the text took a comment's mark from: the words as they stood before it, and what of them still stands.
import * as Y from 'yjs';
import { wordsAround } from './anchor';
import { type Others, othersIn } from './fit';
import { contentOf, isCommentKey } from './layout';
import { type Position, positionOfItem } from './position';

/** Words on which a thread stood, and what tells them from others. */
export interface Stood extends Others {
  quote: string;
  prefix: string;
  suffix: string;
}

/** Pieces of a mark so many code units apart or less are one stretch of words; farther off stands a copy. */
const ONE_STRETCH = 32;

/** A mark that is gone from every text that the change touched. */
export interface Unmarked extends Stood {
  /** The first and the last of its characters that still stand; null when none does. */
  own: { from: Position; to: Position } | null;
  /** By client id: what has a smaller clock was written before the change that took the mark. */
  since: ReadonlyMap<number, number>;
}

/**
 * TH12: for each of these marks, which the transaction deleted, what it stood on. Marks that still stand in a text from which the
 * transaction took some of it are left out. What the transaction itself wrote is new, and no other passage: who joins or moves a block
 * without having heard of its mark takes the words away and puts them in again at once. To be asked in `afterTransaction`: later,
 * deleted words are forgotten. Reads the whole text.
 */
export function unmarkedBy(transaction: Y.Transaction, keys: ReadonlySet<string>): Map<string, Unmarked> {
  const before = new TextBefore(transaction);
  before.container(contentOf(transaction.doc));
  const text = before.parts.join('');
  const since = new Map(transaction.beforeState);
  const found = new Map<string, Unmarked>();
  for (const [key, { runs, still }] of before.marks) {
    const longest = longestOf(runs);
    if (!keys.has(key) || still || !longest) continue;
    const words = wordsAround(text, longest.start, longest.end);
    const { first, last } = longest;
    const own = first && last ? { from: positionOfItem(first, 0), to: positionOfItem(last, -1) } : null;
    found.set(key, { ...words, ...othersIn(text, words, longest.start), own, since });
  }
  return found;
}

/** The longest stretch of words under a mark; of equals the first. */
export function longestOf<T extends { start: number; end: number }>(runs: readonly T[]): T | undefined {
  return [...runs].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)[0];
}

/** Whether a piece of a mark goes on from the stretch before it. */
export function goesOn(last: { end: number } | undefined, start: number): boolean {
  return last !== undefined && start - last.end <= ONE_STRETCH;
}

/** Whether any of these characters of a shared text was written at or after these clocks. */
export function isWrittenSince(node: Y.XmlText, from: number, to: number, since: ReadonlyMap<number, number>): boolean {
  let at = 0;
  for (let item: Y.Item | null = node._start; item !== null && at < to; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const end = at + item.length;
    const last = item.id.clock + Math.min(end, to) - at;
    if (end > from && last > (since.get(item.id.client) ?? 0)) return true;
    at = end;
  }
  return false;
}

/** Whether a piece of the text stood there when the transaction began. To be asked in `afterTransaction`. */
export function stoodBefore({ beforeState, deleteSet }: Y.Transaction, { id, deleted }: Y.Item): boolean {
  return id.clock < (beforeState.get(id.client) ?? 0) && (!deleted || Y.isDeleted(deleteSet, id));
}

interface Id {
  client: number;
  clock: number;
}

interface Run {
  start: number;
  end: number;
  /** Of its characters that still stand. */
  first: Id | null;
  last: Id | null;
}

interface Mark {
  runs: Run[];
  /** It stands somewhere still. */
  still: boolean;
}

/** The words as `passageOf` reads them, in the state before a transaction that is still remembered. */
class TextBefore {
  readonly parts: string[] = [];
  readonly marks = new Map<string, Mark>();
  private length = 0;
  private lines = 0;
  private readonly transaction: Y.Transaction;

  constructor(transaction: Y.Transaction) {
    this.transaction = transaction;
  }

  container(node: Y.XmlFragment): void {
    const children = [...this.itemsOf(node)].flatMap(({ content }) =>
      content instanceof Y.ContentType ? [content.type as Y.AbstractType<unknown>] : [],
    );
    const holdsText = children.length === 0 || children.some((child) => child instanceof Y.XmlText);
    if (holdsText && node instanceof Y.XmlElement && this.lines++ > 0) this.push('\n');
    for (const child of children) {
      if (child instanceof Y.XmlText) this.text(child);
      else if (child instanceof Y.XmlElement) this.container(child);
    }
  }

  private text(node: Y.XmlText): void {
    const [before, now] = [new Set<string>(), new Set<string>()];
    for (let item: Y.Item | null = node._start; item !== null; item = item.right) {
      const was = this.was(item);
      const { content } = item;
      if (content instanceof Y.ContentFormat) {
        if (!isCommentKey(content.key)) continue;
        if (was) set(before, content.key, content.value !== null);
        if (!item.deleted) set(now, content.key, content.value !== null);
        continue;
      }
      if (!item.countable) continue;
      const words = content instanceof Y.ContentString ? content.str : '\ufffc'.repeat(item.length);
      if (!item.deleted) for (const key of now) this.mark(key).still = true;
      if (!was) continue;
      for (const key of before) this.under(key, item);
      this.push(words);
    }
  }

  private under(key: string, item: Y.Item): void {
    const { runs } = this.mark(key);
    const last = runs.at(-1);
    const run = last && goesOn(last, this.length) ? last : { start: this.length, end: 0, first: null, last: null };
    if (run !== last) runs.push(run);
    run.end = this.length + item.length;
    if (item.deleted) return;
    run.first ??= { client: item.id.client, clock: item.id.clock };
    run.last = { client: item.id.client, clock: item.id.clock + item.length - 1 };
  }

  private mark(key: string): Mark {
    const known = this.marks.get(key);
    if (known) return known;
    const mark = { runs: [], still: false };
    this.marks.set(key, mark);
    return mark;
  }

  private push(words: string): void {
    this.parts.push(words);
    this.length += words.length;
  }

  private *itemsOf(node: Y.XmlFragment): Iterable<Y.Item> {
    for (let item: Y.Item | null = node._start; item !== null; item = item.right) if (this.was(item)) yield item;
  }

  private was(item: Y.Item): boolean {
    return stoodBefore(this.transaction, item);
  }
}

function set(keys: Set<string>, key: string, on: boolean): void {
  if (on) keys.add(key);
  else keys.delete(key);
}
