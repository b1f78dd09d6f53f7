// signoff.due: until when a line is to decide. Nothing is ever decided by a date.
import { z } from 'zod';
import { setLineDue } from '../../../db/queries/signoff';
import type { Actor } from '../../../domain/actor';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { act, parse, reviewFor } from '../run';
import { dueInput } from './inputs';
import { lineIn, openSignoff } from './open';

export const setDueBody = z.strictObject({ due: dueInput });

/** Refusals: not-found, forbidden, wrong-stage, bad-request. */
export async function setDue(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; lineId: string; body: unknown },
): Promise<Result<null>> {
  return act(needs, async (act) => {
    await reviewFor(act.tx, actor, input.reviewId, 'change-signers');
    const { due } = parse(setDueBody, input.body);
    const at = await openSignoff(act, actor, input.reviewId);
    const line = lineIn(at, input.lineId);
    await setLineDue(act.tx, line.id, due);
    act.event(actor, at.review.id, { kind: 'signoff.due', body: { versionNo: at.version.no, line: line.id, due } });
    act.after(() => needs.collab.notify(at.review.id, { type: 'signoff' }));
    return null;
  });
}
