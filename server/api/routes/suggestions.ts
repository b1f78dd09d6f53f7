// Routes of suggestions: which are pending, and deciding on them.
import { z } from 'zod';
import { SUGGESTION_DECISIONS } from '../../../domain/document/suggestions';
import { reviewFor } from '../../commands/run';
import { decideSuggestion } from '../../commands/suggestions/decideSuggestion';
import { suggestionViews } from '../../views/suggestions';
import { json, orThrow, param, type Route } from '../route';

export const suggestionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/suggestions',
    summary: 'Suggestions that nobody has decided on, in the order of the text, with their authors',
    answers: '{items}',
    handle: async (context, actor) => {
      const review = await reviewFor(context.needs.database.db, actor, param(context, 'id'), 'read');
      return json(200, { items: await suggestionViews(context.needs, review) });
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/suggestions',
    summary: 'Accepts or rejects one suggestion, or with `all` for an id every one that is pending',
    request: z.object({ id: z.union([z.string(), z.number()]), decision: z.enum(SUGGESTION_DECISIONS) }),
    answers: '{decided}',
    handle: async (context, actor) =>
      json(
        200,
        orThrow(await decideSuggestion(context.needs, actor, { reviewId: param(context, 'id'), body: context.body })),
      ),
  },
];
