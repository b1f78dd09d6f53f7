// What stands across the page: at most two sentences, the gravest nearest the text.
'use client';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { objectionBlocks } from '../../domain/signoff';
import type { ReviewPage } from '../../domain/view';
import { formatDay } from '../ui/Day';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import type { Meaning } from '../ui/Tag';
import { shortDigest } from './sign/shortDigest';
import { tallyOf } from './sign/tally';

export function Banner({
  meaning,
  icon,
  title,
  alert,
  actions,
  children,
}: {
  meaning: Meaning;
  icon: IconName;
  title: string;
  alert?: boolean;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={`banner is-${meaning}`} role={alert ? 'alert' : undefined}>
      <Icon name={icon} />
      <p className="grow">
        <b>{title}</b> {children}
      </p>
      {actions}
    </div>
  );
}

/** Frozen, finished or archived: which version, and by which digest it is known. Nothing while the text is worked on. */
export function StageBanner({ page, actions }: { page: Pick<ReviewPage, 'stage' | 'signoff'>; actions?: ReactNode }) {
  const t = useTranslations('review.banner');
  const look = LOOK[page.stage];
  if (!look || !page.signoff) return null;
  const words = { version: page.signoff.version, digest: shortDigest(page.signoff.digest, 2) };
  return (
    <Banner meaning={look.meaning} icon={look.icon} title={t(look.words)} actions={actions}>
      {t(`${look.words}What`, words)}
    </Banner>
  );
}

const LOOK: Record<
  ReviewPage['stage'],
  { words: 'frozen' | 'approved' | 'archived'; meaning: Meaning; icon: IconName } | null
> = {
  drafting: null,
  review: null,
  signoff: { words: 'frozen', meaning: 'info', icon: 'lock' },
  approved: { words: 'approved', meaning: 'agree', icon: 'agree' },
  archived: { words: 'archived', meaning: 'none', icon: 'box' },
};

export function hasStageBanner(page: Pick<ReviewPage, 'stage' | 'signoff'>): boolean {
  return LOOK[page.stage] !== null && page.signoff !== null;
}

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
  const locale = useLocale();
  const zone = useTimeZone();
  const time = since === null ? null : formatDay(new Date(since).toISOString(), locale, zone, { time: true }).slice(-5);
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
