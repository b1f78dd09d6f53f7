// sections.returned: the stage stays, these sections become writable, and nobody signs until they are frozen again.
import { insertPoints, insertReturned } from '../../../db/queries/signoff';
import type { Actor } from '../../../domain/actor';
import { can } from '../../../domain/policy';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Stage } from '../../../domain/review';
import { isReproach } from '../../../domain/signoff';
import { decideReturn } from '../../../domain/workflow';
import type { Needs } from '../../needs';
import { type Act, inQueue, type Once, reviewFor } from '../run';
import { type Opened, openSignoff } from './open';
import { tell } from './tell';

export interface Point {
  body: string;
  sectionKey?: string | undefined;
  decisionId?: string | undefined;
}

/**
 * In the document's queue: every node's writers come back with the rights of afterwards. More may be returned while some are open.
 * Refusals: not-found, forbidden, wrong-stage, reason-needed (neither a reason nor a point), bad-request (a section that the version
 * does not have, or a decision that is no objection or reservation of this review).
 */
export async function returnSections(
  needs: Needs,
  actor: Actor,
  input: {
    reviewId: string;
    sectionKeys: readonly string[];
    reason: string | undefined;
    points: readonly Point[];
    once: Once;
  },
): Promise<Result<{ stage: Stage }>> {
  const work = async (act: Act) => {
    const review = await reviewFor(act.tx, actor, input.reviewId, 'know', true);
    const may = decideReturn(review, actor.personId);
    if (!may.ok) throw new Refused(may.refusal.code, may.refusal);
    const at = await openSignoff(act, actor, review.id);
    const keys = [...new Set(input.sectionKeys)];
    refuseUnknown(at, keys, input.points);
    if (!input.reason?.trim() && input.points.length === 0) throw new Refused('reason-needed', { field: 'reason' });
    const fresh = keys.filter((key) => !at.signoff.openSections.includes(key));
    await insertReturned(
      act.tx,
      fresh.map((sectionKey) => ({
        reviewId: review.id,
        versionId: at.version.id,
        sectionKey,
        returnedBy: actor.personId,
      })),
    );
    const points = await writePoints(act, actor, at, input.points, null);
    act.event(actor, review.id, {
      kind: 'sections.returned',
      body: {
        versionNo: at.version.no,
        sectionKeys: fresh,
        points,
        ...(input.reason ? { reason: input.reason } : {}),
      },
    });
    const people = review.members.map(({ personId }) => personId).filter((id) => can(review, id, 'write-returned'));
    const told = { version: at.version.no, sections: fresh };
    await tell(act, review, { kind: 'sections-returned', people, actorId: actor.personId, body: () => told });
    act.after(() => needs.collab.notify(review.id, { type: 'stage', stage: review.stage }));
    act.after(() => needs.collab.notify(review.id, { type: 'signoff' }));
    return { stage: review.stage };
  };
  return inQueue(needs, input.reviewId, work, input.once);
}

function refuseUnknown(at: Opened, keys: readonly string[], points: readonly Point[]): void {
  const known = (key: string) => at.version.sections.some(({ id }) => id === key);
  if (keys.length === 0 || !keys.every(known)) throw new Refused('bad-request', { field: 'sectionKeys' });
  if (points.some(({ sectionKey }) => sectionKey !== undefined && !known(sectionKey)))
    throw new Refused('bad-request', { field: 'points' });
  refuseOtherDecisions(at, points);
}

/** SG22. @throws Refused bad-request */
export function refuseOtherDecisions({ signoff }: Opened, points: readonly Point[]): void {
  if (points.some(({ decisionId }) => decisionId !== undefined && !isReproach(signoff.rows, decisionId)))
    throw new Refused('bad-request', { field: 'points' });
}

/** Rows of points, to sections (`step` null) or to a step; answers their ids. */
export function writePoints(
  act: Act,
  actor: Actor,
  { review, version }: Opened,
  points: readonly Point[],
  step: number | null,
): Promise<string[]> {
  return insertPoints(
    act.tx,
    points.map(({ body, sectionKey, decisionId }) => ({
      reviewId: review.id,
      versionId: version.id,
      sectionKey: sectionKey ?? null,
      decisionId: decisionId ?? null,
      step,
      body,
      createdBy: actor.personId,
    })),
  );
}
