// Beside a form for the next decision: only taking back what was said before, with the password that the form asks for.
'use client';
import { useTranslations } from 'next-intl';
import type { SignoffLineView } from '../../../domain/view';
import { Button } from '../../ui/Button';
import type { DecisionState } from './useDecision';
import type { Withdrawal } from './useWithdraw';

interface Props {
  line: Pick<SignoffLineView, 'decision' | 'stale'>;
  taking: Withdrawal;
  form: Pick<DecisionState, 'needs' | 'password' | 'enter'>;
}

/** Nothing where the line has said nothing yet. */
export function TakeBack({ line, taking, form }: Props) {
  const t = useTranslations('sign');
  if (!line.decision || !line.stale) return null;
  const withdraw = async () => {
    if (!form.needs('password')) return;
    await taking.withdraw(form.password);
    form.enter('');
  };
  return (
    <Button variant="ghost" block busy={taking.busy} onClick={() => void withdraw()}>
      {t(line.decision === 'object' ? 'withdrawObjection' : 'withdrawEarlier')}
    </Button>
  );
}
