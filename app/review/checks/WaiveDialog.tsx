// Lets a finding pass: what it is, where the waiver counts, and the reason, which everybody who signs will read.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Located } from '../../../domain/checks/analyse';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { SelectField } from '../../ui/Field';
import { ReasonField, useReason } from '../../ui/Reason';
import { say } from '../../ui/say';
import { Notice } from '../../ui/Tag';
import { LOOK } from './severity';
import { useRuleName } from './useRuleName';

interface Props {
  reviewId: string;
  finding: Located;
  /** Findings of the same rule that are still open. */
  same: readonly Located[];
  sectionTitle: (key: string | null) => string;
  onClose: () => void;
  onDone: () => void;
}

export function WaiveDialog({ reviewId, finding, same, sectionTitle, onClose, onDone }: Props) {
  const t = useTranslations('checks.dialog');
  const common = useTranslations('common');
  const locale = useLocale();
  const name = useRuleName();
  const { busy, words, run } = useCall();
  const { given, written } = useReason();
  const { rule, sectionKey, severity, message } = finding;
  const [everywhere, setEverywhere] = useState(sectionKey === null);
  const n = everywhere ? same.length : same.filter((one) => one.sectionKey === sectionKey).length;

  const send = async () => {
    const reason = given();
    if (reason === null) return;
    const body = { rule, reason, ...(everywhere || sectionKey === null ? {} : { sectionKey }) };
    const answer = await run('POST', `/reviews/${reviewId}/waivers`, body);
    if (!answer.ok) return;
    onClose();
    onDone();
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('title')}
      note={t('note')}
      onSubmit={() => void send()}
      foot={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('verb', { n })}
          </Button>
        </>
      }
    >
      <Notice meaning={LOOK[severity].meaning} icon={LOOK[severity].icon} title={t('what', { name: name(rule) })}>
        {finding.quote ? t('quote', { quote: finding.quote }) : say(message, locale)}
      </Notice>
      {sectionKey !== null && (
        <SelectField
          label={t('where')}
          value={everywhere ? 'all' : 'one'}
          onChange={(event) => setEverywhere(event.target.value === 'all')}
        >
          <option value="one">{t('here', { section: sectionTitle(sectionKey) })}</option>
          <option value="all">{t('everywhere')}</option>
        </SelectField>
      )}
      <ReasonField {...written} label={t('why')} lacking={t('missing')} />
      <p className="hint">{t('who')}</p>
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
