// Which place of the text is meant by words that are looked for: their own, and never another passage that says the same.
import type { Quoted } from './anchor';
import type { Passage } from './passage';

/** Other passages with the same words, at the moment when a thread still stood on its own. */
export interface Others {
  /** How many said the same. */
  others: number;
  /** How many code units of the line around the words the one most like them had in common with it. */
  likeness: number;
}

/** What stood around words, and what else said the same, when somebody looked. */
export interface Around extends Others {
  prefix: string;
  suffix: string;
}

/** Words of an open thread that has no mark, as they were last seen; `others` null: nobody has looked beside them. */
export type Sought = Quoted & (Others | { others: null });

/** Code units of the quote and of what stands beside it again in its line that tell together what is meant. */
const TELLING = 12;
/** Of them at least so many beside the quote. */
const BESIDE = 4;
/** A quote that stands in the text just once, and did so then, tells by itself from so many on. */
const ALONE = 8;
/** On each side, where nobody has looked which others say the same. */
const BLINDLY = 8;

/**
 * TH12: where these words stand now; null when nowhere for sure. A passage is meant that is more like the old one than any other was
 * then; of equal ones only when there are more of them than others then, one that was written since or has the old lines beside it.
 * `isNew` tells of a stretch whether it was written since; null where nobody remembers, and then just one place may fit best.
 */
export function placeFor(
  passage: Passage,
  sought: Sought,
  isNew: ((start: number, end: number) => boolean) | null,
): number | null {
  const { quote } = sought;
  const places = occurrencesOf(passage.text, quote);
  const [only] = places;
  const isOnly = places.length === 1 && quote.length >= ALONE;
  if (only !== undefined && isOnly && sought.others === 0) return only;
  const isMore = sought.others !== null && places.length > sought.others;
  const line = lineAround(sought);
  const span = passage.sections.find(({ id }) => id === sought.sectionKey)?.span;
  const meant = places
    .filter((at) => isNew === null || isNew(at, at + quote.length))
    .map((at) => ({ at, ...contextAt(passage.text, at, sought) }))
    .filter((one) =>
      sought.others === null
        ? fitsBlindly(one, line, isOnly)
        : fits(one, line, {
            ...sought,
            quote,
            isCopy: isMore && (isNew !== null || one.all >= one.before + one.after + BLINDLY),
          }),
    )
    .map((one) => ({ at: one.at, score: 2 * one.all + (span && one.at >= span.start && one.at < span.end ? 1 : 0) }))
    .sort((one, other) => other.score - one.score || one.at - other.at);
  const [best, next] = meant;
  // Of words that were put in twice, the first; of passages that nobody can tell apart, none.
  const isSure = isNew !== null || next === undefined || next.score < (best?.score ?? 0);
  return best && isSure ? best.at : null;
}

/** What else in a text says the words at `own`, and how much it is like them; `own` null: they are there no more. */
export function othersIn(text: string, words: Omit<Quoted, 'sectionKey'>, own: number | null): Others {
  const others = occurrencesOf(text, words.quote).filter((at) => at !== own);
  const like = others.map((at) => contextAt(text, at, words)).map(({ before, after }) => before + after);
  return { others: others.length, likeness: like.reduce((most, one) => Math.max(most, one), 0) };
}

/** What stands at a place of what stood around the words, in code units. */
interface Context {
  /** Of the old line. */
  before: number;
  after: number;
  /** Over the ends of the line too. */
  all: number;
  /** It is a whole line of the text. */
  isLine: boolean;
}

export function contextAt(text: string, at: number, words: Omit<Quoted, 'sectionKey'>): Context {
  const { quote, prefix, suffix } = words;
  const end = at + quote.length;
  let before = 0;
  while (before < prefix.length && before < at && prefix.at(-1 - before) === text[at - 1 - before]) before++;
  let after = 0;
  while (after < suffix.length && suffix[after] === text[end + after]) after++;
  const line = lineAround(words);
  return {
    before: Math.min(before, line.before),
    after: Math.min(after, line.after),
    all: before + after,
    isLine: (at === 0 || text[at - 1] === '\n') && (end === text.length || text[end] === '\n'),
  };
}

/** How much of the old line was known on either side. */
interface Line {
  before: number;
  after: number;
  /** Nothing at all was around the words, not even other lines. */
  nothing: boolean;
}

function lineAround({ prefix, suffix }: Pick<Quoted, 'prefix' | 'suffix'>): Line {
  return {
    before: prefix.length - 1 - prefix.lastIndexOf('\n'),
    after: (suffix.split('\n', 1)[0] ?? '').length,
    nothing: prefix + suffix === '',
  };
}

function fits(
  { before, after, isLine }: Context,
  line: Line,
  { quote, likeness, others, isCopy }: Others & { quote: string; isCopy: boolean },
): boolean {
  const [same, known] = [before + after, line.before + line.after];
  if (known === 0) return isLine && (others === 0 || isCopy);
  if (same < Math.min(known, Math.max(BESIDE, TELLING - quote.length))) return false;
  return same > likeness || others === 0 || (isCopy && same === known);
}

/** Nobody has looked: much of the old line, on both sides, or a place that tells by itself. */
function fitsBlindly({ before, after, all }: Context, line: Line, isOnly: boolean): boolean {
  if (line.nothing) return true;
  const bothSides = before >= Math.min(BLINDLY, line.before) && after >= Math.min(BLINDLY, line.after);
  return bothSides && (line.before + line.after >= BESIDE || all >= BLINDLY || isOnly);
}

/** Where a text says this; occurrences may overlap. */
function occurrencesOf(text: string, quote: string): number[] {
  const places: number[] = [];
  if (quote === '') return places;
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) places.push(at);
  return places;
}
