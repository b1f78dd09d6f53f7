// The comments of the screen: which are where, which one is open, what is being written.
'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useState } from 'react';
import type { ReviewPage, ThreadView } from '../../../domain/view';
import { notify } from '../../ui/Toast';
import { threadCommandOf } from '../keys';
import type { EditorPort } from '../live';
import type { Draft } from './Composer';
import { filtered, MARK_ARRIVES_MS, neighbour, type ThreadFilter, type ThreadLists, threadLists } from './threadLists';
import { selectionTop } from './tops';
import type { Threads } from './useThreads';

interface Input {
  page: Pick<ReviewPage, 'id' | 'threads' | 'abilities'>;
  /** Changes with the text: marks come and go with it. */
  tops: ReadonlyMap<string, number> | null;
  threads: Threads;
  port: RefObject<EditorPort | null>;
  rail: RefObject<HTMLElement | null>;
  /** Brings the comments into view (rail or sheet). */
  onShow: () => void;
}

export interface Comments {
  lists: ThreadLists;
  /** Those that the filter leaves beside the text. */
  beside: readonly ThreadView[];
  filter: ThreadFilter;
  setFilter: (filter: ThreadFilter) => void;
  active: string | null;
  draft: Draft | null;
  /** A thread pressed in the rail: the text follows. `id` null closes. */
  open: (id: string | null) => void;
  /** A mark pressed in the text: the rail follows. */
  openFromText: (id: string) => void;
  step: (by: 1 | -1) => void;
  start: () => void;
  cancel: () => void;
  sent: (id: string) => Promise<void>;
  onCardKey: (event: KeyboardEvent<HTMLElement>) => void;
}

export function useComments({ page, tops, threads, port, rail, onShow }: Input): Comments {
  const t = useTranslations('threads');
  const now = useMomentAfter(threads, tops);
  const lists = useMemo(() => threadLists(threads.items, tops, now), [threads.items, tops, now]);
  const [filter, setFilter] = useState<ThreadFilter>('open');
  const [active, setActive] = useState<string | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const beside = useMemo(
    () => (filter === 'resolved' ? [] : filtered(lists.anchored, filter)),
    [lists.anchored, filter],
  );

  const open = (id: string | null) => {
    setActive(id);
    if (id) port.current?.scrollToThread(id);
  };
  const openFromText = (id: string) => {
    setFilter('open');
    setActive(id);
    onShow();
  };
  const start = () => {
    if (!page.abilities.includes('comment')) return;
    const selected = port.current?.selectionAnchor();
    if (!port.current || !rail.current) return notify(t('notLive'));
    if (!selected) return notify(t('selectFirst'));
    const { from, to, quote } = selected;
    setDraft({ anchor: { from, to }, quote, top: selectionTop(rail.current) });
    onShow();
  };
  const leave = () => {
    setActive(null);
    port.current?.focus();
  };

  // Settled or taken away while it had the focus: reading goes on in the text.
  const gone = active !== null && !threads.items.some((one) => one.id === active && isShown(one, filter));
  useEffect(() => {
    if (!gone) return;
    setActive(null);
    if (document.activeElement === document.body) port.current?.focus();
  }, [gone, port]);

  return {
    lists,
    beside,
    filter,
    setFilter,
    active,
    draft,
    open,
    openFromText,
    step: (by) => {
      const settled = filter === 'resolved';
      const id = neighbour(settled ? lists.anchored : beside, active, by);
      if (!id) return;
      if (settled) setFilter('open');
      onShow();
      open(id);
      focusCard(id);
    },
    start,
    cancel: () => {
      setDraft(null);
      port.current?.focus();
    },
    sent: async (id) => {
      setDraft(null);
      await threads.refresh();
      setActive(id);
      focusCard(id);
    },
    onCardKey: (event) => {
      const field = event.target instanceof HTMLTextAreaElement;
      const command = threadCommandOf(event.nativeEvent);
      if (!command || (field && command !== 'leave')) return;
      event.preventDefault();
      if (command === 'leave') leave();
      else
        event.currentTarget
          .querySelector<HTMLElement>(command === 'reply' ? '[data-reply]' : '[data-resolve]')
          ?.[command === 'reply' ? 'focus' : 'click']();
    },
  };
}

function isShown(thread: ThreadView, filter: ThreadFilter): boolean {
  return thread.state === 'open' || filter === 'resolved';
}

/** The card is drawn in its new state first. */
function focusCard(id: string): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-thread-card="${CSS.escape(id)}"]`)?.focus({ preventScroll: true }),
  );
}

/** The time at which lists are judged: now, and once more when a fresh thread's mark ought to have come. */
function useMomentAfter(threads: Threads, tops: ReadonlyMap<string, number> | null): number {
  const [now, setNow] = useState(() => Date.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: judged anew when threads or marks change.
  useEffect(() => {
    setNow(Date.now());
    const timer = setTimeout(() => setNow(Date.now()), MARK_ARRIVES_MS + 50);
    return () => clearTimeout(timer);
  }, [threads.items, tops]);
  return now;
}
