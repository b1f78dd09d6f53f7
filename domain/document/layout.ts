// The only file that names the shared types in the Y.Doc: reading blocks from it and writing blocks into it.
import { encodeAny, toBase64 } from 'lib0/buffer';
import { digest } from 'lib0/hash/sha256';
import * as Y from 'yjs';
import {
  type Block,
  type BlockMark,
  PARAGRAPH_ROLES,
  type ParagraphRole,
  POINT_KINDS,
  type PointKind,
  type Run,
  type TableCell,
  type TableRow,
} from './blocks';
import { contentMarkFault, PLAIN_MARKS, unknownAttribute } from './known';
import { headingLevel, MAX_SPAN, safeHref } from './schema';

/** The root fragment that the editor binds to (CONTRACT "Socket"). */
export const CONTENT = 'content';

/** The root map of what the server wrote anew elsewhere (moved.ts). Nobody but the server writes in it; the guard refuses the rest. */
export const MOVED = 'moved';

/** Nobody but the template's seed writes under this client id; equal seeds are then equal updates (PROMISES, authorship 2). */
export const SEED_CLIENT = 1;

export function contentOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(CONTENT);
}

export function movedOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap(MOVED);
}

/** A document content that this schema cannot read: an unknown node, mark, attribute or value of one. The freeze fails on it. */
export class UnknownContent extends Error {
  readonly code = 'unknown-content';
  /** The node, mark or attribute by its name in the document; null where it has none. */
  readonly what: string | null;

  constructor(message: string, what: string | null = null) {
    super(message);
    this.what = what;
  }
}

/** What is read where suggestions are pending: SU2, SU3. */
export type View = 'shown' | 'rejected';

interface Reading {
  strict: boolean;
  view: View;
  /** A pending suggestion is no reason to refuse, also when strict. */
  pending?: boolean;
}

/**
 * Reads the blocks of the live document without changing it (T10). Suggested words are there, words whose deletion is suggested
 * are not. @throws UnknownContent when `strict` (the default) and a node, mark or attribute is not of this schema, or a suggestion is
 * pending; else the former are left out.
 */
export function blocksOf(doc: Y.Doc, strict = true): Block[] {
  return contentOf(doc)
    .toArray()
    .flatMap((child) => {
      if (!(child instanceof Y.XmlElement)) return refuse(strict, 'text outside a block');
      return blockOf(sourceOf(child), { strict, view: 'shown' });
    });
}

/** What a text holds of words: runs under the same attributes. */
export type Words = readonly { insert: unknown; attributes?: Attributes }[];

/** A node as it is read here, of the shared document or of an editor's (suggesting.ts): one rule reads both. */
export interface Source {
  name: string;
  attrs: Attributes;
  /** Null for what is neither a node nor words. */
  children(): readonly (Source | Words | null)[];
}

export function sourceOf(el: Y.XmlElement): Source {
  return {
    name: el.nodeName,
    attrs: el.getAttributes() as Attributes,
    children: () =>
      el.toArray().map((child) => {
        if (child instanceof Y.XmlElement) return sourceOf(child);
        return child instanceof Y.XmlText ? wordsOf(child) : null;
      }),
  };
}

/** The words, and what a text says of itself, which none of ours does: as a mark over no characters. */
function wordsOf(text: Y.XmlText): Words {
  const said = Object.entries(text.getAttributes() as Attributes);
  if (said.length === 0) return deltaOf(text);
  return [...deltaOf(text), ...said.map(([name, value]) => ({ insert: '', attributes: { [name]: value } }))];
}

/** One block as a reader sees it, suggestions included; nothing for a node that is not of this schema. */
export function shownBlock(el: Y.XmlElement): Block[] {
  return blockOf(sourceOf(el), { strict: false, view: 'shown' });
}

/** The blocks as a reader sees them, suggestions included. @throws UnknownContent when a node, mark or attribute is not of this schema. */
export function shownBlocks(doc: Y.Doc): Block[] {
  const how: Reading = { strict: true, view: 'shown', pending: true };
  return contentOf(doc)
    .toArray()
    .flatMap((child) =>
      child instanceof Y.XmlElement ? blockOf(sourceOf(child), how) : refuse<Block>(true, 'text outside a block'),
    );
}

