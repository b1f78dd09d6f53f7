// Asking the server what a text is made of. It stores nothing: the answer is all there is.
'use client';
import { useCallback, useRef, useState } from 'react';
import type { Noise, Outline, Span } from '../../../../domain/document/outlineTypes';
import type { Doubt } from '../../../../domain/document/recognise';
import type { FindingView } from '../../../../domain/view';
import { call } from '../../../client/api';

export interface Recognised {
  outline: Outline;
  findings: readonly FindingView[];
  noise: readonly Noise[];
  unassigned: readonly Span[];
  doubts: readonly Doubt[];
  /** As decoded; every offset counts in it. */
  text: string;
}

export interface Source {
  /** The file's name; null for pasted text. */
  name: string | null;
  result: Recognised;
}

/** What to read: the bytes under their content type. */
export interface Reading {
  name: string | null;
  body: Blob;
}

/** `recognise` answers whether it worked; the last good source stays when it did not. `problem` is a refusal's code. */
export function useRecognise(template: string) {
  const [source, setSource] = useState<Source | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef(false);

  const recognise = useCallback(
    async ({ name, body }: Reading): Promise<boolean> => {
      // One at a time: an answer that came late would undo what a newer one showed.
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setProblem(null);
      const answer = await call<Recognised>('POST', `/recognise?template=${encodeURIComponent(template)}`, body);
      running.current = false;
      setBusy(false);
      if (answer.ok) setSource({ name, result: answer.value });
      else setProblem(answer.problem.code);
      return answer.ok;
    },
    [template],
  );

  const forget = useCallback(() => {
    setSource(null);
    setProblem(null);
  }, []);
  return { source, busy, problem, recognise, forget };
}
