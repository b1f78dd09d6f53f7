// The keyboard of the review screen: which press means what. Pure, so that it can be tested.

interface Shortcut {
  /** As people read it; the keys of one press parted by spaces. */
  keys: string;
  /** The value of `key` that is pressed, or of `code`: with Ctrl and Alt, layouts put other characters on a key. */
  key?: string;
  code?: string;
  mod?: boolean;
  alt?: boolean;
  /** Absent: with Shift or without. */
  shift?: boolean;
  /** `text`: while the text has the focus; `outside`: in no field and not in a text that is written. */
  only?: 'text' | 'outside';
}

/** Every shortcut of the screen (design, Keyboard): the presses, the palette and the list of keys all read it. */
const SHORTCUTS = {
  comment: { keys: 'Ctrl Alt M', mod: true, alt: true, code: 'KeyM' },
  mode: { keys: 'Ctrl Alt S', mod: true, alt: true, code: 'KeyS' },
  rail: { keys: 'Ctrl Alt 0', mod: true, alt: true, code: 'Digit0' },
  full: { keys: 'Ctrl Alt F', mod: true, alt: true, code: 'KeyF' },
  outline: { keys: 'Ctrl \\', mod: true, code: 'Backslash' },
  'next-finding': { keys: 'F8', key: 'F8', shift: false },
  'previous-finding': { keys: 'Shift F8', key: 'F8', shift: true },
  walk: { keys: 'F6', key: 'F6', shift: false },
  'walk-back': { keys: 'Shift F6', key: 'F6', shift: true },
  'next-thread': { keys: 'Alt ↓', alt: true, key: 'ArrowDown', shift: false },
  'previous-thread': { keys: 'Alt ↑', alt: true, key: 'ArrowUp', shift: false },
  find: { keys: 'Ctrl F', mod: true, key: 'f', shift: false, only: 'text' },
  replace: { keys: 'Ctrl H', mod: true, key: 'h', shift: false, only: 'text' },
  link: { keys: 'Ctrl L', mod: true, key: 'l', shift: false, only: 'text' },
  keys: { keys: '?', key: '?', only: 'outside' },
} as const satisfies Record<string, Shortcut>;

export type Command = keyof typeof SHORTCUTS;
const ALL = Object.entries(SHORTCUTS) as [Command, Shortcut][];

/** The keys of a command, as people read them. */
export const keysOf = (command: Command): string => SHORTCUTS[command].keys;

export interface Press {
  key: string;
  /** The physical key: with Alt, layouts put other characters on it. */
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  /** Where it was pressed: in the text that is written or only read, in another field, or in none of them. */
  within?: 'text' | 'reading' | 'field' | null;
}

/** The command of a press anywhere on the screen, or null. While an IME composes no shortcut fires. */
export function commandOf(press: Press): Command | null {
  if (press.isComposing) return null;
  return ALL.find(([, shortcut]) => isPressed(shortcut, press))?.[0] ?? null;
}

function isPressed({ key, code, mod = false, alt = false, shift, only }: Shortcut, press: Press): boolean {
  if (mod !== (press.ctrlKey || press.metaKey) || alt !== press.altKey) return false;
  if (shift !== undefined && shift !== press.shiftKey) return false;
  if (only === 'text' && press.within !== 'text' && press.within !== 'reading') return false;
  if (only === 'outside' && (press.within === 'text' || press.within === 'field')) return false;
  return code === undefined ? key?.toLowerCase() === press.key.toLowerCase() : code === press.code;
}

export type ThreadCommand = 'reply' | 'resolve' | 'leave';

/** The command of a press on a thread's card itself, not in one of its fields. */
export function threadCommandOf(press: Press): ThreadCommand | null {
  if (press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.key === 'Escape') return 'leave';
  if (press.key === 'r' || press.key === 'R') return 'reply';
  if (press.key === 'e' || press.key === 'E') return 'resolve';
  return null;
}
