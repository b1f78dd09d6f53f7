// How far a review has come: four stages as a bar, with the words beside it.
import { useTranslations } from 'next-intl';
import type { ReviewListItem } from '../../domain/view';
import { collectsSignatures } from '../../domain/workflow';

/** How many of the four segments are full; the one after them is half full while the work goes on. */
const FULL: Record<ReviewListItem['stage'], number> = { drafting: 0, review: 1, signoff: 2, approved: 4, archived: 4 };

export function StageBar({ item }: { item: Pick<ReviewListItem, 'stage' | 'signed'> }) {
  const t = useTranslations('stage');
  const full = FULL[item.stage];
  return (
    <div className="meter">
      <span className="seg-bar" aria-hidden="true">
        {[0, 1, 2, 3].map((n) => (
          <i key={n} className={n < full ? 'on' : n === full ? 'part' : undefined} />
        ))}
      </span>
      <span>{collectsSignatures(item.stage) && item.signed ? t('signoffCount', item.signed) : t(item.stage)}</span>
    </div>
  );
}
