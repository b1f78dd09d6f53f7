// Suggestions in the live text: which are pending and whose, what the text is without them, and what deciding on them does.
import * as Y from 'yjs';
import type { Block } from './blocks';
import {
  ANCHOR,
  contentOf,
  DELETION,
  INSERTION,
  pushRun,
  rejectedBlock,
  type Source,
  type SuggestionId,
  sourceOf,
  suggestionIn,
} from './layout';
import { type Ids, type Load, loadOf, type Origins, originsIn, unload } from './moved';

export type { SuggestionId } from './layout';

export const SUGGESTION_DECISIONS = ['accept', 'reject'] as const;
export type SuggestionDecision = (typeof SUGGESTION_DECISIONS)[number];

/** In place of an id: every suggestion that is pending. */
export const ALL = 'all';

export interface Suggestion {
  id: SuggestionId;
  /** Words that it adds and that it takes away; passages that do not touch, or lie in two blocks, are lines of their own. */
  inserted: string;
  deleted: string;
  /** Index of the first block that it touches. */
  block: number;
  /** Yjs client ids under which its words and its marks were written; whose they are, the server knows. */
  authors: readonly number[];
  /** The first of each of its words and marks: since when it stands, the log knows. */
  ids: readonly Omit<Ids, 'length'>[];
}

type Mark = typeof INSERTION | typeof DELETION;

/** A run of one shared text under the same marks; `index` counts the text's UTF-16 code units. */
interface Piece {
  text: Y.XmlText;
  index: number;
  words: string;
  ids: Record<Mark, SuggestionId | null>;
  /** Under which its words and its mark were written, by whoever wrote them first (moved.ts). */
  written: Record<Mark, readonly Ids[]>;
}

/** An element that holds words: a block, or a paragraph of a table cell. */
interface Line {
  el: Y.XmlElement;
  block: number;
  pieces: Piece[];
}

// --------------------------------------------------------------------------------------------------------------- reading

/** SU5: every pending suggestion, in the order of the text. Reads only. */
export function pendingSuggestions(doc: Y.Doc): Suggestion[] {
  const found = new Map<SuggestionId, Suggestion & { authors: number[]; ids: Omit<Ids, 'length'>[] }>();
  const ends = new Map<string, { text: Y.XmlText; end: number }>();
  for (const { block, pieces } of linesOf(doc)) {
    for (const { text, index, words, ids, written } of pieces) {
      for (const mark of [INSERTION, DELETION] as const) {
        const id = ids[mark];
        if (id === null) continue;
        const one = found.get(id) ?? { id, inserted: '', deleted: '', block, authors: [], ids: [] };
        found.set(id, one);
        for (const { client, clock } of written[mark]) {
          if (!one.authors.includes(client)) one.authors.push(client);
          one.ids.push({ client, clock });
        }
        const last = ends.get(`${mark} ${JSON.stringify(id)}`);
        const apart = last && !(last.text === text && last.end === index) ? '\n' : '';
        one[mark === INSERTION ? 'inserted' : 'deleted'] += apart + words.replaceAll(ANCHOR, '');
        ends.set(`${mark} ${JSON.stringify(id)}`, { text, end: index + words.length });
      }
    }
  }
  return [...found.values()];
}

/** A block of the text without its suggestions, and what joins it with its neighbours then. */
interface Rejected {
  block: Block;
  /** The suggestion that the boundary before it, or behind it, belongs to. */
  opens: SuggestionId | null;
  closes: SuggestionId | null;
}

/** SU3 of one block; null for a node that is not of this schema. */
function rejectedOf(el: Source): Rejected | null {
  const [block] = rejectedBlock(el);
  if (!block) return null;
  const words = block.type === 'table' ? [] : el.children().flatMap((child) => (Array.isArray(child) ? child : []));
  const runs = words.map(({ insert, attributes = {} }) => ({
    words: String(insert),
    ids: { insertion: suggestionIn(attributes, INSERTION) },
  }));
  return { block, opens: edge(runs), closes: edge(runs.toReversed()) };
}

/**
 * SU6: what a text says with every suggestion rejected, a string a block. Who may only suggest leaves it as it was; the guard asks
 * it of the shared document, the page of its own before an edit is made. What was read of a block is kept until `forget`.
 */
