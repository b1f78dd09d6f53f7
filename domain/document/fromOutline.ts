// A recognised text as blocks: its own words in its own order, without the numbers that the template will generate.
import type { PartRole } from '../template/template';
import { type Block, type PointKind, plain } from './blocks';
import { type Leaf, leavesOf, wordsReader } from './leaves';
import { withoutBom } from './lines';
import type { Outline } from './outlineTypes';
import { endingOf } from './pieces';

/**
 * OL12: every character of `text` that is neither white, noise, title nor a generated number lands in exactly one block.
 * Points get the ids p1, p2 … in text order, so that nobody's first look at the review has to write them.
 * Control characters, which no signed text may hold, are left out.
 */
export function blocksFromOutline(outline: Outline, text: string): Block[] {
  const wordsOf = wordsReader(withoutBom(text), outline);
  let points = 0;
  return leavesOf(outline).flatMap((leaf): Block[] => {
    const lines = wordsOf(leaf).map(printable);
    switch (leaf.kind) {
      case 'title':
        return [];
      case 'part':
        return [heading(1, leaf.key ?? null, lines, leaf.label)];
      case 'dimension':
        return [heading(2, leaf.key?.split('/').at(-1) ?? null, lines, leaf.label)];
      case 'point':
        points += 1;
        return [point(leaf, lines, `p${points}`)];
      default:
        return lines.filter((line) => line !== '').map((line) => paragraph(leaf.kind, line));
    }
  });
}

function heading(level: 1 | 2, key: string | null, lines: readonly string[], label: string): Block {
  const words = lines.join(' ').replace(/^#{1,6}[ \t\u3000]+/, '');
  return { type: 'heading', level, key, id: null, runs: plain(behind(words, label)) };
}

function point(leaf: Extract<Leaf, { kind: 'point' }>, lines: readonly string[], id: string): Block {
  return { type: 'point', kind: pointKindOf(leaf.role), id, runs: plain(behind(lines.join(' '), leaf.marker)) };
}

function paragraph(kind: Leaf['kind'], words: string): Block {
  const closing = endingOf(words) === 'date' ? 'date' : 'byline';
  const role = kind === 'salutation' ? 'salutation' : kind === 'closing' ? closing : null;
  return { type: 'paragraph', role, id: null, runs: plain(words) };
}

/** What a numbered paragraph of a part is. */
export function pointKindOf(role: PartRole): PointKind {
  switch (role) {
    case 'problems':
      return 'problem';
    case 'causes':
      return 'cause';
    case 'measures':
      return 'measure';
    default:
      return 'other';
  }
}

function behind(words: string, marker: string): string {
  return (words.startsWith(marker) ? words.slice(marker.length) : words).trimStart();
}

function printable(words: string): string {
  return words.replaceAll(/[\u000b\u000c\u0085]/g, ' ').replaceAll(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '');
}
