// What the server knows for the checks: passages shared with other reviews, and the organisation's set phrases, asked beside the typing.
'use client';
import { useEffect, useRef, useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import type { SharedPassageView } from '../../../domain/view';
import { call } from '../../client/api';

/** After a change, and between two questions. In ms. */
const SOON_MS = 1500;
const EVERY_MS = 10_000;

export interface Shared {
  items: readonly SharedPassageView[];
  phrases: readonly string[];
}

/** Asked at the beginning and after changes; what could not be asked stays as it was. */
export function useShared(reviewId: string, phrases: readonly string[], blocks: readonly Block[]): Shared {
  const [shared, setShared] = useState<Shared>({ items: [], phrases });
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the text plans one question, unless one is planned.
  useEffect(() => {
    if (timer.current) return;
    const ask = async () => {
      last.current = Date.now();
      timer.current = null;
      const answer = await call<Shared>('GET', `/reviews/${reviewId}/shared-passages`);
      if (!answer.ok) return;
      const next = { items: answer.value.items, phrases: answer.value.phrases };
      setShared((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    timer.current = setTimeout(() => void ask(), Math.max(SOON_MS, last.current + EVERY_MS - Date.now()));
  }, [reviewId, blocks]);
  return shared;
}
