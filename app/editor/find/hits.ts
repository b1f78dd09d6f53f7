// Where the words of a search stand in a block of the view's document, folded as the search folds them (SE1).
import type { Node } from 'prosemirror-model';
import { schema } from '../../../domain/document/schema';
import { folded, hitsOf } from '../../../domain/search';

export interface Hits {
  /** Document positions, in order; apart where struck words or the end of a cell lie between. */
  spans: readonly [number, number][];
  /** Which of them was shown by the result: the reader is led there. */
  first: number;
}

/** SE9: `pos`: of the block in the document. `near`: how the words go on from the hit that was shown. */
export function hitsIn(block: Node, pos: number, terms: readonly string[], near: string): Hits {
  const chars = charsOf(block, pos);
  const text = chars.map(({ char }) => char).join('');
  const hits = hitsOf(text, terms);
  const spans: [number, number][] = [];
  let first = -1;
  let open: [number, number] | null = null;
  let at = 0;
  chars.forEach(({ char, place }, n) => {
    if (!hits[n] || place === null) open = null;
    else if (open?.[1] === place) open[1] += char.length;
    else {
      open = [place, place + char.length];
      spans.push(open);
      if (first < 0 && near !== '' && folded(text.slice(at)).startsWith(folded(near))) first = spans.length - 1;
    }
    at += char.length;
  });
  return { spans, first: Math.max(first, 0) };
}

interface Char {
  char: string;
  /** Null for what sets cells, their paragraphs and rows apart. */
  place: number | null;
}

/** As `wordsOf` reads a block; words whose deletion is suggested are left out. */
function charsOf(block: Node, pos: number): Char[] {
  if (block.isTextblock) return wordsIn(block, pos + 1);
  const between = { table: '\n', table_row: '\t' }[block.type.name] ?? ' ';
  const chars: Char[] = [];
  block.forEach((child, offset, index) => {
    if (index > 0) chars.push({ char: between, place: null });
    chars.push(...charsOf(child, pos + 1 + offset));
  });
  return chars;
}

function wordsIn(textblock: Node, start: number): Char[] {
  const chars: Char[] = [];
  textblock.forEach((node, offset) => {
    if (!node.text || schema.marks.deletion.isInSet(node.marks)) return;
    let place = start + offset;
    for (const char of node.text) {
      chars.push({ char, place });
      place += char.length;
    }
  });
  return chars;
}
