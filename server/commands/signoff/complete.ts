// signoff.completed: nobody's act but the server's, in the transaction of whatever met the rule.
import { setStage } from '../../../db/queries/reviews';
import { decisionsOf, endVersion, latestVersion, stepsAndLines } from '../../../db/queries/versions';
import { must } from '../../../domain/must';
import type { Stage } from '../../../domain/review';
import { complete, lineState } from '../../../domain/signoff';
import { checkpoint } from '../../keys/checkpoint';
import type { Needs } from '../../needs';
import type { Act } from '../run';

/** Approves the open version when every step passed over its bytes; answers the new stage, or null when the rule is not met. */
export async function completeWhenMet(needs: Needs, act: Act, reviewId: string): Promise<Stage | null> {
  const version = must(await latestVersion(act.tx, reviewId), 'a review in sign-off has a version');
  const { steps, lines } = await stepsAndLines(act.tx, version.id);
  const rows = await decisionsOf(act.tx, reviewId);
  const states = steps.map((step) =>
    lines
      .filter((line) => line.stepOrder === step.order)
      .map((line) => lineState(rows, line.personId, version.contentSha256)),
  );
  if (!complete(states)) return null;
  await endVersion(act.tx, version.id, 'approved');
  await setStage(act.tx, reviewId, 'approved');
  act.event(null, reviewId, {
    kind: 'signoff.completed',
    body: { versionNo: version.no, contentSha256: version.contentSha256, recordSha256: version.recordSha256 },
  });
  act.event(null, reviewId, { kind: 'stage.changed', body: { from: 'signoff', to: 'approved' } });
  act.after(() => needs.collab.notify(reviewId, { type: 'stage', stage: 'approved' }));
  act.after(() => needs.collab.askAgain({ reviewId }));
  act.after(() => checkpoint(needs.database.db, needs.keys, new Date()));
  return 'approved';
}
