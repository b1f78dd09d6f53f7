// The text as Markdown (CommonMark with GFM tables): generated numbers are words, and nothing that was written becomes markup.
import { type BlockMark, type Run, textOf } from '../../domain/document/blocks';
import { joined, type NumberedBlock } from '../../domain/document/render';
import { safeHref } from '../../domain/document/schema';

/** Title and blocks, a blank line between, one line feed at the end. Empty paragraphs are left out. A draft says so in `watermark`. */
export function writeMarkdown({
  title,
  blocks,
  watermark,
}: {
  title: string;
  blocks: readonly NumberedBlock[];
  watermark?: string;
}): string {
  const depths = depthsOf(blocks);
  const parts = [
    title === '' ? '' : `# ${oneLine(escaped(title))}`,
    watermark === undefined ? '' : `*${oneLine(escaped(watermark))}*`,
    ...blocks.map((one, index) => blockText(one, depths[index] ?? 0)),
  ];
  return `${listsTogether(parts.filter((part) => part !== ''))}\n`;
}

/** How deep each item of a list stands: at most one deeper than the item before it, else Markdown reads it as code. */
function depthsOf(blocks: readonly NumberedBlock[]): number[] {
  let deepest = 0;
  return blocks.map(({ block }) => {
    const depth = block.type === 'list_item' ? Math.min(block.indent, deepest) : 0;
    deepest = block.type === 'list_item' ? depth + 1 : 0;
    return depth;
  });
}

function blockText({ block, number }: NumberedBlock, depth: number): string {
  if (block.type === 'table') return tableText(block.rows);
  const words = inline(block.runs);
  const marker = escaped(joined(number, textOf(block.runs)));
  if (words === '' && marker === '') return '';
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${oneLine(marker + words)}`;
    case 'list_item':
      return `${'    '.repeat(depth)}${block.kind === 'ordered' ? number : '-'} ${lines(oneLine(words)).join('')}`;
    case 'blockquote':
      return lines(words)
        .map((line) => `> ${line}`)
        .join('\n');
    default:
      return lines(marker + words).join('\n');
  }
}

/** Items of a list stand on lines of their own without a blank line between: one list, not many. */
function listsTogether(parts: readonly string[]): string {
  const isItem = (part: string | undefined) => part !== undefined && /^(?: {4})*(?:-|\d+\.) /.test(part);
  return parts
    .map((part, index) => (index === 0 ? '' : isItem(part) && isItem(parts[index - 1]) ? '\n' : '\n\n') + part)
    .join('');
}

function inline(runs: readonly Run[]): string {
  return runs.map((run) => marked(escaped(run.text), run)).join('');
}

/** Marks as tags: ** beside Chinese punctuation is not read as bold, and Markdown has no underline or highlight. */
const TAGS: readonly (readonly [BlockMark['type'], string])[] = [
  ['highlight', 'mark'],
  ['underline', 'u'],
  ['em', 'em'],
  ['strong', 'strong'],
];

function marked(text: string, run: Run): string {
  const link = run.marks.find((mark) => mark.type === 'link');
  const words = TAGS.reduce(
    (inner, [type, tag]) => (run.marks.some((mark) => mark.type === type) ? `<${tag}>${inner}</${tag}>` : inner),
    text,
  );
  return link?.type === 'link' && safeHref(link.href) ? `[${words}](<${address(link.href)}>)` : words;
}

function address(href: string): string {
  return href.toWellFormed().replaceAll(/[<>\\\u0000-\u0020\u007f]/g, (character) => encodeURIComponent(character));
}

/** Signs that are markup anywhere; those that are markup only at the start of a line are met by `lines`. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd')
    .replaceAll(/[\\`*_[\]<>&|~$]/g, (sign) => `\\${sign}`)
    .replaceAll(
      /\b(https?|ftp|mailto)(:)|\b(www)(\.)|(@)/gi,
      (_whole, scheme?: string, colon?: string, www?: string, dot?: string) =>
        scheme !== undefined ? `${scheme}\\${colon}` : www !== undefined ? `${www}\\${dot}` : '\\@',
    );
}

/** Hard line breaks inside a block; what would open a heading, list, rule or code at the start of a line is escaped. */
function lines(text: string): string[] {
  const all = text.split('\n').map((line) =>
    line
      .replace(/^(\d{1,9})([.)])/, '$1\\$2')
      .replace(/^[#+=-]/, (sign) => `\\${sign}`)
      .replace(/^[ \t]+|[ \t]+$/g, (space) => [...space].map((one) => `&#${one.charCodeAt(0)};`).join('')),
  );
  return all.map((line, index) => (index < all.length - 1 ? `${line}\\` : line));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replace(/#+\s*$/, (signs) => `\\${signs}`);
}

/** The first row is the head of a GFM table whatever it holds; spans are filled with empty cells. */
function tableText(rows: Extract<NumberedBlock['block'], { type: 'table' }>['rows']): string {
  const cells = rows.map((row) =>
    row.cells.flatMap((cell) => [
      cell.paragraphs.map((runs) => oneLine(inline(runs))).join('<br>'),
      ...Array.from({ length: cell.colspan - 1 }, () => ''),
    ]),
  );
  const columns = Math.max(0, ...cells.map((row) => row.length));
  if (columns === 0) return '';
  const row = (texts: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_none, index) => texts[index] ?? '').join(' | ')} |`;
  const [head, ...rest] = cells;
  return [row(head ?? []), row(Array.from({ length: columns }, () => '---')), ...rest.map(row)].join('\n');
}
