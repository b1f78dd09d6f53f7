// What the badge says about the words of this page. Pure, so that every promise of it can be tested (P2).
import type { IconName } from '../ui/icons';

export interface SaveInput {
  /** The socket: open, being opened (again), given up for now, or stopped for good until a person acts. */
  link: 'live' | 'connecting' | 'offline' | 'stopped';
  /** Edits of this page without the server's acknowledgement. */
  unsaved: number;
  /** One of them has waited for its acknowledgement longer than "saving" may be said of it. */
  late: boolean;
  /** Whether a full exchange of this copy has been acknowledged: before it nobody knows, so nothing is called saved. */
  settled: boolean;
  /** When the server last acknowledged an edit of this page, in ms since 1970. */
  savedAt: number | null;
  /** Whether the reader may write now. */
  writes: boolean;
  /** When the text was frozen, in ms since 1970; null while it is not. */
  frozenAt: number | null;
}

export type SaveKind =
  | 'frozen'
  | 'reading'
  | 'checking'
  | 'saved'
  | 'savedAt'
  | 'saving'
  | 'late'
  | 'pending'
  | 'reconnecting'
  | 'offline'
  | 'stopped';

export interface SaveShown {
  kind: SaveKind;
  icon: IconName;
  /** Class beside `save`. */
  look: '' | 'is-pending' | 'is-offline';
  unsaved: number;
  /** The time that the words name, in ms since 1970. */
  at: number | null;
}

/**
 * Unsaved words come before everything else: neither a frozen stage nor a lost right may hide them. "Saved" is said only with
 * an open socket, a settled copy and nothing unacknowledged. An open socket alone says nothing: the server may stand still behind it.
 */
export function saveState(input: SaveInput): SaveShown {
  const { link, unsaved, late, settled, savedAt, writes, frozenAt } = input;
  const shown = (
    kind: SaveKind,
    icon: IconName,
    look: SaveShown['look'] = '',
    at: number | null = null,
  ): SaveShown => ({ kind, icon, look, unsaved, at });
  if (link === 'stopped' && unsaved > 0) return shown('stopped', 'cloud-off', 'is-offline');
  if (link === 'offline' || link === 'stopped') return shown('offline', 'cloud-off', 'is-offline');
  if (unsaved > 0) return shown(link !== 'live' ? 'pending' : late ? 'late' : 'saving', 'cloud-up', 'is-pending');
  if (frozenAt !== null) return shown('frozen', 'lock', '', frozenAt);
  if (link === 'connecting')
    return settled ? shown('reconnecting', 'cloud-up', 'is-pending') : shown('checking', 'cloud-up');
  if (!writes) return shown('reading', 'eye');
  if (!settled) return shown('checking', 'cloud-up');
  return savedAt === null ? shown('saved', 'cloud-ok') : shown('savedAt', 'cloud-ok', '', savedAt);
}

/** What a screen reader was told last, and whether it is owed the word that all is saved again. */
export interface Spoken {
  of: SaveKind;
  words: SaveKind | null;
  owed: boolean;
}

const ROUTINE: readonly SaveKind[] = ['saving', 'saved', 'savedAt'];

/**
 * Somebody who types hears nothing of each word that is saved: trouble is said at once, and its end once. While a word is on its way
 * nothing says that all is saved.
 */
export function spokenAfter(before: Spoken | null, of: SaveKind): Spoken {
  if (before?.of === of) return before;
  if (!ROUTINE.includes(of)) return { of, words: of, owed: true };
  if (of === 'saving') return { of, words: null, owed: before?.owed ?? false };
  if (before && ['saved', 'savedAt'].includes(before.of)) return { ...before, of };
  return { of, words: before?.owed ? of : null, owed: false };
}
