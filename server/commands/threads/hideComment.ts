// comment.hidden and comment.unhidden: an administrator takes somebody else's words out of everybody's sight, and lets them be seen again.
import { z } from 'zod';
import { setHidden } from '../../../db/queries/comments';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { commentAbilities } from '../../../domain/thread';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { act, parse } from '../run';
import { commentFor, commentState, tell } from './inThread';

export const hideBody = z.strictObject({ reason: wordsInput(2000) });

/**
 * The words stay in their row; who wrote them is told. Refusals: not-found, forbidden (also once it was taken back), bad-request,
 * reason-needed. Hiding what is hidden is harmless.
 */
export async function hideComment(
  needs: Needs,
  actor: Actor,
  input: { commentId: string; body: unknown },
): Promise<Result<null>> {
  return act(needs, async ({ tx, event, after }) => {
    const { comment, thread, review } = await commentFor(tx, actor, input.commentId);
    const may = commentAbilities(commentState(comment), review, actor);
    if (may.unhide) return null;
    if (!may.hide) throw new Refused('forbidden');
    const { reason } = parse(hideBody, input.body);
    if (!reason) throw new Refused('reason-needed', { field: 'reason' });
    await setHidden(tx, comment.id, actor.personId);
    await tell(
      tx,
      actor,
      { thread, review },
      { kind: 'hidden', commentId: comment.id, commentAuthorId: comment.authorId },
    );
    event(actor, review.id, {
      kind: 'comment.hidden',
      body: { threadId: thread.id, commentId: comment.id, reason },
    });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return null;
  });
}

/** Refusals: not-found, forbidden. Unhiding what is seen is harmless. */
export async function unhideComment(needs: Needs, actor: Actor, input: { commentId: string }): Promise<Result<null>> {
  return act(needs, async ({ tx, event, after }) => {
    const { comment, thread, review } = await commentFor(tx, actor, input.commentId);
    const may = commentAbilities(commentState(comment), review, actor);
    if (may.hide) return null;
    if (!may.unhide) throw new Refused('forbidden');
    await setHidden(tx, comment.id, null);
    event(actor, review.id, { kind: 'comment.unhidden', body: { threadId: thread.id, commentId: comment.id } });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return null;
  });
}
