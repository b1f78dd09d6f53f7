// Characters of a text that nobody can sign, or that are told of before it is: which they are, and where they stand.
import { type Block, textOf } from './blocks';
import { codeOf } from './turning';

/** Half a character; C0 and DEL, but for the tab and the line feed. */
const NOT_SIGNED =
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\u0000-\u0008\u000b-\u001f\u007f]/;

/** CT1: why a text cannot be signed, or null. `at`: UTF-16 offset. */
export function unsignable(text: string): { at: number; what: string } | null {
  const found = NOT_SIGNED.exec(text);
  if (!found) return null;
  const half = found[0] > '\u007f';
  return {
    at: found.index,
    what: half ? 'half a character (a lone surrogate)' : `control character ${codeOf(found[0])}`,
  };
}

/** C0, DEL and C1 but for the tab and the ends of lines, and the two that XML has none of. */
const NOT_PRINTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** CT3: a name in place of each control character, where words are printed that nobody refuses. */
export function withControlsNamed(text: string): string {
  return text.replaceAll(NOT_PRINTED, (char) => `[${codeOf(char)}]`);
}

/** Words on each side of a character that is told of. */
const AROUND = 6;

/** CT1: the blocks that cannot be signed, each with the words around the first such character, which is named. */
export function unsignableBlocks(blocks: readonly Block[]): { block: number; quote: string }[] {
  return blocks.flatMap((block, index) => {
    const texts =
      block.type === 'table'
        ? block.rows.flatMap((row) => row.cells.map((cell) => cell.paragraphs.map(textOf).join('\n')))
        : [textOf(block.runs)];
    const text = texts.find(unsignable) ?? '';
    const found = unsignable(text);
    if (!found) return [];
    const before = text.slice(Math.max(0, found.at - AROUND), found.at);
    const after = text.slice(found.at + 1, found.at + 1 + AROUND);
    const named = `[${codeOf(text.charAt(found.at))}]`;
    return [{ block: index, quote: (before + named + after).toWellFormed().replaceAll(/[\u0000-\u001f\u007f]/g, ' ') }];
  });
}

/** Where one of these characters stands: its line from 1, the first of them in it, and the words around that. */
export function placesOf(
  lines: readonly string[],
  chars: readonly string[],
): { line: number; char: string; quote: string }[] {
  const wanted = new Set(chars);
  return lines.flatMap((text, index) => {
    const own = Array.from(text);
    const at = own.findIndex((char) => wanted.has(char));
    const char = own[at];
    if (char === undefined) return [];
    return [{ line: index + 1, char, quote: own.slice(Math.max(0, at - AROUND), at + 1 + AROUND).join('') }];
  });
}
