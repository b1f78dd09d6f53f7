// The button that takes back one's word: a first press asks for the password, a second one sends.
'use client';
import { useTranslations } from 'next-intl';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import type { Withdrawal } from './useWithdraw';

interface Props extends Pick<ComponentProps<typeof Button>, 'size' | 'block'> {
  taking: Withdrawal;
  /** What a refusal is told as; a wrong password is said at its field. */
  refused: ReactNode;
  /** What the button says. */
  children: ReactNode;
}

export function WithdrawButton({ taking: { busy, problem, words, withdraw }, refused, children, ...look }: Props) {
  const t = useTranslations('sign');
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);

  const press = async () => {
    if (!open) return setOpen(true);
    setMissing(password === '');
    if (password === '') return;
    await withdraw(password);
    setPassword('');
  };

  return (
    <>
      {refused}
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
      <Button variant="danger" {...look} busy={busy} onClick={() => void press()}>
        {children}
      </Button>
    </>
  );
}
