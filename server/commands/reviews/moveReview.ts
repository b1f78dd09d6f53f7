// stage.changed: the moves a person asks for (CONTRACT, actions). The freeze has a file of its own.
import { z } from 'zod';
import type { Queries } from '../../../db/queries/db';
import { loadReview, type ReviewRow, setStage } from '../../../db/queries/reviews';
import { closeSections, dropStepPoints } from '../../../db/queries/signoff';
import { endVersion, latestVersion, type VersionRow } from '../../../db/queries/versions';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Stage } from '../../../domain/review';
import { decideMove, isAdminMove, MOVES, type Move, thaws } from '../../../domain/workflow';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { type Act, act, attempt, inQueue, type Once, parse, reviewFor } from '../run';
import { freeze, overridesInput } from '../signoff/freeze';
import { pointsInput } from '../signoff/inputs';
import { returnSections } from '../signoff/returnSections';
import { takeBackRights } from '../signoff/rights';
import { tellMove } from '../signoff/tell';

const RETURN = 'return-sections';
const ACTIONS = [...(Object.keys(MOVES) as Move[]), RETURN] as const;
export const moveReviewBody = z.strictObject({
  action: z.enum(ACTIONS, 'an action of this version'),
  reason: wordsInput(2000).optional(),
  overrides: overridesInput.optional(),
  sectionKeys: z.array(z.string().max(200)).max(1000).optional(),
  points: pointsInput.optional(),
});

/** Refusals: not-found, forbidden, wrong-stage, reason-needed, gates-closed, bad-request; those of freeze and returnSections. */
export async function moveReview(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown; once: Once },
): Promise<Result<{ stage: Stage }>> {
  const parsed = await attempt(async () => {
    await reviewToMove(needs.database.db, actor, input.reviewId, input.body);
    return parse(moveReviewBody, input.body);
  });
  if (!parsed.ok) return parsed;
  const { action, reason, overrides, sectionKeys = [], points = [] } = parsed.value;
  const { reviewId, once } = input;
  if (action === RETURN) return returnSections(needs, actor, { reviewId, sectionKeys, reason, points, once });
  if (action === 'freeze') return freeze(needs, actor, { reviewId, overrides: overrides ?? [], once });
  const work = (act: Act) => move(needs, act, actor, reviewId, action, reason);
  return thaws(action) ? inQueue(needs, reviewId, work, once) : act(needs, work, once);
}

async function move(
  needs: Needs,
  act: Act,
  actor: Actor,
  reviewId: string,
  action: Move,
  reason: string | undefined,
): Promise<{ stage: Stage }> {
  const review = await reviewToMove(act.tx, actor, reviewId, { action }, true);
  const next = decideMove(review, actor, action, reason);
  if (!next.ok) throw new Refused(next.refusal.code, next.refusal);
  await setStage(act.tx, reviewId, next.value);
  if (action === 'cancel-signoff') await cancelVersion(needs, act, actor, reviewId, reason ?? '');
  if (action === 'reopen') await takeBackRights(needs, act, actor, reviewId, await signedVersion(act, reviewId));
  act.event(actor, reviewId, {
    kind: 'stage.changed',
    body: { from: review.stage, to: next.value, ...(reason ? { reason } : {}) },
  });
  await tellMove(act, reviewId, action, actor.personId);
  act.after(() => needs.collab.notify(reviewId, { type: 'stage', stage: next.value }));
  act.after(() => needs.collab.askAgain({ reviewId }));
  return { stage: next.value };
}

/** A review that one may know, or that an administrator moves without reading it (PO6). @throws Refused not-found */
async function reviewToMove(
  db: Queries,
  actor: Actor,
  reviewId: string,
  asked: unknown,
  lock = false,
): Promise<ReviewRow> {
  const action = (asked as { action?: unknown } | undefined)?.action;
  const asAdmin = actor.admin && typeof action === 'string' && isAdminMove(action) && isId(reviewId);
  const found = asAdmin ? await loadReview(db, reviewId, lock) : null;
  return found ?? reviewFor(db, actor, reviewId, 'know', lock);
}

/** Signatures stay attached to the bytes they name; the right that came with a line ends. */
async function cancelVersion(needs: Needs, act: Act, actor: Actor, reviewId: string, reason: string): Promise<void> {
  const version = await signedVersion(act, reviewId);
  await endVersion(act.tx, version.id, 'cancelled');
  await closeSections(act.tx, reviewId, null);
  await dropStepPoints(act.tx, reviewId, actor.personId);
  act.event(actor, reviewId, { kind: 'signoff.cancelled', body: { versionNo: version.no, reason } });
  await takeBackRights(needs, act, actor, reviewId, version);
}

/** The newest: that of the sign-off which is on its way, or by which the text was approved. */
async function signedVersion(act: Act, reviewId: string): Promise<VersionRow> {
  return must(await latestVersion(act.tx, reviewId), 'a review that was frozen has a version');
}
