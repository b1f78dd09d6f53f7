// What the list of suggestions says of each one: words cut in the middle, its place in the text, whose it is.
import type { Block } from '../../../domain/document/blocks';
import type { SuggestionId } from '../../../domain/document/layout';
import { sectionAt, sectionsOf } from '../../../domain/document/sections';
import type { Suggestion } from '../../../domain/document/suggestions';
import type { PersonView } from '../../../domain/view';

/** Characters of a card's words; the beginning and the end tell more than the middle. */
const MOST = 60;

export function shortened(words: string, most = MOST): string {
  const chars = Array.from(words);
  if (chars.length <= most) return words;
  const half = Math.floor((most - 1) / 2);
  return `${chars.slice(0, half).join('')}…${chars.slice(-half).join('')}`;
}

type PointKind = 'problem' | 'cause' | 'measure' | 'other';
/** A point by its kind and number, or else the section. */
export type CardPlace = { kind: PointKind; n: number } | { section: string | null };

export function placesOf(blocks: readonly Block[]): (block: number) => CardPlace {
  const sections = sectionsOf(blocks);
  const seen: Partial<Record<PointKind, number>> = {};
  const points = blocks.map((block) => {
    if (block.type !== 'point') return null;
    const n = (seen[block.kind] ?? 0) + 1;
    seen[block.kind] = n;
    return { kind: block.kind, n };
  });
  return (block) => points[block] ?? { section: sectionAt(sections, block)?.id ?? null };
}

export interface Card extends Suggestion {
  /** Empty while the server has not said. */
  people: readonly PersonView[];
  /** Nobody but the reader is behind it. */
  mine: boolean;
  /** Since when it stands; null while the server has not said. */
  at: string | null;
}

/** What the server says of one. */
export interface Known {
  people: readonly PersonView[];
  at: string | null;
}

/** Everybody behind a suggestion; what this page wrote itself is known before the server says so. */
export function cardOf(one: Suggestion, known: Known | undefined, me: PersonView, own: number): Card {
  const fresh = one.authors.every((client) => client === own);
  const people = known && known.people.length > 0 ? known.people : fresh ? [me] : [];
  return { ...one, people, at: known?.at ?? null, mine: people.length > 0 && people.every(({ id }) => id === me.id) };
}

/** The card after, or before when it was the last, so that deciding goes on; null when it was the only one. */
export function nextCard(cards: readonly { id: SuggestionId }[], id: SuggestionId): SuggestionId | null {
  const at = cards.findIndex((one) => one.id === id);
  return (cards[at + 1] ?? cards[at - 1])?.id ?? null;
}
