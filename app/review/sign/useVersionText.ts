// The text of a former version, and what changed between it and the one that is shown.
'use client';
import { useEffect, useState } from 'react';
import type { TextChanges } from '../../../domain/document/changes';
import type { FrozenText } from './useFrozenText';

export type Since =
  /** Nothing to compare with. */
  | { kind: 'none' }
  | { kind: 'loading'; from: number }
  | { kind: 'failed'; from: number }
  | { kind: 'known'; from: number; before: FrozenText; changes: TextChanges };

/** `from`: the number of the former version; null for none. `now`: the text that is shown, once it is there. */
export function useSince(reviewId: string, from: number | null, now: FrozenText | null): Since {
  const [since, setSince] = useState<Since>({ kind: 'none' });
  useEffect(() => {
    if (from === null || now === null) return setSince(from === null ? { kind: 'none' } : { kind: 'loading', from });
    let gone = false;
    setSince({ kind: 'loading', from });
    void compared(reviewId, from, now).then((next) => {
      if (!gone) setSince(next);
    });
    return () => {
      gone = true;
    };
  }, [reviewId, from, now]);
  return since;
}

async function compared(reviewId: string, from: number, now: FrozenText): Promise<Since> {
  try {
    const response = await fetch(`/api/v1/reviews/${reviewId}/versions/${from}/document`, {
      credentials: 'same-origin',
      cache: 'no-store',
    });
    if (!response.ok) return { kind: 'failed', from };
    const [{ parseCanonical }, { changesBetween }] = await Promise.all([
      import('../../../domain/document/canonical'),
      import('../../../domain/document/changes'),
    ]);
    const before = parseCanonical(new Uint8Array(await response.arrayBuffer()));
    return { kind: 'known', from, before, changes: changesBetween(before, now) };
  } catch (error) {
    console.error(error);
    return { kind: 'failed', from };
  }
}
