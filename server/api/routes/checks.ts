// Routes of the checks: waivers, passages shared with other reviews, the organisation's set phrases.
import { setPhrases } from '../../../db/queries/setPhrases';
import { STOCK_PHRASES } from '../../../domain/checks/stockPhrases';
import { addPhrase, removePhrase, setPhraseBody } from '../../commands/checks/setPhrases';
import { giveWaiver, takeWaiverBack, waiverBody } from '../../commands/checks/waive';
import { reviewFor } from '../../commands/run';
import { besideOf, liveText } from '../../text';
import { sharedPassageViews } from '../../views/sharedPassages';
import { waiverViews } from '../../views/waivers';
import { json, nothing, orThrow, param, type Route } from '../route';

export const checkRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/waivers',
    summary: 'Findings let pass with a reason, also those taken back, oldest first',
    answers: '{items}',
    handle: async (context, actor) => {
      const db = context.needs.database.db;
      const review = await reviewFor(db, actor, param(context, 'id'), 'read');
      const { template } = await context.needs.templates.get(review.templateId, review.templateVersion);
      return json(200, { items: await waiverViews(db, review, template, actor.personId) });
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/waivers',
    summary: 'Lets the findings of a rule pass, everywhere or in one section; what blocks is the owner’s to waive',
    request: waiverBody,
    answers: '{id}',
    handle: async (context, actor) =>
      json(
        201,
        orThrow(await giveWaiver(context.needs, actor, { reviewId: param(context, 'id'), body: context.body })),
      ),
  },
  {
    method: 'DELETE',
    path: '/reviews/:id/waivers/:waiver',
    summary: 'Takes a waiver back; it stays in the record',
    answers: 'nothing',
    handle: async (context, actor) => {
      const input = { reviewId: param(context, 'id'), waiverId: param(context, 'waiver') };
      orThrow(await takeWaiverBack(context.needs, actor, input));
      return nothing;
    },
  },
  {
    method: 'GET',
    path: '/reviews/:id/shared-passages',
    summary:
      'Passages that stand in other reviews too; `other` is null where the reader may not open it; and the set phrases',
    answers: '{items, phrases}',
    handle: async (context, actor) => {
      const { needs } = context;
      const db = needs.database.db;
      const review = await reviewFor(db, actor, param(context, 'id'), 'read');
      const { template } = await needs.templates.get(review.templateId, review.templateVersion);
      const text = await needs.collab.read(review.id, (doc) => liveText(doc, review.title, template));
      const beside = await besideOf(db, review.id);
      const items = await sharedPassageViews(needs, actor, { review, template, text, beside });
      return json(200, { items, phrases: beside.phrases });
    },
  },
  {
    method: 'GET',
    path: '/set-phrases',
    summary: 'Phrases that everybody writes alike: the built-in ones and those of the organisation',
    answers: '{builtin, items:[{phrase, addedAt}]}',
    handle: async ({ needs }) => {
      const rows = await setPhrases(needs.database.db);
      const items = rows.map(({ phrase, addedAt }) => ({ phrase, addedAt: addedAt.toISOString() }));
      return json(200, { builtin: STOCK_PHRASES, items });
    },
  },
  {
    method: 'POST',
    path: '/set-phrases',
    summary: 'Adds a phrase (administrators)',
    request: setPhraseBody,
    answers: 'nothing',
    handle: async ({ needs, body }, actor) => {
      orThrow(await addPhrase(needs, actor, body));
      return nothing;
    },
  },
  {
    method: 'DELETE',
    path: '/set-phrases',
    summary: 'Takes a phrase off the list (administrators)',
    request: setPhraseBody,
    answers: 'nothing',
    handle: async ({ needs, body }, actor) => {
      orThrow(await removePhrase(needs, actor, body));
      return nothing;
    },
  },
];
