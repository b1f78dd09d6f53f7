// thread.assigned: who is to settle a thread, until which day.
import { z } from 'zod';
import { assignThread as writeAssignment } from '../../../db/queries/threads';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { mayBeAssigned } from '../../../domain/thread';
import type { Needs } from '../../needs';
import { act, parse } from '../run';
import { tell, threadFor } from './inThread';

export const assignThreadBody = z.strictObject({
  personId: z.string().max(100).nullable(),
  due: z.iso.date().nullable().default(null),
});

/** Nobody has no day. Refusals: not-found, forbidden, bad-request (a day that is none, somebody who may not read). */
export async function assignThread(
  needs: Needs,
  actor: Actor,
  input: { threadId: string; body: unknown },
): Promise<Result<null>> {
  return act(needs, async ({ tx, event, after }) => {
    const { personId, due: day } = parse(assignThreadBody, input.body);
    const { thread, review, may } = await threadFor(tx, actor, input.threadId);
    if (!may.steer) throw new Refused('forbidden');
    if (personId !== null && !mayBeAssigned(review, personId)) throw new Refused('bad-request', { field: 'personId' });
    const due = personId === null ? null : day;
    if (thread.assigneeId === personId && thread.due === due) return null;
    await writeAssignment(tx, thread.id, { assigneeId: personId, due });
    if (personId !== null) await tell(tx, actor, { thread, review }, { kind: 'assigned', assigneeId: personId, due });
    event(actor, review.id, { kind: 'thread.assigned', body: { threadId: thread.id, assigneeId: personId, due } });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return null;
  });
}