export class RejectedText<B extends object> {
  private readonly parts = new WeakMap<object, Rejected & { said: string }>();
  private readonly read: (block: B) => Source | null;

  constructor(read: (block: B) => Source | null) {
    this.read = read;
  }

  forget(block: object): void {
    this.parts.delete(block);
  }

  of(blocks: readonly B[]): string[] {
    const parts = blocks.flatMap((block) => this.part(block) ?? []);
    return parts.some(({ opens }) => opens !== null)
      ? joinRejected(parts).map((block) => JSON.stringify(block))
      : parts.map(({ said }) => said);
  }

  private part(block: B): (Rejected & { said: string }) | null {
    const known = this.parts.get(block);
    if (known) return known;
    const source = this.read(block);
    const rejected = source && rejectedOf(source);
    if (!rejected) return null;
    const part = { ...rejected, said: JSON.stringify(rejected.block) };
    this.parts.set(block, part);
    return part;
  }
}

export function saysTheSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((words, at) => words === other[at]);
}

/** SU3: the blocks with those joined whose boundary was suggested. */
function joinRejected(parts: readonly Rejected[]): Block[] {
  const blocks: Block[] = [];
  let open: SuggestionId | null = null;
  for (const { block, opens, closes } of parts) {
    const last = blocks.at(-1);
    if (open !== null && open === opens && last && last.type !== 'table' && block.type !== 'table') {
      const runs = last.runs.map((run) => ({ ...run }));
      for (const run of block.runs) pushRun(runs, { ...run });
      blocks[blocks.length - 1] = { ...last, runs };
    } else blocks.push(block);
    open = closes;
  }
  return blocks;
}

/** SU3: the text as it would be with every suggestion rejected. Reads only. */
export function rejectedBlocks(doc: Y.Doc): Block[] {
  const parts = contentOf(doc)
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlElement ? (rejectedOf(sourceOf(child)) ?? []) : []));
  return joinRejected(parts);
}

/**
 * The suggestion that the boundary at the beginning of these pieces belongs to: the plugin leaves its anchor in the suggested
 * words on both sides. Words alone are no sign: two empty blocks may be filled by one suggestion.
 */
function edge(pieces: readonly { words: string; ids: { insertion: SuggestionId | null } }[]): SuggestionId | null {
  const id = pieces[0]?.ids[INSERTION] ?? null;
  if (id === null) return null;
  for (const piece of pieces) {
    if (piece.ids[INSERTION] !== id) return null;
    if (piece.words.includes(ANCHOR)) return id;
  }
  return null;
}

function linesOf(doc: Y.Doc): Line[] {
  const lines: Line[] = [];
  const origins = originsIn(doc);
  const walk = (el: Y.XmlElement, block: number) => {
    const nested = el.toArray().filter((child) => child instanceof Y.XmlElement);
    if (nested.length === 0) lines.push({ el, block, pieces: piecesOf(el, origins) });
    for (const child of nested) walk(child, block);
  };
  contentOf(doc)
    .toArray()
    .forEach((child, block) => {
      if (child instanceof Y.XmlElement) walk(child, block);
    });
  return lines;
}

/** Like toDelta, but it tells under which client a mark and the words were written. */
function piecesOf(el: Y.XmlElement, origins: Origins): Piece[] {
  const pieces: Piece[] = [];
  for (const text of el.toArray()) {
    if (!(text instanceof Y.XmlText)) continue;
    const attributes: Record<string, unknown> = {};
    let marker: readonly Ids[] = [];
    let index = 0;
    for (let item = text._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      const { content } = item;
      if (content instanceof Y.ContentFormat) {
        attributes[content.key] = content.value;
        if (content.key === DELETION) marker = content.value === null ? [] : origins.ofMark(item.id);
      } else if (content instanceof Y.ContentString) {
        const ids = { insertion: suggestionIn(attributes, INSERTION), deletion: suggestionIn(attributes, DELETION) };
        // Most characters are under no mark.
        const insertion =
          ids.insertion === null
            ? []
            : origins.of({ client: item.id.client, clock: item.id.clock, length: item.length });
        pieces.push({ text, index, words: content.str, ids, written: { insertion, deletion: marker } });
      }
      if (item.countable) index += item.length;
    }
  }
  return pieces;
}

