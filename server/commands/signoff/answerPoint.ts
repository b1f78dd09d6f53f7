// point.answered: what a section or a step was returned with is answered in words, once.
import { z } from 'zod';
import { answerPoint as answerRow, pointsOf, signoffOf } from '../../../db/queries/signoff';
import { latestVersion } from '../../../db/queries/versions';
import type { Actor } from '../../../domain/actor';
import { can } from '../../../domain/policy';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { type Act, act, type Once, parse, reviewFor } from '../run';
import { completeWhenMet } from './complete';

export const answerPointBody = z.strictObject({ answer: wordsInput(10_000).min(1) });

/**
 * By who may write, and of a step by its own people. Refusals: not-found (of another review too), forbidden, moved-on (answered
 * already). Under its key it counts once.
 */
export async function answerPoint(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; pointId: string; body: unknown; once: Once },
): Promise<Result<null>> {
  const work = async (act: Act) => {
    const review = await reviewFor(act.tx, actor, input.reviewId, 'read', true);
    const point = (await pointsOf(act.tx, review.id)).find(({ id }) => id === input.pointId);
    if (!point) throw new Refused('not-found', { field: 'point' });
    const version = await latestVersion(act.tx, review.id);
    const open = version?.outcome === 'open' ? version : null;
    const answers = can(review, actor.personId, 'answer-point') || (await isOfStep(act, actor, open, point.step));
    if (!answers) throw new Refused('forbidden');
    const { answer } = parse(answerPointBody, input.body);
    if (point.answeredAt !== null) throw new Refused('moved-on');
    await answerRow(act.tx, point.id, answer, actor.personId);
    act.event(actor, review.id, { kind: 'point.answered', body: { pointId: point.id } });
    act.after(() => needs.collab.notify(review.id, { type: 'signoff' }));
    if (open) await completeWhenMet(needs, act, review.id);
    return null;
  };
  return act(needs, work, input.once);
}

async function isOfStep(
  act: Act,
  actor: Actor,
  version: Parameters<typeof signoffOf>[1] | null,
  step: number | null,
): Promise<boolean> {
  if (!version || step === null) return false;
  const { lines } = await signoffOf(act.tx, version);
  return lines.some((line) => line.step === step && line.personId === actor.personId);
}
