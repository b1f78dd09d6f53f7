// The role worker: texts become findable seconds after they were written, on any number of nodes (SE6, SE7).
import type { Database } from '../../db/open';
import { alone } from '../../db/queries/housekeeping';
import { commentsWithoutGrams, saveGrams, saveText, templateOf, textsToIndex } from '../../db/queries/searchIndex';
import { sectionsOf } from '../../domain/document/sections';
import { bigrams, folded, type SectionStart } from '../../domain/search';
import { loadDocument } from '../collab/load';
import { createStore } from '../collab/store';
import type { Log } from '../log';
import type { TemplateStore } from '../needs';
import { type LiveText, liveText } from '../text';

interface IndexNeeds {
  database: Database;
  templates: TemplateStore;
  log: Log;
}

const EVERY_MS = 1_000;
/** While somebody writes, a text is read only so often; after the last word it is read soon. */
const QUIET_MS = 2_000;
const STALE_MS = 20_000;
const AT_ONCE = 20;
const COMMENTS_AT_ONCE = 500;
/** Longest words of a heading that a hit shows. */
const MAX_HEADING = 60;

/** One round: reads what is behind. Answers how many texts were written. A failure of one is logged, and none of the others'. */
export async function indexTexts(needs: IndexNeeds, wait = { quietMs: QUIET_MS, staleMs: STALE_MS }): Promise<number> {
  const { database, log } = needs;
  let written = 0;
  for (const reviewId of await textsToIndex(database.sql, { ...wait, limit: AT_ONCE })) {
    try {
      // Two workers would only do the same work twice: whoever comes second leaves it to the first.
      const ran = await alone(database.sql, `search ${reviewId}`, async () => void (await indexText(needs, reviewId)));
      if (ran) written += 1;
    } catch (error) {
      log.warn('a text could not be made findable; the next round tries again', { reviewId, error });
    }
  }
  return written;
}

/** Reads a text and makes it findable. Answers it as it was read; null when there is no such review. */
export async function indexText(
  { database, templates, log }: IndexNeeds,
  reviewId: string,
): Promise<{ epoch: number; seq: number; body: string } | null> {
  const store = createStore(database);
  const [stored, review] = await Promise.all([store.load(reviewId), templateOf(database.sql, reviewId)]);
  if (!stored || !review) return null;
  const { template } = await templates.get(review.templateId, review.templateVersion);
  const { doc, seq } = await loadDocument({ store, log }, reviewId, stored);
  const text = liveText(doc, review.title, template);
  doc.destroy();
  const body = bodyOf(text);
  await saveText(database.sql, {
    reviewId,
    epoch: stored.epoch,
    seq,
    body,
    folded: folded(body),
    sections: sectionStarts(text),
    grams: bigrams(body),
    suggestions: text.suggestions.length,
  });
  return { epoch: stored.epoch, seq, body };
}

/** The lines without the title, which is kept with the review. PostgreSQL has no U+0000 in a text. */
function bodyOf({ rendered }: LiveText): string {
  const [, ...lines] = rendered.lines;
  return lines
    .map((line) => rendered.text.slice(line.start, line.end))
    .join('\n')
    .replaceAll('\u0000', ' ')
    .toWellFormed();
}

function sectionStarts({ blocks, rendered }: LiveText): SectionStart[] {
  const [, ...lines] = rendered.lines;
  return sectionsOf(blocks).flatMap((section) => {
    const line = lines.findIndex(({ block }) => block !== null && block >= section.start);
    const heading = lines[line];
    if (!heading) return [];
    const words = section.level === 0 ? '' : rendered.text.slice(heading.start, heading.end);
    return [{ line, key: section.id, title: headingOf(words) }];
  });
}

/** A heading may go on as the text of its line: what shows where a hit stands ends with its first sentence. */
function headingOf(words: string): string {
  const [first = ''] = words.replaceAll('\u0000', ' ').split('。');
  return [...first.trim()].slice(0, MAX_HEADING).join('').toWellFormed();
}

/** Comments from before they were made findable as they are written. */
export async function indexComments({ database }: Pick<IndexNeeds, 'database'>): Promise<number> {
  const rows = await commentsWithoutGrams(database.sql, COMMENTS_AT_ONCE);
  return saveGrams(
    database.sql,
    rows.map(({ id, body }) => ({ id, grams: bigrams(body) })),
  );
}

/** Works until the answer is called, which waits for the round under way. */
export function startSearchIndex(needs: IndexNeeds): () => Promise<void> {
  let timer: NodeJS.Timeout;
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  const round = () =>
    indexTexts(needs).catch((error: unknown) => {
      needs.log.warn('texts could not be made findable; the next round tries again', { error });
      return 0;
    });
  const plan = (ms: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = round().then((written) => plan(written < AT_ONCE ? EVERY_MS : 0));
    }, ms);
    timer.unref();
  };
  plan(EVERY_MS);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
