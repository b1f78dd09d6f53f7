// version.frozen: the text stands still, its digests are taken, the lines of its signatories are written, in one transaction.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { organisationName, peopleByIds } from '../../../db/queries/people';
import { loadReview, openThreadsOf, type ReviewRow, setStage } from '../../../db/queries/reviews';
import { closeSections, openSectionsOf, recordInForce, signoffOf } from '../../../db/queries/signoff';
import { endVersion, insertVersion, latestVersion, type VersionRow } from '../../../db/queries/versions';
import { standingWaivers } from '../../../db/queries/waivers';
import type { Actor } from '../../../domain/actor';
import { canonicalDocument } from '../../../domain/document/canonical';
import { blocksOf, UnknownContent } from '../../../domain/document/layout';
import { type Gate, remaining, used } from '../../../domain/gates';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Role, Stage } from '../../../domain/review';
import { type SignoffLine, type SignoffStep, scopeText } from '../../../domain/signoff';
import { linesOf, type Plan, planOf } from '../../../domain/signoffPlan';
import { recordOf } from '../../../domain/signoffRecord';
import type { Template } from '../../../domain/template/template';
import type { Waiver } from '../../../domain/waiver';
import { decideMove, decideReturn } from '../../../domain/workflow';
import type { Frozen } from '../../collab/types';
import type { Needs } from '../../needs';
import { signingOf } from '../../signing';
import { besideOf, gatesOfText, liveText } from '../../text';
import { wordsInput } from '../inputs';
import { type Act, attempt, inQueue, type Once, reviewFor } from '../run';
import { completeWhenMet } from './complete';
import { giveRight, type Right } from './rights';
import { tellMove } from './tell';

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

interface Given {
  reviewId: string;
  overrides: Overrides;
  template: Template;
  sha256: string;
}

/**
 * Runs inside the document's queue, so that no edit is between the digest and the stage. While sections are returned it freezes
 * them again as the next version, with the same people. Refusals: not-found, forbidden, wrong-stage, gates-closed (with the
 * gates), unknown-content (likewise). Signatures of the same bytes given earlier hold again, and
 * complete it where they meet its rule (SG25).
 */
export async function freeze(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; overrides: Overrides; once: Once },
): Promise<Result<{ stage: Stage }>> {
  const known = await attempt(async () => {
    const { templateId, templateVersion } = await reviewFor(needs.database.db, actor, input.reviewId, 'know');
    // Asked before the queue: inside of it, every other connection may be held by those who wait for this review.
    return needs.templates.get(templateId, templateVersion);
  });
  if (!known.ok) return known;
  const given = { ...input, ...known.value };
  const work = async (act: Act, frozen: Frozen) => ({ stage: await freezeIn(needs, actor, given, frozen, act) });
  return inQueue(needs, input.reviewId, work, input.once);
}

async function freezeIn(needs: Needs, actor: Actor, given: Given, frozen: Frozen, act: Act): Promise<Stage> {
  const review = must(await loadReview(act.tx, given.reviewId, true), 'a review does not vanish');
  const returned = await openSectionsOf(act.tx, review.id);
  const move = returned.length > 0 ? decideReturn(review, actor.personId) : decideMove(review, actor, 'freeze');
  if (!move.ok) throw new Refused(move.refusal.code, move.refusal);
  const { content, overrides } = await checked(act, actor, review, given, frozen);
  const before = await latestVersion(act.tx, review.id);
  const asked =
    returned.length > 0
      ? await askedAgain(act, must(before, 'sections are returned from a version'))
      : await askedFirst(needs, act, actor, review, planOf(given.template, review.signoffSteps));
  await writeVersion(act, actor, { review, before, frozen, content, overrides, asked });
  if (returned.length === 0) {
    await setStage(act.tx, review.id, 'signoff');
    act.event(actor, review.id, { kind: 'stage.changed', body: { from: review.stage, to: 'signoff' } });
  }
  act.after(() => needs.collab.notify(review.id, { type: 'stage', stage: 'signoff' }));
  act.after(() => needs.collab.notify(review.id, { type: 'signoff' }));
  const { stage, told } = await completeWhenMet(needs, act, review.id);
  if (returned.length === 0) await tellMove(act, review.id, 'freeze', actor.personId, told);
  return stage;
}

