// Finds the structure of a pasted or uploaded text by the shapes of its lines (DOMAIN "Recognising"; SPEC OL1-OL12).
import type { Template } from '../template/template';
import { assemble } from './assemble';
import { hashesAt, isNumbered, isSalutation } from './headings';
import { linesOf, skipWhite, type TextLine, withoutBom } from './lines';
import type { Outline, Titled } from './outlineTypes';
import { spanOf } from './pieces';
import { Reader } from './reader';

export type { Doubt, DoubtKind } from './doubts';
export { doubts } from './doubts';

/**
 * The outline of a text. Never throws; a text without any structure is all preamble. Offsets count from behind one leading
 * U+FEFF. Every character that is not white lies in one leaf or in noise; work grows with the length of the text alone.
 */
export function recognise(text: string, template: Template): Outline {
  const { lines, noise } = linesOf(withoutBom(text));
  const reader = new Reader(template, noise);
  const title = titleOf(lines[0], reader);
  const rest = lines.slice(title ? 1 : 0);
  const salutation = salutationOf(rest[0]);
  for (const line of rest.slice(salutation ? 1 : 0)) reader.line(line);
  return assemble(reader.pieces, { title, salutation, noise });
}

/** Longest title, in characters. */
const TITLE = 60;

function titleOf(line: TextLine | undefined, reader: Reader): Titled | null {
  if (!line) return null;
  const { words } = line;
  const from = hashesAt(words, 0) === 1 ? skipWhite(words, 1) : 0;
  if (words.length - from > TITLE || /[。！？；：:，、]$/.test(words) || isNumbered(words.slice(from))) return null;
  if (from === 0 && reader.opensPart(words)) return null;
  return { text: words.slice(from), ...spanOf(line, 0, words.length) };
}

function salutationOf(line: TextLine | undefined): Titled | null {
  if (!line || !isSalutation(line.words)) return null;
  return { text: line.words, ...spanOf(line, 0, line.words.length) };
}
