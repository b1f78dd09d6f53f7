// thread.replied: one more comment in a thread.
import { z } from 'zod';
import { commentByKey, insertComment } from '../../../db/queries/comments';
import { holdKey } from '../../../db/queries/repeats';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { act, parse } from '../run';
import { commentText, firstWords, mentionedBy, mentionIds, tell, threadFor } from './inThread';

export const replyBody = z.strictObject({ body: commentText, mentions: mentionIds });

/** Refusals: not-found, forbidden, bad-request, idempotency-mismatch. Answers with the comment's id. */
export async function replyToThread(
  needs: Needs,
  actor: Actor,
  input: { threadId: string; body: unknown; idempotencyKey: string | null },
): Promise<Result<{ id: string }>> {
  return act(needs, async ({ tx, event, after }) => {
    const words = parse(replyBody, input.body);
    if (input.idempotencyKey) await holdKey(tx, actor.personId, input.idempotencyKey);
    const { thread, review, may } = await threadFor(tx, actor, input.threadId);
    if (!may.reply) throw new Refused('forbidden');
    const before = input.idempotencyKey ? await commentByKey(tx, actor.personId, input.idempotencyKey) : null;
    if (before) {
      const same = before.threadId === thread.id && (await firstWords(tx, before)) === words.body;
      if (!same) throw new Refused('idempotency-mismatch');
      return { id: before.id };
    }
    const mentioned = await mentionedBy(tx, review, words);
    const id = await insertComment(tx, {
      threadId: thread.id,
      authorId: actor.personId,
      body: words.body,
      idempotencyKey: input.idempotencyKey,
      mentions: mentioned,
    });
    await tell(tx, actor, { thread, review }, { kind: 'replied', commentId: id, mentioned });
    event(actor, review.id, { kind: 'thread.replied', body: { threadId: thread.id, commentId: id } });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return { id };
  });
}
