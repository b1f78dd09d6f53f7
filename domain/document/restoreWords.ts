// Rewrites the words of one block by the smallest change; whatever stays is the same characters as before, with their comments.
import * as Y from 'yjs';
import { type Run, textOf } from './blocks';
import { slice } from './diffRuns';
import { diffText } from './diffWords';
import {
  ANCHOR,
  type Attributes,
  DELETION,
  deltaOf,
  INSERTION,
  isCommentKey,
  markAttributes,
  suggestionIn,
} from './layout';

/** Words of one shared text under one set of attributes. */
interface Piece {
  text: Y.XmlText;
  /** In the text. */
  index: number;
  words: string;
  attributes: Attributes;
}

/** The words of a block with all their marks, comments too; suggested deletions are words of it. */
export function wordsAndMarks(el: Y.XmlElement): { insert: string; attributes: Attributes }[] {
  return piecesOf(el).map(({ words, attributes }) => ({ insert: words, attributes }));
}

/** Words that are under a suggested deletion are taken back where the target has them, and go where it has not. */
export function rewrite(el: Y.XmlElement, target: readonly Run[]): void {
  dropForeign(el);
  const pieces = piecesOf(el);
  const present = pieces.map(({ words }) => words).join('');
  let [atPresent, atTarget] = [present.length, textOf(target).length];
  for (const { op, length } of diffText(present, textOf(target)).reverse()) {
    if (op === 'delete')
      eachFrom(pieces, atPresent - length, atPresent, (piece, from, to) =>
        piece.text.delete(piece.index + from, to - from),
      );
    else if (op === 'insert') write(el, pieces, atPresent, slice(target, atTarget - length, atTarget));
    else look(pieces, atPresent - length, slice(target, atTarget - length, atTarget));
    if (op !== 'insert') atPresent -= length;
    if (op !== 'delete') atTarget -= length;
  }
}

/** What is no text of this schema, and the anchors of suggestions. */
function dropForeign(el: Y.XmlElement): void {
  const children = el.toArray();
  for (let at = children.length - 1; at >= 0; at--) {
    const text = children[at];
    if (!(text instanceof Y.XmlText)) {
      el.delete(at, 1);
      continue;
    }
    let index = text.length;
    for (const { insert, attributes = {} } of deltaOf(text).reverse()) {
      const words = typeof insert === 'string' ? insert : null;
      index -= words?.length ?? 1;
      if (words === null) text.delete(index, 1);
      else if (isSuggested(attributes))
        for (let n = words.length - 1; n >= 0; n--) if (words[n] === ANCHOR) text.delete(index + n, 1);
    }
  }
}

function isSuggested(attributes: Attributes): boolean {
  return suggestionIn(attributes, INSERTION) !== null || suggestionIn(attributes, DELETION) !== null;
}

function piecesOf(el: Y.XmlElement): Piece[] {
  const pieces: Piece[] = [];
  for (const text of el.toArray()) {
    if (!(text instanceof Y.XmlText)) continue;
    let index = 0;
    for (const { insert, attributes = {} } of deltaOf(text)) {
      if (typeof insert !== 'string') index += 1;
      else {
        pieces.push({ text, index, words: insert, attributes });
        index += insert.length;
      }
    }
  }
  return pieces;
}

/** From the last to the first, so that no change moves what is still to come. */
function eachFrom(
  pieces: readonly Piece[],
  start: number,
  end: number,
  visit: (piece: Piece, from: number, to: number) => void,
): void {
  let at = textLength(pieces);
  for (const piece of pieces.toReversed()) {
    at -= piece.words.length;
    const from = Math.max(0, start - at);
    const to = Math.min(piece.words.length, end - at);
    if (from < to) visit(piece, from, to);
  }
}

function textLength(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { words }) => sum + words.length, 0);
}

/** Inside a passage that a comment marks on both sides the new words belong to it too. */
function write(el: Y.XmlElement, pieces: readonly Piece[], at: number, runs: readonly Run[]): void {
  const place = placeAt(el, pieces, at);
  const comments = Object.fromEntries(
    Object.entries(place.before).filter(([key, value]) => isCommentKey(key) && value !== null && key in place.after),
  );
  for (const { text, marks } of runs.toReversed())
    place.text.insert(place.index, text, { ...markAttributes(marks), ...comments });
}

interface Spot {
  text: Y.XmlText;
  index: number;
  before: Attributes;
  after: Attributes;
}

function placeAt(el: Y.XmlElement, pieces: readonly Piece[], at: number): Spot {
  let start = 0;
  for (const [index, piece] of pieces.entries()) {
    const end = start + piece.words.length;
    if (at < end || (at === end && index === pieces.length - 1)) {
      const inside = at > start && at < end;
      const before = at > start ? piece.attributes : (pieces[index - 1]?.attributes ?? {});
      return {
        text: piece.text,
        index: piece.index + at - start,
        before,
        after: inside || at < end ? piece.attributes : {},
      };
    }
    start = end;
  }
  const [first] = el.toArray();
  if (first instanceof Y.XmlText) return { text: first, index: 0, before: {}, after: {} };
  const text = new Y.XmlText();
  el.insert(0, [text]);
  return { text, index: 0, before: {}, after: {} };
}

/** The words stay; marks that differ are set, and no suggestion is left on them. */
function look(pieces: readonly Piece[], start: number, runs: readonly Run[]): void {
  let end = start + textOf(runs).length;
  for (const { text, marks } of runs.toReversed()) {
    const wanted = markAttributes(marks);
    eachFrom(pieces, end - text.length, end, (piece, from, to) => {
      const change = differing(piece.attributes, wanted);
      if (change) piece.text.format(piece.index + from, to - from, change);
    });
    end -= text.length;
  }
}

function differing(has: Attributes, wanted: Attributes): Attributes | null {
  const change: Attributes = {};
  for (const [key, value] of Object.entries(has))
    if (value !== null && !isCommentKey(key) && !(key in wanted)) change[key] = null;
  for (const [key, value] of Object.entries(wanted))
    if (JSON.stringify(has[key] ?? null) !== JSON.stringify(value)) change[key] = value;
  return Object.keys(change).length > 0 ? change : null;
}
