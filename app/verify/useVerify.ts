// Judging a package in this page: the files, the verdict, and whose key it is.
'use client';
import { useState } from 'react';
import { sha256Hex } from '../../domain/jcs';
import type { Verdict } from '../../domain/package/format';
import { type PublishedKey, publishedIn, trustIn } from '../../domain/package/keys';
import { verifyPackage, witnessIn } from '../../domain/package/verify';
import { Refused } from '../../domain/refusal';
import { ed25519 } from './ed25519';
import { readPackage } from './readPackage';

/**
 * `server`: this server published the key. `typed`: it is the one that was typed in, or vouched for by it. `other`: neither. The rest
 * as the verdict has it.
 */
export type KeyIs = 'server' | 'typed' | 'other' | Exclude<Verdict['key'], 'known' | 'unknown'>;

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
  /** Judges the same package again, with a digest of its completion from before its key became bad. */
  witnessed(digest: string): void;
  clear(): void;
}

interface Given {
  file: File;
  fingerprint: string;
  witness: string | null;
}

export function useVerify(): Verifying {
  const [given, setGiven] = useState<Given | null>(null);
  const [judged, setJudged] = useState<Judged | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const judge = async (next: Given) => {
    setBusy(true);
    setProblem(null);
    setGiven(next);
    try {
      setJudged(await judgedOf(next));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(error.refusal.code);
      setJudged(null);
    } finally {
      setBusy(false);
    }
  };
  return {
    judged,
    busy,
    problem,
    judge: (file, fingerprint) => void judge({ file, fingerprint, witness: null }),
    witnessed: (digest) => given && void judge({ ...given, witness: witnessIn(digest) }),
    clear: () => setJudged(null),
  };
}

/** @throws Refused as readPackage. */
async function judgedOf({ file, fingerprint, witness }: Given): Promise<Judged> {
  const files = await readPackage(file);
  const published = await publishedKeys();
  const typed = fingerprint.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
  const trust = typed !== '' || published ? await trustIn(published ?? [], ed25519, typed === '' ? null : typed) : null;
  const verdict = await verifyPackage({ files, ed25519, trust, witness });
  const text = files.get('document.json');
  const found = text ? sha256Hex(text) : null;
  return { name: file.name, size: file.size, files, verdict, key: keyIs(verdict.key, typed !== ''), found };
}

function keyIs(key: Verdict['key'], typed: boolean): KeyIs {
  if (key === 'known') return typed ? 'typed' : 'server';
  return key === 'unknown' ? 'other' : key;
}

/** What this server publishes; null when it does not answer: the page may be open without a network. */
async function publishedKeys(): Promise<PublishedKey[] | null> {
  try {
    const answer = await fetch('/.well-known/countersign-keys.json', { cache: 'no-store' });
    return answer.ok ? publishedIn(await answer.text()) : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
