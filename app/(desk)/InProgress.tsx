// The reader's reviews on the desk: stage, and what is open in each.

import { useTimeZone, useTranslations } from 'next-intl';
import { dayOf } from '../../domain/day';
import { daysLeft } from '../../domain/desk';
import type { ReviewListItem } from '../../domain/view';
import { Day } from '../ui/Day';
import { Link } from '../ui/Link';
import { OpenPoints } from './OpenPoints';
import { StageBar } from './StageBar';

export function InProgress({
  reviews,
  total,
  now,
}: {
  reviews: readonly ReviewListItem[];
  total: number;
  now: string;
}) {
  const t = useTranslations('desk');
  const today = dayOf(now, useTimeZone());
  return (
    <section className="card" aria-labelledby="running">
      <div className="card-h">
        <h2 id="running">{t('running')}</h2>
        <span className="grow" />
        <Link className="link card-link" href="/reviews">
          {t('allReviews', { n: total })}
        </Link>
      </div>
      {reviews.length === 0 && <p className="rvw hint">{t('noneRunning')}</p>}
      <ul>
        {reviews.map((review) => (
          <li key={review.id} className="rvw">
            <div className="rvw-h">
              <b className="clip">
                <Link href={`/reviews/${review.id}`}>{review.title}</Link>
              </b>
              <small>
                <DaysLeft item={review} today={today} />
              </small>
            </div>
            <StageBar item={review} />
            {review.openThreads > 0 && (
              <p className="hint">
                <OpenPoints item={review} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Days left where a day is set; else when it changed last. */
function DaysLeft({ item, today }: { item: ReviewListItem; today: string }) {
  const t = useTranslations('desk');
  if (item.due === null) return <Day at={item.updatedAt} />;
  const left = daysLeft(item.due, today);
  if (left < 0) return <span className="late">{t('late', { n: -left })}</span>;
  return left === 0 ? t('lastDay') : t('left', { n: left });
}
