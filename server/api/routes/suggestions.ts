// Routes of suggestions: which are pending, and deciding on them.
import { decidedSuggestions } from '../../../db/queries/events';
import { reviewFor } from '../../commands/run';
import { cleanUp, cleanUpBody } from '../../commands/suggestions/cleanUp';
import { decideSuggestion, decisionBody } from '../../commands/suggestions/decideSuggestion';
import { suggestionViews } from '../../views/suggestions';
import { json, orThrow, param, type Route } from '../route';

export const suggestionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/suggestions',
    summary: 'Suggestions that nobody has decided on, in the order of the text, with their authors',
    answers: '{items, decided:{accepted, rejected}}; who took back their own rejected nothing',
    handle: async (context, actor) => {
      const review = await reviewFor(context.needs.database.db, actor, param(context, 'id'), 'read');
      const [items, decided] = await Promise.all([
        suggestionViews(context.needs, review),
        decidedSuggestions(context.needs.database.db, review.id),
      ]);
      return json(200, { items, decided });
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/suggestions',
    summary:
      'Accepts or rejects one suggestion, or with `all` for an id every one that is pending (of one author); who may only suggest takes back their own',
    request: decisionBody,
    answers: '{decided}',
    handle: async (context, actor) =>
      json(
        200,
        orThrow(await decideSuggestion(context.needs, actor, { reviewId: param(context, 'id'), body: context.body })),
      ),
  },
  {
    method: 'POST',
    path: '/reviews/:id/clean-up',
    summary:
      'Keeps the marked copy as a named version, then accepts or rejects every suggestion; with none pending nothing is done',
    request: cleanUpBody,
    answers: '{decided, versionId}; `versionId` is null when nothing was pending',
    handle: async (context, actor) =>
      json(200, orThrow(await cleanUp(context.needs, actor, { reviewId: param(context, 'id'), body: context.body }))),
  },
];
