// The list of the bin: who deleted what, until when it can be brought back, and the one verb that does it.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { BinPage } from '../../../../domain/view';
import { call } from '../../../client/api';
import { useRefusalWords } from '../../../client/useCall';
import { Button, ButtonLink } from '../../../ui/Button';
import { Day } from '../../../ui/Day';
import { Empty } from '../../../ui/Empty';
import { Notice } from '../../../ui/Tag';
import { notify } from '../../../ui/Toast';
import './bin.css';

type Item = BinPage['items'][number];

/** `at`: the review that somebody wanted to open. */
export function BinList({ page, first, at }: { page: BinPage; first: boolean; at: string | null }) {
  const t = useTranslations('bin');
  const reviews = useTranslations('reviews');
  const wanted = page.items.find(({ id }) => id === at);
  const { busy, restore } = useRestore();
  return (
    <>
      <header className="page-head">
        <h1>{t('title')}</h1>
        <span className="grow" />
        <ButtonLink href="/reviews">{t('toReviews')}</ButtonLink>
      </header>
      <div className="page-b bin">
        <p className="hint">{t('what')}</p>
        {wanted && <Notice meaning="info" icon="trash" role="status" title={t('here', { title: wanted.title })} />}
        <section className="card tbl-wrap" aria-label={t('title')}>
          {page.items.length === 0 ? (
            <Empty icon="trash" title={t('none')}>
              {t('noneWhy')}
            </Empty>
          ) : (
            <table className="tbl tbl-cards">
              <thead>
                <tr>
                  <th scope="col">{t('col.title')}</th>
                  <th scope="col">{t('col.by')}</th>
                  <th scope="col">{t('col.until')}</th>
                  <th scope="col">
                    <span className="sr">{t('col.act')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {page.items.map((item) => (
                  <Row key={item.id} item={item} marked={item === wanted} busy={busy === item.id} onRestore={restore} />
                ))}
              </tbody>
            </table>
          )}
        </section>
        {(!first || page.cursor) && (
          <nav className="pager" aria-label={reviews('pages')}>
            {!first && <ButtonLink href="/reviews/bin">{reviews('firstPage')}</ButtonLink>}
            {page.cursor && <ButtonLink href={`/reviews/bin?cursor=${page.cursor}`}>{reviews('nextPage')}</ButtonLink>}
          </nav>
        )}
      </div>
    </>
  );
}

interface RowProps {
  item: Item;
  marked: boolean;
  busy: boolean;
  onRestore: (item: Item) => Promise<void>;
}

function Row({ item, marked, busy, onRestore }: RowProps) {
  const t = useTranslations('bin');
  return (
    <tr className={marked ? 'is-sel' : undefined}>
      <td>
        <b>{item.title}</b>
      </td>
      <td>
        {item.by}
        <span className="sub">
          <Day at={item.binnedAt} time />
        </span>
      </td>
      <td>
        <Day at={item.until} year />
        <span className="sub">{t('left', { n: item.daysLeft })}</span>
      </td>
      <td className="act">
        <Button
          size="sm"
          icon="undo"
          busy={busy}
          aria-label={t('restoreOne', { title: item.title })}
          onClick={() => void onRestore(item)}
        >
          {t('restore')}
        </Button>
      </td>
    </tr>
  );
}

/** Brings one back; the news has a way to it. */
function useRestore() {
  const t = useTranslations('bin');
  const say = useRefusalWords();
  const router = useRouter();
  const [busy, setBusy] = useState<string | null>(null);
  const restore = async ({ id, title }: Item) => {
    setBusy(id);
    const answer = await call('POST', `/bin/${id}/restore`);
    setBusy(null);
    if (!answer.ok) return notify(say(answer.problem.code));
    notify(t('restored', { title }), { label: t('open'), onClick: () => router.push(`/reviews/${id}`) });
    router.refresh();
  };
  return { busy, restore };
}
