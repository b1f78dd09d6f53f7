// review.renamed and review.meta-changed: title and facts of a review, while it is drafted (matrix: change title, dates).
import { z } from 'zod';
import { setMeta, setTitle } from '../../../db/queries/reviews';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { bigrams } from '../../../domain/search';
import type { Template } from '../../../domain/template/template';
import type { Needs } from '../../needs';
import { storable } from '../inputs';
import { act, attempt, parse, reviewFor } from '../run';

const MAX_TITLE = 200;

export const titleInput = z
  .string()
  .trim()
  .min(1)
  .max(MAX_TITLE)
  .refine(oneLine, 'one line of text without control characters');
export const metaInput = z.record(z.string().max(64), z.string().max(500).refine(storable, 'whole characters'));
export const editReviewBody = z.strictObject({ title: titleInput.optional(), meta: metaInput.optional() });

/** Refusals: not-found, forbidden (not the owner, or not drafting), unknown-meta, bad-request. */
export async function editReview(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<null>> {
  const known = await attempt(async () => {
    const wanted = parse(editReviewBody, input.body);
    const { templateId, templateVersion } = await reviewFor(needs.database.db, actor, input.reviewId, 'change-title');
    // Asked before the transaction: inside of one, every other connection may be held by those who wait for one more.
    const { template } = await needs.templates.get(templateId, templateVersion);
    return { ...wanted, ...(wanted.meta ? { meta: knownMeta(template, wanted.meta) } : {}) };
  });
  if (!known.ok) return known;
  const { title, meta } = known.value;
  return act(needs, async ({ tx, event, after }) => {
    const review = await reviewFor(tx, actor, input.reviewId, 'change-title', true);
    if (title !== undefined && title !== review.title) {
      await setTitle(tx, review.id, title, bigrams(title).join(' '));
      event(actor, review.id, { kind: 'review.renamed', body: { from: review.title, to: title } });
    }
    if (meta !== undefined) {
      await setMeta(tx, review.id, { ...review.meta, ...meta });
      event(actor, review.id, { kind: 'review.meta-changed', body: { keys: Object.keys(meta) } });
    }
    after(() => needs.collab.notify(review.id, { type: 'stage', stage: review.stage }));
    return null;
  });
}

/** @throws Refused `unknown-meta` for a key that the template does not have (CONTRACT, POST reviews). */
export function knownMeta(template: Template, meta: Record<string, string>): Record<string, string> {
  const known = new Set(template.meta.map((field) => field.key));
  const unknown = Object.keys(meta).find((key) => !known.has(key));
  if (unknown !== undefined) throw new Refused('unknown-meta', { field: `meta.${unknown}` });
  return meta;
}

/** What a title may not hold: control characters, the separators that break a line, half a surrogate pair. */
const UNTITLED = /[\p{Cc}\u2028\u2029\p{Cs}]/gu;

function oneLine(text: string): boolean {
  return text.search(UNTITLED) === -1;
}

/** A title out of somebody's text: one line, cut at a whole character; null when nothing is left. */
export function titleOf(words: string): string | null {
  return (
    words
      .replaceAll(UNTITLED, ' ')
      .trim()
      .slice(0, MAX_TITLE)
      .replace(/\p{Cs}$/u, '')
      .trim() || null
  );
}
