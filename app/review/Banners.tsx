// What stands across the page: at most two sentences, the gravest nearest the text.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ReviewPage } from '../../domain/view';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import type { Meaning } from '../ui/Tag';
import { shortDigest } from './sign/shortDigest';

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
