// What the palette asks of the server: results for the words so far, and the reviews that changed last.
'use client';
import { useEffect, useState } from 'react';
import type { ReviewListItem, SearchItem, SearchPage } from '../../domain/view';
import { call } from '../client/api';
import { useRefusalWords } from '../client/useCall';
import { searchAddress } from './searchAddress';

/** After the last key, ms. */
const PAUSE_MS = 140;
const RECENT = 6;

interface Found {
  state: 'idle' | 'asking' | 'done' | 'failed';
  items: readonly SearchItem[];
  /** There is more to look through. */
  more: boolean;
  words: string;
}

const NOTHING: Found = { state: 'idle', items: [], more: false, words: '' };

/** The last results stay while the next are asked for; an answer that comes late is dropped. */
export function useSearch(q: string): Found {
  const say = useRefusalWords();
  const [found, setFound] = useState(NOTHING);
  const asked = q.trim();
  useEffect(() => {
    if (asked === '') {
      setFound(NOTHING);
      return;
    }
    let late = false;
    setFound((before) => ({ ...before, state: 'asking' }));
    const timer = setTimeout(async () => {
      const answer = await call<SearchPage>('GET', searchAddress({ q: asked }));
      if (late) return;
      if (!answer.ok) return setFound({ ...NOTHING, state: 'failed', words: say(answer.problem.code) });
      const { items, cursor } = answer.value;
      setFound({ state: 'done', items, more: cursor !== undefined, words: '' });
    }, PAUSE_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [asked, say]);
  return found;
}

/** Newest change first; none when they cannot be asked for: the palette works without. */
export function useRecent(): readonly ReviewListItem[] {
  const [items, setItems] = useState<readonly ReviewListItem[]>([]);
  useEffect(() => {
    let gone = false;
    void call<{ items: ReviewListItem[] }>('GET', '/reviews').then((answer) => {
      if (answer.ok && !gone) setItems(answer.value.items.slice(0, RECENT));
    });
    return () => {
      gone = true;
    };
  }, []);
  return items;
}