/** The blocks as a reader sees them, and what they leave out because it is not of this schema (GA9). */
export function readableBlocks(doc: Y.Doc): { blocks: Block[]; unreadable: Unreadable[] } {
  try {
    return { blocks: shownBlocks(doc), unreadable: [] };
  } catch (error) {
    if (error instanceof UnknownContent) return { blocks: blocksOf(doc, false), unreadable: unreadableIn(doc) };
    throw error;
  }
}

/** One block of the text as it would be with every suggestion rejected; nothing for a node that is not of this schema. */
export function rejectedBlock(el: Source): Block[] {
  return blockOf(el, { strict: false, view: 'rejected' });
}

/** Of the words that show where it stands. */
const UNREADABLE_WORDS = 12;

export interface Unreadable {
  /** Index of the block that it stands in, else of the one that it stands behind. */
  block: number;
  /** Its name, then the words there. */
  quote: string;
}

/** Once for each child of the document that has any, in the order of the text. */
function unreadableIn(doc: Y.Doc): Unreadable[] {
  const found: Unreadable[] = [];
  let read = 0;
  for (const child of contentOf(doc).toArray()) {
    const block = child instanceof Y.XmlElement ? sourceOf(child) : null;
    const here = block ? blockOf(block, { strict: false, view: 'shown' }).length : 0;
    const what = block ? unknownTo(block) : '';
    if (what !== null) {
      const words = block ? textIn(block) : child instanceof Y.XmlText ? textOf(deltaOf(child)) : '';
      const quote = `${what && `[${what}]`}${Array.from(words).slice(0, UNREADABLE_WORDS).join('')}`;
      found.push({ block: Math.max(0, here > 0 ? read : read - 1), quote });
    }
    read += here;
  }
  return found;
}

/** The name of the first thing in a block that this schema cannot read, '' when it has none; null when all of it is read. */
function unknownTo(block: Source): string | null {
  try {
    blockOf(block, { strict: true, view: 'shown', pending: true });
    return null;
  } catch (error) {
    if (error instanceof UnknownContent) return error.what ?? '';
    throw error;
  }
}

function textIn(el: Source): string {
  return el
    .children()
    .map((child) => (child === null ? '' : isSource(child) ? textIn(child) : textOf(child)))
    .join('');
}

