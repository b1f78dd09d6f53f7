// What waits, as far as the reader asked for it: the first part came with the page; more of it, or of one kind, on demand.
'use client';
import { useState } from 'react';
import { taskKey } from '../../domain/desk';
import type { DeskTask, TaskPage } from '../../domain/view';
import { useCall } from '../client/useCall';

export type TaskFilter = DeskTask['kind'] | 'all';

interface Part {
  items: readonly DeskTask[];
  /** Where it goes on. */
  cursor?: string;
}

/** `first`: the first part of everything. */
export function useTasks(first: TaskPage, filter: TaskFilter) {
  const { busy, words, run } = useCall();
  const [asked, setAsked] = useState<Partial<Record<TaskFilter, Part>>>({});
  const partOf = (wanted: TaskFilter): Part =>
    asked[wanted] ?? (wanted === 'all' ? first : { items: first.items.filter(({ kind }) => kind === wanted) });
  const goesOn = (wanted: TaskFilter) =>
    partOf(wanted).cursor !== undefined || (!asked[wanted] && partOf(wanted).items.length < countIn(first, wanted));
  const ask = async (wanted: TaskFilter) => {
    const { items: before, cursor: from } = partOf(wanted);
    const query = new URLSearchParams({
      ...(wanted === 'all' ? {} : { kind: wanted }),
      ...(from ? { cursor: from } : {}),
    });
    const answer = await run<TaskPage>('GET', `/me/tasks?${query}`);
    if (!answer.ok) return;
    const { items, cursor } = answer.value;
    // What the page holds of one kind comes again with the first part of it.
    const kept = from === undefined ? [] : before;
    const known = new Set(kept.map(taskKey));
    const fresh = items.filter((task) => !known.has(taskKey(task)));
    setAsked((now) => ({ ...now, [wanted]: { items: [...kept, ...fresh], ...(cursor ? { cursor } : {}) } }));
  };
  return {
    items: partOf(filter).items,
    of: countIn(first, filter),
    more: goesOn(filter) ? () => ask(filter) : null,
    /** One kind is asked for by itself where the page holds a part of it. */
    open: (wanted: TaskFilter) => {
      if (wanted !== 'all' && !asked[wanted] && goesOn(wanted)) void ask(wanted);
    },
    grown: asked[filter] !== undefined,
    busy,
    words,
  };
}

function countIn({ counts }: TaskPage, filter: TaskFilter): number {
  return filter === 'all' ? Object.values(counts).reduce((sum, n) => sum + n, 0) : (counts[filter] ?? 0);
}
