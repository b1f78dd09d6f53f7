// Threads as a reader sees them: with names, and with what this reader may do.

import type { Queries } from '../../db/queries/db';
import { peopleByIds } from '../../db/queries/people';
import { threadsOf } from '../../db/queries/threads';
import type { ReviewState } from '../../domain/review';
import { threadAbilities } from '../../domain/thread';
import type { PersonView, ThreadView } from '../../domain/view';

/** Every thread of the review, oldest first. The caller has asked for the right to read. */
export async function threadViews(db: Queries, review: ReviewState, personId: string): Promise<ThreadView[]> {
  const rows = await threadsOf(db, review.id);
  const ids = rows.flatMap(({ thread, comments }) => [
    thread.createdBy,
    thread.resolvedBy,
    ...comments.map((one) => one.authorId),
  ]);
  const people = await peopleByIds(db, ids);
  return rows.map(({ thread, comments }) => ({
    id: thread.id,
    kind: thread.kind,
    state: thread.state,
    quote: thread.quote,
    sectionKey: thread.sectionKey,
    author: personOf(people, thread.createdBy),
    at: thread.createdAt.toISOString(),
    comments: comments.map((one) => ({
      id: one.id,
      author: personOf(people, one.authorId),
      body: one.body,
      at: one.createdAt.toISOString(),
    })),
    resolvedBy: thread.resolvedBy ? personOf(people, thread.resolvedBy) : null,
    resolvedAt: thread.resolvedAt?.toISOString() ?? null,
    resolveReason: thread.resolveReason,
    may: threadAbilities({ ...thread, authorId: thread.createdBy }, review, personId),
  }));
}

export function personOf(people: ReadonlyMap<string, PersonView>, id: string): PersonView {
  return people.get(id) ?? { id, name: '', colour: 1 };
}
