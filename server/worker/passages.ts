// Fingerprints of the passages of every text, derived behind the writers' backs: a text without them is compared with nothing.
import type { Database } from '../../db/open';
import { alone } from '../../db/queries/housekeeping';
import { passagesBehind, replacePassages } from '../../db/queries/passages';
import type { Log } from '../log';
import { createTemplateStore } from '../templates';
import { failingIn } from './failing';
import { indexText } from './searchIndex';

const AT_ONCE = 50;

/** Answers how many texts were read anew. */
export async function writePassages(needs: {
  database: Database;
  log: Log;
  signal?: AbortSignal | undefined;
}): Promise<number> {
  const { database, log, signal } = needs;
  const templates = createTemplateStore(database.db);
  let written = 0;
  const failing = failingIn(database);
  for (const behind of await passagesBehind(database.sql, { but: failing.left(Date.now()), limit: AT_ONCE })) {
    if (signal?.aborted) break;
    try {
      await alone(database.sql, behind.id, async () => {
        // What shares a passage is read where search reads it: one text of a review, written in one place.
        const text = await indexText({ database, templates, log, signal }, behind, true);
        if (!text) return;
        await replacePassages(database.sql, { reviewId: behind.id, ...text });
        written += 1;
      });
      failing.passed(behind.id);
    } catch (error) {
      failing.failed(behind.id, Date.now());
      log.warn('the passages of a text could not be read; it is tried again later', { reviewId: behind.id, error });
    }
  }
  return written;
}
