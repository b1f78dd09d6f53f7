// Characters that steer a text and are not seen: those that turn the order in which the others are shown, and those that nobody can sign.
import { wellFormed } from '../jcs';
import { type Block, textOf } from './blocks';

/** Every character with the Unicode property Bidi_Control. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const EACH_TURNING = new RegExp(TURNING.source, 'g');
/** C0 and DEL, but for the tab and the line feed. */
const NOT_SIGNED = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** `U+202E` */
export function codeOf(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** CT2: the text in pieces, each of those that turn the order one by itself: what shows it names them and lets them turn nothing. */
export function turningPieces(text: string): { text: string; turns: boolean }[] {
  if (!TURNING.test(text)) return [{ text, turns: false }];
  return text
    .split(new RegExp(`(${TURNING.source})`))
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, turns: piece.length === 1 && TURNING.test(piece) }));
}

/** CT2 where only letters can be written: a name in place of each of those that turn the order. */
export function withTurningNamed(text: string): string {
  return text.replaceAll(EACH_TURNING, (char) => `[${codeOf(char)}]`);
}

/** CT1: why a text cannot be signed, or null: half a character, or a control character. `at`: UTF-16 offset. */
export function unsignable(text: string): { at: number; what: string } | null {
  if (!wellFormed(text)) {
    const at = text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
    return { at, what: 'half a character (a lone surrogate)' };
  }
  const control = NOT_SIGNED.exec(text);
  return control && { at: control.index, what: `control character ${codeOf(control[0])}` };
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
    const text = texts.find((one) => unsignable(one));
    const found = text === undefined ? null : unsignable(text);
    if (text === undefined || !found) return [];
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
