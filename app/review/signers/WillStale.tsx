// What freezing returned sections again will cost: whose signatures become stale, or that all of them hold.
'use client';
import { useTranslations } from 'next-intl';
import type { Block } from '../../../domain/document/blocks';
import type { ReviewPage } from '../../../domain/view';
import { Notice } from '../../ui/Tag';
import { useWillStale } from './useWillStale';

interface Props {
  page: Pick<ReviewPage, 'id' | 'title' | 'fields' | 'signoff' | 'openSections'>;
  blocks: readonly Block[];
}

export function WillStale({ page, blocks }: Props) {
  const t = useTranslations('signers.again');
  const sep = useTranslations('gates')('sep');
  const { since, holders } = useWillStale(page, blocks);
  if (since.kind === 'loading') return <p className="hint">{t('loading')}</p>;
  if (since.kind !== 'known') return <p className="hint">{t('unknown')}</p>;
  const { items, inserted, deleted } = since.changes;
  if (items.length === 0) return <p>{t('same')}</p>;
  return (
    <>
      <p>{t('changed', { n: items.length, inserted, deleted })}</p>
      {holders.length > 0 ? (
        <Notice meaning="stale" icon="stale" title={t('stale', { n: holders.length })}>
          {t('staleWhat', { names: holders.map(({ name }) => name).join(sep) })}
        </Notice>
      ) : (
        <p className="hint">{t('none')}</p>
      )}
    </>
  );
}
