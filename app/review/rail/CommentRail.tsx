// The comments beside their text: open ones at the height of their marks, settled ones as a list.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useRef } from 'react';
import { Empty } from '../../ui/Empty';
import { NEW } from './begun';
import { Composer, type Draft } from './Composer';
import { RailFilter } from './RailFilter';
import { railHeight, stackThreads } from './railLayout';
import { ThreadCard } from './ThreadCard';
import type { ThreadFilter } from './threadLists';
import { UnsentCard } from './UnsentCard';
import type { Unsent, Words } from './unsent';
import type { Comments } from './useComments';
import { useHeights } from './useHeights';
import { useNear } from './useNear';

/** Below the filter chips, in px. */
const START = 48;
const GAP = 8;
/** A card that was not measured yet; it moves to its place in the same frame. */
const UNMEASURED = 96;
const NONE: readonly Unsent[] = [];

export interface CommentRailProps {
  comments: Comments;
  /** y of each mark from the rail's top. */
  tops: ReadonlyMap<string, number>;
  unsent: readonly Unsent[];
  onSend: (draft: Draft, words: Words, kind: 'normal' | 'must-fix') => void;
  mayComment: boolean;
  problem: string | null;
}

export function CommentRail(props: CommentRailProps) {
  const { comments, problem } = props;
  const t = useTranslations('threads');
  return (
    <>
      <RailFilter comments={comments} />
      {problem && (
        <p className="error rail-note" role="status">
          {t('refreshFailed', { why: problem })}
        </p>
      )}
      {comments.filter === 'resolved' ? <Resolved comments={comments} /> : <Beside {...props} />}
    </>
  );
}

function Beside({ comments, tops, unsent, onSend, mayComment }: CommentRailProps) {
  const t = useTranslations('threads');
  const { beside: shown, active, draft } = comments;
  const { ref, heights } = useHeights();
  const opening = useMemo(() => unsent.filter(({ target }) => target.kind === 'open'), [unsent]);
  const replies = useMemo(() => repliesOf(unsent), [unsent]);
  const items = useMemo(() => {
    // A thread whose mark has not come yet stands behind the others.
    const last = Math.max(START, ...tops.values());
    const at = (id: string, top: number | undefined) => ({
      id,
      top: top ?? last + 1,
      height: heights.get(id) ?? UNMEASURED,
    });
    const cards = [...shown.map(({ id }) => at(id, tops.get(id))), ...opening.map(({ key }) => at(key, tops.get(key)))];
    return draft ? [...cards, at(NEW, tops.get(NEW) ?? draft.top ?? undefined)] : cards;
  }, [shown, opening, tops, heights, draft]);
  const placed = useMemo(
    () => stackThreads(items, { active: active ?? (draft && NEW), start: START, gap: GAP }),
    [items, draft, active],
  );
  const measured = heights.size >= shown.length + opening.length;
  const stack = useRef<HTMLDivElement | null>(null);
  useNear(stack, measured ? placed : null);
  const glides = useGlide(tops, active ?? (draft && NEW));
  const y = (id: string) => placed.get(id) ?? START;
  if (shown.length + opening.length === 0 && !draft)
    return <Nothing filter={comments.filter}>{t(mayComment ? 'noneHow' : 'noneRead')}</Nothing>;
  return (
    <div
      ref={stack}
      className={clsx('rail-stack', glides && 'is-gliding')}
      style={{ minHeight: railHeight(items, placed) + GAP }}
    >
      {shown.map((thread) => (
        <ThreadCard
          key={thread.id}
          ref={ref(thread.id)}
          y={y(thread.id)}
          thread={thread}
          active={thread.id === active}
          unsent={replies.get(thread.id) ?? NONE}
          onOpen={comments.open}
          onKeyDown={comments.onCardKey}
        />
      ))}
      {opening.map((item) => (
        <UnsentCard key={item.key} ref={ref(item.key)} y={y(item.key)} item={item} />
      ))}
      {draft && (
        <Composer
          key={JSON.stringify(draft.anchor)}
          ref={ref(NEW)}
          y={y(NEW)}
          draft={draft}
          onSend={onSend}
          onCancel={comments.cancel}
          onLeave={comments.leaveDraft}
        />
      )}
    </div>
  );
}

/** Cards glide where somebody opens one; with words that move under them they go at once, as three hundred moving pictures are felt. */
function useGlide(tops: ReadonlyMap<string, number>, active: string | null): boolean {
  const before = useRef({ tops, active, glides: false });
  const { current } = before;
  if (current.active !== active) before.current = { tops, active, glides: true };
  else if (current.tops !== tops) before.current = { tops, active, glides: false };
  return before.current.glides;
}

function Resolved({ comments: { lists, active, open, onCardKey } }: { comments: Comments }) {
  if (lists.resolved.length === 0) return <Nothing filter="resolved" />;
  return (
    <div className="rail-list">
      {lists.resolved.map((thread) => (
        <ThreadCard
          key={thread.id}
          thread={thread}
          active={thread.id === active}
          unsent={NONE}
          onOpen={open}
          onKeyDown={onCardKey}
        />
      ))}
    </div>
  );
}

/** Nothing is under this filter. `children`: how a first comment is made. */
export function Nothing({ filter, children }: { filter: ThreadFilter; children?: ReactNode }) {
  const t = useTranslations('threads');
  if (filter === 'resolved') return <Empty icon="comment" title={t('noneResolved')} />;
  if (filter === 'must-fix') return <Empty icon="flag" title={t('noneMustFix')} />;
  if (filter === 'mentions') return <Empty icon="at" title={t('noneMentions')} />;
  if (filter === 'mine') return <Empty icon="user" title={t('noneMine')} />;
  return (
    <Empty icon="comment" title={t('none')}>
      {children}
    </Empty>
  );
}

/** By thread; the arrays of threads without any stay the same value. */
export function repliesOf(unsent: readonly Unsent[]): ReadonlyMap<string, readonly Unsent[]> {
  const byThread = new Map<string, Unsent[]>();
  for (const item of unsent) {
    if (item.target.kind !== 'reply') continue;
    byThread.set(item.target.threadId, [...(byThread.get(item.target.threadId) ?? []), item]);
  }
  return byThread;
}
