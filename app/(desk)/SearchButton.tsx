// The way into the search where the navigation has no room for its field: on a phone.
'use client';
import { useTranslations } from 'next-intl';
import { useShell } from '../shell/context';
import { IconButton } from '../ui/Button';

export function SearchButton() {
  const t = useTranslations('search');
  const { openPalette } = useShell();
  return <IconButton className="phone-only" icon="search" label={t('open')} onClick={openPalette} />;
}
