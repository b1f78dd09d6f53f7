// The list of keys, gathered: each shortcut of the screen stands in it by its own keys, and beside them what the text, the cards and the
// lists hear themselves. Loaded with its dialog.
import { type Command, keysOf } from './keys';

/** What each shortcut does, in the words of `editor.keys.does`. One without an entry does not compile. */
const DOES = {
  comment: 'comment',
  mode: 'suggest',
  rail: 'rail',
  full: 'full',
  outline: 'outline',
  'next-finding': 'finding',
  'previous-finding': 'finding',
  walk: 'regions',
  'walk-back': 'regions',
  'next-thread': 'thread',
  'previous-thread': 'thread',
  find: 'find',
  replace: 'replace',
  link: 'link',
  keys: 'keys',
} as const satisfies Record<Command, string>;

/** Keys that are heard where they work. Those of one press are parted by spaces, ways to do the same by commas. */
const HEARD_THERE = {
  item: 'Ctrl Enter',
  walk: 'Alt PgDn,Alt PgUp',
  move: 'Alt Shift ↑,Alt Shift ↓',
  fields: 'Tab',
  follow: 'Alt Enter',
  marks: 'Ctrl B,Ctrl I,Ctrl U',
  undo: 'Ctrl Z,Ctrl Y',
  indent: 'Tab,Shift Tab',
  words: 'Ctrl ←,Ctrl →',
  deleteWord: 'Ctrl Backspace,Ctrl Delete',
  reply: 'R',
  resolve: 'E',
  back: 'Esc',
  send: 'Ctrl Enter',
  rows: 'J,K',
  open: 'Enter',
  search: 'Ctrl K',
} as const;

type Does = (typeof DOES)[Command] | keyof typeof HEARD_THERE;

export const KEY_GROUPS = {
  text: [
    'item',
    'walk',
    'move',
    'fields',
    'link',
    'follow',
    'marks',
    'undo',
    'indent',
    'words',
    'deleteWord',
    'find',
    'replace',
  ],
  threads: ['comment', 'thread', 'reply', 'resolve', 'back', 'send'],
  lists: ['finding', 'rows', 'open'],
  screen: ['search', 'suggest', 'outline', 'rail', 'regions', 'full', 'keys'],
} as const satisfies Record<string, readonly Does[]>;

/** Every way to do it, each as the keys that are pressed together. */
export function waysOf(does: Does): readonly (readonly string[])[] {
  const own = HEARD_THERE[does as keyof typeof HEARD_THERE];
  const shortcuts = (Object.keys(DOES) as Command[]).filter((command) => DOES[command] === does).map(keysOf);
  return [...(own ? own.split(',') : []), ...shortcuts].map((way) => way.split(' '));
}

/** For the proof that nothing is left out. */
export const KEY_WORDS: readonly Does[] = [
  ...new Set([...Object.values(DOES), ...(Object.keys(HEARD_THERE) as (keyof typeof HEARD_THERE)[])]),
];
