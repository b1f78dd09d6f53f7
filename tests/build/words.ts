// Words that typists leave in a text, each of its own: which are lost, which are there twice, and whether all see the same.
import type { Typist } from './typist';

/** `[typist.count]`: found again whatever stands around it. */
export const word = (typist: number | string, n: number) => `[${typist}.${n}]`;

/** Of the words that must be there: those that are not; of all: those that are there more than once. */
export function accountOf(text: string, acknowledged: Iterable<string>): { lost: string[]; twice: string[] } {
  const seen = new Map<string, number>();
  for (const [found] of text.matchAll(/\[[\w-]+\.\d+\]/g)) seen.set(found, (seen.get(found) ?? 0) + 1);
  return {
    lost: [...acknowledged].filter((one) => !seen.has(one)),
    twice: [...seen].filter(([, n]) => n > 1).map(([one]) => one),
  };
}

/** How many different texts these copies show: one, when nothing has forked and all has arrived. */
export function distinct(copies: readonly Pick<Typist, 'doc'>[]): number {
  return new Set(copies.map(({ doc }) => doc.getXmlFragment('content').toJSON())).size;
}
