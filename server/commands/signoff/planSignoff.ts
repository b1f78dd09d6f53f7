// signoff.planned: who is to be asked, in which order and by which rules, for this review; before it starts.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Queries } from '../../../db/queries/db';
import { memberIdsThatExist } from '../../../db/queries/people';
import { setSignoffPlan } from '../../../db/queries/reviews';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { SignoffStepPlan } from '../../../domain/review';
import { faultsOf, type Plan, planOf } from '../../../domain/signoffPlan';
import { signoffStep, type Template } from '../../../domain/template/template';
import type { Needs } from '../../needs';
import { act, attempt, parse, reviewFor } from '../run';
import { dueInput } from './inputs';

/** Steps as an owner writes them, and until when they are to decide. */
export const planInput = z.strictObject({
  /** Null: those of the template. */
  steps: z.array(signoffStep).min(1).max(20).nullable(),
  due: dueInput.optional(),
});

/**
 * Refusals: not-found (also a person who is not there), forbidden, bad-request, bad-plan (`field` says where: `steps.N.…`). A rule
 * that the people named could never meet is refused here; roles are looked at by the gate.
 */
export async function planSignoff(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<{ steps: Plan; due: string | null }>> {
  const known = await attempt(async () => {
    const review = await reviewFor(needs.database.db, actor, input.reviewId, 'plan-signoff');
    return {
      wanted: parse(planInput, input.body),
      ...(await needs.templates.get(review.templateId, review.templateVersion)),
    };
  });
  if (!known.ok) return known;
  const { wanted, template } = known.value;
  return act(needs, async ({ tx, event, after }) => {
    const review = await reviewFor(tx, actor, input.reviewId, 'plan-signoff', true);
    const edited = await checkedSteps(tx, template, review.signoffSteps, wanted.steps);
    const due = wanted.due === undefined ? review.signoffDue : wanted.due;
    await setSignoffPlan(tx, review.id, { signoffSteps: edited, signoffDue: due });
    event(actor, review.id, { kind: 'signoff.planned', body: { steps: edited?.length ?? null, due } });
    after(() => needs.collab.notify(review.id, { type: 'signoff' }));
    return { steps: planOf(template, edited), due };
  });
}

/** Steps that may be kept: each with its key. @throws Refused `bad-plan`, `not-found` for somebody who is not there. */
export async function checkedSteps(
  tx: Queries,
  template: Template,
  before: readonly SignoffStepPlan[] | null,
  wanted: readonly SignoffStepPlan[] | null,
): Promise<SignoffStepPlan[] | null> {
  if (!wanted) return null;
  const edited = keyed(wanted, planOf(template, before));
  const [fault] = faultsOf(planOf(template, edited));
  if (fault) throw new Refused('bad-plan', { field: `steps.${fault.step}.${fault.field}`, detail: fault.detail });
  const named = edited.flatMap(({ who }) => (typeof who === 'string' ? [] : who.people.map((one) => one.personId)));
  const distinct = [...new Set(named)];
  if ((await memberIdsThatExist(tx, distinct)).length < distinct.length)
    throw new Refused('not-found', { field: 'personId' });
  return edited;
}

/** A step goes on under its key, which signatures hold for; a new one, or one that began or ceased to issue, gets a key of its own. */
function keyed(steps: readonly SignoffStepPlan[], before: Plan): SignoffStepPlan[] {
  return steps.map((step) => {
    const same = before.some(({ key, issues = false }) => key === step.key && issues === (step.issues ?? false));
    return { ...step, key: same && step.key ? step.key : randomUUID().slice(0, 8) };
  });
}
