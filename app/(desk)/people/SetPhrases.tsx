// The organisation's set phrases: added and removed by administrators; open texts know them at their next check.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCall } from '../../client/useCall';
import { Button, IconButton } from '../../ui/Button';
import { TextField } from '../../ui/Field';

export function SetPhrases({ phrases, builtin }: { phrases: readonly string[]; builtin: number }) {
  const t = useTranslations('checks.phrases');
  const router = useRouter();
  const { busy, words, run, clear } = useCall();
  const [wanted, setWanted] = useState('');
  const change = async (method: 'POST' | 'DELETE', phrase: string) => {
    const answer = await run(method, '/set-phrases', { phrase });
    if (!answer.ok) return;
    if (method === 'POST') setWanted('');
    router.refresh();
  };
  return (
    <section className="card" aria-labelledby="set-phrases">
      <div className="card-h">
        <h2 id="set-phrases">{t('title')}</h2>
        <span className="hint">{t('builtin', { n: builtin })}</span>
      </div>
      <div className="pe-phrases">
        <p className="muted">{t('note')}</p>
        {phrases.length === 0 ? (
          <p className="hint">{t('none')}</p>
        ) : (
          <ul>
            {phrases.map((phrase) => (
              <li key={phrase}>
                {phrase}
                <IconButton
                  icon="x"
                  size="sm"
                  label={t('remove', { phrase })}
                  onClick={() => void change('DELETE', phrase)}
                />
              </li>
            ))}
          </ul>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted.trim()) void change('POST', wanted.trim());
          }}
        >
          <TextField
            label={t('phrase')}
            hint={t('hint')}
            error={words}
            maxLength={100}
            value={wanted}
            onChange={(event) => {
              setWanted(event.target.value);
              clear();
            }}
          />
          <Button type="submit" busy={busy}>
            {t('add')}
          </Button>
        </form>
      </div>
    </section>
  );
}
