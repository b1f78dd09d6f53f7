// Plain text from elsewhere as blocks: markers that stand in the text are recognised lightly, because numbers are generated here.
import { type Block, plain } from '../../../domain/document/blocks';

const NUMERAL = '[一二三四五六七八九十百]+';
const DIGITS = '[\\d０-９]{1,2}';
/** A heading is short and is no sentence; longer lines with a marker stay what they are. */
const HEADING_MAX = 40;

export type MarkerKind = 'part' | 'dimension' | 'point' | 'ordered' | 'bullet';

const MARKERS: readonly [MarkerKind, RegExp][] = [
  ['part', new RegExp(`^${NUMERAL}、\\s*`)],
  ['dimension', new RegExp(`^[（(]${NUMERAL}[）)]\\s*`)],
  // With a unit behind it, it is an amount.
  ['dimension', new RegExp(`^${DIGITS}[.．]${DIGITS}\\s+(?![\\s万亿千百元吨人个倍%％])`)],
  ['point', new RegExp(`^${NUMERAL}[是要]`)],
  ['point', new RegExp(`^[（(]${DIGITS}[）)]\\s*`)],
  ['ordered', new RegExp(`^(?:${DIGITS}[.．、)）](?![\\d０-９])|[①-⑳])\\s*`)],
  ['bullet', /^[•·●▪*-]\s+/],
];

/** What the marker at the head of a line makes of it, and how many code units to cut; null without one, or where only it remains. */
export function markerIn(line: string): { kind: MarkerKind; length: number } | null {
  const blank = /^[\s\u3000]*/.exec(line)?.[0].length ?? 0;
  const words = line.slice(blank);
  for (const [kind, pattern] of MARKERS) {
    const length = pattern.exec(words)?.[0].length ?? 0;
    const rest = words.slice(length).trim();
    if (length === 0 || rest === '') continue;
    if ((kind === 'part' || kind === 'dimension') && !isHeading(rest)) continue;
    return { kind, length: blank + length };
  }
  return null;
}

type PointKind = 'problem' | 'cause' | 'measure' | 'other';

/** One block a line; empty lines only part them. `kind` is that of points at the caret. */
export function blocksOfLines(text: string, kind: PointKind): Block[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/^[\s\u3000]+|[\s\u3000]+$/g, ''))
    .filter((line) => line !== '')
    .map((line) => blockOfLine(line, kind));
}

function blockOfLine(line: string, kind: PointKind): Block {
  const marker = markerIn(line);
  const runs = plain(line.slice(marker?.length ?? 0).trim());
  switch (marker?.kind) {
    case 'part':
      return { type: 'heading', level: 1, key: null, id: null, runs };
    case 'dimension':
      return { type: 'heading', level: 2, key: null, id: null, runs };
    case 'point':
      return { type: 'point', kind, id: null, runs };
    case 'ordered':
    case 'bullet':
      return { type: 'list_item', kind: marker.kind, indent: 0, id: null, runs };
    default:
      return { type: 'paragraph', role: null, id: null, runs };
  }
}

function isHeading(words: string): boolean {
  return words.length <= HEADING_MAX && !/[。；;！？!?]$/.test(words);
}

/** Without characters that no text of ours may hold: control characters, halves of characters (the freeze refuses them). */
export function cleanText(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]|\p{Surrogate}/gu, '');
}
