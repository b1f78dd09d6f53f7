// What of a history that was shown stands behind its newest page of now (VE4).
import type { TimelineItem, TimelineView } from '../../../domain/view';

export interface Shown {
  /** The newest page. */
  view: TimelineView;
  /** What stands behind it, as far as it was asked for. */
  older: readonly TimelineItem[];
  /** Behind the last of them; undefined at the end. */
  cursor: string | undefined;
}

/** VE4: what fell out of the page at its end stands behind it now. Where the two do not meet any more, nothing does: there would be a hole. */
export function olderBehind(before: Shown, view: TimelineView): Pick<Shown, 'older' | 'cursor'> {
  const known = [...before.view.items, ...before.older];
  const last = view.items.at(-1);
  const at = known.findIndex((item) => item.point === last?.point);
  const older = at < 0 ? [] : known.slice(at + 1);
  return older.length === 0 ? { older, cursor: view.cursor } : { older, cursor: before.cursor };
}
