// Goes back to a step with points to answer (退回): later steps wait for the answers, signatures stay.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { SignoffStepView } from '../../../domain/view';
import { say } from '../../ui/say';
import { PointsField } from './PointsField';
import { SignerDialog } from './SignerDialog';
import { type Around, useChange } from './useChange';
import { useReturnPoints } from './useReturnPoints';

export function ReturnStep({ step, onClose, ...around }: Around & { step: SignoffStepView; onClose: () => void }) {
  const t = useTranslations('signers.returnStep');
  const common = useTranslations('signers');
  const locale = useLocale();
  const { busy, words, send, recordSha256 } = useChange(around, onClose);
  const [tried, setTried] = useState(false);
  const draft = useReturnPoints(around.signoff);
  const { points } = draft;
  const go = () => {
    setTried(true);
    if (points.length === 0) return;
    const body = { step: step.no, points, recordSha256 };
    void send('POST', '/return', body, t('done'));
  };
  return (
    <SignerDialog
      title={t('title')}
      note={say(step.title, locale)}
      hint={points.length > 0 ? common('pointsN', { n: points.length }) : undefined}
      busy={busy}
      problem={words}
      onSend={go}
      onClose={onClose}
    >
      <PointsField draft={draft} missing={tried && points.length === 0} />
      <p>{t('what')}</p>
    </SignerDialog>
  );
}
