// The comments of the screen: which are where, which one is open, what is being written, and which thread looks for other words.
'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReviewPage, ThreadView } from '../../../domain/view';
import { useRemembered } from '../../client/useRemembered';
import { useRememberedOf } from '../../client/useRememberedOf';
import { notify } from '../../ui/Toast';
import { threadCommandOf } from '../keys';
import type { EditorPort } from '../live';
import { aroundOf } from './around';
import { type Begun, type BegunPlace, NEW } from './begun';
import type { Draft } from './Composer';
import { caretToThread } from './caret';
import {
  filtered,
  MARK_ARRIVES_MS,
  neighbour,
  THREAD_FILTERS,
  type ThreadFilter,
  type ThreadLists,
  threadLists,
} from './threadLists';
import { selectionTop } from './tops';
import type { Threads } from './useThreads';
import { useTooLong } from './useTooLong';

interface Input {
  page: Pick<ReviewPage, 'id' | 'abilities' | 'me'>;
  begun: Begun;
  /** Changes with the text: marks come and go with it. */
  tops: ReadonlyMap<string, number> | null;
  threads: Threads;
  port: RefObject<EditorPort | null>;
  rail: RefObject<HTMLElement | null>;
  /** Brings the comments into view (rail or sheet). */
  onShow: () => void;
  /** The text into view: on a phone the sheet covers it. */
  onHide: () => void;
}

export interface Comments {
  lists: ThreadLists;
  /** Those that the filter leaves beside the text. */
  beside: readonly ThreadView[];
  filter: ThreadFilter;
  setFilter: (filter: ThreadFilter) => void;
  /** The one section that is shown; undefined for all. */
  section: string | null | undefined;
  setSection: (section: string | null | undefined) => void;
  active: string | null;
  draft: Draft | null;
  /** The thread that waits for somebody to select the words that it is to stand on. */
  moving: string | null;
  move: (id: string) => void;
  stopMoving: () => void;
  /** It stands on other words now. */
  moved: () => void;
  /** The tray of threads without words stands open. */
  trayOpen: boolean;
  setTrayOpen: (open: boolean) => void;
  /** A thread pressed in the rail: the text follows. `id` null closes. */
  open: (id: string | null) => void;
  /** A mark pressed in the text, or an address: the rail follows. */
  openFromText: (id: string) => void;
  step: (by: 1 | -1) => void;
  start: () => void;
  /** Gives the draft up; what was written can be brought back for a while. */
  cancel: () => void;
  /** Out of the draft, which stays when something is written in it. */
  leaveDraft: () => void;
  /** The draft was handed over: its card is drawn by what sends it. */
  handedOver: () => void;
  /** One of one's own has arrived: it is the open one, unless another was opened meanwhile. */
  arrived: (id: string) => void;
  onCardKey: (event: KeyboardEvent<HTMLElement>) => void;
}

