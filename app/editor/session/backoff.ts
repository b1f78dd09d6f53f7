// When to come back after a closed socket, and when never. Pure: chance is handed in.
import { CLOSE } from '../../../domain/protocol';

/** 44xx: the server has decided; coming back changes nothing until a person acts (CONTRACT "Socket"). */
export function endsForEver(code: number): boolean {
  return code >= 4400 && code < 4500;
}

/** The copy's own content was refused: the words move aside and a fresh copy is opened. */
export function refusesContent(code: number): boolean {
  return code === CLOSE.badFrame || code === CLOSE.otherHistory || code === CLOSE.tooLarge;
}

/** The longest wait between two tries, in ms: everybody is back within 10 s of a restart (P15). */
const LONGEST_MS = 5000;

/**
 * How long to wait before the `attempt`-th try (from 0), in ms. Never in step with others (danger 9): `chance` in 0..1 spreads
 * each wait over its upper three quarters. "Ask again" is answered at once, an overloaded or older server is left in peace longer.
 */
export function waitBefore({
  code,
  attempt,
  chance,
}: {
  code: number | null;
  attempt: number;
  chance: number;
}): number {
  const grown = Math.min(LONGEST_MS, 800 * 2 ** Math.min(attempt, 10));
  const slow = code === CLOSE.overloaded || code === CLOSE.clientTooNew;
  const longest = code === CLOSE.askAgain && attempt === 0 ? 250 : slow ? LONGEST_MS : grown;
  return Math.round(longest * (0.25 + 0.75 * chance));
}
