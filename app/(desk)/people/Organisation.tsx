// The organisation's name, as administrators change it.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { notify } from '../../ui/Toast';

export function Organisation({ name }: { name: string }) {
  const t = useTranslations('people');
  const common = useTranslations('common');
  const router = useRouter();
  const { busy, words, run, clear } = useCall();
  const [wanted, setWanted] = useState(name);
  const changed = wanted.trim() !== name && wanted.trim() !== '';

  const save = async () => {
    const answer = await run('PATCH', '/organisation', { name: wanted.trim() });
    if (!answer.ok) return;
    notify(common('saved'));
    router.refresh();
  };

  return (
    <section className="card" aria-labelledby="organisation">
      <div className="card-h">
        <h2 id="organisation">{t('organisation')}</h2>
      </div>
      <form
        className="pe-org"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t('organisationName')}
          hint={t('organisationHint')}
          error={words}
          required
          maxLength={100}
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
            clear();
          }}
        />
        {changed && (
          <Button type="submit" busy={busy}>
            {t('rename')}
          </Button>
        )}
      </form>
    </section>
  );
}
