// The comments of the live screen put together: threads, where they stand, what is on its way, and what every card is given.
'use client';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { mayBeAssigned } from '../../../domain/thread';
import type { ReviewPage } from '../../../domain/view';
import type { EditorPort, Live } from '../live';
import { threadIn } from './address';
import { Begun, editKey, NEW } from './begun';
import type { Draft } from './Composer';
import type { Talk } from './talk';
import { MARK_ARRIVES_MS } from './threadLists';
import { type Unmarked, useTops } from './tops';
import type { Sent, Unsent, Words } from './unsent';
import { type Comments, placeIn, useComments } from './useComments';
import { useLostNews } from './useLostNews';
import { type Outbox, useOutbox } from './useOutbox';
import { useRead } from './useRead';
import { type Threads, useThreads } from './useThreads';

interface Input {
  page: ReviewPage;
  live: Live;
  scroller: RefObject<HTMLDivElement | null>;
  rail: RefObject<HTMLElement | null>;
  port: RefObject<EditorPort | null>;
  onShow: () => void;
  onHide: () => void;
  sectionTitle: (key: string | null) => string;
  /** Why nothing but words can be sent now. */
  blocked: string | null;
}

export interface Talking {
  comments: Comments;
  threads: Threads;
  tops: ReadonlyMap<string, number> | null;
  outbox: Outbox;
  talk: Talk;
  send: (draft: Draft, words: Words, kind: 'normal' | 'must-fix') => void;
}

export function useTalking(input: Input): Talking {
  const { page, live, scroller, rail, port, onShow, onHide, sectionTitle, blocked } = input;
  const threads = useThreads(page.id, page.threads);
  const { refresh } = threads;
  const { fresh, remember } = useFresh();
  const arrived = useRef<(id: string) => void>(() => undefined);
  const begun = useBegun(page.me.id, page.id, live.ending === 'gone');
  const onSent = useCallback(
    async (item: Unsent, { threadId, commentId }: Sent & { kind: 'sent' }) => {
      if (item.target.kind === 'open') remember(threadId, item.target.anchor.from);
      await refresh();
      if (item.target.kind === 'open') arrived.current(threadId);
      // Who was still changing it goes on with the comment that it is now.
      begun.carry(editKey(item.key), editKey(commentId));
    },
    [remember, refresh, begun],
  );
  const outbox = useOutbox({
    reviewId: page.id,
    personId: page.me.id,
    saving: live.saving,
    over: live.ending === 'gone',
    onSent,
  });
  const [drafted, setDrafted] = useState<unknown>(null);
  const unmarked = useMemo<Unmarked>(() => {
    const opening = outbox.items.flatMap(({ key, target }) =>
      target.kind === 'open' ? ([[key, target.anchor.from]] as const) : [],
    );
    const begins = drafted ? ([[NEW, drafted]] as const) : [];
    return new Map<string, unknown>([...fresh, ...opening, ...begins]);
  }, [fresh, outbox.items, drafted]);
  const tops = useTops({ scroller, rail, port }, unmarked, [live.blocks, threads.items]);
  const comments = useComments({ page, begun, tops, threads, port, rail, onShow, onHide });
  arrived.current = comments.arrived;
  const begins = comments.draft?.anchor.from ?? null;
  useEffect(() => setDrafted(begins), [begins]);
  useLostNews(threads.items, comments.openFromText);
  useRead(comments.active, threads.items);
  useAddress(tops !== null, (id) => {
    comments.openFromText(id);
    port.current?.scrollToThread(id);
  });

  const people = useMemo(() => {
    const review = {
      id: page.id,
      stage: page.stage,
      members: page.members.map(({ id, roles }) => ({ personId: id, roles })),
    };
    return page.members.filter(({ id }) => mayBeAssigned(review, id));
  }, [page]);
  const { move } = comments;
  const { add, change, place, discard } = outbox;
  const selected = useCallback(() => placeIn(port.current), [port]);
  const talk = useMemo<Talk>(
    () => ({
      reviewId: page.id,
      me: page.me,
      people,
      blocked,
      outbox: { add, change, place, discard },
      selected,
      begun,
      refresh,
      move,
      sectionTitle,
    }),
    [page.id, page.me, people, blocked, add, change, place, discard, selected, begun, refresh, move, sectionTitle],
  );
  const send = (draft: Draft, words: Words, threadKind: 'normal' | 'must-fix') => {
    const { anchor, quote, around } = draft;
    outbox.add({ kind: 'open', anchor, quote, around, threadKind }, words);
    comments.handedOver();
  };
  return { comments, threads, tops, outbox, talk, send };
}

/** The words that this person has begun here, those of an earlier visit too. */
function useBegun(person: string, review: string, over: boolean): Begun {
  const begun = useMemo(() => new Begun({ person, review }), [person, review]);
  useEffect(() => {
    void begun.load();
    const flush = () => begun.flush();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [begun]);
  useEffect(() => {
    if (over) begun.end();
  }, [begun, over]);
  return begun;
}

/** Where one's own new threads stand until their marks arrive. */
function useFresh() {
  const [fresh, setFresh] = useState<ReadonlyMap<string, unknown>>(new Map());
  const remember = useCallback((id: string, position: unknown) => {
    setFresh((before) => new Map(before).set(id, position));
    setTimeout(() => {
      setFresh((before) => {
        const next = new Map(before);
        next.delete(id);
        return next;
      });
    }, MARK_ARRIVES_MS);
  }, []);
  return { fresh, remember };
}

/** The thread that the page's address names is opened, once, as soon as the text stands. */
function useAddress(stands: boolean, open: (id: string) => void): void {
  const done = useRef(false);
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    if (!stands || done.current) return;
    done.current = true;
    const id = threadIn(window.location.search);
    if (id) latest.current(id);
  }, [stands]);
}
