// What waits for a person: one rule from rows to tasks, the same for the desk and the API; and by when.
import { daysBetween } from './day';
import { allows } from './policy';
import type { Role, SectionState, Stage } from './review';
import type { DeskTask } from './view';

/** A review as the person takes part in it; the caller lists only those that they may read now (DE1). */
export interface TaskReview {
  reviewId: string;
  title: string;
  stage: Stage;
  roles: readonly Role[];
}

export interface ThreadRow extends TaskReview {
  threadId: string;
  kind: 'normal' | 'must-fix';
  quote: string;
  authorId: string;
  assigneeId: string | null;
  /** Who writes the section that it stands in. */
  sectionOwnerId: string | null;
  /** YYYY-MM-DD */
  due: string | null;
  at: string;
}

export interface SectionRow extends TaskReview {
  sectionKey: string;
  section: string;
  state: SectionState;
  at: string;
}

export interface SuggestionsRow extends TaskReview {
  pending: number;
  at: string;
}

export interface PointRow extends TaskReview {
  words: string;
  sectionKey: string | null;
  sectionOwnerId: string | null;
  at: string;
}

export interface DeskRows {
  /** Versions whose turn it is, already judged by the rules of the sign-off. */
  sign: readonly DeskTask[];
  threads: readonly ThreadRow[];
  sections: readonly SectionRow[];
  suggestions: readonly SuggestionsRow[];
  points: readonly PointRow[];
}

/** DE2-DE6, most pressing first: by day, those without one last, then the newest. */
export function tasksOf(rows: DeskRows, personId: string): DeskTask[] {
  return [
    ...rows.sign,
    ...rows.threads.flatMap((row) => threadTask(row, personId)),
    ...rows.sections.filter((row) => row.state !== 'final' && allows(row.roles, row.stage, 'write')).map(sectionTask),
    ...rows.suggestions.filter((row) => row.pending > 0 && allows(row.roles, row.stage, 'write')).map(suggestionsTask),
    ...rows.points.filter((row) => answers(row, personId)).map(pointTask),
  ].sort((a, b) => inOrder(a, b) || taskKey(a).localeCompare(taskKey(b)));
}

/** What has no day comes behind every day. */
const inOrder = (a: Pick<DeskTask, 'due' | 'at'>, b: Pick<DeskTask, 'due' | 'at'>) =>
  (a.due ?? '9').localeCompare(b.due ?? '9') || b.at.localeCompare(a.at);

/** What tells a task from every other one of the same person. */
export function taskKey({ kind, reviewId, threadId, sectionKey, at, detail }: DeskTask): string {
  return [kind, reviewId, threadId, sectionKey, at, detail].join(' ');
}

/** Where a list of tasks goes on: behind the first `n` of those with this day and instant. */
export interface TaskPlace {
  due: string | null;
  at: string;
  n: number;
}

/** DE9: the next part of the tasks, and where it goes on; what was done or came meanwhile moves nothing else out of sight. */
export function tasksBehind(
  tasks: readonly DeskTask[],
  place: TaskPlace | null,
  limit: number,
): { items: readonly DeskTask[]; next: TaskPlace | null } {
  const like = (at: TaskPlace | DeskTask) => tasks.filter((task) => inOrder(task, at) === 0).length;
  const from = place ? tasks.filter((task) => inOrder(task, place) < 0).length + Math.min(place.n, like(place)) : 0;
  const items = tasks.slice(from, from + limit);
  const last = items.at(-1);
  if (!last || from + limit >= tasks.length) return { items, next: null };
  const n = tasks.slice(0, from + limit).filter((task) => inOrder(task, last) === 0).length;
  return { items, next: { due: last.due, at: last.at, n } };
}

/** DE9: how many there are of each kind in all. */
export function countsOf(tasks: readonly DeskTask[]): Partial<Record<DeskTask['kind'], number>> {
  const counts: Partial<Record<DeskTask['kind'], number>> = {};
  for (const { kind } of tasks) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const about = ({ reviewId, title, at }: TaskReview & { at: string }) => ({ reviewId, title, at });

/**
 * DE2: a thread waits for whoever it is assigned to. DE3: a must-fix that is nobody's waits for the writer of its section, without
 * one for all who may write; and always for its author, who alone settles it.
 */
function threadTask(row: ThreadRow, personId: string): DeskTask[] {
  if (!allows(row.roles, row.stage, 'comment')) return [];
  const mine = row.assigneeId === personId;
  const writes = allows(row.roles, row.stage, 'write');
  const mends = row.assigneeId === null && writes && (row.sectionOwnerId === null || row.sectionOwnerId === personId);
  const waits = mine || (row.kind === 'must-fix' && (mends || row.authorId === personId));
  if (!waits) return [];
  return [
    {
      ...about(row),
      kind: row.kind === 'must-fix' ? 'must-fix' : 'assigned',
      detail: row.quote,
      due: row.due,
      threadId: row.threadId,
    },
  ];
}

/** DE4: a section that one looks after, until it is final. */
const sectionTask = (row: SectionRow): DeskTask => ({
  ...about(row),
  kind: 'section',
  detail: row.section,
  due: null,
  sectionKey: row.sectionKey,
});

/** DE5: suggestions that nobody has decided on wait for those who may. */
const suggestionsTask = (row: SuggestionsRow): DeskTask => ({
  ...about(row),
  kind: 'suggestions',
  detail: String(row.pending),
  due: null,
});

/** DE6: a point of a returned section waits for its writer, without one for all who write in the review. */
function answers({ roles, sectionOwnerId }: PointRow, personId: string): boolean {
  return allows(roles, 'drafting', 'write') && (sectionOwnerId === null || sectionOwnerId === personId);
}

const pointTask = (row: PointRow): DeskTask => ({
  ...about(row),
  kind: 'supplement',
  detail: row.words,
  due: null,
  ...(row.sectionKey === null ? {} : { sectionKey: row.sectionKey }),
});

export const TASK_KINDS = [
  'sign',
  'issue',
  'must-fix',
  'assigned',
  'section',
  'suggestions',
  'supplement',
] as const satisfies readonly DeskTask['kind'][];

export const DUE_GROUPS = ['overdue', 'today', 'week', 'later', 'none'] as const;
export type DueGroup = (typeof DUE_GROUPS)[number];

/** DE7: by calendar days, both YYYY-MM-DD in the reader's own time zone; the week is the seven days after today. */
export function dueGroup(due: string | null, today: string): DueGroup {
  if (due === null) return 'none';
  const days = daysLeft(due, today);
  if (days < 0) return 'overdue';
  if (days === 0) return 'today';
  return days <= 7 ? 'week' : 'later';
}

/** How many days are left; negative when it is past. */
export const daysLeft = (due: string, today: string) => daysBetween(today, due);
