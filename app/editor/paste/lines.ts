// Plain text from elsewhere as blocks: markers that stand in the text are recognised lightly, because numbers are generated here.
import { type Block, plain } from '../../../domain/document/blocks';

const NUMERAL = '[一二三四五六七八九十百]+';
/** A heading is short and is no sentence; longer lines with a marker stay what they are. */
const HEADING_MAX = 40;

const PART = new RegExp(`^${NUMERAL}、(.+)$`);
const DIMENSION = new RegExp(`^[（(]${NUMERAL}[）)](.+)$`);
const POINT = new RegExp(`^${NUMERAL}[是要](.+)$`);
const ORDERED = /^\d{1,2}[.．、](?!\d)\s*(.+)$/;
const BULLET = /^[•·●▪*-]\s+(.+)$/;

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
  const after = (pattern: RegExp) => pattern.exec(line)?.[1]?.trim();
  const part = after(PART);
  if (part && isHeading(part)) return { type: 'heading', level: 1, key: null, id: null, runs: plain(part) };
  const dimension = after(DIMENSION);
  if (dimension && isHeading(dimension))
    return { type: 'heading', level: 2, key: null, id: null, runs: plain(dimension) };
  const point = after(POINT);
  if (point) return { type: 'point', kind, id: null, runs: plain(point) };
  const ordered = after(ORDERED);
  if (ordered) return { type: 'list_item', kind: 'ordered', indent: 0, id: null, runs: plain(ordered) };
  const bullet = after(BULLET);
  if (bullet) return { type: 'list_item', kind: 'bullet', indent: 0, id: null, runs: plain(bullet) };
  return { type: 'paragraph', role: null, id: null, runs: plain(line) };
}

function isHeading(words: string): boolean {
  return words.length <= HEADING_MAX && !/[。；;！？!?]$/.test(words);
}

/** Without characters that no text of ours may hold: control characters, halves of characters (the freeze refuses them). */
export function cleanText(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]|\p{Surrogate}/gu, '');
}
