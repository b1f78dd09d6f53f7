// The list of all reviews: title, size, and the ways out of the archive. Nothing else of a review is an administrator's to see.
'use client';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { OrganisationReviews, OrganisationReview as Row } from '../../../../domain/view';
import { ButtonLink, IconButton } from '../../../ui/Button';
import { Confirm } from '../../../ui/Confirm';
import { useDates } from '../../../ui/Day';
import { Empty } from '../../../ui/Empty';
import { Link } from '../../../ui/Link';
import { Menu, MenuItem } from '../../../ui/Menu';
import { Tag } from '../../../ui/Tag';
import { AdminTabs } from '../AdminTabs';
import { type Ending, PurgeDialog } from './PurgeDialog';

export function AllReviews({ page, first }: { page: OrganisationReviews; first: boolean }) {
  const t = useTranslations('rights');
  const router = useRouter();
  const [leaving, setLeaving] = useState<Row | null>(null);
  const [ending, setEnding] = useState<Ending | null>(null);
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
                      {row.binnedUntil ? row.title : <Link href={`/reviews/${row.id}`}>{row.title}</Link>}{' '}
                      {row.archived && <Tag>{t('org.archived')}</Tag>}
                      <Kept row={row} />
                    </td>
                    <td className="num">
                      <Size bytes={row.bytes} />
                    </td>
                    <td className="act">
                      {row.archived && (
                        <Acts row={row} onUnarchive={() => setLeaving(row)} onEnd={(act) => setEnding({ act, row })} />
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
          move={{ action: 'unarchive' }}
          onClose={() => setLeaving(null)}
          onDone={() => router.refresh()}
        />
      )}
      {ending && <PurgeDialog {...ending} onClose={() => setEnding(null)} onDone={() => router.refresh()} />}
    </>
  );
}

interface ActsProps {
  row: Row;
  onUnarchive: () => void;
  onEnd: (act: Ending['act']) => void;
}

function Acts({ row, onUnarchive, onEnd }: ActsProps) {
  const t = useTranslations('rights');
  const bin = useTranslations('bin.org');
  const label = bin('acts', { title: row.title });
  return (
    <Menu trigger={<IconButton icon="more" label={label} />} label={label}>
      <MenuItem icon="undo" onSelect={onUnarchive}>
        {t('org.unarchive')}
      </MenuItem>
      {row.acts?.map((act) => (
        <MenuItem key={act} icon={ICON[act]} danger={act === 'confirm'} onSelect={() => onEnd(act)}>
          {bin(act)}…
        </MenuItem>
      ))}
    </Menu>
  );
}

const ICON = { ask: 'trash', confirm: 'trash', withdraw: 'undo' } as const;

/** Until when it is kept, or can be brought back; who wants it to go, and what is missing for it. */
function Kept({ row }: { row: Row }) {
  const t = useTranslations('bin.org');
  const tell = useDates();
  const day = (at: string) => tell(at, { year: true });
  const { binnedUntil, retainedUntil, purge, acts = [] } = row;
  return (
    <>
      {binnedUntil && <Tag icon="trash">{t('binned', { day: day(binnedUntil) })}</Tag>}
      {retainedUntil && !purge && <span className="sub">{t('retained', { day: day(retainedUntil) })}</span>}
      {purge && (
        <span className="sub">
          {t('asked', { who: purge.by.name, day: day(purge.at), reason: purge.reason })}{' '}
          {!acts.includes('confirm') && t('second')}
        </span>
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