// -------------------------------------------------------------------------------------------------------------- deciding

/**
 * SU4: decides on these suggestions, or on all that are pending, in the caller's transaction or one of its own: the text is read once,
 * however many they are. Answers on how many; those that are not there (any more) do not count.
 */
export function decideSuggestions(
  doc: Y.Doc,
  which: SuggestionId | readonly SuggestionId[],
  decision: SuggestionDecision,
): number {
  const wanted = new Set<SuggestionId>(typeof which === 'object' ? which : [which]);
  const chosen = (id: SuggestionId | null) => id !== null && (wanted.has(ALL) || wanted.has(id));
  const [going, staying] = decision === 'accept' ? ([DELETION, INSERTION] as const) : ([INSERTION, DELETION] as const);
  const lines = linesOf(doc);
  const joins = new Set(lines.filter((line, at) => chosen(boundary(lines[at - 1], line, decision))));
  const decided = new Set<SuggestionId | null>();
  doc.transact(() => {
    for (const line of lines) {
      const before = decision === 'accept' && !joins.has(line) ? breaksBefore(line, chosen) : 0;
      const breaks = new Breaks(line, chosen, before);
      for (const piece of line.pieces.toReversed()) {
        const goes = chosen(piece.ids[going]);
        if (!goes && !chosen(piece.ids[staying])) continue;
        decided.add(goes ? piece.ids[going] : piece.ids[staying]);
        if (goes) breaks.remove(piece.text, piece.index, piece.words.length);
        else settle(breaks, piece, staying);
      }
      breaks.open();
    }
    const instead = new Map<Y.XmlElement, Y.XmlElement>();
    for (const { el } of [...joins].toReversed()) {
      const own = instead.get(el) ?? el;
      const emptied = decision === 'accept' && !isEmpty(own) ? emptyBefore(own) : null;
      if (emptied) {
        instead.set(emptied, own);
        drop(emptied);
      } else joinBack(own);
    }
  });
  return decided.size;
}

type Chosen = (id: SuggestionId | null) => boolean;

/** Line feeds that are accepted before the first of the block's own words; none where it has no such words. */
function breaksBefore({ pieces }: Line, chosen: Chosen): number {
  let breaks = 0;
  for (const { ids, words } of pieces) {
    if (chosen(ids[DELETION])) continue;
    if (ids[INSERTION] === null) return breaks;
    if (chosen(ids[INSERTION])) breaks += feedsIn(words);
  }
  return 0;
}

function feedsIn(words: string): number {
  return words.split('\n').length - 1;
}

/**
 * The accepted line feeds of one block, met from its end on. Behind one that follows words of the block's own a block begins. Those before
 * them part nothing of it: what is new goes into blocks before it, and it stays what it is, with its id.
 */
class Breaks {
  private readonly el: Y.XmlElement;
  private readonly before: number;
  /** Those that are still to be met. */
  private left: number;
  /** Before the block's own words, from the last one on. */
  private readonly kept: { text: Y.XmlText; at: number }[] = [];

  constructor({ el, pieces }: Line, chosen: Chosen, before: number) {
    this.el = el;
    this.before = before;
    this.left = pieces
      .filter(({ ids }) => chosen(ids[INSERTION]) && !chosen(ids[DELETION]))
      .reduce((sum, { words }) => sum + feedsIn(words), 0);
  }

  meet(text: Y.XmlText, at: number): void {
    if (this.left > this.before) split(this.el, text, at);
    else this.kept.push({ text, at });
    this.left -= 1;
  }

  /** Words before those that were met. */
  remove(text: Y.XmlText, at: number, length: number): void {
    text.delete(at, length);
    for (const one of this.kept) if (one.text === text) one.at -= length;
  }

  open(): void {
    let gone = 0;
    let last: Y.XmlText | null = null;
    for (const { text, at } of this.kept.toReversed()) {
      if (text !== last) gone = 0;
      last = text;
      splitBefore(this.el, text, at - gone);
      gone = at + 1;
    }
  }
}

