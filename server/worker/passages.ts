// Fingerprints of the passages of every text, derived behind the writers' backs: a text without them is compared with nothing.
import type { Database } from '../../db/open';
import { alone } from '../../db/queries/housekeeping';
import { passagesBehind, putReviewText, replacePassages } from '../../db/queries/passages';
import { loadReview } from '../../db/queries/reviews';
import { fingerprintsOf } from '../../domain/checks/passages';
import { bigrams } from '../../domain/search';
import { loadDocument } from '../collab/load';
import { createStore } from '../collab/store';
import type { Log } from '../log';
import { createTemplateStore } from '../templates';
import { liveText } from '../text';

const AT_ONCE = 50;

/** Answers how many texts were read anew. */
export async function writePassages(needs: { database: Database; log: Log }): Promise<number> {
  const { database, log } = needs;
  const store = createStore(database);
  const templates = createTemplateStore(database.db);
  let written = 0;
  for (const reviewId of await passagesBehind(database.sql, AT_ONCE)) {
    await alone(database.sql, reviewId, async () => {
      const stored = await store.load(reviewId);
      const review = await loadReview(database.db, reviewId);
      if (!stored || !review) return;
      const { doc, seq } = await loadDocument({ store, log }, reviewId, stored);
      const { template } = await templates.get(review.templateId, review.templateVersion);
      const body = liveText(doc, review.title, template).rendered.text.replaceAll('\u0000', '').toWellFormed();
      doc.destroy();
      const at = { reviewId, epoch: stored.epoch, seq };
      await putReviewText(database.sql, { ...at, body, grams: bigrams(body).join(' ') });
      await replacePassages(database.sql, { ...at, hashes: fingerprintsOf(body) });
      written += 1;
    });
  }
  return written;
}
