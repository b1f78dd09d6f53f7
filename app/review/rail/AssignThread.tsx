// Giving a thread to somebody, with a day.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ThreadView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';
import { Notice } from '../../ui/Tag';
import { useTalk } from './talk';

export function AssignThread({ thread, onClose }: { thread: ThreadView; onClose: () => void }) {
  const t = useTranslations('threads');
  const common = useTranslations('common');
  const { people, refresh } = useTalk();
  const { busy, words, run } = useCall();
  const [personId, setPersonId] = useState(thread.assignee?.id ?? '');
  const [due, setDue] = useState(thread.due ?? '');
  // Whoever has it and may not read any more is still named.
  const gone = thread.assignee && !people.some(({ id }) => id === thread.assignee?.id) ? [thread.assignee] : [];
  const save = async () => {
    const given = { personId: personId || null, due: personId && due ? due : null };
    const answer = await run('PUT', `/threads/${thread.id}/assignment`, given);
    if (!answer.ok) return;
    await refresh();
    onClose();
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common('cancel')}</Button>
      <Button variant="primary" busy={busy} onClick={() => void save()}>
        {t('assignVerb')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('assignTitle')} foot={foot}>
      <p>{t('assignWhat')}</p>
      <SelectField label={t('assignee')} value={personId} onChange={(event) => setPersonId(event.target.value)}>
        <option value="">{t('nobody')}</option>
        {[...people, ...gone].map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        type="date"
        label={t('due')}
        value={due}
        disabled={personId === ''}
        onChange={(event) => setDue(event.target.value)}
      />
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
