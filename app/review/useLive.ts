// The one place where the editor's document hook is translated into what this screen needs to know of it.
'use client';
import { useEffect, useMemo } from 'react';
import type { ReviewPage } from '../../domain/view';
import { type ReviewDoc, useReviewDoc } from '../editor/useReviewDoc';
import { endingOf } from './endings';
import type { Live } from './live';

/** `doc` is the hook's own value, for the editor's components. */
export function useLive(page: ReviewPage): { live: Live; doc: ReviewDoc } {
  const doc = useReviewDoc(page);
  const { blocks, suggestions, presence, save, aside, restored, onNotice } = doc;
  useLeaveGuard(save.unsaved > 0);
  const live = useMemo<Live>(
    () => ({
      blocks,
      suggestions,
      present: presence,
      save: {
        link: save.link,
        unsaved: save.unsaved,
        late: save.late,
        settled: save.settled,
        savedAt: save.savedAt,
      },
      admitted: save.admitted,
      offlineSince: save.since,
      ending: endingOf(save.closed),
      aside: aside?.text ?? null,
      dropAside: () => aside?.drop(),
      restored,
      retry: save.retry,
      onNotice,
    }),
    [blocks, suggestions, presence, save, aside, restored, onNotice],
  );
  return { live, doc };
}

/** P2: leaving the page asks first while words of it are only here. The browser chooses the sentence. */
function useLeaveGuard(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
}
