// The role worker: every few minutes, on any number of nodes, what no request waits for.
import type { Database } from '../../db/open';
import {
  deleteOldClientIds,
  deleteOldLinks,
  deleteOldNotifications,
  deleteOldRepeats,
} from '../../db/queries/housekeeping';
import { emptyBin } from '../commands/reviews/emptyBin';
import { remindWaiting } from '../commands/signoff/remind';
import { checkpointWhenDue } from '../keys/checkpoint';
import type { Keys } from '../keys/keys';
import type { Log } from '../log';
import { writePassages } from './passages';
import { inRounds } from './rounds';
import { indexComments } from './searchIndex';
import { writeMissingSnapshots } from './snapshots';

interface HouseNeeds {
  database: Database;
  log: Log;
  keys: Keys;
  /** From then on no task, and no part of one, is begun. */
  signal?: AbortSignal;
}

const EVERY_MS = 5 * 60_000;
const DAY = 24 * 3_600_000;
/** Spent and expired links open nothing; that they were made and taken stands in the record. */
const LINKS_DAYS = 30;
const LINKS_AT_ONCE = 1000;
/** What was read so long ago stands in the review itself. */
const NOTIFICATIONS_DAYS = 90;
const NOTIFICATIONS_AT_ONCE = 5000;
/** A page or a program that repeats a request does it within minutes. */
const REPEATS_DAYS = 7;
const REPEATS_AT_ONCE = 5000;
/** A page that was opened and never written in has an id that nobody can want any more. */
const CLIENT_IDS_DAYS = 30;
const CLIENT_IDS_AT_ONCE = 20_000;

/** One round. Each task by itself: what fails is logged and tried at the next round. */
export async function keepHouse(
  { database, log, keys, signal }: HouseNeeds,
  now = new Date(),
): Promise<Record<string, number>> {
  const tasks = {
    links: () => deleteOldLinks(database.sql, new Date(now.getTime() - LINKS_DAYS * DAY), LINKS_AT_ONCE),
    comments: () => indexComments({ database }),
    notifications: () =>
      deleteOldNotifications(database.sql, new Date(now.getTime() - NOTIFICATIONS_DAYS * DAY), NOTIFICATIONS_AT_ONCE),
    repeats: () => deleteOldRepeats(database.sql, new Date(now.getTime() - REPEATS_DAYS * DAY), REPEATS_AT_ONCE),
    clientIds: () =>
      deleteOldClientIds(database.sql, new Date(now.getTime() - CLIENT_IDS_DAYS * DAY), CLIENT_IDS_AT_ONCE),
    bin: () => emptyBin(database),
    checkpoints: () => checkpointWhenDue(database.db, keys, now),
    reminders: () => remindWaiting(database, now),
    snapshots: () => writeMissingSnapshots({ database, log, now, signal }),
    passages: () => writePassages({ database, log, signal }),
  };
  const done: Record<string, number> = {};
  for (const [task, work] of Object.entries(tasks)) {
    if (signal?.aborted) break;
    try {
      done[task] = await work();
    } catch (error) {
      log.warn('housekeeping failed; the next round tries again', { task, error });
    }
  }
  if (Object.values(done).some((count) => count > 0)) log.info('housekeeping', done);
  return done;
}

/** Begins at a random moment, so that nodes which start together do not work together. The answer ends it, after what is under way. */
export function startHousekeeping(needs: HouseNeeds): () => Promise<void> {
  return inRounds(Math.random() * EVERY_MS, async (signal) => {
    await keepHouse({ ...needs, signal });
    return EVERY_MS;
  });
}
