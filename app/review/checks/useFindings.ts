// CK32: the checks over the live text, in a worker, a moment after the last change. Typing never waits for them.
'use client';
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Analysis, AnalysisInput, Located } from '../../../domain/checks/analyse';
import type { Answered, Asked } from './checkWorker';

/** After the last change; and the longest that a text on which many write goes unchecked. In ms. */
const PAUSE_MS = 300;
const MOST_MS = 2000;

export interface Findings extends Omit<Analysis, 'items' | 'rules'> {
  /** Null until the first run. */
  items: readonly Located[] | null;
  /** How many checks there are; null until the first run. */
  rules: number | null;
  failed: boolean;
  /** When the shown result came, in ms since 1970. */
  at: number | null;
  /** Checks again now. */
  again: () => void;
}

type State = Omit<Findings, 'again'>;
const NONE: State = { items: null, lineBlocks: [], fixAll: {}, rules: null, failed: false, at: null };

const MINUTE = 60_000;

/** What a run found again is the same object as before: nothing is drawn anew for it. The time is told by the minute. */
function resultOf(before: State, { items: all, ...rest }: Analysis, now: number): State {
  const known = new Map(before.items?.map((one) => [one.key, one]));
  const items = all.map((one) => same(known.get(one.key), one));
  const state: State = {
    ...rest,
    items:
      before.items && items.length === before.items.length && items.every((one, n) => one === before.items?.[n])
        ? before.items
        : items,
    lineBlocks: same(before.lineBlocks, rest.lineBlocks),
    fixAll: same(before.fixAll, rest.fixAll),
    failed: false,
    at: now - (now % MINUTE),
  };
  return (Object.keys(state) as (keyof State)[]).every((field) => state[field] === before[field]) ? before : state;
}

function same<T>(before: T | undefined, now: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

/** A result is shown unless a newer run was asked for: never that of an older text over that of a newer one. */
export function useFindings(input: AnalysisInput): Findings {
  const [state, setState] = useState<State>(NONE);
  const worker = useRef<Worker | null>(null);
  const run = useRef(0);
  const waitingSince = useRef<number | null>(null);
  const latest = useRef(input);
  latest.current = input;

  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = null;
    },
    [],
  );

  /** Made for the first run: before the text stands nobody waits for its checks. */
  const start = useCallback((): Worker => {
    const made = new Worker(new URL('./checkWorker.ts', import.meta.url), { type: 'module' });
    made.onmessage = ({ data }: MessageEvent<Answered>) => {
      if (data.run !== run.current) return;
      if (!data.analysis) reportError(new Error(data.why));
      const { analysis } = data;
      // A key pressed meanwhile comes first.
      startTransition(() =>
        setState((before) => (analysis ? resultOf(before, analysis, Date.now()) : { ...NONE, failed: true })),
      );
    };
    // The script did not load, or an exception left it.
    made.onerror = () => setState({ ...NONE, failed: true });
    return made;
  }, []);

  const again = useCallback(() => {
    waitingSince.current = null;
    run.current += 1;
    worker.current ??= start();
    worker.current.postMessage({ run: run.current, input: latest.current } satisfies Asked);
  }, [start]);

  const { title, blocks, template, fields, phrases, shared } = input;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the rules read; the worker is given the latest of all.
  useEffect(() => {
    waitingSince.current ??= Date.now();
    const left = waitingSince.current + MOST_MS - Date.now();
    const timer = setTimeout(again, Math.max(0, Math.min(PAUSE_MS, left)));
    return () => clearTimeout(timer);
  }, [title, blocks, template, fields, phrases, shared, again]);

  return useMemo(() => ({ ...state, again }), [state, again]);
}
