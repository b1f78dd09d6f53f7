// What the directory says while a name is typed.
'use client';
import { useEffect, useState } from 'react';
import type { FoundPeople } from '../../../domain/view';
import { call } from '../../client/api';
import { useRefusalWords } from '../../client/useCall';

export type Found = FoundPeople['items'][number];

/** Long enough that typing a name asks once, short enough not to be felt. */
const PAUSE_MS = 200;

interface Answered {
  found: readonly Found[] | null;
  /** Whether there are others beside those found: more letters find them. */
  more: boolean;
  problem: string | null;
}

const NOTHING: Answered = { found: null, more: false, problem: null };

/** Nothing is asked for an empty field; an answer that comes after a newer question is dropped. */
export function useDirectory(q: string, path = '/people'): Answered {
  const words = useRefusalWords();
  const [state, setState] = useState<Answered>(NOTHING);
  const asked = q.trim();
  useEffect(() => {
    if (asked === '') return setState(NOTHING);
    let stale = false;
    const timer = setTimeout(async () => {
      const answer = await call<FoundPeople>('GET', `${path}?q=${encodeURIComponent(asked)}`);
      if (stale) return;
      setState(
        answer.ok
          ? { found: answer.value.items, more: answer.value.cursor !== undefined, problem: null }
          : { ...NOTHING, problem: words(answer.problem.code) },
      );
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [asked, path, words]);
  return state;
}
