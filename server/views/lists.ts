// The list of one's reviews and the desk: what waits for me, what I take part in. The same predicate as everywhere (P7).
import type { Queries } from '../../db/queries/db';
import { countReviews, listReviews, openThreadsOf, type ReviewListRow } from '../../db/queries/reviews';
import { decisionsOf, newestOpenVersions, stepsAndLines } from '../../db/queries/versions';
import type { Actor } from '../../domain/actor';
import { isId } from '../../domain/ids';
import { allows } from '../../domain/policy';
import { Refused } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import { STAGES } from '../../domain/review';
import { bigrams } from '../../domain/search';
import { agrees, blocks, lineState } from '../../domain/signoff';
import type { Desk, DeskTask, ReviewListItem } from '../../domain/view';
import { isRunning } from '../../domain/workflow';
import { attempt } from '../commands/run';
import type { Needs } from '../needs';
import { cardOf } from '../templates';

const PAGE = 50;

/** Newest change first, 50 a page. Refusals: bad-request for an unknown stage or a cursor that is none of ours. */
export async function reviewList(
  needs: Needs,
  actor: Actor,
  query: { q?: string; stage?: string; cursor?: string },
): Promise<Result<{ items: ReviewListItem[]; cursor?: string }>> {
  return attempt(async () => {
    const stage = STAGES.find((one) => one === query.stage);
    if (query.stage && !stage) throw new Refused('bad-request', { field: 'stage' });
    const text = query.q?.trim().slice(0, 200);
    const cursor = query.cursor === undefined ? undefined : cursorOf(query.cursor);
    const rows = await listReviews(needs.database.db, actor.personId, {
      limit: PAGE + 1,
      ...(text ? { text, grams: bigrams(text).filter((gram) => gram.length > 1) } : {}),
      ...(stage ? { stage } : {}),
      ...(cursor ? { cursor } : {}),
    });
    const items = await itemsOf(needs, rows.slice(0, PAGE));
    const last = rows[PAGE - 1];
    return rows.length > PAGE && last
      ? { items, cursor: Buffer.from(`${last.updatedAt.toISOString()} ${last.id}`).toString('base64url') }
      : { items };
  });
}

/** What waits for the reader, their running reviews, and the templates to start from. */
export async function desk(needs: Needs, actor: Actor): Promise<Desk> {
  const db = needs.database.db;
  const rows = await listReviews(db, actor.personId, { limit: PAGE });
  const tasks = (await Promise.all(rows.map((row) => tasksOf(db, actor, row)))).flat();
  return {
    tasks: tasks.sort((a, b) => b.at.localeCompare(a.at)),
    reviews: await itemsOf(needs, rows.filter((row) => isRunning(row.stage)).slice(0, 8)),
    total: await countReviews(db, actor.personId),
    templates: (await needs.templates.all()).map(({ template }) => cardOf(template)),
  };
}

async function tasksOf(db: Queries, actor: Actor, row: ReviewListRow): Promise<DeskTask[]> {
  const base = { reviewId: row.id, title: row.title };
  if (allows(row.roles, row.stage, 'decide')) {
    const sign = await mySignature(db, actor, row.id);
    if (sign) return [{ kind: 'sign', ...base, detail: sign.progress, at: sign.at }];
  }
  if (row.mustFix === 0 || !allows(row.roles, row.stage, 'comment')) return [];
  const mustFix = (await openThreadsOf(db, row.id)).filter((thread) => thread.kind === 'must-fix');
  // A must-fix waits for those who can mend the text and for the person who asked for it.
  const waiting = mustFix.filter(
    (thread) => allows(row.roles, row.stage, 'write') || thread.createdBy === actor.personId,
  );
  return waiting.map((thread) => ({
    kind: 'must-fix',
    ...base,
    detail: thread.quote,
    at: thread.createdAt.toISOString(),
  }));
}

async function mySignature(
  db: Queries,
  actor: Actor,
  reviewId: string,
): Promise<{ progress: string; at: string } | null> {
  const [version] = await newestOpenVersions(db, [reviewId]);
  if (version?.outcome !== 'open') return null;
  const { lines } = await stepsAndLines(db, version.id);
  if (!lines.some((line) => line.personId === actor.personId)) return null;
  const rows = await decisionsOf(db, reviewId);
  const states = lines.map((line) => ({ line, state: lineState(rows, line.personId, version.contentSha256) }));
  const own = states.find(({ line }) => line.personId === actor.personId);
  if (own?.state.decision && !own.state.stale) return null;
  return {
    progress: `${states.filter(({ state }) => agrees(state)).length} / ${lines.length}`,
    at: version.frozenAt.toISOString(),
  };
}

async function itemsOf(needs: Needs, rows: readonly ReviewListRow[]): Promise<ReviewListItem[]> {
  const db = needs.database.db;
  const versions = new Map(
    (
      await newestOpenVersions(
        db,
        rows.map((row) => row.id),
      )
    ).map((one) => [one.reviewId, one]),
  );
  return Promise.all(
    rows.map(async ({ templateId, templateVersion, updatedAt, ...row }) => {
      const { template } = await needs.templates.get(templateId, templateVersion);
      const version = versions.get(row.id);
      return {
        ...row,
        templateName: template.name,
        updatedAt: updatedAt.toISOString(),
        signed: version && version.outcome !== 'cancelled' ? await signed(db, row.id, version) : null,
      };
    }),
  );
}

async function signed(
  db: Queries,
  reviewId: string,
  version: { id: string; contentSha256: string },
): Promise<{ done: number; all: number }> {
  const { lines } = await stepsAndLines(db, version.id);
  const rows = await decisionsOf(db, reviewId);
  const states = lines.map((line) => lineState(rows, line.personId, version.contentSha256));
  return { done: states.filter((state) => agrees(state) && !blocks(state)).length, all: lines.length };
}

function cursorOf(cursor: string): { updatedAt: Date; id: string } {
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const updatedAt = new Date(at ?? '');
  if (!isId(id) || Number.isNaN(updatedAt.getTime())) throw new Refused('bad-request', { field: 'cursor' });
  return { updatedAt, id };
}
