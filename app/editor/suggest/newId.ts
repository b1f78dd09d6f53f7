// Names of suggestions: random, so that two people never make the same (decision 010).
import type { SuggestionId } from '../../../domain/document/layout';

/** Works on plain http as well, where there is no randomUUID (STACK trap 11). */
export function newSuggestionId(): SuggestionId {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join('');
}
