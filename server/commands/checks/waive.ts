// waiver.given and waiver.withdrawn: a named person lets a finding pass with a reason, and takes that back.
import { z } from 'zod';
import { insertWaiver, waiversOf, withdrawWaiver } from '../../../db/queries/waivers';
import type { Actor } from '../../../domain/actor';
import { must } from '../../../domain/must';
import { can } from '../../../domain/policy';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { mayWithdraw, waivableSeverity, waiveAction } from '../../../domain/waiver';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { type Act, act, attempt, parse, reviewFor } from '../run';

export const waiverBody = z.strictObject({
  rule: z.string().min(1).max(100),
  sectionKey: wordsInput(200).min(1).optional(),
  reason: wordsInput(2000).min(1),
});

/**
 * Refusals: not-found, forbidden, bad-request (a rule that nobody can waive). The same waiver of the same person, given again
 * while it stands, is answered with the first one. Reaches open pages as `threads`.
 */
export async function giveWaiver(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<{ id: string }>> {
  const known = await templateOf(needs, actor, input.reviewId);
  if (!known.ok) return known;
  return act(needs, async (run) => {
    // Whoever may not even write learns nothing about rules.
    const review = await reviewFor(run.tx, actor, input.reviewId, 'waive', true);
    const { rule, reason, sectionKey = null } = parse(waiverBody, input.body);
    const severity = waivableSeverity(rule, known.value);
    if (!severity) throw new Refused('bad-request', { field: 'rule' });
    if (!can(review, actor.personId, waiveAction(severity))) throw new Refused('forbidden');
    const same = (await waiversOf(run.tx, review.id)).find(
      (one) =>
        one.withdrawnAt === null &&
        one.byId === actor.personId &&
        one.rule === rule &&
        one.sectionKey === sectionKey &&
        one.reason === reason,
    );
    if (same) return { id: same.id };
    const id = await insertWaiver(run.tx, { reviewId: review.id, rule, sectionKey, reason, byId: actor.personId });
    run.event(actor, review.id, { kind: 'waiver.given', body: { waiverId: id, rule, sectionKey, reason } });
    tell(needs, run, review.id);
    return { id };
  });
}

/** Refusals: not-found, forbidden. Taking back what is taken back is harmless; the row stays. */
export async function takeWaiverBack(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; waiverId: string },
): Promise<Result<null>> {
  const known = await templateOf(needs, actor, input.reviewId);
  if (!known.ok) return known;
  return act(needs, async (run) => {
    const review = await reviewFor(run.tx, actor, input.reviewId, 'read', true);
    const row = (await waiversOf(run.tx, review.id)).find((one) => one.id === input.waiverId);
    if (!row) throw new Refused('not-found');
    const severity = must(waivableSeverity(row.rule, known.value), 'only what can be waived was waived');
    if (!mayWithdraw(review, actor.personId, { by: row.byId }, severity)) throw new Refused('forbidden');
    if (row.withdrawnAt) return null;
    await withdrawWaiver(run.tx, row.id, actor.personId);
    const { rule, sectionKey } = row;
    run.event(actor, review.id, { kind: 'waiver.withdrawn', body: { waiverId: row.id, rule, sectionKey } });
    tell(needs, run, review.id);
    return null;
  });
}

/** Asked before the transaction: the template of a review never changes. */
function templateOf(needs: Needs, actor: Actor, reviewId: string) {
  return attempt(async () => {
    const { templateId, templateVersion } = await reviewFor(needs.database.db, actor, reviewId, 'read');
    return (await needs.templates.get(templateId, templateVersion)).template;
  });
}

function tell(needs: Needs, run: Act, reviewId: string): void {
  run.after(() => needs.collab.notify(reviewId, { type: 'threads' }));
}
