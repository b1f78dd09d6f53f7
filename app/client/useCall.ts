// A call with its busy state and its last problem, for buttons and forms.
'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import type { Problem } from '../../domain/view';
import { type Answer, call, type Method } from './api';

/** The sentence for a refusal's code; an unknown code reads as an internal error with the code named. */
export function useRefusalWords(): (code: string) => string {
  const t = useTranslations('refusal');
  const common = useTranslations('common');
  return useCallback((code: string) => (t.has(code) ? t(code) : common('failed', { code })), [t, common]);
}

/** `run` never throws; `problem` is that of the last call, null again when the next begins; `words` says it. */
export function useCall() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const say = useRefusalWords();
  const run = useCallback(
    async <T>(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>> => {
      setBusy(true);
      setProblem(null);
      const answer = await call<T>(method, path, body, headers);
      setBusy(false);
      if (!answer.ok) setProblem(answer.problem);
      return answer;
    },
    [],
  );
  return {
    busy,
    problem,
    words: problem ? say(problem.code) : null,
    run,
    clear: useCallback(() => setProblem(null), []),
  };
}
