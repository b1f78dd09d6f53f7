// The open points of a review in one line, bad news first (a line is cut at its end).
import { useTranslations } from 'next-intl';
import type { ReviewListItem } from '../../domain/view';
import { Tag } from '../ui/Tag';

export function OpenPoints({ item }: { item: Pick<ReviewListItem, 'mustFix' | 'openThreads'> }) {
  const t = useTranslations('reviews');
  const others = item.openThreads - item.mustFix;
  if (item.openThreads === 0) return t('noOpen');
  return (
    <span className="tags">
      {item.mustFix > 0 && (
        <Tag meaning="mustfix" icon="flag">
          {t('mustFix', { n: item.mustFix })}
        </Tag>
      )}
      {others > 0 && <Tag icon="comment">{t('comments', { n: others })}</Tag>}
    </span>
  );
}
