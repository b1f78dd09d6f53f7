// The frozen text from its exact bytes: fetched, hashed in the page, compared with the digest that would be signed.
'use client';
import { useCallback, useEffect, useState } from 'react';
import type { StoredLine } from '../../../domain/document/canonical';
import type { SignoffView } from '../../../domain/view';
import { codeOf } from '../download';
import { digestOfBytes } from './digest';

export interface FrozenText {
  title: string;
  blocks: readonly StoredLine[];
}

/** With its sections as the bytes name them: number and heading, null where there is none. */
export interface CheckedText extends FrozenText {
  sections: readonly { id: string; heading: string | null }[];
}

export type Frozen =
  | { kind: 'loading' }
  | { kind: 'checked'; digest: string; text: CheckedText }
  /** The bytes are not those of the digest: nothing of them is shown, nothing can be signed. */
  | { kind: 'mismatch'; expected: string; found: string }
  | { kind: 'failed'; code: string };

export function useFrozenText(
  reviewId: string,
  signoff: Pick<SignoffView, 'version' | 'digest'>,
): { frozen: Frozen; again: () => void } {
  const { version, digest } = signoff;
  const [frozen, setFrozen] = useState<Frozen>({ kind: 'loading' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again.
  useEffect(() => {
    let gone = false;
    setFrozen({ kind: 'loading' });
    void load(reviewId, version, digest).then((next) => {
      if (!gone) setFrozen(next);
    });
    return () => {
      gone = true;
    };
  }, [reviewId, version, digest, tries]);
  return { frozen, again: useCallback(() => setTries((n) => n + 1), []) };
}

async function load(reviewId: string, version: number, expected: string): Promise<Frozen> {
  try {
    const response = await fetch(`/api/v1/reviews/${reviewId}/versions/${version}/canonical`, {
      credentials: 'same-origin',
      cache: 'no-store',
    });
    if (!response.ok) return { kind: 'failed', code: await codeOf(response) };
    const bytes = new Uint8Array(await response.arrayBuffer());
    const found = await digestOfBytes(bytes);
    if (found !== expected) return { kind: 'mismatch', expected, found };
    const { parseCanonical } = await import('../../../domain/document/canonical');
    return { kind: 'checked', digest: found, text: parseCanonical(bytes) };
  } catch (error) {
    console.error(error);
    return { kind: 'failed', code: 'unavailable' };
  }
}
