// The reader's reviews on the desk: stage, and what is open in each.
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReviewListItem } from '../../domain/view';
import { Day } from '../ui/Day';
import { OpenPoints } from './OpenPoints';
import { StageBar } from './StageBar';

export function InProgress({ reviews, total }: { reviews: readonly ReviewListItem[]; total: number }) {
  const t = useTranslations('desk');
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
                <Day at={review.updatedAt} />
              </small>
            </div>
            <StageBar item={review} />
            <p className="hint">
              <OpenPoints item={review} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
