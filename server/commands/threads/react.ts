// comment.reacted: an answer without words, given or taken back.
import { dropReaction, putReaction } from '../../../db/queries/comments';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { commentAbilities, REACTIONS } from '../../../domain/thread';
import type { Needs } from '../../needs';
import { act } from '../run';
import { commentFor, commentState } from './inThread';

/** Refusals: not-found (no such comment or reaction), forbidden. Twice is as good as once. */
export async function react(
  needs: Needs,
  actor: Actor,
  input: { commentId: string; reaction: string; on: boolean },
): Promise<Result<null>> {
  return act(needs, async ({ tx, event, after }) => {
    const { comment, thread, review } = await commentFor(tx, actor, input.commentId);
    const reaction = REACTIONS.find((name) => name === input.reaction);
    if (!reaction) throw new Refused('not-found', { field: 'reaction' });
    if (!commentAbilities(commentState(comment), review, actor).react) throw new Refused('forbidden');
    const write = input.on ? putReaction : dropReaction;
    if (!(await write(tx, comment.id, actor.personId, reaction))) return null;
    const ids = { threadId: thread.id, commentId: comment.id };
    event(actor, review.id, { kind: 'comment.reacted', body: { ...ids, reaction, on: input.on } });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return null;
  });
}
