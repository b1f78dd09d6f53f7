// Who will be asked when the sign-off starts, and the points of the rounds before.
import type { Queries } from '../../db/queries/db';
import { peopleByIds } from '../../db/queries/people';
import type { ReviewRow } from '../../db/queries/reviews';
import { absencesOn, decisionsByReview, pointsOf, signoffOf } from '../../db/queries/signoff';
import { latestVersion, versionList } from '../../db/queries/versions';
import { can } from '../../domain/policy';
import { peopleOf, planOf } from '../../domain/signoffPlan';
import type { Template } from '../../domain/template/template';
import type { ReturnPointView, SignoffPlanView } from '../../domain/view';
import { today } from './signoff';
import { personOf } from './threads';

export async function planView(
  db: Queries,
  review: ReviewRow,
  template: Template,
  personId: string,
  now = new Date(),
): Promise<SignoffPlanView> {
  const steps = planOf(template, review.signoffSteps);
  const asked = steps.map((step) => peopleOf(step, steps, review.members).map((one) => one.personId));
  const away = await absencesOn(db, asked.flat(), today(now));
  const people = await peopleByIds(db, [...asked.flat(), ...[...away.values()].map((one) => one.delegateId)]);
  const sees = can(review, personId, 'plan-signoff');
  const absent = (id: string) => {
    const absence = sees || id === personId ? away.get(id) : undefined;
    if (!absence) return {};
    const delegate = absence.delegateId === null ? undefined : people.get(absence.delegateId);
    return {
      absent: { until: absence.until, delegate: delegate ? { personId: delegate.id, name: delegate.name } : null },
    };
  };
  return {
    steps,
    edited: review.signoffSteps !== null,
    due: review.signoffDue,
    people: asked.map((ids) => ids.map((id) => ({ personId: id, name: personOf(people, id).name, ...absent(id) }))),
  };
}

/** Every point of the review, oldest first, with its answer. */
export async function pointViews(db: Queries, review: ReviewRow, personId: string): Promise<ReturnPointView[]> {
  const rows = await pointsOf(db, review.id);
  if (rows.length === 0) return [];
  const linked = rows.some((row) => row.decisionId !== null);
  const decisions = linked ? ((await decisionsByReview(db, [review.id])).get(review.id) ?? []) : [];
  const people = await peopleByIds(db, [
    ...rows.flatMap((row) => [row.createdBy, row.answeredBy]),
    ...decisions.map(({ personId }) => personId),
  ]);
  const aboutOf = (id: string | null): ReturnPointView['about'] => {
    const row = decisions.find((one) => one.id === id);
    return row?.decision ? { name: personOf(people, row.personId).name, decision: row.decision } : null;
  };
  const versions = await versionList(db, review.id);
  const latest = await latestVersion(db, review.id);
  const lines = latest?.outcome === 'open' ? (await signoffOf(db, latest)).lines : [];
  const writes = can(review, personId, 'answer-point');
  return rows.map((row) => ({
    id: row.id,
    version: versions.find((one) => one.id === row.versionId)?.no ?? 0,
    sectionKey: row.sectionKey,
    step: row.step,
    decisionId: row.decisionId,
    about: aboutOf(row.decisionId),
    body: row.body,
    by: personOf(people, row.createdBy),
    at: row.createdAt.toISOString(),
    answer: row.answer,
    answeredBy: row.answeredBy ? personOf(people, row.answeredBy) : null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    mayAnswer:
      row.answeredAt === null &&
      (writes || (row.step !== null && lines.some((one) => one.step === row.step && one.personId === personId))),
  }));
}
