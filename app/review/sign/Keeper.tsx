// What whoever keeps the sign-off can do from its page: tell again those whose word is waited for, and go to the text to return sections.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage, SignoffView } from '../../../domain/view';
import { Button, ButtonLink } from '../../ui/Button';
import { useRemind } from '../signers/useRemind';
import { waitingLines } from './mine';

interface Props {
  page: Pick<ReviewPage, 'id' | 'me' | 'abilities'>;
  signoff: SignoffView;
}

/** Nothing for those who may not. */
export function Keeper({ page, signoff }: Props) {
  const t = useTranslations('sign');
  const review = useTranslations('review.act');
  const { busy, remind } = useRemind(page.id);
  if (!page.abilities.includes('change-signers')) return null;
  const waiting = waitingLines(signoff).filter(({ personId }) => personId !== page.me.id);
  return (
    <section className="keeper" aria-labelledby="keeper">
      <h2 id="keeper">{t('keeper')}</h2>
      <p className="hint">{t('keeperWhat')}</p>
      {waiting.length > 0 && (
        <Button icon="send" block busy={busy} onClick={() => void remind(waiting)}>
          {review('remind', { n: waiting.length })}
        </Button>
      )}
      {page.abilities.includes('return-sections') && (
        <ButtonLink icon="undo" block href={`/reviews/${page.id}`}>
          {t('keeperReturn')}
        </ButtonLink>
      )}
    </section>
  );
}