/** The suggestion that the boundary between two neighbours belongs to, for the decision that takes it away. */
function boundary(before: Line | undefined, line: Line, decision: SuggestionDecision): SuggestionId | null {
  if (before?.el.nextSibling !== line.el) return null;
  if (decision === 'accept') {
    const id = before.pieces.at(-1)?.ids[DELETION] ?? null;
    return id === (line.pieces[0]?.ids[DELETION] ?? null) ? id : null;
  }
  const id = line.el.parent instanceof Y.XmlElement ? null : edge(line.pieces);
  return id === edge(before.pieces.toReversed()) ? id : null;
}

/** The words stay, without mark and anchors; an accepted line feed parts blocks. */
function settle(breaks: Breaks, { text, index, words }: Piece, mark: Mark): void {
  text.format(index, words.length, { [mark]: null });
  for (let at = words.length - 1; at >= 0; at--) {
    if (words[at] === ANCHOR) breaks.remove(text, index + at, 1);
    else if (words[at] === '\n' && mark === INSERTION) breaks.meet(text, index + at);
  }
}

/** What stands behind the line feed goes into a block of its own. */
function split(el: Y.XmlElement, text: Y.XmlText, at: number): void {
  const { doc, parent } = el;
  if (!doc || !(parent instanceof Y.XmlFragment)) return;
  const children = el.toArray();
  const from = children.indexOf(text) + 1;
  const behind = children.slice(from).filter((child) => child instanceof Y.XmlText);
  const load = loadOf([text, ...behind], at + 1);
  text.delete(at, text.length - at);
  if (children.length > from) el.delete(from, children.length - from);
  const next = another(el);
  parent.insert(parent.toArray().indexOf(el) + 1, [next]);
  append(doc, next, load);
}

/** What stands before the line feed goes into a block of its own. */
function splitBefore(el: Y.XmlElement, text: Y.XmlText, at: number): void {
  const { doc, parent } = el;
  if (!doc || !(parent instanceof Y.XmlFragment)) return;
  const children = el.toArray();
  const to = children.indexOf(text);
  const before = children.slice(0, to).filter((child) => child instanceof Y.XmlText);
  const load = loadOf([...before, text], 0, at);
  text.delete(0, at + 1);
  if (to > 0) el.delete(0, to);
  const next = another(el);
  parent.insert(parent.toArray().indexOf(el), [next]);
  append(doc, next, load);
}

/** A block of the same kind, and none of its names; beside a heading a paragraph. */
function another(el: Y.XmlElement): Y.XmlElement {
  if (el.nodeName === 'heading') return new Y.XmlElement('paragraph');
  const made = new Y.XmlElement(el.nodeName);
  for (const name of ['kind', 'indent'] as const) {
    const value: unknown = el.getAttribute(name);
    if (value !== undefined) made.setAttribute(name, value as string);
  }
  return made;
}

/** The block before, when nothing is left in it: it goes, and the one behind it stays what it is. */
function emptyBefore({ prevSibling }: Y.XmlElement): Y.XmlElement | null {
  return prevSibling instanceof Y.XmlElement && isEmpty(prevSibling) ? prevSibling : null;
}

function isEmpty(el: Y.XmlElement): boolean {
  return el.toArray().every((child) => child instanceof Y.XmlText && child.length === 0);
}

function drop(el: Y.XmlElement): void {
  const { parent } = el;
  if (parent instanceof Y.XmlFragment) parent.delete(parent.toArray().indexOf(el), 1);
}

/** Moves the words of this block behind those of the block before it, and takes the block away. */
function joinBack(el: Y.XmlElement): void {
  const { doc, prevSibling: before } = el;
  if (!doc || !(before instanceof Y.XmlElement)) return;
  const load = loadOf(
    el.toArray().filter((child) => child instanceof Y.XmlText),
    0,
  );
  drop(el);
  append(doc, before, load);
}

/** Words that were taken from another block, at the end of this one. */
function append(doc: Y.Doc, el: Y.XmlElement, load: Load): void {
  if (load.words.length === 0) return;
  const last = el.toArray().at(-1);
  const text = last instanceof Y.XmlText ? last : new Y.XmlText();
  if (text !== last) el.insert(el.length, [text]);
  unload(doc, text, load);
}
