// The list of all reviews: title, size, and the way out of the archive. Nothing else of a review is an administrator's to see.
'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { OrganisationReviews } from '../../../../domain/view';
import { Button, ButtonLink } from '../../../ui/Button';
import { Confirm } from '../../../ui/Confirm';
import { Empty } from '../../../ui/Empty';
import { Tag } from '../../../ui/Tag';
import { AdminTabs } from '../AdminTabs';

type Row = OrganisationReviews['items'][number];

export function AllReviews({ page, first }: { page: OrganisationReviews; first: boolean }) {
  const t = useTranslations('rights');
  const router = useRouter();
  const [leaving, setLeaving] = useState<Row | null>(null);
  return (
    <>
      <header className="page-head">
        <h1>{t('org.title')}</h1>
      </header>
      <div className="page-b pe">
        <AdminTabs current="reviews" />
        <p className="hint">{t('org.what')}</p>
        <section className="card tbl-wrap" aria-label={t('org.title')}>
          {page.items.length === 0 ? (
            <Empty icon="doc" title={t('org.none')}>
              {t('org.noneWhy')}
            </Empty>
          ) : (
            <table className="tbl tbl-cards">
              <thead>
                <tr>
                  <th scope="col">{t('org.col.title')}</th>
                  <th scope="col">{t('org.col.size')}</th>
                  <th scope="col">
                    <span className="sr">{t('org.col.act')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {page.items.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <Link href={`/reviews/${row.id}`} prefetch={false}>
                        {row.title}
                      </Link>{' '}
                      {row.archived && <Tag>{t('org.archived')}</Tag>}
                    </td>
                    <td className="num">
                      <Size bytes={row.bytes} />
                    </td>
                    <td className="act">
                      {row.archived && (
                        <Button size="sm" onClick={() => setLeaving(row)}>
                          {t('org.unarchive')}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        {(!first || page.cursor) && (
          <nav className="pager" aria-label={t('pages')}>
            {!first && <ButtonLink href="/people/reviews">{t('firstPage')}</ButtonLink>}
            {page.cursor && <ButtonLink href={`/people/reviews?cursor=${page.cursor}`}>{t('nextPage')}</ButtonLink>}
          </nav>
        )}
      </div>
      {leaving && (
        <Confirm
          title={t('org.unarchiveTitle', { title: leaving.title })}
          what={t('org.unarchiveWhat')}
          verb={t('org.unarchive')}
          method="POST"
          path={`/reviews/${leaving.id}/actions`}
          body={{ action: 'unarchive' }}
          onClose={() => setLeaving(null)}
          onDone={() => router.refresh()}
        />
      )}
    </>
  );
}

const MB = 1024 * 1024;

function Size({ bytes }: { bytes: number }) {
  const t = useTranslations('rights.org');
  const locale = useLocale();
  const big = bytes >= MB;
  const n = (bytes / (big ? MB : 1024)).toLocaleString(locale, { maximumFractionDigits: big ? 1 : 0 });
  return t(big ? 'mb' : 'kb', { n });
}
