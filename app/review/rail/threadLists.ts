// Which threads a filter shows, and in which order one walks through them.
import type { ThreadView } from '../../../domain/view';

export type ThreadFilter = 'open' | 'must-fix' | 'resolved';

/** How long a fresh thread may wait for its mark in the text before it counts as lost, in ms. */
export const MARK_ARRIVES_MS = 5000;

export interface ThreadLists {
  /** Open threads whose text is there, in the order of the text. */
  anchored: readonly ThreadView[];
  /** Open threads whose text is gone. */
  lost: readonly ThreadView[];
  /** Latest settled first. */
  resolved: readonly ThreadView[];
  counts: Record<ThreadFilter, number>;
}

/**
 * `tops`: y of each mark that is in the text; null while the text is not live (then nothing counts as lost).
 * `now` in ms since 1970: a thread opened a moment ago is still waiting for its mark.
 */
export function threadLists(
  threads: readonly ThreadView[],
  tops: ReadonlyMap<string, number> | null,
  now: number,
): ThreadLists {
  const open = threads.filter((thread) => thread.state === 'open');
  const isLost = (thread: ThreadView) =>
    tops !== null && !tops.has(thread.id) && now - Date.parse(thread.at) > MARK_ARRIVES_MS;
  const resolved = threads
    .filter((thread) => thread.state === 'resolved')
    .sort((a, b) => (b.resolvedAt ?? '').localeCompare(a.resolvedAt ?? ''));
  return {
    anchored: open
      .filter((thread) => !isLost(thread))
      .sort((a, b) => topOf(a, tops) - topOf(b, tops) || a.at.localeCompare(b.at)),
    lost: open.filter(isLost),
    resolved,
    counts: {
      open: open.length,
      'must-fix': open.filter((thread) => thread.kind === 'must-fix').length,
      resolved: resolved.length,
    },
  };
}

function topOf(thread: ThreadView, tops: ReadonlyMap<string, number> | null): number {
  return tops?.get(thread.id) ?? Number.MAX_SAFE_INTEGER;
}

/** What the filter leaves beside the text. `resolved` is a list of its own. */
export function filtered(threads: readonly ThreadView[], filter: ThreadFilter): readonly ThreadView[] {
  return filter === 'must-fix' ? threads.filter((thread) => thread.kind === 'must-fix') : threads;
}

/** The id `step` places on from `from`, stopping at the ends; the first (or last) one when nothing is open. */
export function neighbour(threads: readonly ThreadView[], from: string | null, step: 1 | -1): string | null {
  const at = threads.findIndex((thread) => thread.id === from);
  if (at === -1) return (step === 1 ? threads[0] : threads.at(-1))?.id ?? null;
  return threads[Math.max(0, Math.min(threads.length - 1, at + step))]?.id ?? null;
}
