// Which version the reader compares with: the one they signed last, else the one that this page showed before it was replaced.
'use client';
import { useState } from 'react';
import type { SignoffView } from '../../../domain/view';
import { myLine } from './mine';

export interface Base {
  /** Number of the version; null for none. */
  from: number | null;
  /** `signed`: by the reader; `seen`: on this page, a moment ago. */
  why: 'signed' | 'seen';
  /** The version, or who is asked, was replaced while the page was open. */
  moved: 'text' | 'people' | null;
}

export function useBase(signoff: SignoffView): Base {
  const [seen, setSeen] = useState({ version: signoff.version, digest: signoff.digest, record: signoff.recordSha256 });
  const [before, setBefore] = useState<{ version: number; moved: 'text' | 'people' } | null>(null);
  if (seen.version !== signoff.version || seen.record !== signoff.recordSha256) {
    setBefore({ version: seen.version, moved: seen.digest === signoff.digest ? 'people' : 'text' });
    setSeen({ version: signoff.version, digest: signoff.digest, record: signoff.recordSha256 });
  }
  const signed = myLine(signoff)?.lastSigned;
  const moved = before?.moved ?? null;
  if (signed !== undefined && signed !== signoff.version) return { from: signed, why: 'signed', moved };
  if (before && before.version !== signoff.version) return { from: before.version, why: 'seen', moved };
  return { from: null, why: 'signed', moved };
}
