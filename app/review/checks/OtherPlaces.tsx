// The other places that a finding is about: one is gone to with a button, several are listed with the words around them.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Elsewhere } from '../../../domain/checks/analyse';
import { Button } from '../../ui/Button';
import { seen } from '../../ui/seen';

interface Props {
  places: readonly Elsewhere[];
  onGo: (place: Elsewhere) => void;
}

/** As many as are shown before one asks for more. */
const FEW = 3;

export function OtherPlaces({ places, onGo }: Props) {
  const t = useTranslations('checks');
  const [all, setAll] = useState(false);
  if (places.length < 2) return null;
  const shown = all ? places : places.slice(0, FEW);
  return (
    <div className="ck-else">
      <p className="hint">{t('elsewhere', { n: places.length })}</p>
      <ul aria-label={t('elsewhere', { n: places.length })}>
        {shown.map((place, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is nothing but where it stands among the others.
          <li key={n}>
            <button type="button" className="place" onClick={() => onGo(place)}>
              <q className="clip-2">
                {seen(place.before)}
                <b>{seen(place.quote)}</b>
                {seen(place.after)}
              </q>
            </button>
          </li>
        ))}
      </ul>
      {places.length > shown.length && (
        <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
          {t('more', { n: places.length - shown.length })}
        </Button>
      )}
    </div>
  );
}
