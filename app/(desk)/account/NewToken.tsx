// Making a token: a name and how long it holds, then the token itself, shown this once.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { CopyField } from '../../ui/CopyField';
import { Day } from '../../ui/Day';
import { Dialog } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';

interface Made {
  token: string;
  expiresAt: string;
}

const DAYS: readonly number[] = [30, 90, 365];

export function NewToken({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<Made | null>(null);
  return made ? <Shown made={made} onClose={onClose} /> : <Ask onMade={setMade} onClose={onClose} />;
}

function Ask({ onMade, onClose }: { onMade: (made: Made) => void; onClose: () => void }) {
  const t = useTranslations('account');
  const common = useTranslations('common');
  const router = useRouter();
  const { busy, words, run } = useCall();
  const [name, setName] = useState('');
  const [days, setDays] = useState(90);

  const make = async () => {
    const answer = await run<Made>('POST', '/me/tokens', { name: name.trim(), days });
    if (!answer.ok) return;
    onMade(answer.value);
    router.refresh();
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('newToken')}
      note={t('tokensWhy')}
      onSubmit={() => void make()}
      foot={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('make')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('tokenName')}
        hint={t('tokenNameHint')}
        error={words}
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField label={t('days')} value={days} onChange={(event) => setDays(Number(event.target.value))}>
        {DAYS.map((n) => (
          <option key={n} value={n}>
            {t('daysN', { n })}
          </option>
        ))}
      </SelectField>
    </Dialog>
  );
}

function Shown({ made, onClose }: { made: Made; onClose: () => void }) {
  const t = useTranslations('account');
  const common = useTranslations('common');
  const foot = (
    <Button variant="primary" onClick={onClose}>
      {common('done')}
    </Button>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('made')} note={t('madeWhy')} foot={foot}>
      <CopyField label={t('token')} value={made.token} />
      <p className="hint">{t('tokenUse')}</p>
      <p className="hint">
        {t('expires')}
        <Day at={made.expiresAt} year />
      </p>
    </Dialog>
  );
}
