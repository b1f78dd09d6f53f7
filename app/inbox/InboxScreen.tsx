// The page of the inbox: filters, lines, more of them, and marking all read.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { INBOX_FILTERS, type InboxFilter } from '../../domain/inbox';
import { useShell } from '../shell/context';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { Seg } from '../ui/Seg';
import './inbox.css';
import { Coming, Failed } from './Failed';
import { InboxList } from './InboxList';
import { useInbox } from './useInbox';

export function InboxScreen() {
  const t = useTranslations('inbox');
  const [filter, setFilter] = useState<InboxFilter>('all');
  const { unread } = useShell();
  const inbox = useInbox(filter);
  const { refresh } = inbox;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when something new came.
  useEffect(refresh, [refresh, unread]);
  return (
    <>
      <header className="page-head">
        <h1>{t('title')}</h1>
        <span className="grow" />
        {inbox.unread > 0 && <Button onClick={() => void inbox.readAll()}>{t('readAll')}</Button>}
      </header>
      <div className="page-b">
        <Seg
          look="chips"
          label={t('filterBy')}
          value={filter}
          options={INBOX_FILTERS.map((value) => ({ value, label: t(`filter.${value}`) }))}
          onChange={setFilter}
        />
        <section className="card inb-card" aria-label={t('title')} aria-busy={inbox.items === null}>
          {inbox.words && <Failed words={inbox.words} onAgain={refresh} />}
          {inbox.items === null && !inbox.words && <Coming />}
          {inbox.items?.length === 0 && (
            <Empty icon="bell" title={t('none')}>
              {t('noneWhy')}
            </Empty>
          )}
          {inbox.items && inbox.items.length > 0 && <InboxList items={inbox.items} onRead={inbox.read} />}
        </section>
        {inbox.more && (
          <div className="pager">
            <Button onClick={inbox.more}>{t('more')}</Button>
          </div>
        )}
      </div>
    </>
  );
}
