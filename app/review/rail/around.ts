// What stands around the words that a comment is begun on: it tells them again where they are moved, or brought back (TH20).
import type { EditorState } from 'prosemirror-state';
import { type Around, othersIn } from '../../../domain/document/fit';

/** Code units on either side. */
const CONTEXT = 32;

/** `quote`: the words of the selection, or the character at the caret. Undefined where they are not there. */
export function aroundOf({ doc, selection }: EditorState, quote: string): Around | undefined {
  const text = doc.textBetween(0, doc.content.size, '\n');
  const caret = doc.textBetween(0, selection.from, '\n').length;
  // The last character of a line stands before the caret, and a whole one may begin two code units before.
  const near = [caret, caret - 1, caret - 2].find((at) => text.startsWith(quote, at));
  const start = near ?? text.indexOf(quote, caret);
  if (start < 0) return undefined;
  const prefix = text.slice(Math.max(0, start - CONTEXT), start);
  const suffix = text.slice(start + quote.length).slice(0, CONTEXT);
  return { prefix, suffix, ...othersIn(text, { quote, prefix, suffix }, start) };
}
