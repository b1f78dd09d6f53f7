// Who may decide on a suggestion: the same answer for the buttons of the page and for the server.
import { SUGGESTION_DECISIONS, type SuggestionDecision } from './document/suggestions';
import type { Action } from './policy';

/** What somebody may do here, and whether sections of the frozen text are open (WF11). */
export interface Decider {
  abilities: readonly Action[];
  returned: boolean;
}

/**
 * SU8: who may write decides on every suggestion, one by one or many at once. While sections are returned during a sign-off, who may
 * write those decides on what is pending there (WF12): nothing is anywhere else.
 */
export function decidesOnAll({ abilities, returned }: Decider): boolean {
  return abilities.includes('write') || (returned && abilities.includes('write-returned'));
}

/**
 * SU8: beside those, who may suggest takes back what they alone suggested. `authors` are people as the server knows them from the
 * client ids; null stands for one whom it does not know.
 */
export function decisionsFor(
  decider: Decider,
  personId: string,
  authors: readonly (string | null)[],
): readonly SuggestionDecision[] {
  if (decidesOnAll(decider)) return SUGGESTION_DECISIONS;
  return decider.abilities.includes('suggest') && isOwn(personId, authors) ? ['reject'] : [];
}

/** SU8: nobody but this person is behind it. */
export function isOwn(personId: string, authors: readonly (string | null)[]): boolean {
  return authors.length > 0 && authors.every((one) => one === personId);
}
