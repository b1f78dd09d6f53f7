// review.renamed and review.meta-changed: title and facts of a review, while it is drafted (matrix: change title, dates).
import { z } from 'zod';
import { setMeta, setTitle } from '../../../db/queries/reviews';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { bigrams } from '../../../domain/search';
import type { Template } from '../../../domain/template/template';
import type { Needs } from '../../needs';
import { act, parse, reviewFor } from '../run';

export const titleInput = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine(oneLine, 'one line of text without control characters');
export const metaInput = z.record(z.string().max(64), z.string().max(500));
const body = z.strictObject({ title: titleInput.optional(), meta: metaInput.optional() });

/** Refusals: not-found, forbidden (not the owner, or not drafting), unknown-meta, bad-request. */
export async function editReview(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<null>> {
  return act(needs, async ({ tx, event, after }) => {
    const { title, meta } = parse(body, input.body);
    const review = await reviewFor(tx, actor, input.reviewId, 'change-title', true);
    if (title !== undefined && title !== review.title) {
      await setTitle(tx, review.id, title, bigrams(title).join(' '));
      event(actor, review.id, { kind: 'review.renamed', body: { from: review.title, to: title } });
    }
    if (meta !== undefined) {
      const { template } = await needs.templates.get(review.templateId, review.templateVersion);
      await setMeta(tx, review.id, { ...review.meta, ...knownMeta(template, meta) });
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

function oneLine(text: string): boolean {
  return !/[\u0000-\u001f\u007f\u2028\u2029]/.test(text) && text.isWellFormed();
}
