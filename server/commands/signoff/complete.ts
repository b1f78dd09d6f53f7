// signoff.completed: nobody's act but the server's, in the transaction of whatever met the rule.
import { loadReview, setStage } from '../../../db/queries/reviews';
import { recordInForce, signoffOf } from '../../../db/queries/signoff';
import { endVersion, latestVersion } from '../../../db/queries/versions';
import { must } from '../../../domain/must';
import type { Stage } from '../../../domain/review';
import { progressOf } from '../../../domain/signoff';
import { ownersOf } from '../../../domain/workflow';
import { checkpoint } from '../../keys/checkpoint';
import type { Needs } from '../../needs';
import type { Act } from '../run';
import { tell, tellWaiting } from './tell';

/**
 * After every act that may have met a rule: approves the open version when every step passed over its bytes and answers the new
 * stage; else tells those whose turn it is by now, and answers null.
 */
export async function completeWhenMet(needs: Needs, act: Act, reviewId: string): Promise<Stage | null> {
  const version = must(await latestVersion(act.tx, reviewId), 'a review in sign-off has a version');
  const signoff = await signoffOf(act.tx, version);
  const review = must(await loadReview(act.tx, reviewId), 'a review does not vanish');
  if (!progressOf(signoff).complete) {
    await tellWaiting(act, review, signoff, version.no);
    return null;
  }
  const record = await recordInForce(act.tx, version);
  await endVersion(act.tx, version.id, 'approved');
  await setStage(act.tx, reviewId, 'approved');
  act.event(null, reviewId, {
    kind: 'signoff.completed',
    body: { versionNo: version.no, contentSha256: version.contentSha256, recordSha256: record.sha256 },
  });
  act.event(null, reviewId, { kind: 'stage.changed', body: { from: 'signoff', to: 'approved' } });
  const people = [...ownersOf(review), ...signoff.lines.map(({ personId }) => personId)];
  await tell(act, review, { kind: 'approved', people, actorId: null, body: () => ({ version: version.no }) });
  act.after(() => needs.collab.notify(reviewId, { type: 'stage', stage: 'approved' }));
  act.after(() => needs.collab.askAgain({ reviewId }));
  act.after(() => checkpoint(needs.database.db, needs.keys, new Date()));
  return 'approved';
}
