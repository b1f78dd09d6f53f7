// Cleaning up: one by one, or everything at once with the marked copy kept as a version.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Tag';
import { notify } from '../../ui/Toast';

const WAYS = ['oneByOne', 'accept', 'reject'] as const;
type Way = (typeof WAYS)[number];
const VERB = { oneByOne: 'go', accept: 'goAccept', reject: 'goReject' } as const satisfies Record<Way, string>;

interface Props {
  reviewId: string;
  pending: number;
  /** Edits of this page that the server does not have yet: the kept copy would miss them. */
  unsaved: number;
  onOneByOne: () => void;
  onDone: () => void;
  onClose: () => void;
}

export function CleanUp({ reviewId, pending, unsaved, onOneByOne, onDone, onClose }: Props) {
  const t = useTranslations('suggest.clean');
  const common = useTranslations('common');
  const { busy, words, run } = useCall();
  const [way, setWay] = useState<Way>('oneByOne');
  const waits = way !== 'oneByOne' && unsaved > 0;
  const go = async () => {
    if (way === 'oneByOne') {
      onClose();
      onOneByOne();
      return;
    }
    const answer = await run<{ decided: number }>('POST', `/reviews/${reviewId}/clean-up`, { decision: way });
    if (!answer.ok) return;
    onClose();
    notify(answer.value.decided > 0 ? t('done', { n: answer.value.decided }) : t('nothing'));
    onDone();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('title')}
      note={t('note')}
      onSubmit={() => void go()}
      foot={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={waits}>
            {t(VERB[way])}
          </Button>
        </>
      }
    >
      <fieldset className="choices" aria-label={t('choose')}>
        {WAYS.map((one) => (
          <label key={one} className={clsx('choice', way === one && 'is-on')}>
            <input
              type="radio"
              className="sr"
              name="way"
              value={one}
              checked={way === one}
              onChange={() => setWay(one)}
            />
            <i className="radio" />
            <span>
              <b>{t(one, { n: pending })}</b>
              <small>{t(`${one}What`, { n: pending })}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="hint">{waits ? t('unsaved', { n: unsaved }) : t('hint')}</p>
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
