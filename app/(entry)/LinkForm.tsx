// Taking an invitation (name and password) or choosing a new password.
'use client';
import { useTranslations } from 'next-intl';
import { TextField } from '../ui/Field';
import { type EntryAction, EntryForm, useKept } from './EntryForm';

interface Props {
  action: EntryAction;
  kind: 'invite' | 'reset';
  token: string;
  name?: string;
  email?: string;
}

export function LinkForm({ action, kind, token, name, email }: Props) {
  const t = useTranslations('entry');
  const kept = useKept(name);
  return (
    <>
      <div>
        <h1>{t(`${kind}.title`)}</h1>
        <p>{t(`${kind}.why`)}</p>
      </div>
      <EntryForm action={action} submit={t(`${kind}.submit`)} hidden={{ token }}>
        <TextField label={t('email')} type="email" autoComplete="username" value={email} readOnly />
        {kind === 'invite' && (
          <TextField label={t('name')} name="name" autoComplete="name" required maxLength={100} {...kept} />
        )}
        <TextField
          label={t('newPassword')}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          hint={t('passwordHint')}
        />
      </EntryForm>
    </>
  );
}
