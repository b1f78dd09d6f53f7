// Words to search by: bigrams for Chinese and English alike (STACK trap 14), made the same for text and query.

/** Longest query, in characters; the rest is not looked at. */
export const MAX_QUERY = 200;
/** Distinct bigrams that one text is indexed by: a tsvector holds 1 MiB, about ten bytes a bigram. */
const MAX_GRAMS = 60_000;
const RUNS = /[\p{L}\p{N}]+/gu;

/**
 * SE1: case and width do not count. One character stays one character, so that a place in the folded text is the same place in the
 * text (counted in characters as PostgreSQL does, not in UTF-16 code units).
 */
export function folded(text: string): string {
  let out = '';
  for (const char of text) out += foldedOf(char);
  return out;
}

function foldedOf(char: string): string {
  // Most of a Chinese text: neither case nor width.
  if (char >= '\u3400' && char <= '\u9fff') return char;
  const plain = char.normalize('NFKC').toLowerCase();
  return [...plain].length === 1 ? plain : char;
}

/** SE1: every two characters beside each other in a run of letters, digits and ideographs, and the last one of each run alone. */
export function bigrams(text: string): string[] {
  const grams = new Set<string>();
  for (const [run] of folded(text).matchAll(RUNS)) {
    let before = '';
    for (const char of run) {
      if (before !== '') grams.add(before + char);
      // Also in the middle of a run: a text may be a single one.
      if (grams.size >= MAX_GRAMS) return [...grams];
      before = char;
    }
    grams.add(before);
  }
  return [...grams];
}

/** What a person asked for: the terms that must all occur, and the bigrams that lead to where they may. */
export interface SearchQuery {
  terms: readonly string[];
  /** For to_tsquery('simple', …); null when nothing can be looked up: a query of signs alone (SE3). */
  tsquery: string | null;
}

/** SE2, SE3: terms are parted by white space; what stands between two straight quotes is one term. */
export function searchQuery(text: string): SearchQuery {
  const asked = [...text.toWellFormed().trim()].slice(0, MAX_QUERY).join('');
  const terms = [...asked.matchAll(/"([^"]+)"|(\S+)/gu)]
    .map(([, quoted, plain]) => folded((quoted ?? plain ?? '').trim()))
    .filter((term) => term !== '');
  const grams = new Set(terms.flatMap(gramsOf));
  return { terms: [...new Set(terms)], tsquery: grams.size === 0 ? null : [...grams].join(' & ') };
}

/** A run of one character is the beginning of a bigram, or stands at the end of a run: a prefix finds both. */
function gramsOf(term: string): string[] {
  return [...term.matchAll(RUNS)].flatMap(([run]) => {
    const chars = [...run];
    if (chars.length === 1) return [`'${run}':*`];
    return chars.slice(1).map((char, index) => `'${chars[index]}${char}'`);
  });
}

/** Where words may stand (SE11). */
export const SEARCH_KINDS = ['title', 'text', 'comment'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** A piece of text, and whether it is what was looked for. */
export interface Part {
  text: string;
  hit: boolean;
}

/** SE5: whether each term occurs as it was written, case and width aside. */
export function holds(text: string, terms: readonly string[]): boolean {
  const plain = folded(text);
  return terms.every((term) => plain.includes(term));
}

/** SE5: for each character of the text whether it belongs to one of the terms. */
export function hitsOf(text: string, terms: readonly string[]): boolean[] {
  const plain = [...folded(text)];
  const hits = new Array<boolean>(plain.length).fill(false);
  for (const term of terms.map((one) => [...one])) {
    for (let at = 0; at + term.length <= plain.length; at++)
      if (term.every((char, index) => plain[at + index] === char)) hits.fill(true, at, at + term.length);
  }
  return hits;
}

/** SE5: the text with the terms marked; where they overlap, one mark. */
export function marked(text: string, terms: readonly string[]): Part[] {
  const hits = hitsOf(text, terms);
  const parts: Part[] = [];
  [...text].forEach((char, index) => {
    const last = parts.at(-1);
    const hit = hits[index] === true;
    if (last?.hit === hit) last.text += char;
    else parts.push({ text: char, hit });
  });
  return parts;
}

/** Characters around a hit that a snippet shows. */
const BEFORE = 24;
const AROUND = 110;

/** SE5: what stands around the first of the terms, marked; null when none is there. An ellipsis says where it was cut. */
export function snippet(text: string, terms: readonly string[]): Part[] | null {
  const plain = folded(text);
  const found = terms
    .map((term) => ({ at: plain.indexOf(term), length: [...term].length }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  if (!found) return null;
  // `indexOf` counts code units of the folded text, which may be more than those of the text: characters are the same in both.
  const first = [...plain.slice(0, found.at)].length;
  const chars = [...text];
  const start = Math.max(0, first - BEFORE);
  const end = Math.min(chars.length, Math.max(start + AROUND, first + found.length));
  const cut = `${start > 0 ? '…' : ''}${chars.slice(start, end).join('')}${end < chars.length ? '…' : ''}`;
  return marked(cut, terms);
}

/** Characters from a hit on that tell it from others of its section. */
const NEAR = 24;

/** SE9: the words from the first hit on, as a snippet shows them, for finding the place again in the text. */
export function nearOf(parts: readonly Part[]): string {
  const first = parts.findIndex(({ hit }) => hit);
  const words = parts.slice(first < 0 ? parts.length : first);
  return [
    ...words
      .map(({ text }) => text)
      .join('')
      .replace(/…$/, ''),
  ]
    .slice(0, NEAR)
    .join('');
}

/** Where the lines of a text begin to belong to a section. */
export interface SectionStart {
  /** Of the first line, from 0. */
  line: number;
  key: string;
  /** Its heading as it stands in the text; '' where it has none. */
  title: string;
}

export interface LineHit {
  sectionKey: string | null;
  section: string;
  parts: Part[];
}

/** SE5: lines that hold one of the terms, those that hold most of them first; `first` is the number of the text's first line. */
export function lineHits(
  text: string,
  terms: readonly string[],
  sections: readonly SectionStart[],
  { first, limit }: { first: number; limit: number },
): LineHit[] {
  return text
    .split('\n')
    .map((line, index) => {
      const plain = folded(line);
      return { line, index, found: terms.filter((term) => plain.includes(term)).length };
    })
    .filter(({ found }) => found > 0)
    .sort((a, b) => b.found - a.found || a.index - b.index)
    .slice(0, limit)
    .flatMap(({ line, index }) => {
      const parts = snippet(line, terms);
      const section = sections.findLast((one) => one.line <= first + index);
      return parts ? [{ sectionKey: section?.key ?? null, section: section?.title ?? '', parts }] : [];
    });
}
