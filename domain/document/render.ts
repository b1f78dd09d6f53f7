// Generated numbers, and the text as lines: what GET /text answers, what the checks read, what every export prints.
import { formatNumber, numberingOf } from '../template/numbering';
import type { Numbering, Template } from '../template/template';
import { type Block, textOf } from './blocks';
import { rowWords } from './sections';

export interface NumberedBlock {
  block: Block;
  /** Generated marker such as "一、", "（一）", "一是", "1."; '' where the block carries none. Never stored in the text. */
  number: string;
  /** Its ordinal within its parent; 0 where it carries none. */
  n: number;
}

/** Numbers from position and template alone (DOMAIN.md "Numbering"). */
export function numberBlocks(blocks: readonly Block[], template: Template): NumberedBlock[] {
  let style = numberingOf(template, null);
  const count = { part: 0, dimension: 0, sub: 0, point: 0, lists: [0, 0, 0, 0] };
  return blocks.map((block) => {
    if (block.type !== 'list_item') count.lists.fill(0);
    switch (block.type) {
      case 'heading':
        count.point = 0;
        if (block.level === 1) {
          style = numberingOf(template, block.key);
          count.part += 1;
          count.dimension = 0;
          count.sub = 0;
          return numbered(block, style.part, count.part);
        }
        if (block.level === 2) {
          count.dimension += 1;
          count.sub = 0;
          return numbered(block, style.dimension, count.dimension, count.part);
        }
        count.sub += 1;
        return numbered(block, 'arabic-dot', count.sub);
      case 'point':
        count.point += 1;
        return numbered(block, style.item, count.point, count.dimension || count.part);
      case 'list_item': {
        const n = (count.lists[block.indent] ?? 0) + 1;
        count.lists.fill(0, block.indent + 1);
        count.lists[block.indent] = n;
        return numbered(block, block.kind === 'ordered' ? 'arabic-dot' : 'bullet', n);
      }
      default:
        return { block, number: '', n: 0 };
    }
  });
}

function numbered(block: Block, style: Numbering, n: number, parent = 0): NumberedBlock {
  return { block, number: formatNumber(style, n, parent), n };
}

export interface RenderedLine {
  /** UTF-16 offsets into the rendered text; `end` excludes the line feed. */
  start: number;
  end: number;
  /** Index of the block; null for the title. */
  block: number | null;
  /** Length of the generated number and what joins it to the words. */
  marker: number;
}

export interface Rendered {
  text: string;
  lines: RenderedLine[];
}

/** The title, then one block a line (a table row is one line, its cells joined by tabs), generated numbers included. */
export function renderText(title: string, blocks: readonly Block[], template: Template): Rendered {
  return renderNumbered(title, numberBlocks(blocks, template));
}

export function renderNumbered(
  title: string,
  numberedBlocks: readonly Pick<NumberedBlock, 'block' | 'number'>[],
): Rendered {
  const lines: RenderedLine[] = [];
  let text = '';
  const push = (marker: string, words: string, block: number | null) => {
    if (lines.length > 0) text += '\n';
    lines.push({ start: text.length, end: text.length + marker.length + words.length, block, marker: marker.length });
    text += marker + words;
  };
  push('', oneLine(title), null);
  numberedBlocks.forEach(({ block, number }, index) => {
    if (block.type === 'table')
      for (const row of block.rows) push('', rowWords(row).replaceAll(/[\r\n\u2028\u2029]/g, ' '), index);
    else {
      const words = oneLine(textOf(block.runs));
      push(joined(number, words), words, index);
    }
  });
  return { text, lines };
}

/** A number as it stands before these words: Latin words and bullets are set off by a space, Chinese ones are not. */
export function joined(number: string, words: string): string {
  if (number === '') return '';
  return /^[\u0021-\u024f]/.test(words) || number === '•' ? `${number} ` : number;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\t\u2028\u2029]/g, ' ');
}
