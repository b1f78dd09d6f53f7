// What no font can print, told before the text freezes: where it stands and what it will cost; it stops nothing.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Gate } from '../../../domain/gates';
import type { ReviewPage, UnprintableView } from '../../../domain/view';
import { call } from '../../client/api';
import { Notice } from '../../ui/Tag';
import { GatePlaces } from './GatePlaces';

interface Props {
  page: Pick<ReviewPage, 'id' | 'templateBody' | 'members'>;
  onGo: (gate: Gate) => void;
}

export function Unprintable({ page, onGo }: Props) {
  const t = useTranslations('gates.unprintable');
  const items = useUnprintable(page.id);
  if (items.length === 0) return null;
  const chars = [...new Set(items.map(({ char, code }) => t('char', { char, code })))].join(t('sep'));
  const gates = items.map(({ place }): Gate => ({ rule: 'unprintable', place, who: [], waivable: true }));
  return (
    <>
      <Notice meaning="reserve" icon="warn" title={t('title', { chars })}>
        {t('what')}
      </Notice>
      <GatePlaces page={page} gates={gates} onGo={onGo} />
    </>
  );
}

/** Asked when the dialog opens. A server that cannot say now says nothing here: the file itself will. */
function useUnprintable(reviewId: string): readonly UnprintableView[] {
  const [items, setItems] = useState<readonly UnprintableView[]>([]);
  useEffect(() => {
    let wanted = true;
    void call<{ items: readonly UnprintableView[] }>('GET', `/reviews/${reviewId}/unprintable`).then((answer) => {
      if (wanted && answer.ok) setItems(answer.value.items);
    });
    return () => {
      wanted = false;
    };
  }, [reviewId]);
  return items;
}
