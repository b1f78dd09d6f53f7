// thread.opened: a comment thread on a range of the text, by a person who may comment.
import { z } from 'zod';
import { type CommentRow, commentByKey, insertComment } from '../../../db/queries/comments';
import type { Queries } from '../../../db/queries/db';
import { holdKey } from '../../../db/queries/repeats';
import { insertThread, threadRow } from '../../../db/queries/threads';
import type { Actor } from '../../../domain/actor';
import { type Anchor, anchorOfQuote, anchorOfRange } from '../../../domain/document/anchor';
import { markQuote, markRange } from '../../../domain/document/marks';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import { type Result, refused } from '../../../domain/result';
import { MAX_QUOTE } from '../../../domain/thread';
import type { Needs } from '../../needs';
import { act, attempt, parse, reviewFor } from '../run';
import { commentText, firstWords, mentionedBy, mentionIds, tell } from './inThread';

const kind = z.enum(['normal', 'must-fix']).default('normal');
const body = z.union([
  z.strictObject({
    quote: z.string().min(1).max(MAX_QUOTE),
    occurrence: z.number().int().min(1).max(10_000).optional(),
    sectionKey: z.string().max(200).optional(),
    body: commentText,
    mentions: mentionIds,
    kind,
  }),
  z.strictObject({
    anchor: z.strictObject({ from: z.unknown(), to: z.unknown() }),
    quote: z.string().optional(),
    body: commentText,
    mentions: mentionIds,
    kind,
  }),
]);

export interface OpenThreadInput {
  reviewId: string;
  body: unknown;
  idempotencyKey: string | null;
}

/**
 * Rows and event in one transaction; the server marks the range after the commit, and the tidy of marks places it from the
 * quote if a kill comes between. Refusals: not-found, forbidden, quote-not-found, bad-anchor, anchor-too-long, bad-request,
 * idempotency-mismatch.
 */
export async function openThread(needs: Needs, actor: Actor, input: OpenThreadInput): Promise<Result<{ id: string }>> {
  const located = await attempt(async () => {
    const wanted = parse(body, input.body);
    await reviewFor(needs.database.db, actor, input.reviewId, 'comment');
    return {
      wanted,
      anchor: await needs.collab.read(input.reviewId, (doc) =>
        'quote' in wanted && !('anchor' in wanted)
          ? (anchorOfQuote(doc, wanted) ?? ('quote-not-found' as const))
          : anchorOfRange(doc, (wanted as { anchor: unknown }).anchor),
      ),
    };
  });
  if (!located.ok) return located;
  const { wanted, anchor } = located.value;
  if (typeof anchor === 'string') return refused(anchor);
  return act(needs, async ({ tx, event, after }) => {
    if (input.idempotencyKey) await holdKey(tx, actor.personId, input.idempotencyKey);
    const review = await reviewFor(tx, actor, input.reviewId, 'comment', true);
    const before = input.idempotencyKey ? await commentByKey(tx, actor.personId, input.idempotencyKey) : null;
    if (before) return repeated(tx, before, { reviewId: review.id, ...wanted, quote: anchor.quote });
    const id = await insertThread(tx, {
      reviewId: review.id,
      kind: wanted.kind,
      ...kept(anchor),
      createdBy: actor.personId,
    });
    const mentioned = await mentionedBy(tx, review, wanted);
    const commentId = await insertComment(tx, {
      threadId: id,
      authorId: actor.personId,
      body: wanted.body,
      idempotencyKey: input.idempotencyKey,
      mentions: mentioned,
    });
    const thread = must(await threadRow(tx, id), 'it was just written');
    await tell(tx, actor, { thread, review }, { kind: 'opened', commentId, mentioned });
    event(actor, review.id, {
      kind: 'thread.opened',
      body: { threadId: id, threadKind: wanted.kind, sectionKey: anchor.sectionKey },
    });
    after(() =>
      needs.collab.write(review.id, { marksOnly: true }, (doc) => {
        if (!markRange(doc, anchor.from, anchor.to, id)) markQuote(doc, anchor, id);
      }),
    );
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return { id };
  });
}

/** The same key for the same thread gets the same answer; for another review, kind, place or words, or after a reply, it is 422. */
async function repeated(
  tx: Queries,
  before: CommentRow,
  wanted: { reviewId: string; kind: string; quote: string; body: string },
): Promise<{ id: string }> {
  const thread = must(await threadRow(tx, before.threadId), 'a comment has a thread');
  // The opening words are written in the thread's own transaction, whose time both rows carry.
  const opens = before.createdAt.getTime() === thread.createdAt.getTime();
  const same =
    thread.reviewId === wanted.reviewId &&
    thread.kind === wanted.kind &&
    thread.quote === wanted.quote &&
    (await firstWords(tx, before)) === wanted.body;
  if (!opens || !same) throw new Refused('idempotency-mismatch');
  return { id: thread.id };
}

function kept(anchor: Anchor) {
  return { quote: anchor.quote, prefix: anchor.prefix, suffix: anchor.suffix, sectionKey: anchor.sectionKey };
}
