// Comments on their way: shown at once, kept in the browser, sent in their order when the server is there.
'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../../client/api';
import { newKey } from '../../client/once';
import { dropUnsent, keepUnsent, readUnsent } from '../../editor/copy/unsentItems';
import type { Saving } from '../../editor/useReviewDoc';
import type { BegunPlace } from './begun';
import { placedAnew, reworded, type Sent, send, type Target, type Unsent, unsentOf, type Words } from './unsent';

/** After the server had no time, in ms. */
const AGAIN_MS = 3000;

interface Input {
  reviewId: string;
  personId: string;
  /** Nothing is sent before the server answers and has every word that this page knows: then positions mean the same there. */
  saving: Saving;
  /** The person may not have this review any more: nothing is kept, nothing is sent. */
  over: boolean;
  /** After one arrived, before it leaves the list. */
  onSent: (item: Unsent, sent: Sent & { kind: 'sent' }) => Promise<void>;
}

export interface Outbox {
  items: readonly Unsent[];
  add: (target: Target, words: Words) => void;
  change: (key: string, words: Words) => void;
  /** On other words of the text, where those it was for are none. */
  place: (key: string, place: BegunPlace) => void;
  discard: (key: string) => void;
}

export function useOutbox({ reviewId, personId, saving, over, onSent }: Input): Outbox {
  const whose = useMemo(() => ({ person: personId, review: reviewId }), [personId, reviewId]);
  const [items, setItems] = useState<readonly Unsent[]>([]);
  const list = useRef<readonly Unsent[]>([]);
  const busy = useRef(false);
  const latest = useRef({ over, onSent });
  latest.current = { over, onSent };

  const set = useCallback((next: readonly Unsent[]) => {
    list.current = next;
    setItems(next);
  }, []);
  const put = useCallback(
    async (key: string, next: Unsent) => {
      set(list.current.map((one) => (one.key === key ? next : one)));
      if (key !== next.key) await dropUnsent(whose, key);
      await keepUnsent(whose, next.key, next);
    },
    [set, whose],
  );
  const drop = useCallback(
    async (key: string) => {
      set(list.current.filter((one) => one.key !== key));
      await dropUnsent(whose, key);
    },
    [set, whose],
  );

  const flush = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      for (;;) {
        const next = list.current.find((one) => one.refused === null);
        if (!next || !isReady(saving) || latest.current.over) return;
        // Written down first: a page that ends here sends the same words under the same key again.
        if (next.tried === null) await put(next.key, { ...next, tried: next.words });
        const item = list.current.find((one) => one.key === next.key);
        if (!item) continue;
        const sent = await send(call, reviewId, item);
        const now = list.current.find((one) => one.key === item.key);
        if (sent.kind === 'later') return;
        if (sent.kind === 'refused') {
          if (now) await put(now.key, { ...now, refused: sent.code });
          continue;
        }
        // Changed while it was under way: once more round, which changes it on the server.
        if (now && now.words.body !== item.words.body) continue;
        await latest.current.onSent(item, sent);
        await drop(item.key);
      }
    } finally {
      busy.current = false;
    }
  }, [put, drop, reviewId, saving]);

  useEffect(() => {
    let here = true;
    void readUnsent(whose).then((kept) => {
      if (!here) return;
      const known = new Set(list.current.map(({ key }) => key));
      set([...unsentOf(kept).filter(({ key }) => !known.has(key)), ...list.current]);
    });
    return () => {
      here = false;
    };
  }, [whose, set]);
  useEffect(() => {
    if (over) set([]);
  }, [over, set]);
  const waiting = items.some((one) => one.refused === null);
  useEffect(() => {
    if (!waiting) return;
    const go = () => void flush();
    go();
    const stop = saving.subscribe(go);
    const again = setInterval(go, AGAIN_MS);
    return () => {
      stop();
      clearInterval(again);
    };
  }, [saving, waiting, flush]);

  const add = useCallback(
    (target: Target, words: Words) => {
      if (latest.current.over) return;
      const item = { key: newKey(), at: new Date().toISOString(), target, words, tried: null, refused: null };
      set([...list.current, item]);
      void keepUnsent(whose, item.key, item).then(flush);
    },
    [set, whose, flush],
  );
  const change = useCallback(
    (key: string, words: Words) => {
      const item = list.current.find((one) => one.key === key);
      if (item) void put(key, reworded(item, words, newKey())).then(flush);
    },
    [put, flush],
  );
  const place = useCallback(
    (key: string, at: BegunPlace) => {
      const item = list.current.find((one) => one.key === key);
      if (item) void put(key, placedAnew(item, at, newKey())).then(flush);
    },
    [put, flush],
  );
  const discard = useCallback((key: string) => void drop(key), [drop]);
  return useMemo(() => ({ items, add, change, place, discard }), [items, add, change, place, discard]);
}

function isReady(saving: Saving): boolean {
  const { link, admitted, unsaved } = saving.now();
  return link === 'live' && admitted && unsaved === 0;
}
