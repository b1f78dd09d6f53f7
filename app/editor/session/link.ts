// What the page may call its connection (app/review/badge.ts). Pure.

export type Link = 'live' | 'connecting' | 'offline' | 'stopped';

/** After this without an open socket the page says that it is offline, in ms; it goes on trying. */
export const OFFLINE_AFTER_MS = 4000;

interface LinkFacts {
  open: boolean;
  /** Closed for good by a 44xx. */
  stopped: boolean;
  /** Since when no socket is open, in ms since 1970. */
  downSince: number;
  /** What the browser says of the network. */
  network: boolean;
  now: number;
}

export function linkOf({ open, stopped, downSince, network, now }: LinkFacts): Link {
  if (open) return 'live';
  if (stopped) return 'stopped';
  return !network || now - downSince >= OFFLINE_AFTER_MS ? 'offline' : 'connecting';
}
