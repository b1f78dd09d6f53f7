// Judging a package in this page: the files, the verdict, and whose key it is.
'use client';
import { useCallback, useState } from 'react';
import { sha256Hex } from '../../domain/jcs';
import type { Verdict } from '../../domain/package/format';
import { verifyPackage } from '../../domain/package/verify';
import { Refused } from '../../domain/refusal';
import { ed25519 } from './ed25519';
import { readPackage } from './readPackage';

/** `server`: this server published the key. `typed`: it is the one that was typed in. `other`: neither. */
export type KeyIs = 'server' | 'typed' | 'other' | 'unasked';

export interface Judged {
  name: string;
  size: number;
  files: ReadonlyMap<string, Uint8Array>;
  verdict: Verdict;
  key: KeyIs;
  /** SHA-256 of the text in the package, whatever the package says of it; null where there is none. */
  found: string | null;
}

export interface Verifying {
  judged: Judged | null;
  busy: boolean;
  /** Code of the refusal of a file that is no package. */
  problem: string | null;
  judge(file: File, fingerprint: string): void;
  clear(): void;
}

export function useVerify(): Verifying {
  const [judged, setJudged] = useState<Judged | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const judge = useCallback(async (file: File, fingerprint: string) => {
    setBusy(true);
    setProblem(null);
    try {
      const files = await readPackage(file);
      const known = await publishedKeys();
      const typed = fingerprint.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
      const trusts = typed !== '' ? (key: string) => key === typed : known && ((key: string) => known.has(key));
      const verdict = await verifyPackage({ files, ed25519, trusts });
      const trusted = verdict.checks.some(({ check, ok }) => check === 'key' && ok);
      const key = trusts === null ? 'unasked' : !trusted ? 'other' : typed === '' ? 'server' : 'typed';
      const text = files.get('document.json');
      const found = text ? sha256Hex(text) : null;
      setJudged({ name: file.name, size: file.size, files, verdict, key, found });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(error.refusal.code);
      setJudged(null);
    } finally {
      setBusy(false);
    }
  }, []);
  return { judged, busy, problem, judge: (file, key) => void judge(file, key), clear: () => setJudged(null) };
}

/** Fingerprints that this server publishes as trusted; null when it does not answer: the page may be open without a network. */
async function publishedKeys(): Promise<ReadonlySet<string> | null> {
  try {
    const answer = await fetch('/.well-known/countersign-keys.json', { cache: 'no-store' });
    if (!answer.ok) return null;
    const { items } = (await answer.json()) as { items: { fingerprint: string; badFrom: string | null }[] };
    return new Set(items.flatMap(({ fingerprint, badFrom }) => (badFrom === null ? [fingerprint] : [])));
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}
