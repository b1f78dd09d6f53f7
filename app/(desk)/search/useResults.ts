// The results in the page: the first part came with it, the others are asked for one after another (SE10).
'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SearchItem, SearchPage } from '../../../domain/view';
import { call } from '../../client/api';
import { useRefusalWords } from '../../client/useCall';
import { type SearchQuery, searchAddress } from '../../shell/searchAddress';

/** Requests of one press that may bring nothing before the reader is asked whether it shall go on. */
const EMPTY = 10;

interface Results {
  items: readonly SearchItem[];
  /** Null at the end. */
  more: (() => Promise<void>) | null;
  busy: boolean;
  /** Why the last question brought nothing; null when it did. */
  words: string | null;
}

export function useResults(query: SearchQuery, first: SearchPage): Results {
  const say = useRefusalWords();
  const [items, setItems] = useState(first.items);
  const [cursor, setCursor] = useState(first.cursor);
  const starts = first.items.length === 0 && first.cursor !== undefined;
  const [busy, setBusy] = useState(starts);
  const [words, setWords] = useState<string | null>(null);
  const gone = useRef(false);
  const ask = useCallback(
    async (from: string | undefined) => {
      setBusy(true);
      setWords(null);
      let next = from;
      for (let n = 0; n < EMPTY && next !== undefined && !gone.current; n++) {
        const answer = await call<SearchPage>('GET', searchAddress({ ...query, cursor: next }));
        if (gone.current) return;
        if (!answer.ok) {
          setWords(say(answer.problem.code));
          break;
        }
        const found = answer.value.items;
        next = answer.value.cursor;
        setCursor(next);
        // One that changed meanwhile may come twice.
        setItems((before) => [
          ...before,
          ...found.filter((one) => !before.some((old) => old.reviewId === one.reviewId)),
        ]);
        if (found.length > 0) break;
      }
      setBusy(false);
    },
    [query, say],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what the page came with.
  useEffect(() => {
    gone.current = false;
    if (starts) void ask(first.cursor);
    return () => {
      gone.current = true;
    };
  }, []);
  return { items, more: cursor === undefined ? null : () => ask(cursor), busy, words };
}
