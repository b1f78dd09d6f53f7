// Judging a package in this page: the verdict, and whose key it is.
'use client';
import { useEffect, useRef, useState } from 'react';
import type { Verdict } from '../../domain/package/format';
import { type PublishedKey, publishedIn } from '../../domain/package/keys';
import { witnessIn } from '../../domain/package/verify';
import { createJudge, type Judge } from './judge';
import type { Found } from './judgeWorker';

/**
 * `server`: this server published the key. `typed`: it is the one that was typed in, or vouched for by it. `other`: neither. The rest
 * as the verdict has it.
 */
export type KeyIs = 'server' | 'typed' | 'other' | Exclude<Verdict['key'], 'known' | 'unknown'>;

export interface Judged extends Found {
  name: string;
  size: number;
  key: KeyIs;
}

type Answer = Awaited<ReturnType<Judge['ask']>>;
export type Problem = Extract<Answer, { problem: unknown }>['problem'];

export interface Verifying {
  judged: Judged | null;
  busy: boolean;
  /** Why there is no verdict. */
  problem: Problem | null;
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
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const own = useRef<Judge | null>(null);
  useEffect(() => {
    const made = createJudge();
    own.current = made;
    return () => made.end();
  }, []);
  const judge = async (next: Given) => {
    const by = own.current;
    if (!by) return;
    setBusy(true);
    setProblem(null);
    setGiven(next);
    const typed = next.fingerprint.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
    const { file, witness } = next;
    const answer = await by.ask({ file, published: await publishedKeys(), typed, witness });
    if ('problem' in answer) {
      setProblem(answer.problem);
      setJudged(null);
    } else {
      const key = keyIs(answer.found.verdict.key, typed !== '');
      setJudged({ name: file.name, size: file.size, key, ...answer.found });
    }
    setBusy(false);
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
