// What the directory says while a name is typed.
'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FoundPeople } from '../../domain/view';
import { call } from './api';
import { useRefusalWords } from './useCall';

export type Found = FoundPeople['items'][number];

/** Long enough that typing a name asks once, short enough not to be felt. */
const PAUSE_MS = 200;

interface Answered {
  found: readonly Found[] | null;
  problem: string | null;
  /** Where the directory goes on. */
  next?: string;
}

const NOTHING: Answered = { found: null, problem: null };

interface Asking {
  path?: string;
  /** Whether it is asked for an empty field too. */
  all?: boolean;
  open?: boolean;
}

/** Asked after a pause; an answer that comes after a newer question is dropped. `goOn` brings the next ones, where there are others. */
export function useDirectory(q: string, { path = '/people', all = false, open = true }: Asking = {}) {
  const words = useRefusalWords();
  const [state, setState] = useState<Answered>(NOTHING);
  const asked = useRef(0);
  const wanted = q.trim();
  const ask = useCallback(
    async (before: readonly Found[], cursor?: string) => {
      asked.current += 1;
      const mine = asked.current;
      const query = new URLSearchParams({ q: wanted, ...(cursor ? { cursor } : {}) });
      const answer = await call<FoundPeople>('GET', `${path}?${query}`);
      if (mine !== asked.current) return;
      if (!answer.ok) return setState({ found: null, problem: words(answer.problem.code) });
      const { items, cursor: next } = answer.value;
      setState({ found: [...before, ...items], problem: null, ...(next ? { next } : {}) });
    },
    [path, wanted, words],
  );
  useEffect(() => {
    if (!open) return;
    if (wanted === '' && !all) return setState(NOTHING);
    const timer = setTimeout(() => void ask([]), PAUSE_MS);
    return () => {
      asked.current += 1;
      clearTimeout(timer);
    };
  }, [ask, wanted, all, open]);
  const { found, problem, next } = state;
  return { found, problem, goOn: next === undefined ? null : () => void ask(found ?? [], next) };
}
