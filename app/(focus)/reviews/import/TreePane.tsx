// The recognised outline at the right of step 2, its doubts standing under the row they belong to.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import type { TreeRow } from './treeRows';

interface Props {
  rows: readonly TreeRow[];
  shown: number;
  onMore: () => void;
  onLine: (line: number) => void;
  /** What stands under the row with this key. */
  under: ReadonlyMap<string, ReactNode>;
}

export function TreePane({ rows, shown, onMore, onLine, under }: Props) {
  const t = useTranslations('import');
  return (
    <>
      {rows.slice(0, shown).map((row) => (
        <div key={row.key}>
          <Row row={row} onLine={onLine} />
          {under.get(row.key)}
        </div>
      ))}
      {rows.length > shown && (
        <p className="im-more">
          <span className="hint">{t('moreRows', { n: rows.length - shown })}</span>
          <Button size="sm" onClick={onMore}>
            {t('more')}
          </Button>
        </p>
      )}
    </>
  );
}

function Row({ row, onLine }: { row: TreeRow; onLine: (line: number) => void }) {
  const t = useTranslations('import');
  const counted = row.kind === 'dimension' && row.count !== undefined && row.count > 0;
  return (
    <button type="button" className={clsx('tn', `l${row.level}`)} onClick={() => onLine(row.line)}>
      <Icon name={row.icon} />
      <span className="clip">{row.text ?? t(`row.${row.kind}`, { n: row.count ?? 0 })}</span>
      <small>{counted ? t('points', { n: row.count ?? 0 }) : t('line', { n: row.line })}</small>
    </button>
  );
}
