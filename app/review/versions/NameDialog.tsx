// Gives the present text a name, or a version another one.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MAX_VERSION_NAME, MAX_VERSION_NOTE } from '../../../domain/namedVersion';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextArea, TextField } from '../../ui/Field';
import { Notice } from '../../ui/Tag';

export interface NameTarget {
  /** Null: the present text gets a version of its own. */
  id: string | null;
  name: string;
  note: string;
  /** A version that was kept says by itself what for. */
  hasNote: boolean;
}

interface Props {
  reviewId: string;
  target: NameTarget;
  onClose: () => void;
  onDone: () => void;
}

export function NameDialog({ reviewId, target, onClose, onDone }: Props) {
  const t = useTranslations('versions');
  const common = useTranslations('common');
  const [name, setName] = useState(target.name);
  const [note, setNote] = useState(target.note);
  const { busy, words, run } = useCall();
  const verb = t(target.id === null ? 'nameNow' : 'rename');
  const send = async () => {
    const path = `/reviews/${reviewId}/named-versions`;
    const body = { name, ...(target.hasNote ? { note } : {}) };
    const answer =
      target.id === null ? await run('POST', path, body) : await run('PATCH', `${path}/${target.id}`, body);
    if (!answer.ok) return;
    onClose();
    onDone();
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common('cancel')}</Button>
      <Button type="submit" variant="primary" busy={busy} disabled={name.trim() === ''}>
        {verb}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={verb} note={t('nameWhat')} foot={foot} onSubmit={() => void send()}>
      <TextField
        label={t('name')}
        value={name}
        maxLength={MAX_VERSION_NAME}
        onChange={(event) => setName(event.target.value)}
        required
      />
      {target.hasNote && (
        <TextArea
          label={t('note')}
          rows={2}
          value={note}
          maxLength={MAX_VERSION_NOTE}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
