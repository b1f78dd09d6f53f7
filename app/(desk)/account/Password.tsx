// Another password: asked for the present one, and everybody else signed in as this person is out afterwards.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { notify } from '../../ui/Toast';

/** Codes that speak of the new password; every other one stands under the present one. */
const OF_NEXT: readonly string[] = ['weak-password'];

export function Password() {
  const t = useTranslations('account');
  const router = useRouter();
  const { busy, problem, words, run } = useCall();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const ofNext = problem !== null && OF_NEXT.includes(problem.code);

  const change = async () => {
    const answer = await run('POST', '/me/password', { current, next });
    if (!answer.ok) return;
    setCurrent('');
    setNext('');
    notify(t('changed'));
    router.refresh();
  };

  return (
    <section className="card" aria-labelledby="password">
      <div className="card-h">
        <h2 id="password">{t('password')}</h2>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <TextField
          label={t('current')}
          type="password"
          autoComplete="current-password"
          required
          maxLength={1000}
          value={current}
          error={ofNext ? null : words}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <TextField
          label={t('next')}
          type="password"
          autoComplete="new-password"
          required
          maxLength={1000}
          hint={t('nextHint')}
          value={next}
          error={ofNext ? words : null}
          onChange={(event) => setNext(event.target.value)}
        />
        <Button type="submit" busy={busy}>
          {t('change')}
        </Button>
      </form>
    </section>
  );
}
