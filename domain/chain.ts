// The hash chain over everything that happened: how a link is computed, and how a chain is checked (P12).
import { type Json, jcs, sha256Hex, utf8 } from './jcs';

export interface ChainEvent {
  /** 1, 2, 3 … without a gap. */
  seq: number;
  /** Hash of the event before; 64 zeros for the first. */
  prev: string;
  /** ISO 8601, UTC, milliseconds. */
  at: string;
  kind: string;
  actor: string | null;
  review: string | null;
  body: Json;
}

export const CHAIN_START = '0'.repeat(64);

/** SHA-256 over the canonical JSON of the event. @throws RangeError as jcs does. */
export function hashOfEvent(event: ChainEvent): string {
  const { seq, prev, at, kind, actor, review, body } = event;
  return sha256Hex(utf8(jcs({ seq, prev, at, kind, actor, review, body })));
}

/** A link as it is handed out: `withheld` when its body lacks what its reader may not read, and its own hash is taken on trust. */
export type HandedLink = ChainEvent & { hash: string; withheld?: true };

/**
 * CH3: the seq of the first event of a copy that does not follow the one before, or whose whole body does not give its hash; null when
 * all of it holds. A copy may begin anywhere.
 */
export function firstBrokenCopy(links: readonly HandedLink[]): number | null {
  let last: { seq: number; hash: string } | null = null;
  for (const link of links) {
    const follows = last === null || (link.seq === last.seq + 1 && link.prev === last.hash);
    if (!follows || (!link.withheld && hashOfEvent(link) !== link.hash)) return link.seq;
    last = link;
  }
  return null;
}

/** What an event holds of words that stand beside it (BN10); the salt is random, so that short words are not found by trying. */
export function digestOfWords(salt: string, words: Json): string {
  return sha256Hex(utf8(jcs({ salt, words })));
}

/** The seq of the first event that does not fit its predecessor or its own hash; null when the whole chain holds. */
export function firstBrokenLink(
  events: readonly (ChainEvent & { hash: string })[],
  start = { seq: 0, hash: CHAIN_START },
): number | null {
  let last = start;
  for (const event of events) {
    if (event.seq !== last.seq + 1 || event.prev !== last.hash || hashOfEvent(event) !== event.hash) return event.seq;
    last = event;
  }
  return null;
}
