// Which threads a filter shows, and in which order one walks through them.
import type { ThreadView } from '../../../domain/view';

export const THREAD_FILTERS = ['open', 'must-fix', 'mentions', 'mine', 'resolved'] as const;
export type ThreadFilter = (typeof THREAD_FILTERS)[number];

/** How long a fresh thread may wait for its mark in the text before it counts as lost, in ms. */
export const MARK_ARRIVES_MS = 5000;

export interface ThreadLists {
  /** Open threads whose text is there, in the order of the text. */
  anchored: readonly ThreadView[];
  /** Open threads whose text is gone, of every section: they stand in none of the text, and are told whatever is looked at (TH18). */
  lost: readonly ThreadView[];
  /** Latest settled first. */
  resolved: readonly ThreadView[];
  counts: Record<ThreadFilter, number>;
  /** Open threads, whatever is looked at. */
  all: number;
  /** Sections in which open threads stand, with how many. */
  sections: ReadonlyMap<string | null, number>;
}

/** Who looks, and at which section alone; undefined for all of them. */
export interface Look {
  me: string;
  section: string | null | undefined;
}

/**
 * `tops`: y of each mark that is in the text; null while the text is not live (then nothing counts as lost).
 * `now` in ms since 1970: a thread opened a moment ago is still waiting for its mark.
 */
export function threadLists(
  threads: readonly ThreadView[],
  tops: ReadonlyMap<string, number> | null,
  now: number,
  look: Look,
): ThreadLists {
  const all = threads.filter((thread) => thread.state === 'open');
  const here = look.section === undefined ? threads : threads.filter((one) => one.sectionKey === look.section);
  const open = here.filter((thread) => thread.state === 'open');
  // The server's word holds whatever the reader's clock says.
  const isLost = (thread: ThreadView) =>
    tops?.has(thread.id) === false && (thread.lostAt !== null || now - Date.parse(thread.at) > MARK_ARRIVES_MS);
  // Marks of one line stand in the order of the text.
  const rank = new Map(Array.from(tops?.keys() ?? [], (id, n) => [id, n]));
  const rankOf = ({ id }: ThreadView) => rank.get(id) ?? rank.size;
  const resolved = here
    .filter((thread) => thread.state === 'resolved')
    .sort((a, b) => (b.resolvedAt ?? '').localeCompare(a.resolvedAt ?? ''));
  return {
    anchored: open
      .filter((thread) => !isLost(thread))
      .sort((a, b) => topOf(a, tops) - topOf(b, tops) || rankOf(a) - rankOf(b) || a.at.localeCompare(b.at)),
    lost: all.filter(isLost),
    resolved,
    counts: {
      open: open.length,
      'must-fix': filtered(open, 'must-fix', look.me).length,
      mentions: filtered(open, 'mentions', look.me).length,
      mine: filtered(open, 'mine', look.me).length,
      resolved: resolved.length,
    },
    all: all.length,
    sections: counted(all.map((thread) => thread.sectionKey)),
  };
}

function topOf(thread: ThreadView, tops: ReadonlyMap<string, number> | null): number {
  return tops?.get(thread.id) ?? Number.MAX_SAFE_INTEGER;
}

function counted<T>(items: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** What the filter leaves of open threads. `resolved` is a list of its own. */
export function filtered(threads: readonly ThreadView[], filter: ThreadFilter, me: string): readonly ThreadView[] {
  switch (filter) {
    case 'must-fix':
      return threads.filter((thread) => thread.kind === 'must-fix');
    case 'mentions':
      return threads.filter(({ comments }) => comments.some((one) => one.mentions.some(({ id }) => id === me)));
    case 'mine':
      return threads.filter((thread) => thread.assignee?.id === me);
    case 'open':
    case 'resolved':
      return threads;
  }
}

/**
 * The id `step` places on from `from`, stopping at the ends. When that one is not there (settled, or nothing was open yet): the one that
 * now stands at its place `was`, or before it; without a place the first (or last) one.
 */
export function neighbour(
  threads: readonly ThreadView[],
  from: string | null,
  step: 1 | -1,
  was: number | null = null,
): string | null {
  const at = threads.findIndex((thread) => thread.id === from);
  const first = was === null ? (step === 1 ? 0 : threads.length - 1) : step === 1 ? was : was - 1;
  if (at === -1) return threads[Math.max(0, Math.min(threads.length - 1, first))]?.id ?? null;
  return threads[Math.max(0, Math.min(threads.length - 1, at + step))]?.id ?? null;
}
