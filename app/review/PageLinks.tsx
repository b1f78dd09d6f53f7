// Links of a phone's foot from one page of a review to the others.
'use client';
import { useTranslations } from 'next-intl';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';

const PAGES = {
  text: { icon: 'doc', path: '', words: 'review.text' },
  versions: { icon: 'history', path: '/history', words: 'versions.title' },
  record: { icon: 'shield-ok', path: '/record', words: 'review.record.title' },
  signoff: { icon: 'seal', path: '/sign', words: 'review.signoff' },
} as const;
type PageName = keyof typeof PAGES;

interface Props {
  reviewId: string;
  /** In their order; false for one that is not offered here. */
  to: readonly (PageName | false)[];
  current?: PageName;
}

export function PageLinks({ reviewId, to, current }: Props) {
  const t = useTranslations();
  return to.map((name) => {
    if (name === false) return null;
    const { icon, path, words } = PAGES[name];
    return (
      <Link key={name} href={`/reviews/${reviewId}${path}`} aria-current={name === current ? 'page' : undefined}>
        <Icon name={icon} />
        {t(words)}
      </Link>
    );
  });
}