/** The bytes to sign, behind every gate. */
async function checked(act: Act, actor: Actor, review: ReviewRow, given: Given, frozen: Frozen) {
  const { template, sha256 } = given;
  // The review's row is locked: no field and no waiver changes between here and the stage.
  const beside = await besideOf(act.tx, review.id);
  const gates = gatesOfText(
    review,
    template,
    liveText(frozen.doc, review.title, template),
    beside,
    await openThreadsOf(act.tx, review.id),
    await signingOf(act.tx, review, template),
  );
  const answers = [
    ...(await standingWaivers(act.tx, review.id)),
    ...given.overrides.map((one) => ({ ...one, by: actor.personId })),
  ];
  // GA9: what cannot be signed has its own refusal, below.
  const unsignable = gates.filter(({ rule }) => rule === 'unknown-content');
  const closed = remaining(gates, answers).filter((gate) => !unsignable.includes(gate));
  if (closed.length > 0) throw new Refused('gates-closed', { gates: closed });
  const org = must(await organisationName(act.tx), 'an organisation exists before its first review');
  const content = signable(unsignable, () =>
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
  return { content, overrides: used(gates, answers) };
}

interface AskedLine extends SignoffLine {
  gave: readonly Role[] | null;
  due: string | null;
  addedBy?: string | null;
}

interface AskedPeople {
  steps: readonly (SignoffStep & { added: boolean })[];
  lines: readonly AskedLine[];
}

/** The lines of the plan; who is named and has no right to sign gets it with the line. */
async function askedFirst(needs: Needs, act: Act, actor: Actor, review: ReviewRow, plan: Plan): Promise<AskedPeople> {
  const steps = plan.map(({ key, order, title, rule, issues }, at) => {
    return { no: at + 1, key, order, title, rule, issues: issues ?? false, added: false };
  });
  const planned = linesOf(plan, review.members);
  const names = await peopleByIds(
    act.tx,
    planned.map(({ personId }) => personId),
  );
  const lines: AskedLine[] = [];
  const rights = new Map<string, Right>();
  for (const line of planned) {
    const { personId } = line;
    const issues = planned.some((one) => one.personId === personId && steps[one.step - 1]?.issues);
    const right = rights.get(personId) ?? (await giveRight(needs, act, actor, review.id, { personId, issues }));
    rights.set(personId, right);
    const { name } = must(names.get(personId), 'who is asked is a person');
    lines.push({
      ...line,
      id: randomUUID(),
      name,
      ...right,
      standing: 'own',
      standsFor: null,
      due: review.signoffDue,
    });
  }
  return { steps, lines };
}

/** The same steps and people over the next version: seats stay, so that what is signed over the same bytes holds. */
async function askedAgain(act: Act, before: VersionRow): Promise<AskedPeople> {
  const { stepRows, lineRows, lines } = await signoffOf(act.tx, before);
  const ids = new Map(lineRows.map(({ id }) => [id, randomUUID()]));
  return {
    steps: stepRows,
    lines: lineRows.map(({ id, gave, due, addedBy }) => {
      const line = must(
        lines.find((one) => one.id === id),
        'a row is a line',
      );
      // Transferred from a line that was taken out: that one stays where it was.
      const standsFor = line.standsFor === null ? null : (ids.get(line.standsFor) ?? line.standsFor);
      return { ...line, id: must(ids.get(id), 'every line has a new id'), standsFor, gave, due, addedBy };
    }),
  };
}

async function writeVersion(
  act: Act,
  actor: Actor,
  input: {
    review: ReviewRow;
    before: VersionRow | null;
    frozen: Frozen;
    content: ReturnType<typeof canonicalDocument>;
    overrides: readonly Waiver[];
    asked: AskedPeople;
  },
): Promise<void> {
  const { review, before, frozen, content, overrides, asked } = input;
  const { contentSha256, sections } = content;
  const versionNo = (before?.no ?? 0) + 1;
  const lines = asked.lines.map(({ due: _due, addedBy: _by, gave: _gave, ...line }) => line);
  const steps = asked.steps.map(({ no, key, order, title, rule, issues }) => ({ no, key, order, title, rule, issues }));
  const record = recordOf({
    reviewId: review.id,
    versionNo,
    prevRecordSha256: before ? (await recordInForce(act.tx, before)).sha256 : null,
    content: { contentSha256, sections },
    steps,
    lines,
  });
  const id = await insertVersion(
    act.tx,
    {
      reviewId: review.id,
      no: versionNo,
      epoch: frozen.epoch,
      seq: frozen.seq,
      state: frozen.state,
      canonical: content.bytes,
      contentSha256,
      sections,
      record: record.bytes,
      recordSha256: record.recordSha256,
      overrides: [...overrides],
      frozenBy: actor.personId,
      frozenAt: new Date(),
    },
    asked.steps.map(({ no, key, order, title, rule, issues, added }) => ({
      no,
      key,
      order,
      title,
      rule,
      issues,
      added,
    })),
    asked.lines.map(({ scope, roles, gave, addedBy, ...line }) => ({
      ...line,
      roles: [...roles],
      gave: gave && [...gave],
      scope: scopeText(scope),
      addedBy: addedBy ?? null,
    })),
  );
  const supersedes = before?.outcome === 'open' ? before : null;
  if (supersedes) {
    await endVersion(act.tx, supersedes.id, 'superseded');
    await closeSections(act.tx, review.id, id);
  }
  act.event(actor, review.id, {
    kind: 'version.frozen',
    body: {
      versionNo,
      contentSha256,
      recordSha256: record.recordSha256,
      overrides: [...overrides],
      sections,
      ...(supersedes ? { supersedes: supersedes.no } : {}),
      steps,
      lines,
    },
  });
}

/** An unknown node or a control character makes the freeze fail and never vanishes (PROMISES, sign-off integrity); `gates`: where. */
function signable<T>(gates: readonly Gate[], form: () => T): T {
  try {
    return form();
  } catch (error) {
    if (error instanceof UnknownContent) throw new Refused('unknown-content', { detail: error.message, gates });
    throw error;
  }
}
