// Who is told of a sign-off and of the stages inside the product: rows in the transaction of the act, for those who may read then.
import { insertNotifications } from '../../../db/queries/notifications';
import { loadReview } from '../../../db/queries/reviews';
import { linesTold, type StoredSignoff } from '../../../db/queries/signoff';
import { must } from '../../../domain/must';
import type { NotificationKind } from '../../../domain/notify';
import { can } from '../../../domain/policy';
import type { ReviewState } from '../../../domain/review';
import { decideRefusal, type SignoffLine, standsForIt } from '../../../domain/signoff';
import type { Move } from '../../../domain/workflow';
import type { Act } from '../run';

/** Once each; never the actor, never somebody who may not read. Answers with who was told. */
export async function tell(
  { tx }: Act,
  review: ReviewState,
  what: {
    kind: NotificationKind;
    people: readonly string[];
    actorId: string | null;
    body: (personId: string) => Record<string, unknown>;
  },
): Promise<readonly string[]> {
  const people = [...new Set(what.people)].filter((id) => id !== what.actorId && can(review, id, 'read'));
  await insertNotifications(
    tx,
    people.map((personId) => ({
      personId,
      reviewId: review.id,
      kind: what.kind,
      actorId: what.actorId,
      threadId: null,
      commentId: null,
      body: what.body(personId),
    })),
  );
  return people;
}

/** NO8: everybody in the review as it is by now, without those whom the same act tells something nearer. */
export async function tellMove(
  act: Act,
  reviewId: string,
  move: Move,
  actorId: string,
  nearer: readonly string[] = [],
): Promise<void> {
  const review = must(await loadReview(act.tx, reviewId), 'a review does not vanish');
  const people = review.members.map(({ personId }) => personId).filter((id) => !nearer.includes(id));
  await tell(act, review, { kind: move, people, actorId, body: () => ({}) });
}

/** SG23: everybody whose word is waited for from now on, once a line, and again when somebody else gave it back. Answers with them. */
export async function tellWaiting(
  act: Act,
  review: ReviewState,
  signoff: StoredSignoff,
  version: number,
): Promise<readonly string[]> {
  const waiting = signoff.lines.filter((line) => decideRefusal(signoff, line.id) === null);
  if (waiting.length === 0) return [];
  const told = await linesTold(act.tx, review.id);
  const fresh = waiting.filter((line) => !knows(signoff, line, told.get(line.id)));
  const body = (personId: string) => ({ line: fresh.find((line) => line.personId === personId)?.id, version });
  return tell(act, review, { kind: 'to-sign', people: fresh.map((line) => line.personId), actorId: null, body });
}

/** Whether a person was told of this line, and of its coming back where they did not take it back themselves. */
function knows({ former }: StoredSignoff, line: SignoffLine, told: Date | undefined): boolean {
  if (told === undefined) return false;
  const back = former.filter((one) => standsForIt(one, line.id) && one.removedBy !== line.personId);
  return back.every(({ removedAt }) => removedAt !== null && removedAt <= told);
}
