// From the recogniser's doubts to what a person is asked: how each can be settled, and what that does to the text. Pure.

import { type Leaf, leavesOf } from '../../../../domain/document/leaves';
import type { Outline } from '../../../../domain/document/outlineTypes';
import type { Doubt, DoubtKind } from '../../../../domain/document/recognise';
import type { TemplateCard } from '../../../../domain/view';
import { type Edit, insertAt, join, nextMarker, remove, rename } from './edits';

/** A word under `import.option`. */
export type OptionWord =
  | 'ok'
  | 'keep'
  | 'keepName'
  | 'rename'
  | 'breakHeading'
  | 'dropHeading'
  | 'renumber'
  | 'fullStop'
  | 'split'
  | 'noSplit'
  | 'join'
  | 'point'
  | 'paragraph'
  | 'ignore'
  | 'keepLine';

export interface Choice {
  word: OptionWord;
  name?: string;
  /** Without it, choosing only says that the doubt was seen. */
  edit?: Edit;
}

/** At most three choices: 1, 2 and 3 answer them. The first is what happens, or would be meant, most often. */
export interface Question {
  /** The same for the same doubt after the text was read anew. */
  key: string;
  kind: DoubtKind;
  line: number;
  quote: string;
  values: Record<string, string | number>;
  choices: readonly Choice[];
}

/** Characters from a number inside a point that are shown. */
const QUOTED = 40;

/** Most questions asked of one text: a text with more is wrong as a whole, and nobody answers them one by one. */
export const MOST_QUESTIONS = 500;

interface Read {
  text: string;
  outline: Outline;
  doubts: readonly Doubt[];
  leaves: readonly Leaf[];
}

/** One question a doubt, in text order, at most MOST_QUESTIONS; all markers are one question, because they are dropped whatever is said. */
export function questionsOf(found: Omit<Read, 'leaves'>, template: TemplateCard): Question[] {
  const read = { ...found, leaves: leavesOf(found.outline) };
  const markers = read.doubts.filter((doubt) => doubt.kind === 'marker');
  const seen = new Map<string, number>();
  return read.doubts
    .filter((doubt) => doubt.kind !== 'marker' || doubt === markers[0])
    .slice(0, MOST_QUESTIONS)
    .map((doubt) => {
      const name = `${doubt.kind} ${doubt.quote}`;
      const nth = seen.get(name) ?? 0;
      seen.set(name, nth + 1);
      const { kind, line, found = 0, expected = 0 } = doubt;
      const quote = quoteOf(doubt, read.text);
      const values = { line, found, expected, n: markers.length, name: doubt.name ?? '' };
      return { key: `${name} ${nth}`, kind, line, quote, values, choices: choicesFor(doubt, read, template) };
    });
}

/** A number alone tells nothing: the words behind it come along. */
function quoteOf({ kind, quote, start }: Doubt, text: string): string {
  if (kind !== 'inline-number') return quote;
  return text.slice(start, start + QUOTED).split(/[\r\n]/, 1)[0] ?? quote;
}

function choicesFor(doubt: Doubt, read: Read, template: TemplateCard): Choice[] {
  switch (doubt.kind) {
    case 'no-title':
    case 'no-parts':
      return [{ word: 'ok' }];
    case 'part-unknown':
      return [{ word: 'keepName' }, ...renames(doubt, unusedParts(read.outline, template))];
    case 'dimension-unknown':
      return [{ word: 'keepName' }, ...renames(doubt, unusedDimensions(doubt, read.outline, template))];
    case 'dimension-alias':
    case 'dimension-near':
      return [{ word: 'keepName' }, ...renames(doubt, dimensionOf(doubt.key, template))];
    case 'long-heading':
      return [{ word: 'keep' }, ...headingBreak(doubt, read.text)];
    case 'empty-section':
      return [{ word: 'keep' }, { word: 'dropHeading', edit: remove(doubt) }];
    case 'numbering':
      return [{ word: 'renumber' }];
    case 'run-on':
      return [{ word: 'keep' }, { word: 'fullStop', edit: insertAt(doubt.end, stopFor(doubt.quote)) }];
    case 'inline-number':
      return [{ word: 'split', edit: insertAt(doubt.start, '\n') }, { word: 'noSplit' }];
    case 'unassigned':
      return unassigned(doubt, read);
    case 'marker':
      return [{ word: 'ignore' }];
    case 'password':
      // Nothing marks a line as text but that it ends like a sentence.
      return [{ word: 'ignore' }, { word: 'keepLine', edit: insertAt(doubt.end, '。') }];
  }
}

function unassigned(doubt: Doubt, { text, leaves }: Read): Choice[] {
  const leaf = leaves.findLast((one) => one.end <= doubt.start);
  const joined = leaf ? join(text, leaf.end, doubt.start) : null;
  const point = leaves.findLast((one) => one.kind === 'point' && one.end <= doubt.start);
  const marker = point?.kind === 'point' ? nextMarker(point.marker, point.n) : null;
  return [
    ...(joined ? [{ word: 'join' as const, edit: joined }] : []),
    ...(marker ? [{ word: 'point' as const, edit: insertAt(doubt.start, marker) }] : []),
    { word: 'paragraph' },
  ];
}

interface Title {
  key: string;
  zh: string;
  en: string;
}

/** The first two titles that the heading may have meant, in the heading's own language. */
function renames(doubt: Doubt, titles: readonly Title[]): Choice[] {
  const { name } = doubt;
  if (name === undefined) return [];
  return titles
    .map((title) => (/\p{Script=Han}/u.test(doubt.quote) ? title.zh : title.en))
    .filter((title) => title !== name)
    .slice(0, 2)
    .map((title) => ({ word: 'rename', name: title, edit: rename(doubt, name, title) }));
}

function unusedParts(outline: Outline, template: TemplateCard): Title[] {
  const used = outline.parts.map((part) => part.key);
  return template.parts.filter((part) => !used.includes(part.key)).map((part) => ({ key: part.key, ...part.title }));
}

function unusedDimensions(doubt: Doubt, outline: Outline, template: TemplateCard): readonly Title[] {
  const part = outline.parts.find((one) => one.start <= doubt.start && doubt.start < one.end);
  const used = part?.dimensions.map((dimension) => dimension.key?.split('/').at(-1)) ?? [];
  const own = template.parts.find((one) => one.key === part?.key);
  return own?.dimensions.filter((dimension) => !used.includes(dimension.key)) ?? [];
}

function dimensionOf(key: string | undefined, template: TemplateCard): readonly Title[] {
  const [partKey, dimensionKey] = key?.split('/') ?? [];
  const part = template.parts.find((one) => one.key === partKey);
  return part?.dimensions.filter((dimension) => dimension.key === dimensionKey) ?? [];
}

/** A 。 for the first comma of the heading: what follows becomes its text. */
function headingBreak(doubt: Doubt, text: string): Choice[] {
  const at = text.slice(doubt.start, doubt.end).search(/[，；：,;:]/);
  if (at < 0) return [];
  const comma = { start: doubt.start + at, end: doubt.start + at + 1 };
  return [{ word: 'breakHeading', edit: (old) => `${old.slice(0, comma.start)}。${old.slice(comma.end)}` }];
}

function stopFor(quote: string): string {
  return /\p{Script=Han}/u.test(quote) ? '。' : '.';
}
