// Until when a line is to decide. Nothing is ever decided by a date, and the dialog says so.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { SignoffLineView } from '../../../domain/view';
import { TextField } from '../../ui/Field';
import { SignerDialog } from './SignerDialog';
import { type Around, useChange } from './useChange';

export function DueDay({ line, onClose, ...around }: Around & { line: SignoffLineView; onClose: () => void }) {
  const t = useTranslations('signers.due');
  const { busy, words, send } = useChange(around, onClose);
  const [due, setDue] = useState(line.due ?? '');
  return (
    <SignerDialog
      title={t('title')}
      note={line.name}
      busy={busy}
      problem={words}
      onSend={() => void send('PUT', `/lines/${line.id}/due`, { due: due || null }, t('done'))}
      onClose={onClose}
    >
      <TextField
        label={t('day')}
        type="date"
        value={due}
        hint={t('what')}
        onChange={(event) => setDue(event.target.value)}
      />
    </SignerDialog>
  );
}
