// Routes of comment threads.
import { z } from 'zod';
import { reviewFor } from '../../commands/run';
import { openThread } from '../../commands/threads/openThread';
import { replyToThread } from '../../commands/threads/replyToThread';
import { reopenThread, resolveThread } from '../../commands/threads/settleThread';
import { threadViews } from '../../views/threads';
import { json, orThrow, param, type Route } from '../route';

export const threadRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/threads',
    summary: 'Threads of the review, oldest first, with what the reader may do',
    answers: '{items}',
    handle: async (context, actor) => {
      const db = context.needs.database.db;
      const review = await reviewFor(db, actor, param(context, 'id'), 'read');
      return json(200, { items: await threadViews(db, review, actor.personId) });
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/threads',
    summary: 'Opens a thread on a quote, or on a range between two Yjs relative positions',
    request: z.union([
      z.object({
        quote: z.string(),
        occurrence: z.number().optional(),
        sectionKey: z.string().optional(),
        body: z.string(),
        kind: z.enum(['normal', 'must-fix']).optional(),
      }),
      z.object({
        anchor: z.object({ from: z.any(), to: z.any() }),
        body: z.string(),
        kind: z.enum(['normal', 'must-fix']).optional(),
      }),
    ]),
    answers: '{id}',
    handle: async (context, actor) =>
      json(
        201,
        orThrow(
          await openThread(context.needs, actor, {
            reviewId: param(context, 'id'),
            body: context.body,
            idempotencyKey: context.idempotencyKey,
          }),
        ),
      ),
  },
  {
    method: 'POST',
    path: '/threads/:id/replies',
    summary: 'Answers in a thread',
    request: z.object({ body: z.string() }),
    answers: '{id}',
    handle: async (context, actor) =>
      json(
        201,
        orThrow(
          await replyToThread(context.needs, actor, {
            threadId: param(context, 'id'),
            body: context.body,
            idempotencyKey: context.idempotencyKey,
          }),
        ),
      ),
  },
  {
    method: 'POST',
    path: '/threads/:id/resolve',
    summary: 'Settles a thread; the owner settling a must-fix of somebody else gives a reason',
    request: z.object({ reason: z.string().optional() }),
    answers: '{}',
    handle: async (context, actor) => {
      orThrow(await resolveThread(context.needs, actor, { threadId: param(context, 'id'), body: context.body }));
      return json(200, {});
    },
  },
  {
    method: 'POST',
    path: '/threads/:id/reopen',
    summary: 'Opens a settled thread again',
    answers: '{}',
    handle: async (context, actor) => {
      orThrow(await reopenThread(context.needs, actor, { threadId: param(context, 'id') }));
      return json(200, {});
    },
  },
];
