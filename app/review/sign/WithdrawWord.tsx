// Withdrawing one word of one's own that stands, wherever one is asked by now.
'use client';
import { useTranslations } from 'next-intl';
import type { Decision } from '../../../domain/review';
import { Notice } from '../../ui/Tag';
import { useWithdrawWord } from './useWithdraw';
import { WithdrawButton } from './WithdrawButton';

export function WithdrawWord({ id, decision }: { id: string; decision: Decision }) {
  const t = useTranslations('sign.stands');
  const said = useTranslations('decision');
  const taking = useWithdrawWord(id);
  const { problem, words } = taking;
  const refused = words && problem?.code !== 'wrong-password' && (
    <Notice meaning="object" icon="warn" role="alert" title={words} />
  );
  return (
    <WithdrawButton taking={taking} refused={refused}>
      {t('withdraw', { decision: said(decision) })}
    </WithdrawButton>
  );
}
