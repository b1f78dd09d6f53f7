// The pages of administrators: people, all reviews, the audit log.
'use client';
import { useTranslations } from 'next-intl';
import { Link } from '../../ui/Link';

const PAGES = { people: '/people', reviews: '/people/reviews', audit: '/audit' } as const;

export function AdminTabs({ current }: { current: keyof typeof PAGES }) {
  const t = useTranslations('rights');
  return (
    <nav className="tabs adm-tabs" aria-label={t('tabs')}>
      {(Object.keys(PAGES) as (keyof typeof PAGES)[]).map((key) => (
        <Link key={key} href={PAGES[key]} aria-current={key === current ? 'page' : undefined}>
          {t(`tab.${key}`)}
        </Link>
      ))}
    </nav>
  );
}
