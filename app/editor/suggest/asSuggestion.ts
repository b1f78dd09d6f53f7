// An edit as the suggestion of it: new words under the mark `insertion`, words that go under `deletion`, nothing else moves
// (decision 012). Only what its own author had suggested before is truly taken away.
import type { Mark, Node, ResolvedPos, Slice } from 'prosemirror-model';
import { type EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { keepsText } from '../../../domain/document/editorText';
import { ANCHOR, isSuggestionId, type SuggestionId } from '../../../domain/document/layout';
import { isCommentMark, schema } from '../../../domain/document/schema';
import { type Change, changesOf, type Refusal } from './changes';

const { insertion, deletion } = schema.marks;

export interface Author {
  /** A name for a new suggestion, made by nobody else. */
  newId(): SuggestionId;
  /** Whether everybody behind this suggestion is its writer. */
  mine(id: SuggestionId): boolean;
}

/** The transaction to make in the place of `tr`, which was made on `state`; or why there is none. */
export function asSuggestion(tr: Transaction, state: EditorState, author: Author): Transaction | Refusal {
  const changes = changesOf(tr);
  if (typeof changes === 'string') return changes;
  const out = state.tr;
  const carets: Caret[] = [];
  for (const change of changes.flatMap((one) => parted(one, state.doc, tr.doc)).toReversed()) {
    const placed = suggest(out, change, { before: state.doc, after: tr.doc, author });
    if (typeof placed === 'string') return placed;
    carets.push({ ...placed, change, made: out.steps.length });
  }
  // A mark of somebody else's that this text has lost in between, a zero-width space of the text's own: not ours to change.
  if (!keepsText(state.doc, out.doc)) return 'place';
  return dressed(out, tr, state, carets);
}

/**
 * What goes from before a block into the words of another one: the blocks between go whole, and of the other its head. Two suggestions, for
 * words that one strikes on both sides of a boundary would join what is left of it to the block above.
 */
function parted(change: Change, before: Node, after: Node): Change[] {
  const { fromA, toA, fromB, toB } = change;
  const [$from, $to] = [before.resolve(fromA), before.resolve(toA)];
  const onlyOpens = toB === fromB + 1 && after.textBetween(fromB, toB) === '';
  if (!onlyOpens || !$to.parent.isTextblock || $from.sharedDepth(toA) !== $from.depth) return [change];
  const block = $to.before();
  return [
    { fromA, toA: block, fromB, toB: fromB },
    { fromA: block + 1, toA, fromB: toB, toB },
  ].filter((one) => one.fromA < one.toA);
}

interface Texts {
  before: Node;
  after: Node;
  author: Author;
}

/** Where the new words came to stand, in `out` after so many steps. */
interface Placed {
  from: number;
  to: number;
  /** One line: offsets of the caret inside it hold. */
  plain: boolean;
}

function suggest(out: Transaction, change: Change, { before, after, author }: Texts): Placed | Refusal {
  const slice = after.slice(change.fromB, change.toB);
  const range = rangeIn(before, change);
  if (typeof range === 'string') return range;
  const words = wordsOf(slice);
  if (!words || holdsTable(before, change)) return 'table';
  const id = touched(before, range, author) ?? begunIn(words, author) ?? author.newId();
  // Words that come at the edge of a block bring the line feed that parts them from it.
  const nodes = textNodes(range.edge ? trimmed(words, range.edge) : words, id);
  const size = nodes.reduce((sum, node) => sum + node.nodeSize, 0);
  if (size > 0) place(out, range, nodes);
  const inserted = out.steps.length;
  strike(out, range.from, range.to, id, author);
  const from = out.mapping.slice(inserted).map(range.to, 1);
  return { from, to: from + size, plain: words.length === 1 };
}

/**
 * Before words that they begin with, new words say the same one character further on: there the binding, which compares the words
 * alone, finds them too. Else it would take the old character for the new one, and its writer for the one who suggests.
 */
function place(out: Transaction, { from, to }: { from: number; to: number }, nodes: readonly Node[]): void {
  const [node, ...others] = nodes;
  let words = node?.text ?? '';
  let at = to;
  const style = (marks: readonly Mark[]) => marks.filter(({ type }) => type !== insertion);
  for (let next = out.doc.resolve(at).nodeAfter; from === to && next && others.length === 0; ) {
    const suggested = next.marks.some(({ type }) => type === insertion || type === deletion);
    const same = !suggested && sameButComments(next.marks, style(node?.marks ?? []));
    if (!same || next.text?.[0] !== words[0] || /^[\ud800-\udfff]/.test(words)) break;
    words = words.slice(1) + words.slice(0, 1);
    at += 1;
    next = out.doc.resolve(at).nodeAfter;
  }
  if (at === to) out.insert(at, [...nodes]);
  else out.insert(at, schema.text(words, node?.marks));
}

function sameButComments(one: readonly Mark[], other: readonly Mark[]): boolean {
  const [a, b] = [one, other].map((marks) => marks.filter((mark) => !isCommentMark(mark))) as [Mark[], Mark[]];
  return a.length === b.length && a.every((mark) => mark.isInSet(b));
}

/** Where in a text block the new words go and which range of words goes; at the edge of blocks, the nearest place of words. */
function rangeIn(doc: Node, { fromA, toA }: Change): { from: number; to: number; edge?: 'end' | 'start' } | Refusal {
  const [$from, $to] = [doc.resolve(fromA), doc.resolve(toA)];
  for (const $pos of [$from, $to]) if (/^table(_row)?$/.test($pos.parent.type.name)) return 'table';
  if ($from.parent.isTextblock && $to.parent.isTextblock) return { from: fromA, to: toA };
  const end = $from.parent.isTextblock ? fromA : endBefore($from);
  const start = $to.parent.isTextblock ? toA : startAfter($to);
  if (fromA === toA) {
    if (end !== null) return { from: end, to: end, edge: 'end' };
    return start === null ? 'place' : { from: start, to: start, edge: 'start' };
  }
  // A whole block goes with its boundary; without neighbours (a cell, a text) its words go.
  const range = { from: end ?? firstWords(doc, fromA), to: $to.parent.isTextblock ? toA : lastWords(doc, toA) };
  if (end === null && start !== null) range.to = start;
  return range.from <= range.to ? range : 'place';
}

function endBefore($pos: ResolvedPos): number | null {
  return $pos.nodeBefore?.isTextblock ? $pos.pos - 1 : null;
}

function startAfter($pos: ResolvedPos): number | null {
  return $pos.nodeAfter?.isTextblock ? $pos.pos + 1 : null;
}

function lastWords(doc: Node, pos: number): number {
  return TextSelection.near(doc.resolve(pos), -1).to;
}

function firstWords(doc: Node, pos: number): number {
  return TextSelection.near(doc.resolve(pos), 1).from;
}

/** A table or a part of one, and nothing else: words of tables that lie in a longer selection are struck as all others. */
function holdsTable(doc: Node, { fromA, toA }: Change): boolean {
  let tables = 0;
  let others = 0;
  doc.nodesBetween(fromA, toA, (node, pos) => {
    const whole = pos >= fromA && pos + node.nodeSize <= toA;
    if (/^table/.test(node.type.name) && whole) tables += 1;
    else if (node.isTextblock) others += 1;
    return !/^table/.test(node.type.name) || !whole;
  });
  return tables > 0 && others === 0;
}

/** The words of a slice, a line a block; null when it holds a table. Blocks keep no kind: a line is of the kind it stands in. */
function wordsOf(slice: Slice): Node[][] | null {
  const lines: Node[][] = [];
  let table = false;
  const walk = (node: Node) => {
    if (/^table/.test(node.type.name)) table = true;
    else if (node.isTextblock) lines.push([...node.children]);
    else if (node.isText) lines.push([...(lines.pop() ?? []), node]);
  };
  slice.content.forEach(walk);
  return table ? null : lines.length === 0 ? [[]] : lines;
}

/** Whole blocks beside a block: as many line feeds as blocks. */
function trimmed(lines: Node[][], edge: 'end' | 'start'): Node[][] {
  return edge === 'end' ? [[], ...lines] : [...lines, []];
}

function textNodes(lines: readonly Node[][], id: SuggestionId): Node[] {
  const mark = insertion.create({ id });
  const nodes: Node[] = [];
  const push = (words: string, marks: readonly Mark[]) => {
    // Under a mark it would be an anchor and no word (SU3).
    const clean = words.replaceAll(ANCHOR, '');
    if (clean !== '') nodes.push(schema.text(clean, mark.addToSet(deletion.removeFromSet(marks))));
  };
  for (const [n, line] of lines.entries()) {
    if (n > 0) push('\n', []);
    for (const node of line) push(node.text ?? '', node.marks);
  }
  return nodes;
}

/** The suggestion of one's own that the range touches: going on with it makes no new one. */
export function touched(doc: Node, { from, to }: { from: number; to: number }, { mine }: Author): SuggestionId | null {
  const beside = [doc.resolve(from).nodeBefore, doc.resolve(to).nodeAfter];
  for (const node of beside) {
    for (const mark of node?.marks ?? []) {
      const id: unknown = mark.attrs.id;
      if ((mark.type === insertion || mark.type === deletion) && isSuggestionId(id) && mine(id)) return id;
    }
  }
  return null;
}

/** Words composed by an IME come under the mark that was made for them at its beginning. */
function begunIn(lines: readonly Node[][], { mine }: Author): SuggestionId | null {
  const id: unknown = lines
    .flat()
    .flatMap(({ marks }) => marks.find(({ type }) => type === insertion)?.attrs.id ?? [])[0];
  return isSuggestionId(id) && mine(id) ? id : null;
}

// --------------------------------------------------------------------------------------------------------------- striking

/** Own words go, others get the mark, and each boundary between blocks of the range is covered by it on both sides (SU4). */
function strike(out: Transaction, from: number, to: number, id: SuggestionId, author: Author): void {
  if (from === to) return;
  const blocks: { start: number; end: number; parent: Node | null }[] = [];
  out.doc.nodesBetween(from, to, (node, pos, parent) => {
    if (node.isTextblock) blocks.push({ start: pos + 1, end: pos + 1 + node.content.size, parent });
    return !node.isTextblock;
  });
  const before = out.steps.length;
  const now = (pos: number, side: -1 | 1) => out.mapping.slice(before).map(pos, side);
  for (const { start, end } of blocks.toReversed())
    strikeWords(out, Math.max(from, start), Math.min(to, end), id, author);
  for (let n = blocks.length - 1; n > 0; n--) {
    const [one, next] = [blocks[n - 1], blocks[n]];
    // Cells and tables are nobody's to join.
    if (!one || !next || one.parent !== next.parent || one.end + 2 !== next.start) continue;
    cover(out, now(one.end, 1), now(next.start, -1), id);
  }
}

function strikeWords(out: Transaction, from: number, to: number, id: SuggestionId, { mine }: Author): void {
  const pieces: { from: number; to: number; own: boolean }[] = [];
  out.doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isText) return;
    const words = node.text ?? '';
    const suggested: unknown =
      insertion.isInSet(node.marks) && node.marks.find(({ type }) => type === insertion)?.attrs.id;
    const own = isSuggestionId(suggested) && mine(suggested);
    if (deletion.isInSet(node.marks) && !own) return;
    const [start, end] = [Math.max(from, pos), Math.min(to, pos + node.nodeSize)];
    if (own) return void pieces.push({ from: start, to: end, own });
    // A zero-width space of the text's own is no word under a mark: it stays.
    for (const { index, 0: run } of words.slice(start - pos, end - pos).matchAll(NO_ANCHORS))
      pieces.push({ from: start + index, to: start + index + run.length, own });
  });
  for (const piece of pieces.toReversed()) {
    if (piece.own) out.delete(piece.from, piece.to);
    else out.addMark(piece.from, piece.to, deletion.create({ id }));
  }
}

