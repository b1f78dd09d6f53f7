// The history of the text, kept fresh while the page is looked at, and older parts of it on demand.
'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TimelineItem, TimelineView } from '../../../domain/view';
import { call } from '../../client/api';
import { olderBehind, type Shown } from './olderBehind';

/** Between two questions, in ms: the page has no socket; a question reads only what came since the last one. */
const PAUSE_MS = 8000;

export type Timeline = { kind: 'loading' } | { kind: 'failed'; code: string } | ({ kind: 'shown' } & Shown);

export interface TimelineOf {
  timeline: Timeline;
  again: () => Promise<void>;
  /** Those behind the last one; answers why it brought nothing, or null. */
  more: () => Promise<string | null>;
  /** All that is shown anew: a version that has another name now may stand anywhere in it. */
  afresh: () => Promise<void>;
}

/** `named`: versions alone, which may stand behind pages of changes. Nothing is asked for while nobody looks at it (`wanted`). */
export function useTimeline(
  reviewId: string,
  { named = false, wanted = true }: { named?: boolean; wanted?: boolean } = {},
): TimelineOf {
  const address = useCallback(
    (cursor?: string) => {
      const query = new URLSearchParams({ ...(named && { named: '1' }), ...(cursor !== undefined && { cursor }) });
      return `/reviews/${reviewId}/timeline${query.size > 0 ? `?${query}` : ''}`;
    },
    [reviewId, named],
  );
  const [timeline, setTimeline] = useState<Timeline>({ kind: 'loading' });
  const shown = useRef(timeline);
  shown.current = timeline;
  const again = useCallback(async () => {
    const answer = await call<TimelineView>('GET', address());
    setTimeline((before) => {
      if (answer.ok) return joined(before, answer.value);
      // What is shown stays while the server is away; who may not read any more sees nothing.
      const gone = answer.problem.status === 404 || answer.problem.status === 401;
      return before.kind === 'shown' && !gone ? before : { kind: 'failed', code: answer.problem.code };
    });
  }, [address]);
  const more = useCallback(async () => {
    const now = shown.current;
    if (now.kind !== 'shown' || now.cursor === undefined) return null;
    const answer = await call<TimelineView>('GET', address(now.cursor));
    if (!answer.ok) return answer.problem.code;
    const { items, cursor } = answer.value;
    setTimeline((before) =>
      before.kind === 'shown' && before.cursor === now.cursor
        ? { ...before, older: [...before.older, ...items], cursor }
        : before,
    );
    return null;
  }, [address]);
  const afresh = useCallback(async () => {
    const now = shown.current;
    const wanted = now.kind === 'shown' ? now.older.length : 0;
    const older: TimelineItem[] = [];
    const first = await call<TimelineView>('GET', address());
    if (!first.ok) return;
    let { cursor } = first.value;
    while (cursor !== undefined && older.length < wanted) {
      const next = await call<TimelineView>('GET', address(cursor));
      if (!next.ok) return;
      older.push(...next.value.items);
      cursor = next.value.cursor;
    }
    setTimeline({ kind: 'shown', view: first.value, older, cursor });
  }, [address]);
  useEffect(() => {
    if (!wanted) return;
    const ask = () => {
      if (document.visibilityState === 'visible') void again();
    };
    void again();
    const timer = setInterval(ask, PAUSE_MS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [again, wanted]);
  return { timeline, again, more, afresh };
}

/** The newest page anew, and behind it what was shown before. */
function joined(before: Timeline, view: TimelineView): Timeline {
  if (before.kind !== 'shown') return { kind: 'shown', view, older: [], cursor: view.cursor };
  if (JSON.stringify(before.view) === JSON.stringify(view)) return before;
  return { kind: 'shown', view, ...olderBehind(before, view) };
}
