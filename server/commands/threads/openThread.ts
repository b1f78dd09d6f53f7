// thread.opened: a comment thread on a range of the text, by a person who may comment.
import type * as Y from 'yjs';
import { z } from 'zod';
import { type CommentRow, commentByKey, insertComment } from '../../../db/queries/comments';
import type { Queries } from '../../../db/queries/db';
import { holdKey } from '../../../db/queries/repeats';
import { insertThread, threadRow } from '../../../db/queries/threads';
import type { Actor } from '../../../domain/actor';
import {
  type Anchor,
  anchorOfQuote,
  anchorOfRange,
  type Quoted,
  type RangeRefusal,
} from '../../../domain/document/anchor';
import { type Gone, goneOf } from '../../../domain/document/gone';
import { markQuote, markRange } from '../../../domain/document/marks';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { MAX_QUOTE } from '../../../domain/thread';
import type { Needs } from '../../needs';
import { act, attempt, parse, reviewFor } from '../run';
import { commentText, firstWords, mentionedBy, mentionIds, tell } from './inThread';

const kind = z.enum(['normal', 'must-fix']).default('normal');
const count = z.number().int().min(0).max(1_000_000);
export const openThreadBody = z.union([
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
    // As the writer's page saw the words and what stood around them: for those that are gone when the comment comes (TH20).
    quote: z.string().optional(),
    around: z
      .strictObject({
        prefix: z.string().max(MAX_QUOTE),
        suffix: z.string().max(MAX_QUOTE),
        others: count,
        likeness: count,
      })
      .optional(),
    body: commentText,
    mentions: mentionIds,
    kind,
  }),
]);

/** The thread, and its first comment. */
interface Opened {
  id: string;
  commentId: string;
}

export interface OpenThreadInput {
  reviewId: string;
  body: unknown;
  idempotencyKey: string | null;
}

type Wanted = z.infer<typeof openThreadBody>;

/**
 * Rows and event in one transaction; the server marks the range after the commit, and the tidy of marks places it from the
 * quote if a kill comes between. TH20: a range whose words were deleted meanwhile opens a thread without them, which the tidy notes as
 * lost. Refusals: not-found, forbidden, quote-not-found, bad-anchor, anchor-too-long, bad-request, idempotency-mismatch.
 */
export async function openThread(needs: Needs, actor: Actor, input: OpenThreadInput): Promise<Result<Opened>> {
  const located = await attempt(async () => {
    const wanted = parse(openThreadBody, input.body);
    await reviewFor(needs.database.db, actor, input.reviewId, 'comment');
    return { wanted, place: await needs.collab.read(input.reviewId, (doc) => placeOf(doc, wanted)) };
  });
  if (!located.ok) return located;
  const { wanted, place } = located.value;
  return act(needs, async ({ tx, event, after }) => {
    if (input.idempotencyKey) await holdKey(tx, actor.personId, input.idempotencyKey);
    const review = await reviewFor(tx, actor, input.reviewId, 'comment', true);
    const before = input.idempotencyKey ? await commentByKey(tx, actor.personId, input.idempotencyKey) : null;
    if (before) return repeated(tx, before, { ...wanted, reviewId: review.id, quote: quoteAsked(wanted, place) });
    if (typeof place === 'string') throw new Refused(place);
    const id = await insertThread(tx, {
      reviewId: review.id,
      kind: wanted.kind,
      ...kept(place),
      ...('stood' in place && { stood: place.stood }),
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
      body: { threadId: id, threadKind: wanted.kind, sectionKey: place.sectionKey },
    });
    after(async () => {
      const isMarked =
        'from' in place &&
        (await needs.collab.write(
          review.id,
          { marksOnly: true },
          (doc) => markRange(doc, place.from, place.to, id) || markQuote(doc, place, id),
        ));
      if (!isMarked) needs.collab.lookAtMarks(review.id);
    });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return { id, commentId };
  });
}

/** Why there is none, where there is none. */
function placeOf(doc: Y.Doc, wanted: Wanted): Anchor | Gone | RangeRefusal | 'quote-not-found' {
  if (!('anchor' in wanted)) return anchorOfQuote(doc, wanted) ?? 'quote-not-found';
  const place = anchorOfRange(doc, wanted.anchor);
  return place === 'bad-anchor' ? (goneOf(doc, wanted.anchor, wanted) ?? place) : place;
}

/** Null where a repeat cannot be told by it: between two tries others may have changed or deleted the words of a range. */
function quoteAsked(wanted: Wanted, place: Quoted | string): string | null {
  if ('anchor' in wanted) return null;
  return typeof place === 'string' ? wanted.quote : place.quote;
}

/** The same key for the same thread gets the same answer; for another review, kind, quote or words, or after a reply, it is 422. */
async function repeated(
  tx: Queries,
  before: CommentRow,
  wanted: { reviewId: string; kind: string; quote: string | null; body: string },
): Promise<Opened> {
  const thread = must(await threadRow(tx, before.threadId), 'a comment has a thread');
  // The opening words are written in the thread's own transaction, whose time both rows carry.
  const opens = before.createdAt.getTime() === thread.createdAt.getTime();
  const same =
    thread.reviewId === wanted.reviewId &&
    thread.kind === wanted.kind &&
    (wanted.quote === null || thread.quote === wanted.quote) &&
    (await firstWords(tx, before)) === wanted.body;
  if (!opens || !same) throw new Refused('idempotency-mismatch');
  return { id: thread.id, commentId: before.id };
}

function kept({ quote, prefix, suffix, sectionKey }: Quoted): Quoted {
  return { quote, prefix, suffix, sectionKey };
}