function textOf(words: Words): string {
  return words.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

function blockOf(el: Source, how: Reading): Block[] {
  const { attrs } = el;
  const id = typeof attrs.id === 'string' ? attrs.id : null;
  refuseAttributes(el, how);
  switch (el.name) {
    case 'heading':
      return [
        { type: 'heading', level: headingLevel(attrs.level), key: stringOr(attrs.key), id, runs: runsOf(el, how) },
      ];
    case 'point':
      return [{ type: 'point', kind: pointKind(attrs.kind), id, runs: runsOf(el, how) }];
    case 'paragraph':
      return [{ type: 'paragraph', role: role(attrs.role), id, runs: runsOf(el, how) }];
    case 'list_item':
      return [
        {
          type: 'list_item',
          kind: attrs.kind === 'ordered' ? 'ordered' : 'bullet',
          indent: typeof attrs.indent === 'number' ? Math.max(0, Math.min(3, Math.trunc(attrs.indent))) : 0,
          id,
          runs: runsOf(el, how),
        },
      ];
    case 'blockquote':
      return [{ type: 'blockquote', id, runs: runsOf(el, how) }];
    case 'table':
      return [{ type: 'table', id, rows: elements(el, how).flatMap((row) => rowOf(row, how)) }];
    default:
      return refuse(how.strict, `node ${el.name}`, el.name);
  }
}

function rowOf(el: Source, how: Reading): TableRow[] {
  if (el.name !== 'table_row') return refuse(how.strict, `${el.name} in a table`, el.name);
  refuseAttributes(el, how);
  return [{ cells: elements(el, how).flatMap((cell) => cellOf(cell, how)) }];
}

function cellOf(el: Source, how: Reading): TableCell[] {
  if (el.name !== 'table_cell' && el.name !== 'table_header') return refuse(how.strict, `${el.name} in a row`, el.name);
  const { attrs } = el;
  refuseAttributes(el, how);
  const paragraphs = elements(el, how).flatMap((child) => {
    if (child.name !== 'paragraph') return refuse<Run[]>(how.strict, `${child.name} in a cell`, child.name);
    refuseAttributes(child, how, true);
    return [runsOf(child, how)];
  });
  return [
    { header: el.name === 'table_header', colspan: span(attrs.colspan), rowspan: span(attrs.rowspan), paragraphs },
  ];
}

function elements(el: Source, how: Reading): Source[] {
  return el
    .children()
    .flatMap((child) => (isSource(child) ? [child] : refuse<Source>(how.strict, 'text between nodes')));
}

function isSource(child: Source | Words | null): child is Source {
  return child !== null && !Array.isArray(child);
}

function runsOf(el: Source, how: Reading): Run[] {
  const runs: Run[] = [];
  for (const child of el.children()) {
    if (child === null || isSource(child)) {
      refuse(how.strict, 'a node inside a text block', child?.name);
      continue;
    }
    for (const { insert, attributes = {} } of child) {
      if (typeof insert !== 'string') refuse(how.strict, 'an embed');
      else if (how.strict && !how.pending && isSuggested(attributes)) refuse(true, 'a pending suggestion');
      else pushRun(runs, { text: wordsIn(how.view, insert, attributes), marks: marksOf(attributes, how.strict) });
    }
  }
  return runs;
}

/** Adjacent runs with equal marks are one run: the same text by any edit order gives the same runs (T30). */
export function pushRun(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (run.text === '') return;
  if (last && JSON.stringify(last.marks) === JSON.stringify(run.marks)) last.text += run.text;
  else runs.push(run);
}

/** The content marks of Yjs attributes, sorted by name. Comments and suggestions are left out: they are no content. */
function marksOf(attributes: Record<string, unknown>, strict: boolean): BlockMark[] {
  const marks: BlockMark[] = [];
  for (const name of Object.keys(attributes).sort()) {
    const value = attributes[name];
    const plainMark = PLAIN_MARKS.find((mark) => mark === name);
    if (value === null || isCommentKey(name) || name === INSERTION || name === DELETION) continue;
    if (contentMarkFault(name, value) !== null) refuse(strict, `mark ${name}`, name);
    if (plainMark) marks.push({ type: plainMark });
    else if (name === 'link' && safeHref((value as { href?: unknown }).href))
      marks.push({ type: 'link', href: (value as { href: string }).href });
  }
  return marks;
}

/** An attribute that is not of the schema, or has a value that is not, would otherwise be signed as if it said nothing. */
function refuseAttributes(el: Source, { strict }: Reading, inCell = false): void {
  const unknown = strict ? unknownAttribute(el.name, el.attrs, inCell) : null;
  if (unknown !== null) refuse(strict, `attribute ${unknown}`, unknown);
}

function refuse<T>(strict: boolean, what: string, name?: string): T[] {
  if (strict) throw new UnknownContent(`${what} is not of this schema`, name);
  return [];
}

// ---------------------------------------------------------------------------------------------------------------- writing

/** Appends blocks to an (empty or filled) document. One transaction of the caller's. */
export function appendBlocks(doc: Y.Doc, blocks: readonly Block[]): void {
  insertBlocks(doc, contentOf(doc).length, blocks);
}

/** Puts blocks before the block that now stands at `at` (an index past the end appends). One transaction of the caller's. */
export function insertBlocks(doc: Y.Doc, at: number, blocks: readonly Block[]): void {
  const content = contentOf(doc);
  content.insert(Math.min(at, content.length), blocks.map(elementOf));
}

/** A block that stands nowhere yet. */
export function elementOf(block: Block): Y.XmlElement {
  const el = new Y.XmlElement(block.type);
  if (block.id !== null) el.setAttribute('id', block.id);
  if (block.type === 'table') {
    el.insert(0, block.rows.map(rowElement));
    return el;
  }
  for (const [key, value] of attributesOf(block)) if (value !== null) el.setAttribute(key, value as string);
  if (block.runs.length > 0) el.insert(0, [textElement(block.runs)]);
  return el;
}

/** What a block says beside its words and its id; null where it says nothing. */
export function attributesOf(block: Block): [name: string, value: unknown][] {
  return Object.entries(block).filter(([key]) => !['type', 'id', 'runs', 'rows'].includes(key));
}

/** The Yjs attributes of a run: its content marks alone. */
export function markAttributes(marks: readonly BlockMark[]): Attributes {
  return Object.fromEntries(marks.map((mark) => [mark.type, mark.type === 'link' ? { href: mark.href } : {}]));
}

/** A row of a table that stands nowhere yet. */
export function rowElement(row: TableRow): Y.XmlElement {
  const el = new Y.XmlElement('table_row');
  el.insert(0, row.cells.map(cellElement));
  return el;
}

/** A cell that stands nowhere yet. */
export function cellElement(cell: TableCell): Y.XmlElement {
  const el = new Y.XmlElement(cell.header ? 'table_header' : 'table_cell');
  el.setAttribute('colspan', cell.colspan as unknown as string);
  el.setAttribute('rowspan', cell.rowspan as unknown as string);
  el.insert(0, cell.paragraphs.map(paragraphElement));
  return el;
}

/** A paragraph of a cell that stands nowhere yet. */
export function paragraphElement(runs: readonly Run[]): Y.XmlElement {
  const el = new Y.XmlElement('paragraph');
  if (runs.length > 0) el.insert(0, [textElement(runs)]);
  return el;
}

function textElement(runs: readonly Run[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(runs.map((run) => ({ insert: run.text, attributes: markAttributes(run.marks) })));
  return text;
}

// ------------------------------------------------------------------------------------------------------------ suggestions

/** The Yjs attributes of the two marks: each excludes itself, so that y-prosemirror keeps them under their names alone. */
export const INSERTION = 'insertion';
export const DELETION = 'deletion';

/** What the plugin puts where a suggestion begins or ends at the edge of a block: under a suggestion it is no word of anybody's. */
export const ANCHOR = '\u200b';

/** Names a suggestion; the plugin's own numbers are taken as well. None is called `all`. */
export type SuggestionId = string | number;

const MAX_SUGGESTION_ID = 100;

export function isSuggestionId(id: unknown): id is SuggestionId {
  if (typeof id !== 'string') return Number.isSafeInteger(id);
  return id !== '' && id !== 'all' && id.length <= MAX_SUGGESTION_ID;
}

export type Attributes = Record<string, unknown>;

/** Runs of a shared text as Yjs tells them. */
export function deltaOf(text: Y.XmlText): { insert: unknown; attributes?: Attributes }[] {
  return text.toDelta();
}

/** The suggestion that this mark of a run names, null without one. */
export function suggestionIn(attributes: Attributes, mark: typeof INSERTION | typeof DELETION): SuggestionId | null {
  const id = (attributes[mark] as { id?: unknown } | null | undefined)?.id;
  return isSuggestionId(id) ? id : null;
}

function isSuggested(attributes: Attributes): boolean {
  return suggestionIn(attributes, INSERTION) !== null || suggestionIn(attributes, DELETION) !== null;
}

/** SU2, SU3: what a reader of this view sees of a run. Each character is judged by its own marks, wherever it stands. */
export function wordsIn(view: View, words: string, attributes: Attributes): string {
  if (!isSuggested(attributes)) return words;
  const gone = suggestionIn(attributes, view === 'shown' ? DELETION : INSERTION) !== null;
  return gone ? '' : words.replaceAll(ANCHOR, '');
}

// ---------------------------------------------------------------------------------------------------------- comment marks

/** What the names of all comment marks begin with. */
export const COMMENT_PREFIX = 'comment--';

/**
 * The Yjs attribute under which y-prosemirror 1.3.7 keeps the overlapping mark `comment {id}`: `comment--` + 8 characters of
 * base64 over the folded SHA-256 of the mark's JSON. Any other key and looking at the paragraph erases the mark
 * (STACK trap 7); tests/domain/layout.test.ts compares it with what the binding writes.
 */
export function commentKey(threadId: string): string {
  const hash = digest(encodeAny({ type: 'comment', attrs: { id: threadId } }));
  for (let i = 6; i < hash.length; i++) hash[i % 6] = (hash[i % 6] ?? 0) ^ (hash[i] ?? 0);
  return `${COMMENT_PREFIX}${toBase64(hash.slice(0, 6))}`;
}

export function isCommentKey(attribute: string): boolean {
  return /^comment--[a-zA-Z0-9+/=]{8}$/.test(attribute);
}

function stringOr(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function pointKind(value: unknown): PointKind {
  return POINT_KINDS.find((kind) => kind === value) ?? 'problem';
}

function role(value: unknown): ParagraphRole {
  return PARAGRAPH_ROLES.find((role) => role === value) ?? null;
}

function span(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_SPAN ? value : 1;
}
