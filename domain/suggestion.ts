// Who may decide on a suggestion: the same answer for the buttons of the page and for the server.
import { SUGGESTION_DECISIONS, type SuggestionDecision } from './document/suggestions';
import type { Action } from './policy';

/**
 * SU8: who may write decides on every suggestion; who may suggest takes back what they alone suggested. `authors` are people as
 * the server knows them from the client ids; null stands for one whom it does not know. During a sign-off, who may write returned
 * sections decides on what is pending there (WF12): nothing is anywhere else.
 */
export function decisionsFor(
  abilities: readonly Action[],
  personId: string,
  authors: readonly (string | null)[],
): readonly SuggestionDecision[] {
  if (abilities.includes('write') || abilities.includes('write-returned')) return SUGGESTION_DECISIONS;
  return abilities.includes('suggest') && isOwn(personId, authors) ? ['reject'] : [];
}

/** SU8: nobody but this person is behind it. */
export function isOwn(personId: string, authors: readonly (string | null)[]): boolean {
  return authors.length > 0 && authors.every((one) => one === personId);
}
