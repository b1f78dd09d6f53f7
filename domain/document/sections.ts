// The partition of a text into sections: preamble, each part's own blocks, each dimension, closing (PROMISES, sign-off integrity).
import { type Block, textOf } from './blocks';

export interface Section {
  /** `preamble`, `PART`, `PART/DIMENSION`, `closing`: the sectionKey of CONTRACT.md, unique in the text. */
  id: string;
  /** Index of the first block (the heading, where there is one); `end` is exclusive. */
  start: number;
  end: number;
  level: 0 | 1 | 2;
}

/** Every block lies in exactly one section. Empty preamble and closing are left out. */
export function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Section[] = [];
  const used = new Set<string>();
  const closing = closingStart(blocks);
  let part = '';
  let parts = 0;
  let dimensions = 0;
  const open = (id: string, start: number, level: 0 | 1 | 2) => {
    const last = sections.at(-1);
    if (last) last.end = start;
    sections.push({ id: unique(id, used), start, end: blocks.length, level });
  };
  blocks.forEach((block, index) => {
    if (index === closing) open('closing', index, 0);
    else if (block.type === 'heading' && block.level === 1) {
      parts += 1;
      dimensions = 0;
      open(block.key ?? `part-${parts}`, index, 1);
      part = sections.at(-1)?.id ?? '';
    } else if (block.type === 'heading' && block.level === 2) {
      dimensions += 1;
      open(`${part === '' ? 'preamble' : part}/${localKey(block.key) ?? `dimension-${dimensions}`}`, index, 2);
    } else if (index === 0) open('preamble', 0, 0);
  });
  return sections;
}

/** The section that a block lies in. */
export function sectionAt(sections: readonly Section[], block: number): Section | undefined {
  return sections.find((section) => block >= section.start && block < section.end);
}

/** Whether a block, by its index, lies in one of these sections. */
export function standsIn(blocks: readonly Block[], keys: readonly string[]): (block: number) => boolean {
  const sections = sectionsOf(blocks);
  return (block) => keys.includes(sectionAt(sections, block)?.id ?? '');
}

/** Whether a section says anything beyond its heading. */
export function isEmpty(blocks: readonly Block[], section: Pick<Section, 'start' | 'end'>): boolean {
  return !blocks
    .slice(section.start, section.end)
    .some((block) => block.type !== 'heading' && wordsOf(block).trim() !== '');
}

/** The visible text of one block; cells joined by a tab, paragraphs of a cell by a space. */
export function wordsOf(block: Block): string {
  if (block.type !== 'table') return textOf(block.runs);
  return block.rows.map(rowWords).join('\n');
}

export function rowWords(row: { cells: readonly { paragraphs: readonly (readonly { text: string }[])[] }[] }): string {
  return row.cells
    .map((cell) => cell.paragraphs.map((runs) => runs.map((run) => run.text).join('')).join(' '))
    .join('\t');
}

/** The closing is the trailing run of byline and date paragraphs. */
function closingStart(blocks: readonly Block[]): number {
  let start = blocks.length;
  while (start > 0) {
    const block = blocks[start - 1];
    if (block?.type !== 'paragraph' || (block.role !== 'byline' && block.role !== 'date')) break;
    start -= 1;
  }
  return start;
}

/** A dimension's key is kept local to its part; a full `PART/DIMENSION` written by somebody counts the same. */
function localKey(key: string | null): string | null {
  return key === null ? null : (key.split('/').at(-1) ?? key);
}

function unique(id: string, used: Set<string>): string {
  let candidate = id;
  for (let n = 2; used.has(candidate); n++) candidate = `${id}~${n}`;
  used.add(candidate);
  return candidate;
}
