// The password, again: missing or refused, it says so at the field.
'use client';
import { useTranslations } from 'next-intl';
import type { Problem } from '../../../domain/view';
import { TextField } from '../../ui/Field';
import type { DecisionState } from './useDecision';

interface Props {
  form: Pick<DecisionState, 'password' | 'missing' | 'enter'>;
  problem: Problem | null;
  /** The problem in words. */
  refused: string | null;
}

export function SignPassword({ form, problem, refused }: Props) {
  const t = useTranslations('sign');
  const wrong = problem?.code === 'wrong-password' ? refused : null;
  return (
    <TextField
      label={t('password')}
      type="password"
      autoComplete="current-password"
      value={form.password}
      error={form.missing === 'password' ? t('need.password') : wrong}
      onChange={(event) => form.enter(event.target.value)}
    />
  );
}
