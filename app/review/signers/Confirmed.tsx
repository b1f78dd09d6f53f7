// Two acts that need no more than a yes: somebody is asked no more, and a delegation ends. Consequence first.
'use client';
import { useTranslations } from 'next-intl';
import type { SignoffLineView } from '../../../domain/view';
import { SignerDialog } from './SignerDialog';
import { type Around, useChange } from './useChange';

interface Props extends Around {
  act: 'remove' | 'give-back';
  line: SignoffLineView;
  onClose: () => void;
}

export function Confirmed({ act, line, onClose, ...around }: Props) {
  const t = useTranslations(`signers.${act}`);
  const { busy, words, send, recordSha256 } = useChange(around, onClose);
  const names = { name: line.name, principal: line.standsFor?.name ?? line.name };
  return (
    <SignerDialog
      title={t('title', names)}
      verb={t('verb')}
      danger={act === 'remove'}
      busy={busy}
      problem={words}
      onSend={() => void send('POST', `/lines/${line.id}/${act}`, { recordSha256 }, t('done', names))}
      onClose={onClose}
    >
      <p>{t('what', names)}</p>
      {act === 'remove' && line.decision && <p>{t('kept')}</p>}
    </SignerDialog>
  );
}
