// The keyboard of the review screen: which press means what. Pure, so that it can be tested.

export type Command =
  | 'next-finding'
  | 'previous-finding'
  | 'mode'
  | 'comment'
  | 'outline'
  | 'rail'
  | 'walk'
  | 'walk-back'
  | 'next-thread'
  | 'previous-thread'
  | 'find'
  | 'replace'
  | 'link'
  | 'full'
  | 'keys';

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

/** The command of a press anywhere on the screen, or null. While an IME composes no shortcut fires (design, Keyboard). */
export function commandOf(press: Press): Command | null {
  if (press.isComposing) return null;
  const mod = press.ctrlKey || press.metaKey;
  if (mod && press.altKey && press.code === 'KeyM') return 'comment';
  if (mod && press.altKey && press.code === 'KeyS') return 'mode';
  if (mod && press.altKey && press.code === 'Digit0') return 'rail';
  if (mod && !press.altKey && press.code === 'Backslash') return 'outline';
  if (press.key === 'F8' && !mod && !press.altKey) return press.shiftKey ? 'previous-finding' : 'next-finding';
  if (press.key === 'F6' && !mod && !press.altKey) return press.shiftKey ? 'walk-back' : 'walk';
  if (press.altKey && !mod && !press.shiftKey && press.key === 'ArrowDown') return 'next-thread';
  if (press.altKey && !mod && !press.shiftKey && press.key === 'ArrowUp') return 'previous-thread';
  const inText = press.within === 'text' || press.within === 'reading';
  const own = inText && mod && !press.altKey && !press.shiftKey && TEXT_KEYS[press.key.toLowerCase()];
  if (own) return own;
  if (mod && press.altKey && press.code === 'KeyF') return 'full';
  if (press.key === '?' && !mod && !press.altKey && press.within !== 'text' && press.within !== 'field') return 'keys';
  return null;
}

/** With Ctrl, while the text has the focus: elsewhere they are the browser's own. */
const TEXT_KEYS: Readonly<Record<string, Command>> = { f: 'find', h: 'replace', l: 'link' };

export type ThreadCommand = 'reply' | 'resolve' | 'leave';

/** The command of a press on a thread's card itself, not in one of its fields. */
export function threadCommandOf(press: Press): ThreadCommand | null {
  if (press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.key === 'Escape') return 'leave';
  if (press.key === 'r' || press.key === 'R') return 'reply';
  if (press.key === 'e' || press.key === 'E') return 'resolve';
  return null;
}
