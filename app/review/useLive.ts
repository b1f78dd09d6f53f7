// The one place where the editor's document hook is translated into what this screen needs to know of it.
'use client';
import { useEffect, useMemo } from 'react';
import type { ReviewPage } from '../../domain/view';
import { type ReviewDoc, type Saving, useReviewDoc } from '../editor/useReviewDoc';
import { endingOf } from './endings';
import type { Live } from './live';

/** `doc` is the hook's own value, for the editor's components. */
export function useLive(page: ReviewPage): { live: Live; doc: ReviewDoc } {
  const doc = useReviewDoc(page);
  const { blocks, presence, link, saving, aside, restored, onNotice } = doc;
  useLeaveGuard(saving);
  const live = useMemo<Live>(
    () => ({
      blocks,
      present: presence,
      link: link.link,
      saving,
      admitted: link.admitted,
      offlineSince: link.since,
      ending: endingOf(link.closed),
      aside: aside && { words: aside.text, deleted: aside.deleted === true, place: aside.place },
      dropAside: () => aside?.drop(),
      restored,
      retry: link.retry,
      onNotice,
    }),
    [blocks, presence, link, saving, aside, restored, onNotice],
  );
  return { live, doc };
}

/** P2: leaving the page asks first while words of it are only here. The browser chooses the sentence. */
function useLeaveGuard(saving: Saving): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => saving.unsaved() > 0 && event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [saving]);
}
