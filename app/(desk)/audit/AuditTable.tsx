// One row an entry; on a phone each row becomes a card.
'use client';
import { useTranslations } from 'next-intl';
import { namelessActor } from '../../../domain/audit';
import type { AuditItem } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { Day } from '../../ui/Day';

export function AuditTable({ items }: { items: readonly AuditItem[] }) {
  const t = useTranslations('audit');
  const words = (kind: string) => {
    const [group = '', act = ''] = kind.split('.');
    return t.has(`kind.${group}.${act}`) ? t(`kind.${group}.${act}`) : t('other', { kind });
  };
  return (
    <table className="tbl tbl-cards">
      <thead>
        <tr>
          {(['seq', 'at', 'who', 'what', 'review'] as const).map((key) => (
            <th key={key} scope="col">
              {t(`col.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(({ seq, at, kind, actor, review }) => (
          <tr key={seq}>
            <td className="num">{seq}</td>
            <td className="nowrap">
              <Day at={at} year time />
            </td>
            <td>
              {actor ? (
                <span className="who">
                  <Avatar name={actor.name} colour={actor.colour} size={20} />
                  {actor.name}
                </span>
              ) : (
                t(namelessActor(kind))
              )}
            </td>
            <td>{words(kind)}</td>
            <td>{review && (review.title || <span className="hint">{t('removed')}</span>)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
