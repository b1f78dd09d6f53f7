// Where in the review's text each author's characters stand, and where some were deleted (AU6).
import * as Y from 'yjs';
import type { Attributed, Authors } from './authors';
import { Ranges } from './authorsRanges';
import { type Attributes, contentOf, wordsIn } from './layout';
import type { Rendered, RenderedLine } from './render';
import { schema } from './schema';

/** Offsets are UTF-16 code units of the rendered text; `end` is exclusive. */
export interface AuthorRun {
  /** Null: the server's (a seed, an import), or of nobody who is known. */
  person: string | null;
  /** Of the last of its characters, in ms since 1970; null where no row of the log that can be read brought it. */
  at: number | null;
  start: number;
  end: number;
}

export interface LineAuthors {
  /** 1-based, as in the rendered text. */
  line: number;
  runs: AuthorRun[];
}

export interface Deletion {
  person: string | null;
  at: number;
  /** Characters that were deleted. */
  length: number;
  /** Where they stood, while the block is there. */
  place: { line: number; start: number } | null;
}

/** Consecutive clocks of one client that stand together; `gone` ones take no room. */
export interface Stretch {
  client: number;
  clock: number;
  end: number;
  gone: boolean;
  line: number;
  /** In the rendered text. */
  start: number;
}

/** Characters of one person with less than this between them are one run. */
const TOGETHER_MS = 5 * 60_000;
/** Between two stops of `authorsAt`. */
const STRETCHES = 2_000;

/** The characters of the live document by the lines of its rendering. Reads without changing; the answer is plain data. */
export function placesOf(doc: Y.Doc, { lines }: Rendered): Stretch[] {
  const rendered = lines.map((line, index) => ({ ...line, number: index + 1 })).filter(({ block }) => block !== null);
  const words = contentOf(doc).toArray().filter(isBlock).flatMap(linesOfBlock);
  // Both walk the same blocks: as many lines, each as long.
  return rendered.flatMap((line, index) => placed(words[index] ?? [], line));
}

/** What a line is made of: characters that do not know yet where they stand, or one that joins two texts and is nobody's. */
type Word = Stretch | typeof JOINT;
const JOINT = 'joint';

function placed(words: readonly Word[], { start, marker, number }: RenderedLine & { number: number }): Stretch[] {
  const stretches: Stretch[] = [];
  let at = start + marker;
  for (const word of words) {
    if (word === JOINT) at += 1;
    else {
      word.line = number;
      word.start = at;
      stretches.push(word);
      if (!word.gone) at += word.end - word.clock;
    }
  }
  return stretches;
}

function word({ client, clock }: Y.ID, from: number, to: number, gone: boolean): Word {
  return { client, clock: clock + from, end: clock + to, gone, line: 0, start: 0 };
}

function isBlock(child: unknown): child is Y.XmlElement {
  return child instanceof Y.XmlElement && schema.nodes[child.nodeName as 'paragraph']?.isInGroup('block') === true;
}

/** One line a block, or a row of a table (`rowWords`). */
function linesOfBlock(block: Y.XmlElement): Word[][] {
  if (block.nodeName !== 'table') return [wordsOf(block)];
  return childrenOf(block, ['table_row']).map((row) =>
    joined(
      childrenOf(row, ['table_cell', 'table_header']).map((cell) =>
        joined(childrenOf(cell, ['paragraph']).map(wordsOf)),
      ),
    ),
  );
}

function childrenOf(node: Y.XmlElement, names: readonly string[]): Y.XmlElement[] {
  return node
    .toArray()
    .filter((child): child is Y.XmlElement => child instanceof Y.XmlElement && names.includes(child.nodeName));
}

function joined(parts: readonly Word[][]): Word[] {
  return parts.flatMap((words, index) => (index === 0 ? words : [JOINT, ...words]));
}

function wordsOf(block: Y.XmlElement): Word[] {
  return block.toArray().flatMap((text) => (text instanceof Y.XmlText ? wordsOfText(text) : []));
}

