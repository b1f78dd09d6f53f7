// The outline at the left: the sections of the text, the bad news of each first, and the parts it still lacks.
'use client';
import { clsx } from 'clsx';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { NO_CARE } from '../../../domain/sectionState';
import type { PersonView, SectionView } from '../../../domain/view';
import { useRemembered } from '../../client/useRemembered';
import { Avatar } from '../../ui/Avatar';
import { IconButton } from '../../ui/Button';
import { say } from '../../ui/say';
import type { SectionChange } from '../useStructure';
import type { MissingSection, OutlineRow } from './outlineRows';
import { SectionMenu } from './SectionMenu';

interface Props {
  rows: readonly OutlineRow[];
  missing: readonly MissingSection[];
  /** The row that the reader is in. */
  current: string | null;
  onGo: (row: OutlineRow) => void;
  /** Absent where nothing is written now. */
  onAdd?: (section: MissingSection) => void;
  onClose: () => void;
  /** By sectionKey. */
  sections: Readonly<Record<string, SectionView>>;
  meId: string;
  /** What the reader may set now; absent while nothing can be set. */
  care?: {
    writers: readonly PersonView[];
    may: (ownerId: string | null) => boolean;
    onSet: (sectionKey: string, change: SectionChange) => void;
  };
  /** What stands below: the gates, or the progress of the sign-off. */
  children?: ReactNode;
}

const NOBODYS: SectionView = { owner: null, state: NO_CARE.state };

export function Outline({ rows, missing, current, onGo, onAdd, onClose, sections, meId, care, children }: Props) {
  const t = useTranslations('outline');
  const [kept, remember] = useRemembered('mine');
  const mine = kept !== '';
  const careOf = (row: OutlineRow) => (Object.hasOwn(sections, row.id) && sections[row.id]) || NOBODYS;
  const shown = mine ? rows.filter((row) => careOf(row).owner?.id === meId) : rows;
  const offered = (after: string | null) =>
    missing
      .filter((section) => section.after === after)
      .map((section) => <Missing key={section.key} section={section} onAdd={onAdd} />);
  return (
    <aside className="ol" id="outline" aria-label={t('title')}>
      <div className="ol-h">
        <h2 className="h3 grow">{t('title')}</h2>
        <IconButton
          icon="user"
          size="sm"
          label={t('mine')}
          className={mine ? 'is-on' : undefined}
          aria-pressed={mine}
          onClick={() => remember(mine ? '' : 'on')}
        />
        <IconButton icon="chev-l" size="sm" label={t('close')} onClick={onClose} />
      </div>
      <nav className="ol-list" aria-label={t('title')}>
        {rows.length === 0 && missing.length === 0 && <p className="hint">{t('nothing')}</p>}
        {mine && shown.length === 0 && <p className="hint">{t('mineNone')}</p>}
        {!mine && offered(null)}
        {shown.map((row) => (
          <div key={row.id}>
            <Row row={row} care={careOf(row)} setting={care} current={row.id === current} onGo={onGo} />
            {!mine && offered(row.id)}
          </div>
        ))}
      </nav>
      {children}
    </aside>
  );
}

interface RowProps {
  row: OutlineRow;
  care: SectionView;
  setting: Props['care'];
  current: boolean;
  onGo: (row: OutlineRow) => void;
}

function Row({ row, care, setting, current, onGo }: RowProps) {
  const t = useTranslations('outline');
  const name = row.title || (row.id === 'closing' || row.id === 'preamble' ? t(row.id) : t('untitled'));
  const mayNow = setting?.may(care.owner?.id ?? null) ?? false;
  return (
    <div className={clsx('ol-row', row.level === 2 ? 'lv2' : 'lv1', current && 'is-cur')}>
      <span className={`st st-${care.state}`} title={t(`state.${care.state}`)} aria-hidden="true" />
      <button type="button" className="ol-go" aria-current={current ? 'location' : undefined} onClick={() => onGo(row)}>
        <b className="clip" title={name}>
          {name}
        </b>
        <Counts row={row} final={care.state === 'final'} />
      </button>
      {setting && mayNow ? (
        <SectionMenu
          title={name}
          care={care}
          writers={setting.writers}
          onSet={(change) => setting.onSet(row.id, change)}
        />
      ) : (
        care.owner && <Avatar name={care.owner.name} colour={care.owner.colour} size={20} />
      )}
    </div>
  );
}

const KINDS = ['problem', 'cause', 'measure', 'other'] as const;

/** Exception first: the line is cut at its end. */
function Counts({ row, final }: { row: OutlineRow; final: boolean }) {
  const t = useTranslations('outline');
  const bad = [
    row.mustFix > 0 && t('mustFix', { n: row.mustFix }),
    row.errors > 0 && t('errors', { n: row.errors }),
    row.gaps > 0 && t('gaps', { n: row.gaps }),
  ].filter((words) => words !== false);
  const rest = KINDS.filter((kind) => row.points[kind] > 0).map((kind) => t(kind, { n: row.points[kind] }));
  if (bad.length === 0 && rest.length === 0 && !row.empty && !final) return null;
  return (
    <small>
      {bad.map((words) => (
        <em key={words}>
          {words}
          {(rest.length > 0 || words !== bad.at(-1)) && t('sep')}
        </em>
      ))}
      {final && (
        <span className="ok">
          {t('state.final')}
          {rest.length > 0 && t('sep')}
        </span>
      )}
      {row.empty && !final && rest.length === 0 ? t('empty') : rest.join(t('sep'))}
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
