// Withdrawing one word of one's own that stands, wherever one is asked by now: a first press asks for the password, a second one sends.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Decision } from '../../../domain/review';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Notice } from '../../ui/Tag';
import { notify } from '../../ui/Toast';

export function WithdrawWord({ id, decision }: { id: string; decision: Decision }) {
  const t = useTranslations('sign');
  const said = useTranslations('decision');
  const router = useRouter();
  const { busy, problem, words, once } = useCall();
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);

  const withdraw = async () => {
    if (!open) return setOpen(true);
    setMissing(password === '');
    if (password === '') return;
    const answer = await once({ method: 'DELETE', path: `/me/standing/${id}`, body: {}, secret: { password } });
    setPassword('');
    if (!answer.ok) return;
    notify(t('stands.done'));
    router.refresh();
  };

  const wrong = problem?.code === 'wrong-password';
  return (
    <>
      {words && !wrong && <Notice meaning="object" icon="warn" role="alert" title={words} />}
      {open && (
        <TextField
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={password}
          error={missing && password === '' ? t('need.password') : wrong ? words : null}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      <Button variant="danger" busy={busy} onClick={() => void withdraw()}>
        {t('stands.withdraw', { decision: said(decision) })}
      </Button>
    </>
  );
}
