// The sentences of a line of words with their places in the text.
import { endIn, offsetIn, skipWhite, type TextLine } from '../document/lines';
import { isLatin } from './checkedText';

export interface Sentence {
  words: string;
  start: number;
  end: number;
}

const CLOSERS = '”’」』）)》】"\'';
// Each run of marks is looked at once, from its first mark on: a file of full stops stays linear.
const CHINESE = new RegExp(`(?<![。！？…])[。！？…]+[${CLOSERS}]*|\\t+`, 'g');
const LATIN = new RegExp(`(?<![.!?。！？…])[.!?。！？…]+[${CLOSERS}]*(?=\\s|$)|\\t+`, 'g');

/** Ended by 。！？… with the quotes that close behind them, in Latin words by . ! ? too; a tab parts the cells of a table row. */
export function* sentencesOf(line: TextLine): Generator<Sentence> {
  const { words } = line;
  let from = 0;
  for (const ending of words.matchAll(isLatin(words) ? LATIN : CHINESE)) {
    const tab = ending[0].startsWith('\t');
    yield* sentence(line, from, tab ? ending.index : ending.index + ending[0].length);
    from = ending.index + ending[0].length;
  }
  yield* sentence(line, from, words.length);
}

function* sentence(line: TextLine, from: number, to: number): Generator<Sentence> {
  const first = skipWhite(line.words, from);
  if (first < to) yield { words: line.words.slice(first, to), start: offsetIn(line, first), end: endIn(line, to) };
}
