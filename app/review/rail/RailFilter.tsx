// Which comments the rail shows: all, those that press, one's own, or settled ones; of every section or of one.
'use client';
import { useTranslations } from 'next-intl';
import { IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Menu, MenuItem } from '../../ui/Menu';
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

export function RailFilter({ comments }: { comments: Comments }) {
  const t = useTranslations('threads');
  const { sectionTitle } = useTalk();
  const { lists, filter, setFilter, section, setSection } = comments;
  // All and must-fix are always there; the others when there is something behind them.
  const stands = (value: ThreadFilter) =>
    value === 'open' || value === 'must-fix' || value === filter || lists.counts[value] > 0;
  const options = THREAD_FILTERS.filter(stands).map((value) => ({
    value,
    label: t(WORDS[value], { n: lists.counts[value] }),
  }));
  return (
    <div className="rail-f">
      {section !== undefined && (
        <button
          type="button"
          className="rail-fs"
          title={t('sectionShown', { section: sectionTitle(section) })}
          aria-label={t('sectionShown', { section: sectionTitle(section) })}
          onClick={() => setSection(undefined)}
        >
          <span>{sectionTitle(section)}</span>
          <Icon name="object" size={14} />
        </button>
      )}
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
