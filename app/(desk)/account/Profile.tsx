// One's own name; the e-mail is what one signs in with and stays.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AccountPage } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { notify } from '../../ui/Toast';

export function Profile({ person }: { person: AccountPage['person'] }) {
  const t = useTranslations('account');
  const common = useTranslations('common');
  const router = useRouter();
  const { busy, words, run, clear } = useCall();
  const [name, setName] = useState(person.name);

  const save = async () => {
    const answer = await run('PATCH', '/me', { name: name.trim() });
    if (!answer.ok) return;
    notify(common('saved'));
    router.refresh();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        error={words}
        value={name}
        required
        maxLength={100}
        autoComplete="name"
        onChange={(event) => {
          setName(event.target.value);
          clear();
        }}
      />
      <TextField label={t('email')} hint={t('emailHint')} value={person.email} readOnly type="email" />
      {name.trim() !== person.name && name.trim() !== '' && (
        <Button type="submit" busy={busy}>
          {t('save')}
        </Button>
      )}
    </form>
  );
}
