// The main navigation. What is not built has no entry; people are listed for administrators only.
'use client';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useShell } from '../shell/context';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { Link } from '../ui/Link';
import { Mark } from '../ui/Mark';
import { MeMenu } from './MeMenu';

export interface NavPerson {
  name: string;
  email: string;
  colour: number;
  admin: boolean;
}

const PLACES: readonly {
  href: string;
  icon: IconName;
  word: 'desk' | 'inbox' | 'reviews' | 'newReview' | 'people';
  admin?: boolean;
}[] = [
  { href: '/', icon: 'home', word: 'desk' },
  { href: '/inbox', icon: 'bell', word: 'inbox' },
  { href: '/reviews', icon: 'doc', word: 'reviews' },
  { href: '/reviews/new', icon: 'copy', word: 'newReview' },
  { href: '/people', icon: 'users', word: 'people', admin: true },
];

export function Nav({ organisation, person }: { organisation: string | null; person: NavPerson }) {
  const t = useTranslations('nav');
  const here = usePathname();
  const { unread, openPalette } = useShell();
  const search = useTranslations('search');
  return (
    <nav className="nav" aria-label={t('main')}>
      <Link className="nav-brand" href="/">
        <Mark />
        <span>
          <b>{t('product')}</b>
          {organisation && <small className="clip">{organisation}</small>}
        </span>
      </Link>
      <button type="button" className="nav-search" onClick={openPalette}>
        <Icon name="search" />
        <span>{search('open')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <ul>
        {PLACES.filter((place) => !place.admin || person.admin).map((place) => (
          <li key={place.href}>
            <Link href={place.href} aria-current={here === place.href ? 'page' : undefined}>
              <Icon name={place.icon} />
              <span>{t(place.word)}</span>
              {place.href === '/inbox' && Boolean(unread) && <b className="n">{unread}</b>}
            </Link>
          </li>
        ))}
      </ul>
      <div className="nav-foot">
        <Link href="/account" aria-current={here === '/account' ? 'page' : undefined}>
          <Icon name="sliders" />
          <span>{t('account')}</span>
        </Link>
        <MeMenu person={person} />
      </div>
    </nav>
  );
}
