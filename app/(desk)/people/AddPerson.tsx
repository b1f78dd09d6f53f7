// Adding somebody: name, e-mail, whether they look after people. The link to join is made next.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Check, TextField } from '../../ui/Field';
import { Notice } from '../../ui/Tag';

interface Props {
  onClose: () => void;
  onAdded: (person: { id: string; name: string }) => void;
}

export function AddPerson({ onClose, onAdded }: Props) {
  const t = useTranslations('people');
  const common = useTranslations('common');
  const { busy, problem, words, run } = useCall();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [admin, setAdmin] = useState(false);
  const ofEmail = problem?.field === 'email';

  const add = async () => {
    const asked = { name: name.trim(), email: email.trim(), admin };
    const answer = await run<{ id: string }>('POST', '/people', asked);
    if (answer.ok) onAdded({ id: answer.value.id, name: asked.name });
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('add')}
      note={t('addWhat')}
      onSubmit={() => void add()}
      foot={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('addDo')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('name')}
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t('email')}
        type="email"
        required
        maxLength={254}
        autoComplete="off"
        value={email}
        error={ofEmail ? words : null}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Check label={t('asAdmin')} checked={admin} onChange={(event) => setAdmin(event.target.checked)} />
      {words && !ofEmail && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
