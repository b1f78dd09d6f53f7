// How a command about people runs: one transaction of rows and chained events; a `Refused` rolls back and becomes a refusal.
import type { Queries } from '../../../db/queries/db';
import { appendEvents, type NewEvent } from '../../../db/queries/events';
import type { Actor } from '../../../domain/actor';
import type { OrganisationEvent } from '../../../domain/events';
import { mayAdminister } from '../../../domain/organisation';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { attempt } from '../run';
import type { PeopleNeeds } from './needs';

export interface PeopleAct {
  tx: Queries;
  /** `actorId` null: the server or its operator. */
  event(actorId: string | null, event: OrganisationEvent): void;
}

/** Events are written last, because the chain's lock is held until the commit. */
export async function peopleAct<T>(
  needs: Pick<PeopleNeeds, 'database'>,
  work: (act: PeopleAct) => Promise<T>,
): Promise<Result<T>> {
  return attempt(() =>
    needs.database.db.transaction(async (tx) => {
      const events: NewEvent[] = [];
      const value = await work({
        tx,
        event: (actorId, { kind, body }) => {
          events.push({ kind, actorId, reviewId: null, body });
        },
      });
      await appendEvents(tx, events);
      return value;
    }),
  );
}

/** @throws Refused `forbidden` for anybody but an administrator. */
export function administering(actor: Actor): void {
  if (!mayAdminister(actor)) throw new Refused('forbidden');
}
