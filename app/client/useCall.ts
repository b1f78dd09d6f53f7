// A call with its busy state and its last problem, for buttons and forms.
'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import type { Problem } from '../../domain/view';
import { type Answer, call, type Method } from './api';
import { callOnce, type Keys, someKeys, type Wish } from './once';

/** The sentence for a refusal's code; an unknown code reads as an internal error with the code named. */
export function useRefusalWords(): (code: string) => string {
  const t = useTranslations('refusal');
  const common = useTranslations('common');
  return useCallback((code: string) => (t.has(code) ? t(code) : common('failed', { code })), [t, common]);
}

/**
 * `run` and `once` never throw; `problem` is that of the last call, null again when the next begins; `words` says it. `once` is for what
 * the server tells from a repeat by its key: moves, decisions, changes of signers.
 */
export function useCall() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const say = useRefusalWords();
  const watched = useCallback(async <T>(send: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    setBusy(true);
    setProblem(null);
    const answer = await send();
    setBusy(false);
    if (!answer.ok) setProblem(answer.problem);
    return answer;
  }, []);
  const run = useCallback(
    <T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> => watched(() => call<T>(method, path, body)),
    [watched],
  );
  const keys = useRef<Keys | null>(null);
  const once = useCallback(
    <T>(wish: Wish): Promise<Answer<T>> => {
      keys.current ??= someKeys();
      const own = keys.current;
      return watched(() => callOnce<T>(call, own, wish));
    },
    [watched],
  );
  return {
    busy,
    problem,
    words: problem ? say(problem.code) : null,
    run,
    once,
    clear: useCallback(() => setProblem(null), []),
  };
}