function wordsOfText(text: Y.XmlText): Word[] {
  const words: Word[] = [];
  const attributes: Attributes = {};
  for (let item = text._start; item !== null; item = item.right) {
    const { id, length, content, deleted: gone } = item;
    if (gone) words.push(word(id, 0, length, true));
    else if (content instanceof Y.ContentFormat) attributes[content.key] = content.value;
    else if (content instanceof Y.ContentString)
      for (const [from, to] of shownOf(content.str, attributes)) words.push(word(id, from, to, false));
  }
  return words;
}

/** Which of these characters a reader sees where suggestions are pending (`wordsIn`). */
function shownOf(words: string, attributes: Attributes): [from: number, to: number][] {
  if (wordsIn('shown', words, attributes).length === words.length) return [[0, words.length]];
  const shown: [number, number][] = [];
  for (let at = 0; at < words.length; at++) {
    if (wordsIn('shown', words.charAt(at), attributes) === '') continue;
    const last = shown.at(-1);
    if (last?.[1] === at) last[1] += 1;
    else shown.push([at, at + 1]);
  }
  return shown;
}

export interface TextAuthors {
  /** Lines that have words of the text. */
  lines: LineAuthors[];
  /** In the order of the text; behind them, by time, those without a place. */
  deletions: Deletion[];
}

/** Stops now and then, so that whoever runs it may let others go first (P9). */
export function* authorsAt(places: readonly Stretch[], authors: Authors): Generator<undefined, TextAuthors> {
  const lines: LineAuthors[] = [];
  const deletions: Deletion[] = [];
  const seen = new Map<number, Ranges>();
  let count = 0;
  for (const { client, clock, end, gone, line, start } of places) {
    if (++count % STRETCHES === 0) yield;
    if (!gone) {
      const { runs } = lineFor(lines, line);
      for (const one of authors.writersOf(client, clock, end)) pushRun(runs, one, start - clock);
      continue;
    }
    const ranges = seen.get(client) ?? new Ranges();
    seen.set(client, ranges);
    ranges.claim(clock, end, 0);
    for (const { by, length } of authors.deletersOf(client, clock, end))
      if (by) pushDeletion(deletions, { person: by.personId, at: by.at, length, place: { line, start } });
  }
  return { lines, deletions: [...deletions, ...elsewhere(authors, seen)] };
}

function lineFor(lines: LineAuthors[], line: number): LineAuthors {
  const last = lines.at(-1);
  if (last?.line === line) return last;
  const next: LineAuthors = { line, runs: [] };
  lines.push(next);
  return next;
}

function pushRun(runs: AuthorRun[], { clock, end, by }: Attributed, shift: number): void {
  const run = { person: by?.personId ?? null, at: by?.at ?? null, start: clock + shift, end: end + shift };
  const last = runs.at(-1);
  const joins = last?.end === run.start && last.person === run.person && isTogether(last.at, run.at);
  if (!joins) runs.push(run);
  else {
    last.end = run.end;
    if (run.at !== null) last.at = Math.max(last.at ?? 0, run.at);
  }
}

function pushDeletion(deletions: Deletion[], deletion: Deletion): void {
  const last = deletions.at(-1);
  const same = last?.place?.line === deletion.place?.line && last?.place?.start === deletion.place?.start;
  if (!last || !same || last.person !== deletion.person || !isTogether(last.at, deletion.at)) deletions.push(deletion);
  else {
    last.length += deletion.length;
    last.at = Math.max(last.at, deletion.at);
  }
}

function isTogether(a: number | null, b: number | null): boolean {
  return a === null || b === null ? a === b : Math.abs(a - b) <= TOGETHER_MS;
}

/** What was deleted with its whole block stands nowhere any more. */
function elsewhere(authors: Authors, seen: ReadonlyMap<number, Ranges>): Deletion[] {
  const found: Deletion[] = [];
  for (const { client, clock, end } of authors.deletions())
    for (const [from, to] of seen.get(client)?.gaps(clock, end) ?? [[clock, end] as const])
      for (const { by, length } of authors.deletersOf(client, from, to))
        if (by) found.push({ person: by.personId, at: by.at, length, place: null });
  const deletions: Deletion[] = [];
  for (const deletion of found.sort((a, b) => a.at - b.at)) pushDeletion(deletions, deletion);
  return deletions;
}
