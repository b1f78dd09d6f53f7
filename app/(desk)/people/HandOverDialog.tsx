// Another owner for the reviews of somebody who left: who, and why. Which reviews they are, an administrator is not told; only how many.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PersonView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { PersonChoice } from '../../review/signers/PersonChoice';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ReasonField, useReason } from '../../ui/Reason';
import { Notice } from '../../ui/Tag';
import { notify } from '../../ui/Toast';
import type { Person } from './acts';

interface Props {
  person: Pick<Person, 'id' | 'name'>;
  /** Person id of the reader, who takes over nothing. */
  me: string;
  onClose: () => void;
}

const NOBODY: readonly PersonView[] = [];

export function HandOverDialog({ person, me, onClose }: Props) {
  const t = useTranslations('bin.handOver');
  const common = useTranslations('common');
  const { busy, words, run } = useCall();
  const [to, setTo] = useState<PersonView | null>(null);
  const { given, written } = useReason();
  const [asked, setAsked] = useState(false);
  const go = async () => {
    setAsked(true);
    const reason = given();
    if (!to || reason === null) return;
    const answer = await run<{ reviews: number }>('POST', `/people/${person.id}/hand-over`, { to: to.id, reason });
    if (!answer.ok) return;
    onClose();
    notify(t('done', { n: answer.value.reviews }));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('title', { name: person.name })}
      onSubmit={() => void go()}
      foot={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('verb')}
          </Button>
        </>
      }
    >
      <p>{t('what')}</p>
      <PersonChoice
        label={t('to')}
        offered={NOBODY}
        without={[me, person.id]}
        chosen={to}
        error={asked && !to ? t('toMissing') : null}
        onChoose={setTo}
        withEmail
      />
      <ReasonField {...written} label={t('reason')} hint={t('reasonHint')} lacking={t('reasonMissing')} />
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
