// The rows of the list: what was written on one day some time ago, between two versions, is one row.
import type { PersonView, TimelineItem } from '../../../domain/view';

/** `dayOf`: the reader's calendar day of an instant; recent entries stand for themselves. Newest first, like `items`. */
export function listRows(
  items: readonly TimelineItem[],
  dayOf: (at: string) => string,
  isRecent: (at: string) => boolean,
): TimelineItem[] {
  const rows: TimelineItem[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    const joins =
      last?.kind === 'changes' &&
      item.kind === 'changes' &&
      !last.restored &&
      !item.restored &&
      dayOf(last.at) === dayOf(item.at) &&
      !isRecent(item.at);
    if (!joins) rows.push(item);
    else
      rows[rows.length - 1] = {
        ...last,
        since: item.since,
        from: item.from,
        inserted: last.inserted + item.inserted,
        deleted: last.deleted + item.deleted,
        saves: last.saves + item.saves,
        people: union(item.people, last.people),
      };
  }
  return rows;
}

function union(a: readonly PersonView[], b: readonly PersonView[]): PersonView[] {
  return [...a, ...b.filter(({ id }) => !a.some((one) => one.id === id))];
}
