// Taking a decision back with the password: also an objection that was given to an earlier version.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Problem, SignoffLineView, SignoffView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { notify } from '../../ui/Toast';

export interface Withdrawal {
  busy: boolean;
  problem: Problem | null;
  words: string | null;
  /** The withdrawal is a row of its own; what was said stays on record. */
  withdraw: (password: string) => Promise<void>;
}

export function useWithdraw(
  reviewId: string,
  { digest, recordSha256 }: Pick<SignoffView, 'digest' | 'recordSha256'>,
  line: Pick<SignoffLineView, 'id'>,
): Withdrawal {
  const t = useTranslations('sign');
  const router = useRouter();
  const { busy, problem, words, once } = useCall();
  const withdraw = async (password: string) => {
    const body = { digest, recordSha256, line: line.id };
    const path = `/reviews/${reviewId}/decisions`;
    const answer = await once({ method: 'DELETE', path, body, secret: { password } });
    if (!answer.ok) return;
    notify(t('withdrawn'));
    router.refresh();
  };
  return { busy, problem, words, withdraw };
}
