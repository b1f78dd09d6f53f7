// version.frozen: the text stands still, its digests are taken, the lines of its signatories are written, in one transaction.
import { z } from 'zod';
import { organisationName, peopleByIds } from '../../../db/queries/people';
import { loadReview, openThreadsOf, type ReviewRow, setStage } from '../../../db/queries/reviews';
import { insertVersion, latestVersion } from '../../../db/queries/versions';
import { standingWaivers } from '../../../db/queries/waivers';
import type { Actor } from '../../../domain/actor';
import { canonicalDocument, signoffRecord } from '../../../domain/document/canonical';
import { blocksOf, UnknownContent } from '../../../domain/document/layout';
import { remaining, used } from '../../../domain/gates';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Stage } from '../../../domain/review';
import type { Template } from '../../../domain/template/template';
import type { Waiver } from '../../../domain/waiver';
import { decideMove, signatoriesOf } from '../../../domain/workflow';
import type { Frozen } from '../../collab/types';
import type { Needs } from '../../needs';
import { besideOf, gatesOfText, liveText } from '../../text';
import { wordsInput } from '../inputs';
import { type Act, attempt, inQueue, reviewFor } from '../run';
import { completeWhenMet } from './complete';

export const overridesInput = z
  .array(
    z.strictObject({
      rule: z.string().min(1).max(100),
      sectionKey: z.string().max(200).optional(),
      reason: wordsInput(2000).min(1),
    }),
  )
  .max(200)
  .default([]);
export type Overrides = z.infer<typeof overridesInput>;

/**
 * Runs inside the document's queue, so that no edit is between the digest and the stage. Refusals: not-found, forbidden,
 * wrong-stage, gates-closed (with the gates), unknown-content. Signatures of the same bytes given earlier hold again.
 */
export async function freeze(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; overrides: Overrides },
): Promise<Result<{ stage: Stage }>> {
  const known = await attempt(async () => {
    const { templateId, templateVersion } = await reviewFor(needs.database.db, actor, input.reviewId, 'know');
    // Asked before the queue: inside of it, every other connection may be held by those who wait for this review.
    return needs.templates.get(templateId, templateVersion);
  });
  if (!known.ok) return known;
  return inQueue(needs, input.reviewId, async (act, frozen) => ({
    stage: await freezeIn(needs, actor, { ...input, ...known.value }, frozen, act),
  }));
}

async function freezeIn(
  needs: Needs,
  actor: Actor,
  { template, sha256, ...input }: { reviewId: string; overrides: Overrides; template: Template; sha256: string },
  frozen: Frozen,
  act: Act,
): Promise<Stage> {
  const review = must(await loadReview(act.tx, input.reviewId, true), 'a review does not vanish');
  const move = decideMove(review, actor.personId, 'freeze');
  if (!move.ok) throw new Refused(move.refusal.code, move.refusal);
  // The review's row is locked: no field and no waiver changes between here and the stage.
  const beside = await besideOf(act.tx, review.id);
  const gates = gatesOfText(
    review,
    template,
    liveText(frozen.doc, review.title, template),
    beside,
    await openThreadsOf(act.tx, review.id),
  );
  const answers = [
    ...(await standingWaivers(act.tx, review.id)),
    ...input.overrides.map((one) => ({ ...one, by: actor.personId })),
  ];
  const closed = remaining(gates, answers);
  if (closed.length > 0) throw new Refused('gates-closed', { gates: closed });
  const org = must(await organisationName(act.tx), 'an organisation exists before its first review');
  const content = signable(() =>
    canonicalDocument({
      org,
      reviewId: review.id,
      title: review.title,
      template,
      templateSha256: sha256,
      blocks: blocksOf(frozen.doc),
      fields: beside.fields,
    }),
  );
  const overrides = used(gates, answers);
  await writeVersion(act, actor, review, frozen, content, overrides);
  await setStage(act.tx, review.id, move.value);
  act.event(actor, review.id, { kind: 'stage.changed', body: { from: review.stage, to: move.value } });
  act.after(() => needs.collab.notify(review.id, { type: 'stage', stage: move.value }));
  return (await completeWhenMet(needs, act, review.id)) ?? move.value;
}

async function writeVersion(
  act: Act,
  actor: Actor,
  review: ReviewRow,
  frozen: Frozen,
  content: ReturnType<typeof canonicalDocument>,
  overrides: readonly Waiver[],
): Promise<void> {
  const before = await latestVersion(act.tx, review.id);
  const versionNo = (before?.no ?? 0) + 1;
  const names = await peopleByIds(act.tx, signatoriesOf(review));
  const lines = signatoriesOf(review).map((personId) => ({
    stepOrder: 1,
    personId,
    name: must(names.get(personId), 'a member is a person').name,
    roles: [...(review.members.find((member) => member.personId === personId)?.roles ?? [])],
  }));
  const record = signoffRecord({
    reviewId: review.id,
    versionNo,
    prevRecordSha256: before?.recordSha256 ?? null,
    contentSha256: content.contentSha256,
    sections: content.sections,
    signatories: lines.map((line) => ({
      userId: line.personId,
      name: line.name,
      roles: line.roles,
      order: 1,
      required: true,
      scope: 'whole',
    })),
    rule: { steps: [{ order: 1, kind: 'all', issues: false }] },
  });
  await insertVersion(
    act.tx,
    {
      reviewId: review.id,
      no: versionNo,
      epoch: frozen.epoch,
      seq: frozen.seq,
      state: frozen.state,
      canonical: content.bytes,
      contentSha256: content.contentSha256,
      sections: content.sections,
      record: record.bytes,
      recordSha256: record.recordSha256,
      overrides: [...overrides],
      frozenBy: actor.personId,
      frozenAt: new Date(),
    },
    [{ order: 1, title: { zh: '会签', en: 'Countersign' }, rule: { kind: 'all' }, issues: false }],
    lines,
  );
  act.event(actor, review.id, {
    kind: 'version.frozen',
    body: {
      versionNo,
      contentSha256: content.contentSha256,
      recordSha256: record.recordSha256,
      overrides: [...overrides],
    },
  });
}

/** An unknown node or a control character makes the freeze fail and never vanishes (PROMISES, sign-off integrity). */
function signable<T>(form: () => T): T {
  try {
    return form();
  } catch (error) {
    if (error instanceof UnknownContent) throw new Refused('unknown-content', { detail: error.message });
    throw error;
  }
}
