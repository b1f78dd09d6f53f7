// The sign-in form.
'use client';
import { useTranslations } from 'next-intl';
import { TextField } from '../../ui/Field';
import { type EntryAction, EntryForm, useKept } from '../EntryForm';

export function SignInForm({ action, organisation }: { action: EntryAction; organisation: string | null }) {
  const t = useTranslations('entry');
  const email = useKept();
  return (
    <>
      <div>
        <h1>{t('signIn')}</h1>
        {organisation && <p>{organisation}</p>}
      </div>
      <EntryForm action={action} submit={t('signIn')}>
        <TextField label={t('email')} name="email" type="email" autoComplete="username" required {...email} />
        <TextField label={t('password')} name="password" type="password" autoComplete="current-password" required />
      </EntryForm>
      <p className="hint">{t('forgot')}</p>
    </>
  );
}
