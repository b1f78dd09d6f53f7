// Where a task of the desk is done: its thread, its section, the list that it stands in, or the page where one signs.
import type { DeskTask } from '../../domain/view';

export function placeOf({ kind, reviewId, threadId, sectionKey }: DeskTask): string {
  const path = `/reviews/${reviewId}`;
  if (kind === 'sign' || kind === 'issue') return `${path}/sign`;
  const place = new URLSearchParams({
    ...(threadId && { thread: threadId }),
    ...(sectionKey && { section: sectionKey }),
    ...(kind === 'suggestions' && { tab: 'suggestions' }),
    ...(kind === 'supplement' && { tab: 'signoff' }),
  });
  return place.size > 0 ? `${path}?${place}` : path;
}
