// The list of states, newest first: the present text, changes between pauses, versions; two of them are chosen for comparison.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import type { PersonView, Point, TimelineItem } from '../../../domain/view';
import { Button, IconButton } from '../../ui/Button';
import { Check } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Tag';
import { walkRows } from '../../ui/walkRows';
import { type Chosen, isVersion } from './chosen';
import { useItemWords } from './useItemWords';

interface Props {
  rows: readonly TimelineItem[];
  editing: readonly PersonView[];
  chosen: Chosen | null;
  onlyNamed: boolean;
  onOnlyNamed: (only: boolean) => void;
  /** Why the list is empty or not whole; null when it is. */
  lacking: string | null;
  /** The row beside what was before it. */
  onShow: (point: Point) => void;
  onChoose: (side: 'a' | 'b', point: Point) => void;
  onRename: (item: TimelineItem & { kind: 'named' }) => void;
  /** Absent when there is nothing older. */
  onMore?: () => void;
}

export function VersionList({
  rows,
  editing,
  chosen,
  onlyNamed,
  onOnlyNamed,
  lacking,
  onShow,
  onChoose,
  onRename,
  onMore,
}: Props) {
  const t = useTranslations('versions');
  const { words, who } = useItemWords();
  const common = { chosen, onShow, onChoose };
  return (
    <aside className="hs-l" aria-label={t('title')}>
      <div className="hs-lh">
        <h2 className="h3 grow">{t('title')}</h2>
        <Check label={t('onlyNamed')} checked={onlyNamed} onChange={(event) => onOnlyNamed(event.target.checked)} />
      </div>
      <ol className="vt" onKeyDown={walk}>
        <Row
          {...common}
          point="now"
          title={t('now')}
          note={editing.length > 0 ? t('editing', { who: who(editing) }) : t('nobodyEdits')}
        />
        {rows.map((item) => {
          const { title, note } = words(item);
          return (
            <Row
              key={item.point}
              {...common}
              point={item.point}
              title={title}
              note={note}
              counts={item.kind === 'created' ? null : item}
              named={isVersion(item)}
              onRename={item.kind === 'named' && item.mayRename ? () => onRename(item) : undefined}
            />
          );
        })}
      </ol>
      {lacking && <p className="hint vt-none">{lacking}</p>}
      {onMore && (
        <div className="vt-more">
          <Button size="sm" block onClick={onMore}>
            {t('more')}
          </Button>
        </div>
      )}
      <div className="vt-foot">
        <Notice meaning="none" icon="info">
          {t('restoreHint')}
        </Notice>
      </div>
    </aside>
  );
}

interface RowProps extends Pick<Props, 'chosen' | 'onShow' | 'onChoose'> {
  point: Point;
  title: string;
  note: string;
  counts?: { inserted: number; deleted: number } | null;
  named?: boolean;
  onRename?: (() => void) | undefined;
}

function Row({ point, title, note, counts, named, chosen, onShow, onChoose, onRename }: RowProps) {
  const t = useTranslations('versions');
  const side = chosen?.a === point ? 'a' : chosen?.b === point ? 'b' : null;
  return (
    <li className={clsx(named ? 'named' : 'auto', side)}>
      <span className="k" aria-hidden="true">
        {named && <Icon name="check" />}
      </span>
      <button
        type="button"
        className="vt-go"
        data-row
        data-point={point}
        aria-current={side === 'b' ? 'true' : undefined}
        onClick={() => onShow(point)}
      >
        <b>{title}</b>
        {counts && (counts.inserted > 0 || counts.deleted > 0) && (
          <span className="pm num">{t('counts', { inserted: counts.inserted, deleted: counts.deleted }).trim()}</span>
        )}
        <small>{note}</small>
      </button>
      <span className="ab">
        {onRename && (
          <IconButton
            className="vt-ren"
            size="sm"
            icon="pen"
            label={t('renameOf', { name: title })}
            onClick={onRename}
          />
        )}
        {(['a', 'b'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className={clsx('tag', side === one && (one === 'a' ? 'is-object' : 'is-agree'))}
            aria-pressed={side === one}
            aria-label={t(one === 'a' ? 'asA' : 'asB', { name: title })}
            title={t(one === 'a' ? 'asA' : 'asB', { name: title })}
            onClick={() => onChoose(one, point)}
          >
            {side === one ? t(one === 'a' ? 'compareA' : 'compareB') : one.toUpperCase()}
          </button>
        ))}
      </span>
    </li>
  );
}

/** Up and down walk the rows, as J and K do; A and B choose the one in focus. */
function walk(event: KeyboardEvent<HTMLOListElement>): void {
  walkRows(event);
  if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.parentElement?.contains(document.activeElement));
  const key = event.key.toLowerCase();
  if (key === 'arrowdown' || key === 'arrowup') {
    rows[at + (key === 'arrowdown' ? 1 : -1)]?.focus();
    event.preventDefault();
  } else if (key === 'a' || key === 'b') {
    const side = rows[at]?.parentElement?.querySelectorAll<HTMLElement>('.ab .tag')[key === 'a' ? 0 : 1];
    side?.click();
  }
}
