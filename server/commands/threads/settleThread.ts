// thread.resolved and thread.reopened: settling a thread, by the rules of domain/thread.
import { z } from 'zod';
import { settleThread } from '../../../db/queries/threads';
import type { Actor } from '../../../domain/actor';
import { markQuote, unmark } from '../../../domain/document/marks';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { act, parse } from '../run';
import { tell, threadFor, wordsUnder } from './inThread';

export const resolveBody = z.strictObject({ reason: wordsInput(2000).optional() });

/** Refusals: not-found, forbidden, reason-needed. Settling a settled thread is harmless. The mark goes; its words are kept. */
export async function resolveThread(
  needs: Needs,
  actor: Actor,
  input: { threadId: string; body: unknown },
): Promise<Result<null>> {
  const stood = await wordsUnder(needs, actor, input.threadId);
  if (!stood.ok) return stood;
  return act(needs, async ({ tx, event, after }) => {
    const { reason } = parse(resolveBody, input.body ?? {});
    const { thread, review, may } = await threadFor(tx, actor, input.threadId);
    if (thread.state === 'resolved') return null;
    if (!may.resolve) throw new Refused('forbidden');
    if (may.resolveNeedsReason && !reason) throw new Refused('reason-needed', { field: 'reason' });
    await settleThread(tx, thread.id, {
      state: 'resolved',
      by: actor.personId,
      reason: reason ?? null,
      stood: stood.value,
    });
    await tell(tx, actor, { thread, review }, { kind: 'resolved' });
    event(actor, review.id, {
      kind: 'thread.resolved',
      body: { threadId: thread.id, threadKind: thread.kind, ...(reason ? { reason } : {}) },
    });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    after(() => needs.collab.write(review.id, { marksOnly: true }, (doc) => unmark(doc, thread.id)));
    return null;
  });
}

/** Refusals: not-found, forbidden. It is marked again on the words that it stood on when it was settled (TH12), or noted as lost. */
export async function reopenThread(needs: Needs, actor: Actor, input: { threadId: string }): Promise<Result<null>> {
  return act(needs, async ({ tx, event, after }) => {
    const { thread, review, may } = await threadFor(tx, actor, input.threadId);
    if (thread.state === 'open') return null;
    if (!may.reopen) throw new Refused('forbidden');
    await settleThread(tx, thread.id, { state: 'open' });
    await tell(tx, actor, { thread, review }, { kind: 'reopened' });
    event(actor, review.id, { kind: 'thread.reopened', body: { threadId: thread.id } });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    after(() => needs.collab.write(review.id, { marksOnly: true }, (doc) => markQuote(doc, thread, thread.id)));
    after(() => needs.collab.lookAtMarks(review.id));
    return null;
  });
}
