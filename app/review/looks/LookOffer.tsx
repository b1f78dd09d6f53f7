// On the page of what cannot be read: an administrator may look in with a reason. The same words whether a review is there or not.
'use client';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { LOOK_MINUTES } from '../../../domain/policy';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { ReasonField, useReason } from '../../ui/Reason';
import './look.css';

export function LookOffer() {
  const t = useTranslations('rights.look');
  const { busy, problem, words, run } = useCall();
  const { given, written } = useReason();
  const id = usePathname().split('/')[2] ?? '';

  const open = async () => {
    const reason = given();
    if (reason === null) return;
    const answer = await run('POST', `/reviews/${encodeURIComponent(id)}/break-glass`, { reason });
    // The whole page: a refresh alone stays on the sentence that nothing is here.
    if (answer.ok) location.reload();
  };
  const failed = problem?.code === 'not-found' ? t('nothing') : words;
  return (
    <section className="card look" aria-labelledby="look">
      <div className="card-h">
        <h2 id="look">{t('title')}</h2>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <p>{t('what', { n: LOOK_MINUTES })}</p>
        <ReasonField {...written} label={t('reason')} lacking={t('reasonMissing')} error={failed} />
        <Button type="submit" busy={busy}>
          {t('open', { n: LOOK_MINUTES })}
        </Button>
      </form>
    </section>
  );
}
