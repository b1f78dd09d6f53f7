// The outline at the left: the sections of the text, the bad news of each first, and the parts it still lacks.
'use client';
import { clsx } from 'clsx';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button';
import { say } from '../../ui/say';
import type { MissingSection, OutlineRow } from './outlineRows';

interface Props {
  rows: readonly OutlineRow[];
  missing: readonly MissingSection[];
  /** The row that the reader is in. */
  current: string | null;
  onGo: (row: OutlineRow) => void;
  /** Absent for those who may not write. */
  onAdd?: (section: MissingSection) => void;
  onClose: () => void;
  /** What stands below: the gates, or the progress of the sign-off. */
  children?: ReactNode;
}

export function Outline({ rows, missing, current, onGo, onAdd, onClose, children }: Props) {
  const t = useTranslations('outline');
  const offered = (after: string | null) =>
    missing
      .filter((section) => section.after === after)
      .map((section) => <Missing key={section.key} section={section} onAdd={onAdd} />);
  return (
    <aside className="ol" id="outline" aria-label={t('title')}>
      <div className="ol-h">
        <h2 className="h3 grow">{t('title')}</h2>
        <IconButton icon="chev-l" size="sm" label={t('close')} onClick={onClose} />
      </div>
      <nav className="ol-list" aria-label={t('title')}>
        {rows.length === 0 && missing.length === 0 && <p className="hint">{t('nothing')}</p>}
        {offered(null)}
        {rows.map((row) => (
          <div key={row.id}>
            <Row row={row} current={row.id === current} onGo={onGo} />
            {offered(row.id)}
          </div>
        ))}
      </nav>
      {children}
    </aside>
  );
}

function Row({ row, current, onGo }: { row: OutlineRow; current: boolean; onGo: (row: OutlineRow) => void }) {
  const t = useTranslations('outline');
  const name = row.title || (row.id === 'closing' || row.id === 'preamble' ? t(row.id) : t('untitled'));
  return (
    <button
      type="button"
      className={clsx('ol-row', row.level === 2 ? 'lv2' : 'lv1', current && 'is-cur')}
      aria-current={current ? 'location' : undefined}
      onClick={() => onGo(row)}
    >
      <b className="clip" title={name}>
        {name}
      </b>
      <Counts row={row} />
    </button>
  );
}

const KINDS = ['problem', 'cause', 'measure', 'other'] as const;

/** Exception first: the line is cut at its end. */
function Counts({ row }: { row: OutlineRow }) {
  const t = useTranslations('outline');
  const bad = [
    row.mustFix > 0 && t('mustFix', { n: row.mustFix }),
    row.errors > 0 && t('errors', { n: row.errors }),
  ].filter((words) => words !== false);
  const rest = KINDS.filter((kind) => row.points[kind] > 0).map((kind) => t(kind, { n: row.points[kind] }));
  if (bad.length === 0 && rest.length === 0 && !row.empty) return null;
  return (
    <small>
      {bad.map((words) => (
        <em key={words}>
          {words}
          {(rest.length > 0 || words !== bad.at(-1)) && t('sep')}
        </em>
      ))}
      {row.empty && rest.length === 0 ? t('empty') : rest.join(t('sep'))}
    </small>
  );
}

function Missing({ section, onAdd }: { section: MissingSection; onAdd: Props['onAdd'] }) {
  const t = useTranslations('outline');
  const locale = useLocale();
  const title = say(section.title, locale);
  return (
    <div className={clsx('ol-row ol-missing', section.level === 2 ? 'lv2' : 'lv1')}>
      <b className="clip" title={title}>
        {title}
      </b>
      <small className={section.required ? 'bad' : undefined}>{t(section.required ? 'required' : 'missing')}</small>
      {onAdd && (
        <button type="button" className="link" aria-label={t('addWhat', { title })} onClick={() => onAdd(section)}>
          {t('add')}
        </button>
      )}
    </div>
  );
}
