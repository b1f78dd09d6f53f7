// One time for the clocks of presence on all nodes: that of the node whose clock is furthest ahead, as far as it was heard.
import type { Clock } from './clock';

export interface NodesTime {
  /** Milliseconds since 1970 by the furthest clock. */
  now(): number;
  /** What it was on another node when that sent it. */
  heard(at: number): void;
}

/**
 * Clocks of nodes may be minutes apart, and a page that moves from one to the other takes no entry for news whose clock is below
 * what it saw before. Nothing else is decided by this time. It only ever gains on the node's own clock.
 */
export function createNodesTime(clock: Clock): NodesTime {
  let ahead = 0;
  return {
    now: () => clock.now() + ahead,
    heard: (at) => {
      ahead = Math.max(ahead, at - clock.now());
    },
  };
}
