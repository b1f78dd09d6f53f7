// copy.refused: somebody's page brought new words under another person's client id and was turned away with 4409.
import type { Database } from '../../../db/open';
import { appendEvents } from '../../../db/queries/events';
import type { ReviewEvent } from '../../../domain/events';

export interface RefusedCopy {
  reviewId: string;
  /** Whose connection it was. */
  personId: string;
  /** The Yjs client id that is not theirs. */
  clientId: number;
}

/** An event of its own transaction: nothing else happened. */
export async function refuseCopy(
  { db }: Pick<Database, 'db'>,
  { reviewId, personId, clientId }: RefusedCopy,
): Promise<void> {
  const event: ReviewEvent = { kind: 'copy.refused', body: { reason: 'other history', clientId } };
  await db.transaction((tx) => appendEvents(tx, [{ ...event, actorId: personId, reviewId }]));
}
