// Taking one's word back with the password: the withdrawal is a row of its own; what was said stays on record.
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
  withdraw: (password: string) => Promise<void>;
}

/** What was decided at a line: also an objection that was given to an earlier version. */
export function useWithdraw(
  reviewId: string,
  { digest, recordSha256 }: Pick<SignoffView, 'digest' | 'recordSha256'>,
  line: Pick<SignoffLineView, 'id'>,
): Withdrawal {
  const t = useTranslations('sign');
  const body = { digest, recordSha256, line: line.id };
  return useWithdrawal({ path: `/reviews/${reviewId}/decisions`, body }, t('withdrawn'));
}

/** What stands without a place that is asked (SG24). */
export function useWithdrawWord(decisionId: string): Withdrawal {
  const t = useTranslations('sign.stands');
  return useWithdrawal({ path: `/me/standing/${decisionId}`, body: {} }, t('done'));
}

function useWithdrawal(word: { path: string; body: Record<string, unknown> }, done: string): Withdrawal {
  const router = useRouter();
  const { busy, problem, words, once } = useCall();
  const withdraw = async (password: string) => {
    const answer = await once({ method: 'DELETE', ...word, secret: { password } });
    if (!answer.ok) return;
    notify(done);
    router.refresh();
  };
  return { busy, problem, words, withdraw };
}
