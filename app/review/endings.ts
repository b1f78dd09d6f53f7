// What a close code of the socket means for the screen: who must act, and how.
import { CLOSE } from '../../domain/protocol';
import type { Ending } from './live';

const ENDINGS: Readonly<Record<number, Ending>> = {
  [CLOSE.sessionOver]: 'session-over',
  [CLOSE.notAMember]: 'gone',
  [CLOSE.noSuchReview]: 'gone',
  [CLOSE.clientTooOld]: 'update',
  [CLOSE.badFrame]: 'refused',
  [CLOSE.otherHistory]: 'history',
  [CLOSE.tooLarge]: 'refused',
};

/** Null for codes after which the page comes back by itself (45xx, 1xxx), and while nothing was closed. */
export function endingOf(code: number | null): Ending | null {
  return code === null ? null : (ENDINGS[code] ?? null);
}
