// The history of the text, kept fresh while the page is looked at, and older parts of it on demand.
'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TimelineItem, TimelineView } from '../../../domain/view';
import { call } from '../../client/api';

/** Between two questions, in ms: the page has no socket; a question reads only what came since the last one. */
const PAUSE_MS = 8000;

export type Timeline =
  | { kind: 'loading' }
  | { kind: 'failed'; code: string }
  | { kind: 'shown'; view: TimelineView; older: readonly TimelineItem[]; cursor: string | undefined };

export function useTimeline(reviewId: string): {
  timeline: Timeline;
  again: () => Promise<void>;
  more: () => Promise<void>;
} {
  const [timeline, setTimeline] = useState<Timeline>({ kind: 'loading' });
  const shown = useRef(timeline);
  shown.current = timeline;
  const again = useCallback(async () => {
    const answer = await call<TimelineView>('GET', `/reviews/${reviewId}/timeline`);
    setTimeline((before) => {
      if (answer.ok) return joined(before, answer.value);
      // What is shown stays while the server is away; who may not read any more sees nothing.
      const gone = answer.problem.status === 404 || answer.problem.status === 401;
      return before.kind === 'shown' && !gone ? before : { kind: 'failed', code: answer.problem.code };
    });
  }, [reviewId]);
  const more = useCallback(async () => {
    const now = shown.current;
    if (now.kind !== 'shown' || now.cursor === undefined) return;
    const answer = await call<TimelineView>('GET', `/reviews/${reviewId}/timeline?cursor=${now.cursor}`);
    if (!answer.ok) return;
    const { items, cursor } = answer.value;
    setTimeline((before) =>
      before.kind === 'shown' && before.cursor === now.cursor
        ? { ...before, older: [...before.older, ...items], cursor }
        : before,
    );
  }, [reviewId]);
  useEffect(() => {
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
  }, [again]);
  return { timeline, again, more };
}

/** The newest page anew; what was fetched of older ones stays as long as the two still meet. */
function joined(before: Timeline, view: TimelineView): Timeline {
  if (before.kind === 'shown' && JSON.stringify(before.view) === JSON.stringify(view)) return before;
  const meets = before.kind === 'shown' && before.view.cursor === view.cursor;
  return meets ? { ...before, view } : { kind: 'shown', view, older: [], cursor: view.cursor };
}
