// comment.edited: other words in place of one's own; those before stay in the history.
import { z } from 'zod';
import { changeComment, mentionsOf } from '../../../db/queries/comments';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { commentAbilities } from '../../../domain/thread';
import type { Needs } from '../../needs';
import { act, parse } from '../run';
import { commentFor, commentState, commentText, mentionedBy, mentionIds, tell } from './inThread';

export const editCommentBody = z.strictObject({ body: commentText, mentions: mentionIds });

/** Refusals: not-found, forbidden, bad-request. The same words again are harmless. */
export async function editComment(
  needs: Needs,
  actor: Actor,
  input: { commentId: string; body: unknown },
): Promise<Result<null>> {
  return act(needs, async ({ tx, event, after }) => {
    const words = parse(editCommentBody, input.body);
    const { comment, thread, review } = await commentFor(tx, actor, input.commentId);
    if (!commentAbilities(commentState(comment), review, actor).change) throw new Refused('forbidden');
    const [named, before] = [await mentionedBy(tx, review, words), await mentionsOf(tx, comment.id)];
    if (comment.body === words.body && named.length === before.length && named.every((id) => before.includes(id)))
      return null;
    await changeComment(tx, comment, { body: words.body, mentions: named });
    const mentioned = named.filter((id) => !before.includes(id));
    await tell(tx, actor, { thread, review }, { kind: 'edited', commentId: comment.id, mentioned });
    event(actor, review.id, { kind: 'comment.edited', body: { threadId: thread.id, commentId: comment.id } });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return null;
  });
}
