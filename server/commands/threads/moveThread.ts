// thread.moved: a thread put on other words, above all one whose own were deleted.
import { z } from 'zod';
import { moveThread as writePlace } from '../../../db/queries/threads';
import type { Actor } from '../../../domain/actor';
import { anchorOfQuote, anchorOfRange } from '../../../domain/document/anchor';
import { markQuote, markRange, unmark } from '../../../domain/document/marks';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { MAX_QUOTE } from '../../../domain/thread';
import type { Needs } from '../../needs';
import { act, attempt, parse } from '../run';
import { threadFor } from './inThread';

export const moveThreadBody = z.union([
  z.strictObject({ anchor: z.strictObject({ from: z.unknown(), to: z.unknown() }) }),
  z.strictObject({
    quote: z.string().min(1).max(MAX_QUOTE),
    occurrence: z.number().int().min(1).max(10_000).optional(),
    sectionKey: z.string().max(200).optional(),
  }),
]);

/** Refusals: not-found, forbidden, quote-not-found, bad-anchor, anchor-too-long, bad-request. Who wrote what in it stays. */
export async function moveThread(
  needs: Needs,
  actor: Actor,
  input: { threadId: string; body: unknown },
): Promise<Result<null>> {
  const located = await attempt(async () => {
    const wanted = parse(moveThreadBody, input.body);
    const { review, may } = await threadFor(needs.database.db, actor, input.threadId, false);
    if (!may.steer) throw new Refused('forbidden');
    const anchor = await needs.collab.read(review.id, (doc) =>
      'anchor' in wanted ? anchorOfRange(doc, wanted.anchor) : (anchorOfQuote(doc, wanted) ?? 'quote-not-found'),
    );
    if (typeof anchor === 'string') throw new Refused(anchor);
    return anchor;
  });
  if (!located.ok) return located;
  const { from, to, ...place } = located.value;
  return act(needs, async ({ tx, event, after }) => {
    const { thread, review, may } = await threadFor(tx, actor, input.threadId);
    if (!may.steer) throw new Refused('forbidden');
    await writePlace(tx, thread.id, place);
    event(actor, review.id, { kind: 'thread.moved', body: { threadId: thread.id, sectionKey: place.sectionKey } });
    after(() =>
      needs.collab.write(review.id, { marksOnly: true }, (doc) => {
        unmark(doc, thread.id);
        if (!markRange(doc, from, to, thread.id)) markQuote(doc, place, thread.id);
      }),
    );
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return null;
  });
}
