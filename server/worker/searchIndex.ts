// The role worker: texts become findable seconds after they were written, on any number of nodes (SE6, SE7).
import type { Database } from '../../db/open';
import { alone } from '../../db/queries/housekeeping';
import { commentsWithoutGrams, saveGrams, saveText, type TextBehind, textsToIndex } from '../../db/queries/searchIndex';
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
/**
 * A room lets go of its text five seconds after the last person has left and writes a snapshot: reading that costs a third of reading
 * a few hundred keys. While people write, a text is read only so often.
 */
const WAIT = { quietMs: 8_000, staleMs: 20_000 };
const AT_ONCE = 20;
const COMMENTS_AT_ONCE = 500;
/** Longest words of a heading that a hit shows. */
const MAX_HEADING = 60;

/**
 * One round: reads what is behind. Answers how many texts were written. A failure of one is logged, and none of the others'.
 * Two workers would only do the same work twice: one that finds another at it leaves the round to it.
 */
export async function indexTexts(needs: IndexNeeds, wait = WAIT): Promise<number> {
  const { sql } = needs.database;
  let written = 0;
  if ((await textsToIndex(sql, { ...wait, limit: 1 })).length === 0) return 0;
  await alone(sql, 'search', async () => {
    for (const behind of await textsToIndex(sql, { ...wait, limit: AT_ONCE })) {
      try {
        if (await indexText(needs, behind)) written += 1;
      } catch (error) {
        needs.log.warn('a text could not be made findable; the next round tries again', { reviewId: behind.id, error });
      }
    }
  });
  return written;
}

/** Reads a text and makes it findable. Answers it as it was read; null when there is no document. */
export async function indexText(
  { database, templates, log }: IndexNeeds,
  { id: reviewId, title, templateId, templateVersion }: TextBehind,
): Promise<{ epoch: number; seq: number; body: string } | null> {
  const store = createStore(database);
  const stored = await store.load(reviewId);
  if (!stored) return null;
  const { template } = await templates.get(templateId, templateVersion);
  const { doc, seq } = await loadDocument({ store, log }, reviewId, stored);
  const text = liveText(doc, title, template);
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
