// What the directory says while a name is typed.
'use client';
import { useEffect, useState } from 'react';
import type { PersonView } from '../../../domain/view';
import { call } from '../../client/api';
import { useRefusalWords } from '../../client/useCall';

export type Found = PersonView & { email?: string };

/** Long enough that typing a name asks once, short enough not to be felt. */
const PAUSE_MS = 200;

interface Answered {
  found: readonly Found[] | null;
  problem: string | null;
}

const NOTHING: Answered = { found: null, problem: null };

/** Nothing is asked for an empty field; an answer that comes after a newer question is dropped. */
export function useDirectory(q: string): Answered {
  const words = useRefusalWords();
  const [state, setState] = useState<Answered>(NOTHING);
  const asked = q.trim();
  useEffect(() => {
    if (asked === '') return setState(NOTHING);
    let stale = false;
    const timer = setTimeout(async () => {
      const answer = await call<{ items: readonly Found[] }>('GET', `/people?q=${encodeURIComponent(asked)}`);
      if (stale) return;
      setState(
        answer.ok ? { found: answer.value.items, problem: null } : { found: null, problem: words(answer.problem.code) },
      );
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [asked, words]);
  return state;
}
