// What happened in one review, newest first, in words; and whether it follows on in the chain that all records are part of.
'use client';
import { useTranslations } from 'next-intl';
import { namelessActor } from '../../../domain/audit';
import type { ReviewPage, ReviewRecord } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { ButtonLink } from '../../ui/Button';
import { Day } from '../../ui/Day';
import { Empty } from '../../ui/Empty';
import { Icon } from '../../ui/Icon';
import { seen } from '../../ui/seen';
import { Notice } from '../../ui/Tag';
import { PageLinks } from '../PageLinks';
import { PageTop } from '../PageTop';
import { StageStrip } from '../Steps';
import { shortDigest } from '../sign/shortDigest';
import { useFacts } from './useFacts';
import './record.css';

export type RecordPage = Pick<
  ReviewPage,
  'id' | 'title' | 'stage' | 'signoff' | 'approved' | 'abilities' | 'members' | 'templateBody'
>;

interface Props {
  page: RecordPage;
  record: ReviewRecord;
  /** These are not the newest ones. */
  later: boolean;
}

export function RecordScreen({ page, record, later }: Props) {
  const t = useTranslations('review.record');
  const review = useTranslations('review');
  const here = `/reviews/${page.id}/record`;
  return (
    <div className="rv">
      <PageTop page={page} current="record" />
      <section aria-label={review('across')}>
        <StageStrip page={page}>{t('title')}</StageStrip>
      </section>
      <main id="main" className="rc" tabIndex={-1}>
        <h2>{t('title')}</h2>
        <p className="hint">{t(`reads.${record.reads}`)}</p>
        {record.items.length === 0 ? (
          <Empty icon="history" title={t('none')}>
            {t('noneWhy')}
          </Empty>
        ) : (
          <>
            <Chain record={record} />
            <ol className="card rc-l">
              {record.items.map((item) => (
                <Entry key={item.seq} page={page} item={item} />
              ))}
            </ol>
          </>
        )}
        {(later || record.cursor) && (
          <nav className="pager" aria-label={t('title')}>
            {later && <ButtonLink href={here}>{t('newest')}</ButtonLink>}
            {record.cursor && <ButtonLink href={`${here}?cursor=${record.cursor}`}>{t('older')}</ButtonLink>}
          </nav>
        )}
      </main>
      <nav className="m-tabs" aria-label={review('phoneTabs')}>
        <PageLinks
          reviewId={page.id}
          to={['text', page.approved === null && 'versions', 'record', page.signoff !== null && 'signoff']}
          current="record"
        />
      </nav>
    </div>
  );
}

/** The bad news loud, the good news in one quiet line. */
function Chain({ record: { items, brokenAt } }: Pick<Props, 'record'>) {
  const t = useTranslations('review.record');
  if (brokenAt !== null)
    return (
      <Notice meaning="object" icon="warn" role="alert" title={t('broken', { seq: brokenAt })}>
        {t('brokenWhat')}
      </Notice>
    );
  return (
    <p className="mean is-agree">
      <Icon name="shield-ok" />
      {t('whole', { n: items.length })}
    </p>
  );
}

function Entry({ page, item }: { page: RecordPage; item: ReviewRecord['items'][number] }) {
  const t = useTranslations('audit');
  const record = useTranslations('review.record');
  const { what, facts, said } = useFacts(page)(item);
  return (
    <li>
      <span className="rc-at faint">
        <Day at={item.at} year time />
      </span>
      <div>
        <p>
          {item.actor && <Avatar name={item.actor.name} colour={item.actor.colour} size={20} />}
          <b>{item.actor?.name ?? t(namelessActor(item.kind))}</b> {what}
          {facts !== '' && <span className="muted"> {seen(facts)}</span>}
        </p>
        {said !== '' && <blockquote className="q">{seen(said)}</blockquote>}
      </div>
      <small className="rc-no" title={item.hash}>
        {record('no', { seq: item.seq, hash: shortDigest(item.hash, 2) })}
      </small>
    </li>
  );
}
