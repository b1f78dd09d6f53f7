// What a search finds in the view's document: over marks, table cells included, words whose deletion is suggested left out.
import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { schema } from '../../../domain/document/schema';
import { commonEnds, findIn } from '../../../domain/writing/find';

export interface Query {
  words: string;
  matchCase: boolean;
}

export interface Match {
  from: number;
  to: number;
  /** Where its characters stand: apart where struck words lie between them. */
  spans: readonly [number, number][];
}

/** Blocks are values: what one holds is looked up once for each query. */
export function searcher(query: Query): (doc: Node) => Match[] {
  const known = new WeakMap<Node, readonly Match[]>();
  const inBlock = (block: Node) => {
    const before = known.get(block);
    if (before) return before;
    const found: Match[] = [];
    if (block.isTextblock) found.push(...matchesIn(block, 0, query));
    else block.descendants((node, pos) => void (node.isTextblock && found.push(...matchesIn(node, pos + 1, query))));
    known.set(block, found);
    return found;
  };
  return (doc) => {
    const all: Match[] = [];
    doc.forEach((block, pos) => {
      for (const match of inBlock(block)) all.push(shifted(match, pos + 1));
    });
    return all;
  };
}

/** From the start of the text block's content, or `offset` further. */
function matchesIn(textblock: Node, offset: number, { words, matchCase }: Query): Match[] {
  let text = '';
  const places: number[] = [];
  textblock.forEach((node, at) => {
    if (!node.text || schema.marks.deletion.isInSet(node.marks)) return;
    for (let i = 0; i < node.text.length; i++) {
      if (node.text[i] === '\u200b' && schema.marks.insertion.isInSet(node.marks)) continue;
      text += node.text[i];
      places.push(offset + at + i);
    }
  });
  return findIn(text, words, matchCase).map(([from, to]) => matchOf(places.slice(from, to)));
}

function matchOf(places: readonly number[]): Match {
  const spans: [number, number][] = [];
  for (const place of places) {
    const last = spans.at(-1);
    if (last && last[1] === place) last[1] += 1;
    else spans.push([place, place + 1]);
  }
  return { from: spans[0]?.[0] ?? 0, to: spans.at(-1)?.[1] ?? 0, spans };
}

function shifted({ from, to, spans }: Match, by: number): Match {
  return { from: from + by, to: to + by, spans: spans.map(([start, end]): [number, number] => [start + by, end + by]) };
}

/**
 * Writes `words` in place of a match. What both have in common at their ends stays untouched, and the rest takes the looks of the first character
 * that goes, its comments too: a thread on a misspelt name stays on the name.
 */
export function replaceMatch(tr: Transaction, { spans }: Match, words: string): void {
  const old = spans.map(([from, to]) => tr.doc.textBetween(from, to)).join('');
  const { start, end } = commonEnds(old, words);
  const places = spans.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
  const gone = matchOf(places.slice(start, places.length - end)).spans;
  const middle = words.slice(start, words.length - end);
  const at = gone.length > 0 ? gone[0]?.[0] : (places[start] ?? (places.at(-1) ?? 0) + 1);
  const $at = tr.doc.resolve(at ?? 0);
  const marks = (gone.length > 0 || start === 0 ? $at.nodeAfter : $at.nodeBefore)?.marks ?? [];
  const [first = [$at.pos, $at.pos], ...others] = gone;
  for (const [from, to] of others.toReversed()) tr.delete(from, to);
  tr.replaceWith(...first, middle === '' ? [] : schema.text(middle, marks));
}

/** Where a position of the old document is in the new one, whoever changed it: the shared text comes back as a whole, without steps. */
export function carriedPos(old: Node, doc: Node, pos: number): number {
  const start = old.content.findDiffStart(doc.content);
  const end = start === null ? null : old.content.findDiffEnd(doc.content);
  if (start === null || end === null || pos <= start) return pos;
  // Repeated characters: both ends may claim the same ones.
  const twice = Math.max(0, start - Math.min(end.a, end.b));
  return pos >= end.a + twice ? pos + end.b - end.a : start;
}
