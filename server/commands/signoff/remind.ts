// signer.reminded: somebody whose word is waited for is told again (催办), by an owner or by the product itself.
import type { Database } from '../../../db/open';
import { type Queries, queriesIn } from '../../../db/queries/db';
import { appendEvents } from '../../../db/queries/events';
import { alone } from '../../../db/queries/housekeeping';
import { insertNotifications } from '../../../db/queries/notifications';
import { loadReview } from '../../../db/queries/reviews';
import {
  insertReminder,
  type LineRow,
  openVersions,
  type PointRow,
  pointsOf,
  remindersIn,
  type StoredSignoff,
  signoffOf,
} from '../../../db/queries/signoff';
import { latestVersion, type VersionRow } from '../../../db/queries/versions';
import type { Actor } from '../../../domain/actor';
import type { ReviewEvent } from '../../../domain/events';
import { can } from '../../../domain/policy';
import { Refused } from '../../../domain/refusal';
import { hadEnough, mayRemind, type Reminder, reminderDue, unanswered } from '../../../domain/reminding';
import type { Result } from '../../../domain/result';
import { decideRefusal } from '../../../domain/signoff';
import type { Needs } from '../../needs';
import { type Act, act, type Once, reviewFor } from '../run';
import { lineIn, openSignoff } from './open';

/**
 * By an owner, once a day and line, within the thirty of its person. Refusals: not-found, forbidden, wrong-stage, reminded-today,
 * reminded-enough, and why the line does not wait (section-open, not-your-turn, already-decided). Under its key it counts once.
 */
export async function remind(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; lineId: string; once: Once },
  now = new Date(),
): Promise<Result<null>> {
  const work = async ({ tx, event, after, ...rest }: Act) => {
    await reviewFor(tx, actor, input.reviewId, 'change-signers');
    const at = await openSignoff({ tx, event, after, ...rest }, actor, input.reviewId);
    const line = lineIn(at, input.lineId);
    const refusal = decideRefusal(at.signoff, line.id);
    if (refusal) throw new Refused(refusal);
    const sent = await remindersIn(tx, at.review.id);
    if (hadEnough(withoutWord(sent, at.signoff), line.personId)) throw new Refused('reminded-enough');
    // By the seat: with each version a line has another id.
    const byHand = sent.filter((one) => one.byHand && one.seat === line.seat).map((one) => one.at);
    if (!mayRemind(byHand.length === 0 ? null : lastOf(byHand), now.getTime())) throw new Refused('reminded-today');
    event(actor, at.review.id, await written(tx, at.review.id, at.version, line, actor.personId, now));
    after(() => needs.collab.notify(at.review.id, { type: 'signoff' }));
    return null;
  };
  return act(needs, work, input.once);
}

const AT_ONCE = 200;

/**
 * What is due now, in all reviews, `atOnce` of them read at a time; one node at a time, each review in a transaction of its own.
 * Answers how many were sent.
 */
export async function remindWaiting(
  { sql, db }: Pick<Database, 'sql' | 'db'>,
  now: Date,
  atOnce = AT_ONCE,
): Promise<number> {
  let sent = 0;
  await alone(sql, 'reminders', async () => {
    for (let after: string | null = null; ; ) {
      const open: { id: string; reviewId: string }[] = await openVersions(db, after, atOnce);
      for (const { reviewId } of open) sent += await sql.begin((tx) => remindIn(queriesIn(sql, tx), reviewId, now));
      after = open.at(-1)?.id ?? null;
      if (open.length < atOnce || after === null) return;
    }
  });
  return sent;
}

/** Under the review's row lock: a decision made meanwhile is seen, and two nodes send one. */
async function remindIn(tx: Queries, reviewId: string, now: Date): Promise<number> {
  const review = await loadReview(tx, reviewId, true);
  const version = await latestVersion(tx, reviewId);
  if (!review || version?.outcome !== 'open') return 0;
  const signoff = await signoffOf(tx, version);
  const waiting = signoff.lineRows.filter((line) => decideRefusal(signoff, line.id) === null);
  const reminders = withoutWord(await remindersIn(tx, reviewId), signoff);
  const points = await pointsOf(tx, reviewId);
  const sent: LineRow[] = [];
  for (const line of waiting) {
    const before = reminders.filter(({ seat }) => seat === line.seat).map(({ at }) => at);
    const state = {
      since: waitingSince(signoff, version, points, line),
      last: before.length === 0 ? null : lastOf(before),
      due: line.due === null ? null : beginningOf(line.due),
    };
    if (!can(review, line.personId, 'decide') || hadEnough([...reminders, ...sent], line.personId)) continue;
    if (!reminderDue(state, now.getTime())) continue;
    const event = await written(tx, reviewId, version, line, null, now);
    await appendEvents(tx, [{ kind: event.kind, actorId: null, reviewId, body: event.body }]);
    sent.push(line);
  }
  return sent.length;
}

/** Those that no word has ended. */
function withoutWord(sent: readonly Reminder[], { rows }: StoredSignoff): Reminder[] {
  return unanswered(
    sent,
    rows.map(({ seat, at }) => ({ seat, at: Date.parse(at) })),
  );
}

/**
 * Since when its word is waited for, whichever is latest: the freeze, its coming in, its own word taken back, the delegate's going,
 * the last word or the last going of a step before, the last answer to a point that was returned to one.
 */
function waitingSince(
  { steps, lines, former, rows }: StoredSignoff,
  version: VersionRow,
  points: readonly PointRow[],
  line: LineRow,
): number {
  const own = steps.find(({ no }) => no === line.step);
  const before = new Set(steps.filter((step) => own && step.order < own.order).map(({ no }) => no));
  const seats = new Set(lines.filter((one) => before.has(one.step)).map(({ seat }) => seat)).add(line.seat);
  const gone = former.filter((one) => before.has(one.step) || one.standsFor === line.id);
  const answered = points.filter(({ step }) => step !== null && before.has(step));
  return Math.max(
    version.frozenAt.getTime(),
    line.addedAt.getTime(),
    ...rows.filter((row) => seats.has(row.seat)).map((row) => Date.parse(row.at)),
    ...gone.map(({ removedAt }) => removedAt?.getTime() ?? 0),
    ...answered.map(({ answeredAt }) => answeredAt?.getTime() ?? 0),
  );
}

function lastOf(times: readonly number[]): number {
  return Math.max(0, ...times);
}

/** Of a calendar day, YYYY-MM-DD, where the server stands. */
function beginningOf(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}

/** The row, the notification of the same moment, and the event of it. */
async function written(
  tx: Queries,
  reviewId: string,
  version: VersionRow,
  line: LineRow,
  by: string | null,
  now: Date,
): Promise<ReviewEvent> {
  await insertReminder(tx, line.id, by, now);
  await insertNotifications(tx, [
    {
      personId: line.personId,
      reviewId,
      kind: 'reminded',
      actorId: by,
      threadId: null,
      commentId: null,
      body: { line: line.id, version: version.no, ...(line.due === null ? {} : { due: line.due }) },
    },
  ]);
  return {
    kind: 'signer.reminded',
    body: { versionNo: version.no, line: line.id, personId: line.personId },
  };
}
