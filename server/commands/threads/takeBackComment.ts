// comment.taken-back: one's own words go; a sentence stands in their place, the words stay in the history.
import { emptyComment, standingComments } from '../../../db/queries/comments';
import { settleThread } from '../../../db/queries/threads';
import type { Actor } from '../../../domain/actor';
import { stoodOn, unmark } from '../../../domain/document/marks';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { closesThread, commentAbilities } from '../../../domain/thread';
import type { Needs } from '../../needs';
import { act, attempt } from '../run';
import { commentFor, commentState, tell } from './inThread';

/** Refusals: not-found, forbidden. Twice is as good as once. A thread without words left closes (TH5). */
export async function takeBackComment(needs: Needs, actor: Actor, input: { commentId: string }): Promise<Result<null>> {
  const stood = await attempt(async () => {
    const { thread, review } = await commentFor(needs.database.db, actor, input.commentId, false);
    return needs.collab.read(review.id, (doc) => stoodOn(doc, thread.id));
  });
  if (!stood.ok) return stood;
  return act(needs, async ({ tx, event, after }) => {
    const { comment, thread, review } = await commentFor(tx, actor, input.commentId);
    // Judged as if it still stood: taking back again asks the same right and finds nothing to do.
    if (!commentAbilities({ ...commentState(comment), deleted: false }, review, actor).takeBack)
      throw new Refused('forbidden');
    if (comment.deletedAt) return null;
    await emptyComment(tx, comment);
    const left = await standingComments(tx, thread.id);
    const settled = closesThread({ ...thread, authorId: thread.createdBy }, left, actor.personId);
    const ids = { threadId: thread.id, commentId: comment.id };
    event(actor, review.id, { kind: 'comment.taken-back', body: { ...ids, settled } });
    if (settled) {
      await settleThread(tx, thread.id, { state: 'resolved', by: actor.personId, reason: null, stood: stood.value });
      await tell(tx, actor, { thread, review }, { kind: 'resolved' });
      event(actor, review.id, {
        kind: 'thread.resolved',
        body: { threadId: thread.id, threadKind: thread.kind },
      });
      after(() => needs.collab.write(review.id, { marksOnly: true }, (doc) => unmark(doc, thread.id)));
    }
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return null;
  });
}
