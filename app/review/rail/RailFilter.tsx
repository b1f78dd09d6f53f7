// Which comments the rail shows: all, those that press, one's own, or settled ones; of every section or of one.
'use client';
import { useTranslations } from 'next-intl';
import { IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Menu, MenuChoices, MenuItem, MenuRule } from '../../ui/Menu';
import { Seg } from '../../ui/Seg';
import { useTalk } from './talk';
import { THREAD_FILTERS, type ThreadFilter } from './threadLists';
import type { Comments } from './useComments';

const WORDS = {
  open: 'filterOpen',
  'must-fix': 'filterMustFix',
  mentions: 'filterMentions',
  mine: 'filterMine',
  resolved: 'filterResolved',
} as const;
/** In place of a section's key. */
const EVERY = '*';

/** All and must-fix are always there; the others when there is something behind them. */
function useFilters({ lists, filter }: Comments): { value: ThreadFilter; label: string }[] {
  const t = useTranslations('threads');
  const stands = (value: ThreadFilter) =>
    value === 'open' || value === 'must-fix' || value === filter || lists.counts[value] > 0;
  return THREAD_FILTERS.filter(stands).map((value) => ({ value, label: t(WORDS[value], { n: lists.counts[value] }) }));
}

/** What is shown alone; a press shows everything again. */
function Shown({ what, onClear }: { what: string; onClear: () => void }) {
  const t = useTranslations('threads');
  const title = t('sectionShown', { section: what });
  return (
    <button type="button" className="rail-fs" title={title} aria-label={title} onClick={onClear}>
      <span>{what}</span>
      <Icon name="object" size={14} />
    </button>
  );
}

/** The same on a phone, in a menu: the sheet has no room for a row of chips. */
export function SheetFilter({ comments }: { comments: Comments }) {
  const t = useTranslations('threads');
  const { sectionTitle } = useTalk();
  const { lists, filter, setFilter, section, setSection } = comments;
  const filters = useFilters(comments).map(({ value, label }) => ({ value, shown: label }));
  const sections = [...lists.sections].map(([key, n]) => ({
    value: key ?? '',
    shown: t('sectionCount', { section: sectionTitle(key), n }),
  }));
  return (
    <Menu label={t('filter')} trigger={<IconButton icon="filter" size="touch" label={t('filter')} />}>
      <MenuChoices
        label={t('filter')}
        value={filter}
        choices={filters}
        onChoose={(value) => setFilter(value as ThreadFilter)}
      />
      {sections.length > 1 && (
        <>
          <MenuRule />
          <MenuChoices
            label={t('sections')}
            value={section === undefined ? EVERY : (section ?? '')}
            choices={[{ value: EVERY, shown: t('allSections') }, ...sections]}
            onChoose={(value) => setSection(value === EVERY ? undefined : value || null)}
          />
        </>
      )}
    </Menu>
  );
}

/** What a phone shows alone. */
export function SheetShown({ comments }: { comments: Comments }) {
  const t = useTranslations('threads');
  const { sectionTitle } = useTalk();
  const { lists, filter, setFilter, section, setSection } = comments;
  if (filter === 'open' && section === undefined) return null;
  return (
    <div className="m-fs">
      {filter !== 'open' && (
        <Shown what={t(WORDS[filter], { n: lists.counts[filter] })} onClear={() => setFilter('open')} />
      )}
      {section !== undefined && <Shown what={sectionTitle(section)} onClear={() => setSection(undefined)} />}
    </div>
  );
}

export function RailFilter({ comments }: { comments: Comments }) {
  const t = useTranslations('threads');
  const { sectionTitle } = useTalk();
  const { lists, filter, setFilter, section, setSection } = comments;
  const options = useFilters(comments);
  return (
    <div className="rail-f">
      {section !== undefined && <Shown what={sectionTitle(section)} onClear={() => setSection(undefined)} />}
      <Seg look="chips" label={t('filter')} value={filter} options={options} onChange={setFilter} />
      <Menu label={t('sections')} trigger={<IconButton icon="filter" size="sm" label={t('sections')} />}>
        <MenuItem onSelect={() => setSection(undefined)}>{t('allSections')}</MenuItem>
        {[...lists.sections].map(([key, n]) => (
          <MenuItem key={key ?? ''} onSelect={() => setSection(key)}>
            {t('sectionCount', { section: sectionTitle(key), n })}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
