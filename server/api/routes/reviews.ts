// Routes of reviews: creating, listing, one, its members, its moves.
import { memberPeople } from '../../../db/queries/reviews';
import { latestVersion, versionNo } from '../../../db/queries/versions';
import { abilitiesOf } from '../../../domain/policy';
import { signedNo } from '../../../domain/reading';
import { breakGlass, breakGlassBody } from '../../commands/reviews/breakGlass';
import { createReview, createReviewBody } from '../../commands/reviews/createReview';
import { editReview, editReviewBody } from '../../commands/reviews/editReview';
import { moveReview, moveReviewBody } from '../../commands/reviews/moveReview';
import { removeMember, setMember, setMemberBody } from '../../commands/reviews/setMember';
import { readingFor, titleRead } from '../../reading';
import { cardOf } from '../../templates';
import { desk, reviewList } from '../../views/lists';
import { organisationReviewsPage } from '../../views/organisation';
import { collabOf } from '../../views/reviewPage';
import { json, nothing, once, orThrow, param, type Route } from '../route';

/** A review's text comes with it: 2 million characters of up to three bytes. */
const TEXT_LIMIT = 8 * 1024 * 1024;

export const reviewRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/templates',
    summary: 'Templates to start from',
    answers: '{items:[{id, version, name, meta}]}',
    handle: async ({ needs }) =>
      json(200, { items: (await needs.templates.all()).map(({ template }) => cardOf(template)) }),
  },
  {
    method: 'GET',
    path: '/desk',
    summary: 'What waits for the signed-in person',
    answers: '{tasks, counts, cursor?, reviews, total, templates}',
    handle: async ({ needs }, actor) => json(200, await desk(needs, actor)),
  },
  {
    method: 'POST',
    path: '/reviews',
    summary:
      'Creates a review from a template; with `text` the recognised text fills it, with `signoff` the plan is edited',
    limit: TEXT_LIMIT,
    request: createReviewBody,
    answers: '{id}',
    handle: async ({ needs, body }, actor) => json(201, orThrow(await createReview(needs, actor, body))),
  },
  {
    method: 'GET',
    path: '/reviews',
    summary: 'My reviews, newest change first, 50 a page',
    query: ['q', 'stage', 'template', 'mine', 'cursor'],
    answers: '{items, cursor?}',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await reviewList(needs, actor, query))),
  },
  {
    method: 'GET',
    path: '/reviews/:id',
    summary: 'One review',
    answers: '{id, title, stage, epoch, digest?, collab{path, params}, abilities[], members[]}',
    handle: async (context, actor) => {
      const db = context.needs.database.db;
      const { review, only } = await readingFor(db, actor, param(context, 'id'));
      const version = only === null ? await latestVersion(db, review.id) : await versionNo(db, review.id, only);
      const members = await memberPeople(db, review.id);
      return json(200, {
        id: review.id,
        title: await titleRead(db, review, only ?? signedNo(review)),
        stage: review.stage,
        // Which version is all that is read, while the next one is drafted.
        ...(only === null ? {} : { approved: only }),
        epoch: review.epoch,
        ...(version && version.outcome !== 'cancelled' ? { digest: version.contentSha256 } : {}),
        collab: collabOf(review.epoch),
        abilities: abilitiesOf(review, actor.personId),
        members: members.map(({ email: _private, id, ...member }) => ({ personId: id, ...member })),
        ...(only === null ? { meta: review.meta } : {}),
        templateId: review.templateId,
        templateVersion: review.templateVersion,
      });
    },
  },
  {
    method: 'PATCH',
    path: '/reviews/:id',
    summary: 'Changes title and facts while drafting',
    request: editReviewBody,
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(await editReview(context.needs, actor, { reviewId: param(context, 'id'), body: context.body }));
      return nothing;
    },
  },
  {
    method: 'PUT',
    path: '/reviews/:id/members/:person',
    summary: 'Sets the roles of a person',
    request: setMemberBody,
    answers: '{roles}',
    handle: async (context, actor) =>
      json(
        200,
        orThrow(
          await setMember(context.needs, actor, {
            reviewId: param(context, 'id'),
            personId: param(context, 'person'),
            body: context.body,
          }),
        ),
      ),
  },
  {
    method: 'DELETE',
    path: '/reviews/:id/members/:person',
    summary: 'Takes a person out of the review',
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(
        await removeMember(context.needs, actor, {
          reviewId: param(context, 'id'),
          personId: param(context, 'person'),
        }),
      );
      return nothing;
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/actions',
    summary: 'Moves the review to another stage; closed gates answer 409 with `gates`',
    request: moveReviewBody,
    answers: '{stage}',
    handle: async (context, actor) => {
      const input = { reviewId: param(context, 'id'), body: context.body, once: once(context, actor) };
      return json(200, orThrow(await moveReview(context.needs, actor, input)));
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/break-glass',
    summary: 'An administrator reads a review for an hour, with a reason; its members are told (administrators)',
    request: breakGlassBody,
    answers: '{until}',
    handle: async (context, actor) =>
      json(
        201,
        orThrow(await breakGlass(context.needs, actor, { reviewId: param(context, 'id'), body: context.body })),
      ),
  },
  {
    method: 'GET',
    path: '/organisation/reviews',
    summary: 'All reviews of the organisation by title and size alone, 100 a page (administrators)',
    query: ['cursor'],
    answers: '{items:[{id, title, bytes, archived, binnedUntil?, retainedUntil?, purge?, acts?}], cursor?}',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await organisationReviewsPage(needs, actor, query))),
  },
];
