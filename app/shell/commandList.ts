// How the palette shows the commands of a screen: in which order, by which sign and keys; its words are `search.keys`.
import { type Command, keysOf } from '../review/keys';
import type { IconName } from '../ui/icons';

/** Of a press that walks from where the focus is, nothing is left behind a palette. */
type Offered = Exclude<Command, 'walk' | 'walk-back'> | 'checks' | 'suggestions' | 'versions' | 'print';

/** A shortcut of the screen without an entry does not compile. */
export const OFFERED = {
  comment: 'comment-plus',
  find: 'search',
  replace: 'copy',
  link: 'link',
  mode: 'pen',
  'next-thread': 'chev-d',
  'previous-thread': 'chev-u',
  suggestions: 'pen',
  checks: 'check',
  'next-finding': 'chev-d',
  'previous-finding': 'chev-u',
  outline: 'list',
  rail: 'comment',
  full: 'expand',
  versions: 'history',
  print: 'print',
  keys: 'key',
} as const satisfies Record<Offered, IconName>;

const PLAIN: readonly string[] = ['checks', 'suggestions', 'versions', 'print'];

export const isOffered = (id: string): id is Offered => Object.hasOwn(OFFERED, id);

/** Undefined where the screen has no keys for it. */
export function keysFor(id: Offered): string | undefined {
  return PLAIN.includes(id) ? undefined : keysOf(id as Command);
}
