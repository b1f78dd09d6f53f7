// What waits for whom, and by when.
import { expect, test } from 'vitest';
import {
  countsOf,
  type DeskRows,
  daysLeft,
  dueGroup,
  type TaskPlace,
  type ThreadRow,
  taskKey,
  tasksBehind,
  tasksOf,
} from '../../domain/desk';
import type { DeskTask } from '../../domain/view';

const NONE: DeskRows = { sign: [], threads: [], sections: [], suggestions: [], points: [] };
const review = {
  reviewId: 'r',
  title: '季度回顾',
  stage: 'review' as const,
  roles: ['editor' as const],
  at: '2026-11-20',
};
const thread = (more: Partial<ThreadRow>): ThreadRow => ({
  ...review,
  ...{
    threadId: 't',
    kind: 'normal',
    quote: '原文',
    authorId: 'lin',
    assigneeId: null,
    sectionOwnerId: null,
    due: null,
  },
  ...more,
});
const kinds = (rows: Partial<DeskRows>, personId = 'me') =>
  tasksOf({ ...NONE, ...rows }, personId).map(({ kind }) => kind);

test('DE2 a thread waits for whoever it is assigned to, while they may comment', () => {
  expect(kinds({ threads: [thread({ assigneeId: 'me' })] })).toEqual(['assigned']);
  expect(kinds({ threads: [thread({}), thread({ assigneeId: 'sun' })] })).toEqual([]);
  expect(kinds({ threads: [thread({ assigneeId: 'me', stage: 'approved' })] })).toEqual([]);
});

test('DE3 a must-fix waits for the section’s writer, without one for all who write, and always for its author', () => {
  const mustFix = (more: Partial<ThreadRow>) => kinds({ threads: [thread({ kind: 'must-fix', ...more })] });
  expect(mustFix({})).toEqual(['must-fix']);
  expect(mustFix({ sectionOwnerId: 'me' })).toEqual(['must-fix']);
  expect(mustFix({ sectionOwnerId: 'sun' })).toEqual([]);
  expect(mustFix({ assigneeId: 'sun' })).toEqual([]);
  expect(mustFix({ assigneeId: 'sun', authorId: 'me' })).toEqual(['must-fix']);
  expect(mustFix({ roles: ['commenter'] })).toEqual([]);
  expect(mustFix({ roles: ['commenter'], authorId: 'me' })).toEqual(['must-fix']);
});

test('DE4 DE5 DE6 sections until they are final, suggestions for those who decide, points for those who answer', () => {
  const section = { ...review, sectionKey: 'problems', section: '一、问题', state: 'draft' as const };
  expect(kinds({ sections: [section, { ...section, state: 'final' }] })).toEqual(['section']);
  expect(kinds({ sections: [{ ...section, stage: 'signoff' }] })).toEqual([]);
  expect(kinds({ suggestions: [{ ...review, pending: 2 }] })).toEqual(['suggestions']);
  expect(kinds({ suggestions: [{ ...review, pending: 2, roles: ['suggester'] }] })).toEqual([]);
  const point = { ...review, stage: 'signoff' as const, words: '请补充', sectionKey: 'problems', sectionOwnerId: null };
  expect(kinds({ points: [point, { ...point, sectionOwnerId: 'sun' }, { ...point, roles: ['viewer'] }] })).toEqual([
    'supplement',
  ]);
});

test('DE7 groups are calendar days, and tasks stand in their order: those without a day last, then the newest', () => {
  const days = ['2026-11-19', '2026-11-20', '2026-11-27', '2026-11-28', null].map((due) => dueGroup(due, '2026-11-20'));
  expect(days).toEqual(['overdue', 'today', 'week', 'later', 'none']);
  expect([daysLeft('2026-12-01', '2026-11-30'), daysLeft('2026-02-28', '2026-03-01')]).toEqual([1, -1]);
  const sign = (due: string | null, at: string): DeskTask => ({
    ...{ kind: 'sign', reviewId: 'r', title: '', detail: '' },
    ...{ due, at },
  });
  const tasks = tasksOf(
    { ...NONE, sign: [sign(null, '1'), sign('2026-12-01', '2'), sign(null, '3'), sign('2026-11-01', '4')] },
    'me',
  );
  expect(tasks.map(({ at }) => at)).toEqual(['4', '2', '3', '1']);
});

test('DE9 the list goes on where it ended: each task once, also of many with one day and instant, whatever was done meanwhile', () => {
  const days = ['2026-12-01', '2026-12-02', null];
  const many = Array.from({ length: 53 }, (_, n) =>
    thread({ threadId: `t${n}`, assigneeId: 'me', due: days[n % 3] ?? null, at: `2026-11-${10 + (n % 4)}` }),
  );
  const all = tasksOf({ ...NONE, threads: many }, 'me');
  const walked = (tasks: (page: number) => readonly DeskTask[]) => {
    const seen: string[] = [];
    let place: TaskPlace | null = null;
    for (let page = 0; page < 100; page++) {
      const { items, next }: ReturnType<typeof tasksBehind> = tasksBehind(tasks(page), place, 7);
      seen.push(...items.map(taskKey));
      if (!next) return seen;
      place = next;
    }
    throw new Error('it never ends');
  };
  expect(walked(() => all)).toEqual(all.map(taskKey));
  // The first ones of the list are done while it is read: of the others none comes twice.
  const fewer = walked((page) => all.slice(page));
  expect(new Set(fewer).size).toBe(fewer.length);
  expect(fewer).toEqual(expect.arrayContaining(all.slice(30).map(taskKey)));
  expect(tasksBehind([], null, 7)).toEqual({ items: [], next: null });
  expect(tasksBehind(all, { due: null, at: '2000-01-01', n: 999 }, 7)).toEqual({ items: [], next: null });
  expect(tasksBehind(all.slice(0, 7), null, 7).next).toBeNull();
  expect(countsOf(all)).toEqual({ assigned: 53 });
});
