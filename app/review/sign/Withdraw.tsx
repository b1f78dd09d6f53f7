// Taking back one's word with the password: a first press asks for it, a second one sends.
'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { ReviewPage, SignoffLineView, SignoffView } from '../../../domain/view';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Outcome } from './Outcome';
import { useWithdraw } from './useWithdraw';

export interface WithdrawProps {
  page: Pick<ReviewPage, 'id'>;
  signoff: SignoffView;
  line: SignoffLineView;
  onReread: () => void;
}

/** `children`: what the button says. */
export function Withdraw({ page, signoff, line, onReread, children }: WithdrawProps & { children: ReactNode }) {
  const t = useTranslations('sign');
  const { busy, problem, words, withdraw: send } = useWithdraw(page.id, signoff, line);
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);

  const withdraw = async () => {
    if (!open) return setOpen(true);
    setMissing(password === '');
    if (password === '') return;
    await send(password);
    setPassword('');
  };

  return (
    <>
      <Outcome problem={problem} seen={signoff.digest} onReread={onReread} />
      {open && (
        <TextField
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={password}
          error={missing && password === '' ? t('need.password') : problem?.code === 'wrong-password' ? words : null}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      <Button variant="danger" size="lg" block busy={busy} onClick={() => void withdraw()}>
        {children}
      </Button>
    </>
  );
}
