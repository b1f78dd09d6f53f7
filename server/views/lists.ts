// The list of one's reviews and the desk: what waits for me, what I take part in. The same predicate as everywhere (P7).
import type { Queries } from '../../db/queries/db';
import { pointsToAnswer, sectionsToWrite, suggestionsToDecide, threadsToSettle } from '../../db/queries/desk';
import { countReviews, listReviews, type ReviewListRow, versionsToSign } from '../../db/queries/reviews';
import { signoffsOf } from '../../db/queries/signoff';
import { newestVersions } from '../../db/queries/versions';
import type { Actor } from '../../domain/actor';
import { countsOf, TASK_KINDS, type TaskPlace, tasksBehind, tasksOf } from '../../domain/desk';
import { must } from '../../domain/must';
import { Refused } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import { STAGES } from '../../domain/review';
import { searchQuery } from '../../domain/search';
import { agrees, decideRefusal, lineToDecide, progressOf, type Signoff } from '../../domain/signoff';
import type { Desk, DeskTask, ReviewListItem, TaskPage } from '../../domain/view';
import { isRunning } from '../../domain/workflow';
import { storable } from '../commands/inputs';
import { attempt } from '../commands/run';
import type { Needs } from '../needs';
import { cardOf } from '../templates';
import { cursorOf, cursorText, instantOf } from './cursor';

const PAGE = 50;
/** DE9: at once. */
const TASKS = 200;
const RUNNING = 8;

/** `q`: words of the title. `mine`: '1' for the reviews that one owns. */
export interface ListQuery {
  q?: string;
  stage?: string;
  template?: string;
  mine?: string;
  cursor?: string;
}

/** Newest change first, 50 a page. Refusals: bad-request for an unknown stage or a cursor that is none of ours. */
export async function reviewList(
  needs: Needs,
  actor: Actor,
  query: ListQuery,
): Promise<Result<{ items: ReviewListItem[]; cursor?: string }>> {
  return attempt(async () => {
    const stage = STAGES.find((one) => one === query.stage);
    if (query.stage && !stage) throw new Refused('bad-request', { field: 'stage' });
    if (query.q && !storable(query.q)) throw new Refused('bad-request', { field: 'q' });
    if (query.template && !storable(query.template)) throw new Refused('bad-request', { field: 'template' });
    if (query.mine !== undefined && query.mine !== '1') throw new Refused('bad-request', { field: 'mine' });
    const search = searchQuery(query.q ?? '');
    const cursor = query.cursor === undefined ? undefined : cursorOf(query.cursor);
    const rows = await listReviews(needs.database.db, actor.personId, {
      limit: PAGE + 1,
      ...(search.terms.length > 0 ? { search } : {}),
      ...(query.template ? { templateId: query.template } : {}),
      ...(query.mine ? { owned: true } : {}),
      ...(stage ? { stages: [stage] } : {}),
      ...(cursor ? { cursor } : {}),
    });
    const items = await itemsOf(needs, rows.slice(0, PAGE));
    const last = rows[PAGE - 1];
    return rows.length > PAGE && last ? { items, cursor: cursorText(last) } : { items };
  });
}

/** What waits for the reader in any of their reviews, the running ones that changed last, and the templates to start from. */
export async function desk(needs: Needs, actor: Actor): Promise<Desk> {
  const db = needs.database.db;
  const [waiting, rows, total, templates] = await Promise.all([
    allTasks(db, actor),
    listReviews(db, actor.personId, { stages: STAGES.filter(isRunning), limit: RUNNING }),
    countReviews(db, actor.personId),
    needs.templates.all(),
  ]);
  const { items, ...rest } = pageOf(waiting, null, countsOf(waiting));
  return {
    tasks: items,
    ...rest,
    reviews: await itemsOf(needs, rows),
    total,
    templates: templates.map(({ template }) => cardOf(template)),
  };
}

