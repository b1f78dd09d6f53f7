// signoff.completed: nobody's act but the server's, in the transaction of whatever met the rule.
import { eventsIn } from '../../../db/queries/events';
import { loadReview, setStage } from '../../../db/queries/reviews';
import { recordInForce, signoffOf } from '../../../db/queries/signoff';
import { endVersion, latestVersion, type VersionRow } from '../../../db/queries/versions';
import { must } from '../../../domain/must';
import { DERIVED_FROM, isApprovedBy, type RecordedEvent } from '../../../domain/rederive';
import { Refused } from '../../../domain/refusal';
import type { Stage } from '../../../domain/review';
import { progressOf } from '../../../domain/signoff';
import { checkpoint } from '../../keys/checkpoint';
import type { Needs } from '../../needs';
import type { Act } from '../run';
import { tell, tellWaiting } from './tell';

/**
 * After every act that may have met a rule: approves the open version when every step passed over its bytes and tells everybody;
 * else tells those whose turn it is by now. Answers with the stage by then and who was told. @throws Refused unrecorded, before the commit
 */
export async function completeWhenMet(
  needs: Needs,
  act: Act,
  reviewId: string,
): Promise<{ stage: Stage; told: readonly string[] }> {
  const version = must(await latestVersion(act.tx, reviewId), 'a review in sign-off has a version');
  const signoff = await signoffOf(act.tx, version);
  const review = must(await loadReview(act.tx, reviewId), 'a review does not vanish');
  if (!progressOf(signoff).complete) {
    return { stage: review.stage, told: await tellWaiting(act, review, signoff, version.no) };
  }
  const record = await recordInForce(act.tx, version);
  await endVersion(act.tx, version.id, 'approved');
  await setStage(act.tx, reviewId, 'approved');
  act.event(null, reviewId, {
    kind: 'signoff.completed',
    body: { versionNo: version.no, contentSha256: version.contentSha256, recordSha256: record.sha256 },
  });
  act.event(null, reviewId, { kind: 'stage.changed', body: { from: 'signoff', to: 'approved' } });
  act.proof(() => proven(needs, act, reviewId, version));
  const people = review.members.map(({ personId }) => personId);
  const body = () => ({ version: version.no });
  const approved = { ...review, stage: 'approved' } as const;
  const told = await tell(act, approved, { kind: 'approved', people, actorId: null, body });
  act.after(() => needs.collab.notify(reviewId, { type: 'stage', stage: 'approved' }));
  act.after(() => needs.collab.askAgain({ reviewId }));
  act.after(() => checkpoint(needs.database.db, needs.keys, new Date()));
  return { stage: 'approved', told };
}

/**
 * SG26: rows say that the rule is met, and the record has to say so by itself: a decision, a place or a rule that somebody wrote into the
 * database approves nothing. @throws Refused unrecorded
 */
async function proven(needs: Needs, act: Act, reviewId: string, version: VersionRow): Promise<void> {
  const events = await eventsIn(act.tx, reviewId, DERIVED_FROM);
  if (isApprovedBy(events as unknown as RecordedEvent[], version)) return;
  needs.log.error('rows say that a sign-off is complete, and its events do not: nothing was approved', { reviewId });
  throw new Refused('unrecorded');
}
