// Routes of the people of a sign-off: the plan before it starts, lines in motion, points to answer, absences.
import { peopleByIds } from '../../../db/queries/people';
import { absenceOf } from '../../../db/queries/signoff';
import type { Actor } from '../../../domain/actor';
import type { Result } from '../../../domain/result';
import { absenceBody, setAbsence } from '../../commands/people/setAbsence';
import { type Once, reviewFor } from '../../commands/run';
import { addLine, addLineBody } from '../../commands/signoff/addLine';
import { answerPoint, answerPointBody } from '../../commands/signoff/answerPoint';
import { delegateLine, giveBack, giveBackBody, passOnBody, transferLine } from '../../commands/signoff/passOn';
import { planInput, planSignoff } from '../../commands/signoff/planSignoff';
import { remind } from '../../commands/signoff/remind';
import { removeLine, removeLineBody } from '../../commands/signoff/removeLine';
import { returnStep, returnStepBody } from '../../commands/signoff/returnStep';
import { setDue, setDueBody } from '../../commands/signoff/setDue';
import type { Needs } from '../../needs';
import { today } from '../../views/signoff';
import { planView, pointViews } from '../../views/signoffPlan';
import { type Context, json, nothing, once, orThrow, param, type Route } from '../route';

type LineCommand<T> = (
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; lineId: string; body: unknown; once: Once },
) => Promise<Result<T>>;

const onLine =
  <T>(status: number, command: LineCommand<T>) =>
  async (context: Context, actor: Actor) => {
    const [reviewId, lineId] = [param(context, 'id'), param(context, 'line')];
    const input = { reviewId, lineId, body: context.body, once: once(context, actor) };
    const value = orThrow(await command(context.needs, actor, input));
    return status === 204 ? nothing : json(status, value);
  };

function repeatable(context: Context, actor: Actor): { reviewId: string; body: unknown; once: Once } {
  return { reviewId: param(context, 'id'), body: context.body, once: once(context, actor) };
}

export const signerRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/signoff-plan',
    summary: 'Who is to be asked when the sign-off starts: steps, rules, people as they stand',
    answers: '{steps, edited, due, people}',
    handle: async (context, actor) => {
      const { needs } = context;
      const review = await reviewFor(needs.database.db, actor, param(context, 'id'), 'read');
      const { template } = await needs.templates.get(review.templateId, review.templateVersion);
      return json(200, await planView(needs.database.db, review, template, actor.personId));
    },
  },
  {
    method: 'PUT',
    path: '/reviews/:id/signoff-plan',
    summary: 'Changes the steps before the sign-off starts; `steps` null: those of the template',
    request: planInput,
    answers: '{steps, due}',
    handle: async (context, actor) =>
      json(
        200,
        orThrow(await planSignoff(context.needs, actor, { reviewId: param(context, 'id'), body: context.body })),
      ),
  },
  {
    method: 'POST',
    path: '/reviews/:id/signoff/lines',
    summary: 'Asks somebody more, beside a step or before it; the right to read and sign comes with the line',
    request: addLineBody,
    answers: '{id, recordSha256}',
    handle: async (context, actor) =>
      json(201, orThrow(await addLine(context.needs, actor, repeatable(context, actor)))),
  },
  {
    method: 'POST',
    path: '/reviews/:id/signoff/lines/:line/remove',
    summary: 'Asks somebody no more; nobody else’s signature moves',
    request: removeLineBody,
    answers: '{recordSha256}',
    handle: onLine(200, removeLine),
  },
  {
    method: 'POST',
    path: '/reviews/:id/signoff/lines/:line/transfer',
    summary: 'Gives an undecided line to somebody else, for good: one’s own, or any by an owner',
    request: passOnBody,
    answers: '{id, recordSha256}',
    handle: onLine(201, transferLine),
  },
  {
    method: 'POST',
    path: '/reviews/:id/signoff/lines/:line/delegate',
    summary: 'Lets somebody decide in one’s place, to come back: both names stand in record and event',
    request: passOnBody,
    answers: '{id, recordSha256}',
    handle: onLine(201, delegateLine),
  },
  {
    method: 'POST',
    path: '/reviews/:id/signoff/lines/:line/give-back',
    summary: 'Ends a delegation before the delegate decided: by principal, delegate or owner',
    request: giveBackBody,
    answers: '{recordSha256}',
    handle: onLine(200, giveBack),
  },
  {
    method: 'POST',
    path: '/reviews/:id/signoff/lines/:line/remind',
    summary: 'Tells somebody again whose word is waited for, at most once a day',
    answers: 'nothing',
    handle: onLine(204, (needs, actor, { reviewId, lineId, once }) => remind(needs, actor, { reviewId, lineId, once })),
  },
  {
    method: 'PUT',
    path: '/reviews/:id/signoff/lines/:line/due',
    summary: 'Until when a line is to decide; null: no date. Nothing is ever decided by a date',
    request: setDueBody,
    answers: 'nothing',
    handle: onLine(204, setDue),
  },
  {
    method: 'POST',
    path: '/reviews/:id/signoff/return',
    summary: 'Goes back to a step with points to answer; later steps wait, signatures stay',
    request: returnStepBody,
    answers: '{points}',
    handle: async (context, actor) =>
      json(201, orThrow(await returnStep(context.needs, actor, repeatable(context, actor)))),
  },
  {
    method: 'GET',
    path: '/reviews/:id/points',
    summary: 'Points that sections or steps were returned with, and their answers, oldest first',
    answers: '{items}',
    handle: async (context, actor) => {
      const db = context.needs.database.db;
      const review = await reviewFor(db, actor, param(context, 'id'), 'read');
      return json(200, { items: await pointViews(db, review, actor.personId) });
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/points/:point/answer',
    summary: 'Answers a point, once',
    request: answerPointBody,
    answers: 'nothing',
    handle: async (context, actor) => {
      const input = { ...repeatable(context, actor), pointId: param(context, 'point') };
      orThrow(await answerPoint(context.needs, actor, input));
      return nothing;
    },
  },
  {
    method: 'GET',
    path: '/me/absence',
    summary: 'When one is out of office, and whom one offers as delegate',
    answers: '{absence: {from, until, delegateId, note} | null, delegate: {id, name, colour} | null}',
    handle: async ({ needs }, actor) => {
      const row = await absenceOf(needs.database.db, actor.personId, today(new Date()));
      const absence = row && { from: row.from, until: row.until, delegateId: row.delegateId, note: row.note };
      const people = await peopleByIds(needs.database.db, [row?.delegateId ?? null]);
      return json(200, { absence, delegate: [...people.values()][0] ?? null });
    },
  },
  {
    method: 'PUT',
    path: '/me/absence',
    summary: 'Out of office, both days included; the delegate is offered, never put in by itself',
    request: absenceBody,
    answers: 'nothing',
    handle: async ({ needs, body }, actor) => {
      orThrow(await setAbsence(needs, actor, body));
      return nothing;
    },
  },
  {
    method: 'DELETE',
    path: '/me/absence',
    summary: 'Back in office',
    answers: 'nothing',
    handle: async ({ needs }, actor) => {
      orThrow(await setAbsence(needs, actor, null));
      return nothing;
    },
  },
];