/** What waits for the reader, by day, 200 at a time (domain/desk). Refusals: bad-request for an unknown kind or a cursor that is none of ours. */
export async function tasks(
  needs: Needs,
  actor: Actor,
  query: { kind?: string; cursor?: string },
): Promise<Result<TaskPage>> {
  return attempt(async () => {
    const kind = TASK_KINDS.find((one) => one === query.kind);
    if (query.kind !== undefined && !kind) throw new Refused('bad-request', { field: 'kind' });
    const place = query.cursor === undefined ? null : placeOf(query.cursor);
    const waiting = await allTasks(needs.database.db, actor);
    return pageOf(kind ? waiting.filter((task) => task.kind === kind) : waiting, place, countsOf(waiting));
  });
}

async function allTasks(db: Queries, actor: Actor): Promise<DeskTask[]> {
  const [sign, threads, sections, suggestions, points] = await Promise.all([
    signaturesOf(db, actor),
    threadsToSettle(db, actor.personId),
    sectionsToWrite(db, actor.personId),
    suggestionsToDecide(db, actor.personId),
    pointsToAnswer(db, actor.personId),
  ]);
  return tasksOf({ sign, threads, sections, suggestions, points }, actor.personId);
}

function pageOf(waiting: readonly DeskTask[], place: TaskPlace | null, counts: TaskPage['counts']): TaskPage {
  const { items, next } = tasksBehind(waiting, place, TASKS);
  const cursor = next && Buffer.from(`${next.due ?? '-'} ${next.at} ${next.n}`).toString('base64url');
  return { items, counts, ...(cursor ? { cursor } : {}) };
}

/** @throws Refused bad-request */
function placeOf(cursor: string): TaskPlace {
  const [due = '', at = '', n = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (!/^(-|\d{4}-\d\d-\d\d)$/.test(due) || !instantOf(at) || !/^\d{1,9}$/.test(n))
    throw new Refused('bad-request', { field: 'cursor' });
  return { due: due === '-' ? null : due, at, n: Number(n) };
}

/** Versions that wait for the reader's word, whose turn it is, with how many have agreed of how many. */
async function signaturesOf(db: Queries, actor: Actor): Promise<DeskTask[]> {
  const open = await versionsToSign(db, actor.personId);
  const signoffs = await signoffsOf(db, open);
  return open.flatMap((version): DeskTask[] => {
    const signoff = must(signoffs.get(version.id), 'every version was asked for');
    const line = lineToDecide(signoff, actor.personId);
    if (!line || decideRefusal(signoff, line.id)) return [];
    const { done, all } = signedOf(signoff);
    const issues = signoff.steps.some((step) => step.no === line.step && step.issues);
    const { reviewId, title, frozenAt, due } = version;
    return [
      {
        kind: issues ? 'issue' : 'sign',
        reviewId,
        title,
        detail: `${done} / ${all}`,
        due,
        at: frozenAt.toISOString(),
      },
    ];
  });
}

async function itemsOf(needs: Needs, rows: readonly ReviewListRow[]): Promise<ReviewListItem[]> {
  const db = needs.database.db;
  const newest = await newestVersions(
    db,
    rows.map((row) => row.id),
  );
  const versions = new Map(newest.filter((one) => one.outcome !== 'cancelled').map((one) => [one.reviewId, one]));
  const signoffs = await signoffsOf(db, [...versions.values()]);
  const signed = (reviewId: string) => {
    const signoff = signoffs.get(versions.get(reviewId)?.id ?? '');
    return signoff ? signedOf(signoff) : null;
  };
  return Promise.all(
    rows.map(async ({ templateId, templateVersion, updatedAt, ...row }) => ({
      ...row,
      templateName: (await needs.templates.get(templateId, templateVersion)).template.name,
      updatedAt: updatedAt.toISOString(),
      signed: signed(row.id),
    })),
  );
}

/** How many have agreed of how many who count. */
function signedOf(signoff: Signoff): { done: number; all: number } {
  const counted = progressOf(signoff).steps.flatMap(({ lines }) => lines.filter(({ resting }) => !resting));
  return { done: counted.filter(({ state }) => agrees(state)).length, all: counted.length };
}
