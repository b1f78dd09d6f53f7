// The role worker: texts become findable seconds after they were written, on any number of nodes (SE6, SE7).
import type { Database } from '../../db/open';
import { alone } from '../../db/queries/housekeeping';
import { commentsWithoutGrams, saveGrams, saveText, type TextBehind, textsToIndex } from '../../db/queries/searchIndex';
import { bigrams } from '../../domain/search';
import { createStore } from '../collab/store';
import type { Log } from '../log';
import type { TemplateStore } from '../needs';
import { failingIn } from './failing';
import { inRounds } from './rounds';
import { endOf, findableIn } from './storedText';

interface IndexNeeds {
  database: Database;
  templates: TemplateStore;
  log: Log;
  /** From then on no text is begun. */
  signal?: AbortSignal | undefined;
}

const EVERY_MS = 1_000;
/**
 * A room lets go of its text five seconds after the last person has left and writes a snapshot: reading that costs a third of reading
 * a few hundred keys. While people write, a text is read only so often.
 */
const WAIT = { quietMs: 8_000, staleMs: 20_000 };
const AT_ONCE = 20;
const COMMENTS_AT_ONCE = 500;

/**
 * One round: reads what is behind. Answers how many texts were written. A failure of one is logged, and none of the others'.
 * Two workers would only do the same work twice: one that finds another at it leaves the round to it.
 */
export async function indexTexts(needs: IndexNeeds, wait = WAIT): Promise<number> {
  const { sql } = needs.database;
  const failing = failingIn(needs.database);
  let written = 0;
  const but = failing.left(Date.now());
  if ((await textsToIndex(sql, { ...wait, but, limit: 1 })).length === 0) return 0;
  await alone(sql, 'search', async () => {
    for (const behind of await textsToIndex(sql, { ...wait, but, limit: AT_ONCE })) {
      if (needs.signal?.aborted) break;
      try {
        if (await indexText(needs, behind)) written += 1;
        failing.passed(behind.id);
      } catch (error) {
        failing.failed(behind.id, Date.now());
        needs.log.warn('a text could not be made findable; it is tried again later', { reviewId: behind.id, error });
      }
    }
  });
  return written;
}

/** Reads a text and makes it findable. Answers where it was read, with its fingerprints when asked for; null when there is no document. */
export async function indexText(
  { database, templates, log, signal }: IndexNeeds,
  { id: reviewId, title, templateId, templateVersion }: TextBehind,
  withHashes = false,
): Promise<{ epoch: number; seq: number; hashes: number[] } | null> {
  const store = createStore(database);
  const stored = await store.load(reviewId);
  if (!stored) return null;
  const { template } = await templates.get(templateId, templateVersion);
  const reading = { title, template, withHashes };
  const { hashes, ...found } = await findableIn({ store, log, signal }, reviewId, stored, reading);
  const at = { epoch: stored.epoch, seq: endOf(stored) };
  await saveText(database.sql, { reviewId, ...at, ...found });
  return { ...at, hashes };
}

/** Comments from before they were made findable as they are written. */
export async function indexComments({ database }: Pick<IndexNeeds, 'database'>): Promise<number> {
  const rows = await commentsWithoutGrams(database.sql, COMMENTS_AT_ONCE);
  return saveGrams(
    database.sql,
    rows.map(({ id, body }) => ({ id, grams: bigrams(body) })),
  );
}

/** Works until the answer is called, which waits for the text under way. */
export function startSearchIndex(needs: IndexNeeds): () => Promise<void> {
  return inRounds(EVERY_MS, async (signal) => {
    try {
      return (await indexTexts({ ...needs, signal })) < AT_ONCE ? EVERY_MS : 0;
    } catch (error) {
      needs.log.warn('texts could not be made findable; the next round tries again', { error });
      return EVERY_MS;
    }
  });
}
