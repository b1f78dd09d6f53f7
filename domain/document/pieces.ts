// The flat pieces between a text and its outline: recognise makes them from shapes, outlineOf from blocks, assemble builds the tree.
import type { DimensionMatch } from '../template/match';
import type { PartRole } from '../template/template';
import { endIn, offsetIn, skipWhite, type TextLine } from './lines';
import type { MeasureWords, Span } from './outlineTypes';
import { endsSentence, pointTitle, sentencesIn } from './sentences';

export type Piece =
  | (Span & { kind: 'part'; n: number; label: string; title: string; key?: string; role: PartRole })
  | (Span & {
      kind: 'dimension';
      n: number;
      label: string;
      heading: string;
      name: string;
      key?: string;
      match?: DimensionMatch;
    })
  | (Span & {
      kind: 'point';
      n: number;
      marker: string;
      title: string;
      sentences: number;
      terminated: boolean;
      /** Of a measure in a review's own text. */
      said?: MeasureWords;
    })
  /** `declared`: a block says that it is the ending, whatever its words. */
  | (Span & { kind: 'prose'; sentences: number; ending: Ending; declared: boolean });

/** What a paragraph could be at the very end of a text. */
export type Ending = 'date' | 'byline' | null;

/** The span of line.words[from, to). */
export function spanOf(line: TextLine, from: number, to: number): Span {
  return { line: line.line, start: offsetIn(line, from), end: endIn(line, to) };
}

export function pointPiece(
  line: TextLine,
  from: number,
  to: number,
  mark: { marker: string; n: number; said?: MeasureWords },
): Piece {
  const words = line.words.slice(skipWhite(line.words, from + mark.marker.length), to);
  return {
    kind: 'point',
    ...spanOf(line, from, to),
    n: mark.n,
    marker: mark.marker,
    title: pointTitle(words),
    sentences: sentencesIn(words),
    terminated: endsSentence(words),
    ...(mark.said && { said: mark.said }),
  };
}

/** `declared` is what a block says it is; without it the words decide. */
export function prosePiece(line: TextLine, from: number, to: number, declared: Ending = null): Piece {
  const words = line.words.slice(from, to);
  const ending = declared ?? endingOf(words);
  return {
    kind: 'prose',
    ...spanOf(line, from, to),
    sentences: sentencesIn(words),
    ending,
    declared: declared !== null,
  };
}

/** Longest byline, in characters. */
const BYLINE = 30;

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const DATES = [
  /^[（(]?\d{4} ?[年./-] ?\d{1,2} ?(?:月|[./-] ?\d{1,2}|月 ?\d{1,2} ?日)[)）]?$/,
  /^[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?$/,
  new RegExp(`^(?:\\d{1,2} )?(?:${MONTHS}) (?:\\d{1,2}, )?\\d{4}$`),
];

/** OL10: a date, or words short and plain enough to be the name under a text. */
export function endingOf(words: string): Ending {
  if (words.length > BYLINE) return null;
  if (DATES.some((shape) => shape.test(words))) return 'date';
  return /[。，；！？、,;!?.…]/.test(words) ? null : 'byline';
}
