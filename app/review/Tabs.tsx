// The pages of one review: its text, its sign-off once there is a frozen version, its versions, and its record.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage } from '../../domain/view';
import { Link } from '../ui/Link';
import { readsRecord } from './abilities';
import { tallyOf } from './sign/tally';

export function Tabs({
  page,
  current,
}: {
  page: Pick<ReviewPage, 'id' | 'signoff'> & Partial<Pick<ReviewPage, 'approved' | 'abilities'>>;
  current: 'text' | 'signoff' | 'versions' | 'record';
}) {
  const t = useTranslations('review');
  const versions = useTranslations('versions');
  const tally = page.signoff && tallyOf(page.signoff);
  return (
    <nav className="tabs" aria-label={t('tabs')}>
      <Link href={`/reviews/${page.id}`} aria-current={current === 'text' ? 'page' : undefined}>
        {t('text')}
      </Link>
      {tally && (
        <Link href={`/reviews/${page.id}/sign`} aria-current={current === 'signoff' ? 'page' : undefined}>
          {t('signoff')}
          <span className="tab-n">{t('signed', { valid: tally.valid, all: tally.all })}</span>
        </Link>
      )}
      {/* Who reads on in the approved version has no other one to compare it with. */}
      {(page.approved ?? null) === null && (
        <Link href={`/reviews/${page.id}/history`} aria-current={current === 'versions' ? 'page' : undefined}>
          {versions('title')}
        </Link>
      )}
      {page.abilities && readsRecord(page.abilities) && (
        <Link href={`/reviews/${page.id}/record`} aria-current={current === 'record' ? 'page' : undefined}>
          {t('record.title')}
        </Link>
      )}
    </nav>
  );
}
