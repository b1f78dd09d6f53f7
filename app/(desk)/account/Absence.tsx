// Out of office: from when until when, and who is offered in one's place. Nobody is ever put in by itself.
'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import type { PersonView } from '../../../domain/view';
import { call } from '../../client/api';
import { useCall, useRefusalWords } from '../../client/useCall';
import { PersonChoice } from '../../review/signers/PersonChoice';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Notice } from '../../ui/Tag';
import { notify } from '../../ui/Toast';

interface Days {
  from: string;
  until: string;
}

const NONE: readonly PersonView[] = [];

export function Absence({ meId }: { meId: string }) {
  const t = useTranslations('signers.away');
  const common = useTranslations('common');
  const refusal = useRefusalWords();
  const { busy, words, run } = useCall();
  const [kept, setKept] = useState(false);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [delegate, setDelegate] = useState<PersonView | null>(null);
  const [tried, setTried] = useState(false);
  // Without what is kept, saving would write over it unseen.
  const [known, setKnown] = useState<'coming' | 'here' | 'failed'>('coming');
  const load = useCallback(() => {
    void call<{ absence: Days | null; delegate: PersonView | null }>('GET', '/me/absence').then((answer) => {
      setKnown(answer.ok ? 'here' : 'failed');
      if (!answer.ok || !answer.value.absence) return;
      const { absence, delegate: offered } = answer.value;
      setKept(true);
      setFrom(absence.from);
      setUntil(absence.until);
      setDelegate(offered);
    });
  }, []);
  useEffect(load, [load]);
  const missing = from === '' || until === '' ? t('needDays') : until < from ? t('order') : null;
  const save = async () => {
    setTried(true);
    if (missing || known !== 'here') return;
    const answer = await run('PUT', '/me/absence', { from, until, delegateId: delegate?.id ?? null });
    if (!answer.ok) return;
    setKept(true);
    notify(t('saved'));
  };
  const end = async () => {
    const answer = await run('DELETE', '/me/absence');
    if (!answer.ok) return;
    setKept(false);
    setFrom('');
    setUntil('');
    setDelegate(null);
    setTried(false);
    notify(t('ended'));
  };
  return (
    <section className="card" aria-labelledby="away">
      <div className="card-h">
        <h2 id="away">{t('title')}</h2>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="hint">{t('what')}</p>
        <TextField label={t('from')} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        <TextField
          label={t('until')}
          type="date"
          value={until}
          error={tried ? missing : null}
          onChange={(event) => setUntil(event.target.value)}
        />
        <PersonChoice
          label={t('delegate')}
          offered={NONE}
          without={[meId]}
          chosen={delegate}
          error={null}
          onChoose={setDelegate}
        />
        {known === 'failed' && <Notice meaning="object" icon="warn" role="alert" title={refusal('unavailable')} />}
        {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
        <span className="row">
          {known === 'failed' ? (
            <Button onClick={load}>{common('retry')}</Button>
          ) : (
            <Button type="submit" variant="primary" busy={busy} disabled={known === 'coming'}>
              {t('save')}
            </Button>
          )}
          {kept && (
            <Button busy={busy} onClick={() => void end()}>
              {t('end')}
            </Button>
          )}
        </span>
      </form>
    </section>
  );
}
