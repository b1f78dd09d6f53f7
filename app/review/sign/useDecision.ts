// One decision from choice to answer: what is missing, what was sent, what came back.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Decision } from '../../../domain/review';
import { needsOpinion } from '../../../domain/signoff';
import type { Problem, SignoffView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { notify } from '../../ui/Toast';

export type Missing = 'decision' | 'opinion' | 'password';

export interface DecisionState {
  decision: Decision | null;
  opinion: string;
  password: string;
  missing: Missing | null;
  /** How often the button was pressed. */
  presses: number;
  busy: boolean;
  answer: Problem | null;
  words: string | null;
  choose: (decision: Decision) => void;
  write: (opinion: string) => void;
  enter: (password: string) => void;
  /** Whether the password is there; says so where it is not. */
  needs: (what: 'password') => boolean;
  /** `given`: what is said again in one tap, instead of what the form holds. */
  submit: (given?: { decision: Decision; opinion: string }) => Promise<void>;
}

/** `seen`: the digest of the text that the page shows; it is what is sent, so that nobody signs what they did not see. */
export function useDecision(
  reviewId: string,
  signoff: Pick<SignoffView, 'digest' | 'recordSha256' | 'mine'>,
  seen: string | null,
): DecisionState {
  const wordOf = useTranslations('decision');
  const t = useTranslations('sign');
  const router = useRouter();
  const { busy, problem, words, once, clear } = useCall();
  const [decision, setDecision] = useState<Decision | null>(null);
  const [opinion, setOpinion] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<Missing | null>(null);
  const [presses, setPresses] = useState(0);

  // Another text asks for another decision; the words that were written are kept.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is another text's, or another list of signatories'.
  useEffect(() => {
    setDecision(null);
    setMissing(null);
    clear();
  }, [signoff.digest, signoff.recordSha256, clear]);

  const submit = async (given?: { decision: Decision; opinion: string }) => {
    const said = given ?? { decision, opinion };
    const lacks = !said.decision
      ? 'decision'
      : needsOpinion(said.decision) && !said.opinion.trim()
        ? 'opinion'
        : password === ''
          ? 'password'
          : null;
    setMissing(lacks);
    setPresses((n) => n + 1);
    if (lacks || !said.decision || seen === null) return;
    const words = said.opinion.trim();
    const request = {
      digest: seen,
      recordSha256: signoff.recordSha256,
      decision: said.decision,
      ...(words && { opinion: words }),
      ...(signoff.mine && { line: signoff.mine.line }),
    };
    const path = `/reviews/${reviewId}/decisions`;
    const answer = await once<{ id: string }>({ method: 'POST', path, body: request, secret: { password } });
    setPassword('');
    if (!answer.ok) return;
    notify(t('done', { decision: wordOf(said.decision) }));
    router.refresh();
  };

  const changing =
    <T>(set: (value: T) => void) =>
    (value: T) => {
      setMissing(null);
      if (problem) clear();
      set(value);
    };
  return {
    decision,
    opinion,
    password,
    missing,
    presses,
    busy,
    answer: problem,
    words,
    choose: changing(setDecision),
    write: changing(setOpinion),
    enter: changing(setPassword),
    needs: (what) => {
      setMissing(password === '' ? what : null);
      setPresses((n) => n + 1);
      return password !== '';
    },
    submit,
  };
}
