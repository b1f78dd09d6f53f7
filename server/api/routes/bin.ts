// Routes of the bin and of the end of archived reviews.
import { askPurge, askPurgeBody, withdrawPurge } from '../../commands/reviews/askPurge';
import { binReview } from '../../commands/reviews/binReview';
import { purgeBody, purgeReview } from '../../commands/reviews/purgeReview';
import { takeFromBin } from '../../commands/reviews/takeFromBin';
import { binPage } from '../../views/bin';
import { json, nothing, orThrow, param, type Route } from '../route';

export const binRoutes: readonly Route[] = [
  {
    method: 'DELETE',
    path: '/reviews/:id',
    summary: 'Puts a draft that was never frozen in the bin, from where it goes for good after 30 days (owners)',
    answers: '{until}',
    handle: async (context, actor) =>
      json(200, orThrow(await binReview(context.needs, actor, { reviewId: param(context, 'id') }))),
  },
  {
    method: 'POST',
    path: '/bin/:id/restore',
    summary: 'Brings a review back out of the bin (owners)',
    answers: '{stage}',
    handle: async (context, actor) =>
      json(200, orThrow(await takeFromBin(context.needs, actor, { reviewId: param(context, 'id') }))),
  },
  {
    method: 'GET',
    path: '/bin',
    summary: 'What I can bring back, last put there first, 50 a page',
    query: ['cursor'],
    answers: '{items:[{id, title, by, binnedAt, until, daysLeft}], cursor?}',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await binPage(needs, actor, query))),
  },
  {
    method: 'POST',
    path: '/reviews/:id/purge',
    summary: 'Asks for the end of an archived review whose retention is over (administrators)',
    request: askPurgeBody,
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(await askPurge(context.needs, actor, { reviewId: param(context, 'id'), body: context.body }));
      return nothing;
    },
  },
  {
    method: 'DELETE',
    path: '/reviews/:id/purge',
    summary: 'Takes the wish for the end of a review back (administrators)',
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(await withdrawPurge(context.needs, actor, { reviewId: param(context, 'id') }));
      return nothing;
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/purge/confirm',
    summary: 'Removes an archived review for good, as another administrator asked; the record stays (administrators)',
    request: purgeBody,
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(await purgeReview(context.needs, actor, { reviewId: param(context, 'id'), body: context.body }));
      return nothing;
    },
  },
];
