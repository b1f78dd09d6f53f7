// The comments beside their text: open ones at the height of their marks, settled ones as a list.
'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useMemo } from 'react';
import type { ThreadView } from '../../../domain/view';
import { Empty } from '../../ui/Empty';
import { Seg } from '../../ui/Seg';
import { Composer, type Draft } from './Composer';
import { railHeight, stackThreads } from './railLayout';
import { ThreadCard } from './ThreadCard';
import { filtered, type ThreadFilter, type ThreadLists } from './threadLists';
import { useHeights } from './useHeights';

/** Below the filter chips, in px. */
const START = 48;
const GAP = 8;
/** A card that was not measured yet; it moves to its place in the same frame. */
const UNMEASURED = 96;
/** The composer's place in the stack. */
const NEW = 'new';

export interface CommentRailProps {
  reviewId: string;
  lists: ThreadLists;
  /** y of each mark from the rail's top. */
  tops: ReadonlyMap<string, number>;
  filter: ThreadFilter;
  onFilter: (filter: ThreadFilter) => void;
  active: string | null;
  onOpen: (thread: ThreadView) => void;
  draft: Draft | null;
  onSent: (id: string) => void;
  onCancel: () => void;
  onChanged: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>, thread: ThreadView) => void;
  sectionTitle: (key: string | null) => string;
  blocked: string | null;
  mayComment: boolean;
  problem: string | null;
}

export function CommentRail(props: CommentRailProps) {
  const { lists, filter, onFilter, draft } = props;
  const t = useTranslations('threads');
  const shown = filtered(lists.anchored, filter);
  const options = [
    { value: 'open', label: t('filterOpen', { n: lists.counts.open }) },
    { value: 'must-fix', label: t('filterMustFix', { n: lists.counts['must-fix'] }) },
    { value: 'resolved', label: t('filterResolved', { n: lists.counts.resolved }) },
  ] as const;
  return (
    <>
      <div className="rail-f">
        <Seg look="chips" label={t('filter')} value={filter} options={options} onChange={onFilter} />
      </div>
      {props.problem && (
        <p className="error rail-note" role="status">
          {t('refreshFailed', { why: props.problem })}
        </p>
      )}
      {filter === 'resolved' ? <Resolved {...props} /> : <Beside {...props} shown={shown} />}
      {filter !== 'resolved' && shown.length === 0 && !draft && <Nothing {...props} />}
      {filter === 'resolved' && lists.resolved.length === 0 && <Empty icon="comment" title={t('noneResolved')} />}
    </>
  );
}

function Beside({ shown, ...props }: CommentRailProps & { shown: readonly ThreadView[] }) {
  const { tops, active, draft } = props;
  const { ref, heights } = useHeights();
  const items = useMemo(() => {
    // A thread whose mark has not come yet stands behind the others.
    const last = Math.max(START, ...tops.values());
    const cards = shown.map(({ id }) => ({ id, top: tops.get(id) ?? last + 1, height: heights.get(id) ?? UNMEASURED }));
    return draft ? [...cards, { id: NEW, top: draft.top, height: heights.get(NEW) ?? UNMEASURED }] : cards;
  }, [shown, tops, heights, draft]);
  const placed = useMemo(
    () => stackThreads(items, { active: draft ? NEW : active, start: START, gap: GAP }),
    [items, draft, active],
  );
  const at = (id: string) => ({ transform: `translateY(${placed.get(id) ?? START}px)` });
  return (
    <div className="rail-stack" style={{ minHeight: railHeight(items, placed) + GAP }}>
      {shown.map((thread) => (
        <ThreadCard
          key={thread.id}
          ref={ref(thread.id)}
          style={at(thread.id)}
          thread={thread}
          section={props.sectionTitle(thread.sectionKey)}
          active={!draft && thread.id === active}
          blocked={props.blocked}
          onOpen={() => props.onOpen(thread)}
          onChanged={props.onChanged}
          onKeyDown={(event) => props.onKeyDown(event, thread)}
        />
      ))}
      {draft && (
        <Composer
          key={draft.quote}
          ref={ref(NEW)}
          style={at(NEW)}
          reviewId={props.reviewId}
          draft={draft}
          blocked={props.blocked}
          onSent={props.onSent}
          onCancel={props.onCancel}
        />
      )}
    </div>
  );
}

function Resolved({ lists, active, ...props }: CommentRailProps) {
  return (
    <div className="rail-list">
      {lists.resolved.map((thread) => (
        <ThreadCard
          key={thread.id}
          thread={thread}
          section={props.sectionTitle(thread.sectionKey)}
          active={thread.id === active}
          blocked={props.blocked}
          onOpen={() => props.onOpen(thread)}
          onChanged={props.onChanged}
        />
      ))}
    </div>
  );
}

function Nothing({ filter, mayComment }: Pick<CommentRailProps, 'filter' | 'mayComment'>) {
  const t = useTranslations('threads');
  if (filter === 'must-fix') return <Empty icon="flag" title={t('noneMustFix')} />;
  return (
    <Empty icon="comment" title={t('none')}>
      {t(mayComment ? 'noneHow' : 'noneRead')}
    </Empty>
  );
}
