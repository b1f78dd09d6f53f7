// The set-up form.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { TextField } from '../../ui/Field';
import { type EntryAction, EntryForm, useKept } from '../EntryForm';

export function SetUpForm({ action, token }: { action: EntryAction; token: string }) {
  const t = useTranslations('entry');
  const locale = useLocale();
  const [name, email, organisation] = [useKept(), useKept(), useKept()];
  return (
    <>
      <div>
        <h1>{t('setUp')}</h1>
        <p>{t('setUpWhy')}</p>
      </div>
      <EntryForm action={action} submit={t('setUpSubmit')} hidden={{ token, locale }}>
        <TextField label={t('name')} name="name" autoComplete="name" required maxLength={100} {...name} />
        <TextField
          label={t('email')}
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          hint={t('emailHint')}
          {...email}
        />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          hint={t('passwordHint')}
        />
        <TextField
          label={t('organisation')}
          name="organisation"
          autoComplete="organization"
          required
          maxLength={100}
          {...organisation}
        />
      </EntryForm>
    </>
  );
}
