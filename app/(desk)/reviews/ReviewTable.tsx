// One row a review; on a phone each row becomes a card.

import { useLocale, useTranslations } from 'next-intl';
import type { ReviewListItem } from '../../../domain/view';
import { Day } from '../../ui/Day';
import { Link } from '../../ui/Link';
import { say } from '../../ui/say';
import { OpenPoints } from '../OpenPoints';
import { StageBar } from '../StageBar';

export function ReviewTable({ items }: { items: readonly ReviewListItem[] }) {
  const t = useTranslations('reviews');
  const role = useTranslations('role');
  const locale = useLocale();
  return (
    <table className="tbl tbl-cards">
      <thead>
        <tr>
          <th scope="col">{t('col.title')}</th>
          <th scope="col">{t('col.stage')}</th>
          <th scope="col">{t('col.roles')}</th>
          <th scope="col">{t('col.open')}</th>
          <th scope="col">{t('col.updated')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td>
              <Link href={`/reviews/${item.id}`}>
                <b>{item.title}</b>
              </Link>
              <span className="sub">{say(item.templateName, locale)}</span>
            </td>
            <td>
              <StageBar item={item} />
            </td>
            <td>{item.roles.map((one) => role(one)).join(t('and'))}</td>
            <td>
              <OpenPoints item={item} />
            </td>
            <td className="nowrap">
              <Day at={item.updatedAt} year time />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
