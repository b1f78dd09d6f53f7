// What stands across the page of somebody who is connected: who stops the sign-off, and that the connection is gone.
'use client';
import { useTimeZone, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { clockOf } from '../../domain/day';
import { objectionBlocks } from '../../domain/stepRule';
import type { ReviewPage } from '../../domain/view';
import { Banner } from './Banners';
import { tallyOf } from './sign/tally';

/** Names of those whose objection stops the version that is being signed: by some rules it does not (SG9). */
export function objectors(page: Pick<ReviewPage, 'signoff'>): string[] {
  if (page.signoff?.outcome !== 'open') return [];
  const stopping = page.signoff.steps.filter(({ rule }) => objectionBlocks(rule));
  const { lines, marks } = tallyOf({ steps: stopping });
  return lines.filter((_, n) => marks[n] === 'object').map((line) => line.name);
}

export function ObjectionBanner({ page }: { page: Pick<ReviewPage, 'signoff'> }) {
  const t = useTranslations('review.banner');
  const sep = useTranslations('gates')('sep');
  const names = objectors(page);
  if (names.length === 0) return null;
  return (
    <Banner meaning="object" icon="object" title={t('objected', { names: names.join(sep) })}>
      {t('objectedWhat')}
    </Banner>
  );
}

/** The connection is gone: since when, how much is only here, what to do and what not. `since` in ms since 1970. */
export function OfflineBanner({
  since,
  unsaved,
  writes,
  actions,
}: {
  since: number | null;
  unsaved: number;
  writes: boolean;
  actions?: ReactNode;
}) {
  const t = useTranslations('review.banner');
  const zone = useTimeZone();
  const time = since === null ? null : clockOf(new Date(since).toISOString(), zone);
  return (
    <Banner
      meaning="reserve"
      icon="cloud-off"
      alert
      title={time === null ? t('offlineNow') : t('offline', { time })}
      actions={actions}
    >
      {writes || unsaved > 0 ? t('offlineWhat', { n: unsaved }) : t('offlineRead')}
    </Banner>
  );
}