export function useComments({ page, begun, tops, threads, port, rail, onShow, onHide }: Input): Comments {
  const t = useTranslations('threads');
  const tooLong = useTooLong();
  const me = page.me.id;
  const mayComment = page.abilities.includes('comment');
  const now = useMomentAfter(threads, tops);
  const [filter, setFilter] = useRememberedOf('comments', THREAD_FILTERS);
  const [section, setSection] = useSection();
  const lists = useMemo(
    () => threadLists(threads.items, tops, now, { me, section }),
    [threads.items, tops, now, me, section],
  );
  const [active, setActive] = useState<string | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [moving, setMoving] = useState<string | null>(null);
  const [trayOpen, setTrayOpen] = useState(false);
  const beside = useMemo(
    () => (filter === 'resolved' ? [] : filtered(lists.anchored, filter, me)),
    [lists.anchored, filter, me],
  );

  const open = useCallback(
    (id: string | null) => {
      setActive(id);
      if (id) port.current?.scrollToThread(id);
    },
    [port],
  );
  const openFromText = (id: string) => {
    const thread = threads.items.find((one) => one.id === id);
    const isLost = lists.lost.some((one) => one.id === id);
    if (thread?.state === 'resolved') setFilter('resolved');
    else if (!beside.some((one) => one.id === id)) setFilter('open');
    if (section !== undefined && thread?.sectionKey !== section && !isLost) setSection(undefined);
    if (isLost) setTrayOpen(true);
    setActive(id);
    onShow();
  };
  const start = () => {
    if (!mayComment) return;
    const selected = placeIn(port.current);
    if (!port.current || !rail.current) return notify(t('notLive'));
    if (!selected) return notify(t('selectFirst'));
    const long = tooLong(selected.quote);
    if (long) return notify(long);
    const next = { ...selected, top: selectionTop(rail.current) };
    setActive(null);
    onShow();
    if (!draft || !begun.get(NEW)) return setDraft(next);
    notify(t('draftStands'), { label: t('draftHere'), onClick: () => setDraft(next) });
  };
  const dropDraft = () => {
    const words = begun.get(NEW);
    begun.set(NEW, null);
    setDraft(null);
    if (!words || !draft) return;
    const back = () => {
      begun.set(NEW, words);
      setDraft(draft);
    };
    notify(t('draftDropped'), { label: t('bringBack'), onClick: back });
  };
  const walked = useWalk(beside, active);
  const leave = () => {
    if (active) caretToThread(port.current?.view() ?? null, active);
    setActive(null);
    port.current?.focus();
  };
  const onHideLatest = useRef(onHide);
  onHideLatest.current = onHide;
  const cardKey = useRef(leave);
  cardKey.current = leave;

  // A comment that an earlier visit began stands where it was begun.
  useEffect(
    () =>
      begun.subscribe(() => {
        const place = begun.get(NEW)?.place;
        if (place && mayComment) setDraft((before) => before ?? { ...place, top: null });
      }),
    [begun, mayComment],
  );

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
    section,
    setSection,
    active,
    draft,
    moving,
    move: useCallback(
      (id: string) => {
        setMoving(id);
        onHideLatest.current();
        port.current?.focus();
      },
      [port],
    ),
    stopMoving: useCallback(() => setMoving(null), []),
    moved: () => {
      setMoving(null);
      void threads.refresh().then(() => moving && setActive(moving));
    },
    trayOpen,
    setTrayOpen,
    open,
    openFromText,
    step: (by) => {
      const settled = filter === 'resolved';
      const shown = settled ? lists.anchored : beside;
      const last = active ?? walked.id;
      const id = neighbour(shown, last, by, last === null ? caretPlace(shown, tops, rail.current) : walked.at);
      if (!id) return;
      if (settled) setFilter('open');
      onShow();
      open(id);
      focusCard(id);
    },
    start,
    cancel: () => {
      dropDraft();
      port.current?.focus();
    },
    leaveDraft: () => {
      if (!begun.get(NEW)) setDraft(null);
      port.current?.focus();
    },
    handedOver: () => {
      begun.set(NEW, null);
      setDraft(null);
    },
    arrived: (id) => {
      setActive((before) => before ?? id);
      if (document.activeElement === document.body) focusCard(id);
    },
    onCardKey: useCallback((event: KeyboardEvent<HTMLElement>) => {
      // Keys of a menu or dialog of the card bubble here through React, not through the page.
      if (!event.currentTarget.contains(event.target as Node)) return;
      const field = event.target instanceof HTMLTextAreaElement;
      const command = threadCommandOf(event.nativeEvent);
      if (!command || (field && command !== 'leave')) return;
      event.preventDefault();
      if (command === 'leave') cardKey.current();
      else
        event.currentTarget
          .querySelector<HTMLElement>(command === 'reply' ? '[data-reply]' : '[data-resolve]')
          ?.[command === 'reply' ? 'focus' : 'click']();
    }, []),
  };
}

/** Of which section alone threads are shown: null for those in none, undefined for all. */
function useSection(): [string | null | undefined, (section: string | null | undefined) => void] {
  const [kept, remember] = useRemembered('section');
  const section = kept === '' ? undefined : kept.slice(1) || null;
  return [section, (next) => remember(next === undefined ? '' : `/${next ?? ''}`)];
}

/** The words that are selected in the text, as a comment stands on them; null without any. */
export function placeIn(port: EditorPort | null): BegunPlace | null {
  const selected = port?.selectionAnchor();
  if (!selected) return null;
  const { from, to } = selected;
  const quote = selected.quote.replaceAll(/^\n+|\n+$/g, '');
  const view = port?.view();
  return { anchor: { from, to }, quote, around: view ? aroundOf(view.state, quote) : undefined };
}

/** The thread that was open last, and its place among the others as long as it had one: the walk goes on from there (TH17). */
function useWalk(beside: readonly ThreadView[], active: string | null): { id: string | null; at: number | null } {
  const walked = useRef<{ id: string | null; at: number | null }>({ id: null, at: null });
  const at = beside.findIndex(({ id }) => id === (active ?? walked.current.id));
  if (at !== -1) walked.current = { id: active ?? walked.current.id, at };
  return walked.current;
}

/** The place of the first thread behind the caret; null where no caret is in the text. */
function caretPlace(
  shown: readonly ThreadView[],
  tops: ReadonlyMap<string, number> | null,
  rail: HTMLElement | null,
): number | null {
  const at = document.getSelection()?.anchorNode ?? null;
  if (!tops || !rail || !at?.parentElement?.closest('.ProseMirror')) return null;
  const y = Math.round(selectionTop(rail));
  const next = shown.findIndex(({ id }) => (tops.get(id) ?? 0) >= y);
  return next === -1 ? shown.length : next;
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
