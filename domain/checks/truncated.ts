// CK10 truncated: a paragraph, point or body that stops before its sentence ends.
import { endIn, offsetIn, type TextLine } from '../document/lines';
import type { Prose } from '../document/outlineTypes';
import { endingOf } from '../document/pieces';
import type { Check, Hit } from './check';
import { type CheckedText, isLatin, linesWithin, saysAnything } from './checkedText';
import { pointsOf, pointWords, proseOf } from './items';

/** How much of the end is shown, and the longest line that may be an English heading, in characters. */
const TAIL = 10;
const HEADING = 60;
const CLOSERS = '”’」』）)》】"\'';
const ENDS_CHINESE = new RegExp(`[。！？…：][${CLOSERS}]*$`);
const ENDS_LATIN = new RegExp(`[.!?:。！？…：][${CLOSERS}]*$`);
/** The end of an earlier sentence. */
const MARK = new RegExp(`[。！？…]|[.!?][${CLOSERS}]* +["“'(]?[A-Z]`);
const ABBREVIATIONS = /\b(?:e\.g|i\.e|etc|vs|cf|approx|no|dr|mrs?|ms|st|inc|ltd)\./gi;
const BULLET = /^(?:[•●▪‣·*–-]|\d{1,2}\.)(?= )/;
/** Words and marks after which an English phrase cannot stop. */
const DANGLES =
  /(?:[,;/&(–—，、；-]|\b(?:the|an?|and|or|but|of|to|for|with|at|by|from|that|which|because|if|when|while|our|their|its|your|into|than))$/i;

/**
 * Headings, dates, table rows and times of a timeline have no full stop. A bullet, an English point or a short English line
 * of one phrase may go without: it is cut off only when it stops in a comma or in a word like `the`, or when an earlier
 * sentence of it has a stop.
 */
export const truncated: Check = function* (checked): Generator<Hit> {
  const { preamble, parts } = checked.outline;
  yield* proseHits(
    checked,
    preamble.filter((_, index) => !isByline(checked, preamble, index)),
  );
  for (const part of parts) {
    yield* proseHits(checked, proseOf(part));
    for (const point of pointsOf(part)) {
      const line = pointWords(checked, point);
      if (line && isCut(line, /^[•●▪‣·*–-]/.test(point.marker) || isLatin(line.words))) yield hit(line);
    }
  }
};

function* proseHits(checked: CheckedText, all: readonly Prose[]): Generator<Hit> {
  for (const prose of all) {
    const line = linesWithin(checked, prose)
      .filter(({ words }) => saysAnything(words))
      .at(-1);
    if (line && !isRow(line.words) && isCut(line, isPhrase(line.words))) yield hit(line);
  }
}

function isCut({ words }: TextLine, mayBePhrase: boolean): boolean {
  const tail = words.slice(-40);
  if ((isLatin(words) ? ENDS_LATIN : ENDS_CHINESE).test(tail)) return false;
  if (!mayBePhrase) return true;
  return DANGLES.test(tail) || MARK.test(words.replace(BULLET, '').replaceAll(ABBREVIATIONS, ''));
}

/** A list item, or a line short enough to be an English heading that the template does not know. */
function isPhrase(words: string): boolean {
  return BULLET.test(words) || (words.length <= HEADING && isLatin(words));
}

function isRow(words: string): boolean {
  return words.includes('\t') || /^\d{1,2}[:：]\d{2}\b/.test(words) || endingOf(words) === 'date';
}

/** A name above a date that stands under the title. */
function isByline(checked: CheckedText, preamble: readonly Prose[], index: number): boolean {
  const [own, next] = [preamble[index], preamble[index + 1]];
  const ending = (prose: Prose | undefined) => (prose ? endingOf(checked.text.slice(prose.start, prose.end)) : null);
  return ending(own) === 'byline' && ending(next) === 'date';
}

function hit(line: TextLine): Hit {
  const { words } = line;
  const from = Math.max(0, words.length - TAIL);
  const first = /^[\udc00-\udfff]/.test(words.slice(from)) && from > 0 ? from - 1 : from;
  const message = {
    zh: '这一段没有写完，补全句子和句末标点。',
    en: 'This stops in mid-sentence: finish it and end it with a full stop.',
  };
  return { start: offsetIn(line, first), end: endIn(line, words.length), message };
}
