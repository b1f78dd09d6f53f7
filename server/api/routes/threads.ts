// Routes of comment threads.
import { reviewFor } from '../../commands/run';
import { assignThread, assignThreadBody } from '../../commands/threads/assignThread';
import { editComment, editCommentBody } from '../../commands/threads/editComment';
import { hideBody, hideComment, unhideComment } from '../../commands/threads/hideComment';
import { moveThread, moveThreadBody } from '../../commands/threads/moveThread';
import { openThread, openThreadBody } from '../../commands/threads/openThread';
import { react } from '../../commands/threads/react';
import { replyBody, replyToThread } from '../../commands/threads/replyToThread';
import { reopenThread, resolveBody, resolveThread } from '../../commands/threads/settleThread';
import { takeBackComment } from '../../commands/threads/takeBackComment';
import { commentEdits, threadViews } from '../../views/threads';
import { json, nothing, orThrow, param, type Route } from '../route';

export const threadRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/threads',
    summary: 'Threads of the review, oldest first, with what the reader may do',
    answers: '{items}',
    handle: async (context, actor) => {
      const db = context.needs.database.db;
      const review = await reviewFor(db, actor, param(context, 'id'), 'read');
      return json(200, { items: await threadViews(db, review, actor) });
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/threads',
    summary:
      'Opens a thread on a quote, or on a range between two Yjs relative positions; with `quote` also where the words of the range were deleted meanwhile',
    request: openThreadBody,
    answers: '{id, commentId}',
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
    request: replyBody,
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
    request: resolveBody,
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
  {
    method: 'PUT',
    path: '/threads/:id/assignment',
    summary: 'Gives an open thread to a member who may read, with a day (YYYY-MM-DD) or without; null takes it back',
    request: assignThreadBody,
    answers: '{}',
    handle: async (context, actor) => {
      orThrow(await assignThread(context.needs, actor, { threadId: param(context, 'id'), body: context.body }));
      return json(200, {});
    },
  },
  {
    method: 'PUT',
    path: '/threads/:id/place',
    summary: 'Puts an open thread on other words, above all one whose own were deleted',
    request: moveThreadBody,
    answers: '{}',
    handle: async (context, actor) => {
      orThrow(await moveThread(context.needs, actor, { threadId: param(context, 'id'), body: context.body }));
      return json(200, {});
    },
  },
  {
    method: 'PATCH',
    path: '/comments/:id',
    summary: "Other words in place of one's own; those before stay in the history",
    request: editCommentBody,
    answers: '{}',
    handle: async (context, actor) => {
      orThrow(await editComment(context.needs, actor, { commentId: param(context, 'id'), body: context.body }));
      return json(200, {});
    },
  },
  {
    method: 'DELETE',
    path: '/comments/:id',
    summary: "Takes one's own comment back; a thread without words left closes",
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(await takeBackComment(context.needs, actor, { commentId: param(context, 'id') }));
      return nothing;
    },
  },
  {
    method: 'GET',
    path: '/comments/:id/edits',
    summary:
      'Earlier wordings, oldest first, each with the time until which it stood; of a hidden comment for administrators alone',
    answers: '{items: [{body, at}]}',
    handle: async (context, actor) =>
      json(200, { items: await commentEdits(context.needs.database.db, actor, param(context, 'id')) }),
  },
  {
    method: 'PUT',
    path: '/comments/:id/hidden',
    summary: "An administrator who reads the review hides somebody else's comment, with a reason for the record",
    request: hideBody,
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(await hideComment(context.needs, actor, { commentId: param(context, 'id'), body: context.body }));
      return nothing;
    },
  },
  {
    method: 'DELETE',
    path: '/comments/:id/hidden',
    summary: 'An administrator who reads the review lets a hidden comment be seen again',
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(await unhideComment(context.needs, actor, { commentId: param(context, 'id') }));
      return nothing;
    },
  },
  reaction('PUT', 'Answers a comment without words: agree, done, question, thanks or seen', true),
  reaction('DELETE', 'Takes such an answer back', false),
];

function reaction(method: 'PUT' | 'DELETE', summary: string, on: boolean): Route {
  return {
    method,
    path: '/comments/:id/reactions/:name',
    summary,
    answers: 'nothing',
    handle: async (context, actor) => {
      const asked = { commentId: param(context, 'id'), reaction: param(context, 'name'), on };
      orThrow(await react(context.needs, actor, asked));
      return nothing;
    },
  };
}
