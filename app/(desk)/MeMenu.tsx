// Who is signed in, and signing out. On a phone this is part of the account page.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { startTransition } from 'react';
import { signOutAction } from '../(entry)/actions';
import { Avatar } from '../ui/Avatar';
import { Icon } from '../ui/Icon';
import { Menu, MenuItem } from '../ui/Menu';
import type { NavPerson } from './Nav';

export function MeMenu({ person }: { person: NavPerson }) {
  const t = useTranslations('nav');
  const router = useRouter();
  const trigger = (
    <button type="button" className="nav-me">
      <Avatar name={person.name} colour={person.colour} size={28} />
      <span>
        <b>{person.name}</b>
        <small>{person.email}</small>
      </span>
      <Icon name="chev-d" />
    </button>
  );
  return (
    <Menu trigger={trigger} label={t('me')} align="start">
      <MenuItem icon="sliders" onSelect={() => router.push('/account')}>
        {t('account')}
      </MenuItem>
      <MenuItem icon="arrow-r" onSelect={() => startTransition(() => void signOutAction())}>
        {t('signOut')}
      </MenuItem>
    </Menu>
  );
}