const NO_ANCHORS = new RegExp(`[^${ANCHOR}]+`, 'g');

/** `end` is that of a block, `start` that of the next one. */
function cover(out: Transaction, end: number, start: number, id: SuggestionId): void {
  const idOf = (node: Node | null) => node?.marks.find(({ type }) => type === deletion)?.attrs.id;
  const [last, first] = [idOf(out.doc.resolve(end).nodeBefore), idOf(out.doc.resolve(start).nodeAfter)];
  if (last !== undefined && last === first) return;
  const anchor = schema.text(ANCHOR, [deletion.create({ id })]);
  if (first !== id) out.insert(start, anchor);
  if (last !== id) out.insert(end, anchor);
}

// -------------------------------------------------------------------------------------------------------- caret and meta

type Caret = Placed & { change: Change; made: number };

/** What the transaction says beside its steps, and where its caret is now. */
function dressed(out: Transaction, tr: Transaction, state: EditorState, carets: readonly Caret[]): Transaction {
  const at = (pos: number) => placeOf(pos, out, state, carets);
  const { anchor, head } = tr.selection;
  out.setSelection(TextSelection.between(out.doc.resolve(at(anchor)), out.doc.resolve(at(head))));
  for (const [key, value] of Object.entries(metaOf(tr))) out.setMeta(key, value);
  if (tr.storedMarksSet) out.setStoredMarks(tr.storedMarks);
  if (tr.scrolledIntoView) out.scrollIntoView();
  return out;
}

/** A place of the plain edit's text in the suggestion's. */
function placeOf(pos: number, out: Transaction, state: EditorState, carets: readonly Caret[]): number {
  const inside = carets.find(({ change }) => change.fromB <= pos && pos <= change.toB);
  if (inside) {
    const { change, made } = inside;
    const later = out.mapping.slice(made);
    if (change.fromB < change.toB) {
      const offset = inside.plain ? Math.min(pos - change.fromB, inside.to - inside.from) : inside.to - inside.from;
      return later.map(inside.from + offset, -1);
    }
    // Struck words stay: the caret goes on in the direction in which they were deleted.
    const backwards = state.selection.empty && state.selection.head >= change.toA;
    return out.mapping.map(backwards ? change.fromA : change.toA, backwards ? -1 : 1);
  }
  let shift = 0;
  for (const { change } of carets)
    if (change.toB <= pos) shift += change.toB - change.fromB - (change.toA - change.fromA);
  return out.mapping.map(pos - shift, 1);
}

/** Plugins tell each other by it what the edit was; it has no public list. */
function metaOf(tr: Transaction): Record<string, unknown> {
  const meta: unknown = Reflect.get(tr, 'meta');
  return typeof meta === 'object' && meta !== null ? { ...meta } : {};
}
