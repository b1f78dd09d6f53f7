// fields.set: owner, due, criterion and verifier of a measure. Each field for itself: who writes another one undoes nothing.
import { z } from 'zod';
import type { Queries } from '../../../db/queries/db';
import { activePerson } from '../../../db/queries/people';
import { openSectionsOf } from '../../../db/queries/signoff';
import { fieldsOf, putFields } from '../../../db/queries/structure';
import type { Actor } from '../../../domain/actor';
import { blocksOf } from '../../../domain/document/layout';
import { standsIn } from '../../../domain/document/sections';
import { changedFields, differing, isDay, MAX_CRITERION, mayChangeFields } from '../../../domain/fieldChange';
import { type MeasureFields, measuresOf, type Named, NO_FIELDS, printed } from '../../../domain/fields';
import { isId } from '../../../domain/ids';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { nameInput } from '../people/inputs';
import { act, attempt, parse, reviewFor } from '../run';

/** One line of what a signed text may hold (domain/document/canonical): a freeze must not fail over a field. */
const line = (max: number) =>
  wordsInput(max)
    .transform((text) => text.replaceAll(/\s+/g, ' '))
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'no control characters');
const named = z
  .union([z.strictObject({ personId: z.string() }), z.strictObject({ name: nameInput })])
  .nullable()
  .optional();

export const setFieldsBody = z.strictObject({
  owner: named,
  due: z.string().refine(isDay, 'a day of the calendar, YYYY-MM-DD').nullable().optional(),
  criterion: line(MAX_CRITERION).nullable().optional(),
  verifier: named,
});

/**
 * Sets the fields that are named; null or an empty criterion clears one; answers all as they stand now. The review's row is held,
 * as in a freeze: what was signed holds either all of the change or nothing (T29). Refusals: not-found (review, measure, person),
 * forbidden, bad-request, verifier-is-owner.
 */
export async function setFields(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; pointId: string; body: unknown },
): Promise<Result<MeasureFields>> {
  const asked = await attempt(async () => {
    const body = parse(setFieldsBody, input.body);
    const review = await reviewFor(needs.database.db, actor, input.reviewId, 'know');
    const open = await openSectionsOf(needs.database.db, review.id);
    if (!mayChangeFields(review, actor.personId, open.length > 0)) throw new Refused('forbidden');
    const blocks = await needs.collab.read(input.reviewId, (doc) => blocksOf(doc, false));
    const measure = measuresOf(blocks, {}).find(({ id }) => id === input.pointId);
    if (!measure) throw new Refused('not-found', { field: 'point' });
    // Where it stands does not change while sections are returned (GU24); whether that section is one of them is asked under the lock.
    return { ...body, isIn: (keys: readonly string[]) => standsIn(blocks, keys)(measure.block) };
  });
  if (!asked.ok) return asked;
  const { owner, due, criterion, verifier, isIn } = asked.value;
  return act(needs, async ({ tx, event, after }) => {
    const review = await reviewFor(tx, actor, input.reviewId, 'know', true);
    const isReturned = isIn(await openSectionsOf(tx, review.id));
    if (!mayChangeFields(review, actor.personId, isReturned)) throw new Refused('forbidden');
    const all = await fieldsOf(tx, review.id);
    const before = Object.hasOwn(all, input.pointId) ? (all[input.pointId] ?? NO_FIELDS) : NO_FIELDS;
    const changed = changedFields(before, {
      ...(owner !== undefined && { owner: await personIn(tx, 'owner', owner) }),
      ...(due !== undefined && { due }),
      ...(criterion !== undefined && { criterion: criterion === '' ? null : criterion }),
      ...(verifier !== undefined && { verifier: await personIn(tx, 'verifier', verifier) }),
    });
    if (!changed.ok) throw new Refused(changed.refusal.code, changed.refusal);
    const fields = differing(before, changed.value);
    if (fields.length === 0) return changed.value;
    await putFields(tx, { reviewId: review.id, pointId: input.pointId }, changed.value, actor.personId);
    const changes = fields.map((field) => [field, { from: printed(before[field]), to: printed(changed.value[field]) }]);
    event(actor, review.id, {
      kind: 'fields.set',
      body: { pointId: input.pointId, fields },
      words: { changes: Object.fromEntries(changes) },
    });
    after(() => needs.collab.notify(review.id, { type: 'threads' }));
    return changed.value;
  });
}

/** FI8: a person of the organisation under the name that they have now, or a printed name. */
async function personIn(
  tx: Queries,
  field: string,
  given: { personId: string } | { name: string } | null,
): Promise<Named | null> {
  if (given === null) return null;
  if ('name' in given) return { personId: null, name: given.name, colour: null };
  const person = isId(given.personId) ? await activePerson(tx, given.personId) : null;
  if (!person) throw new Refused('not-found', { field: `${field}.personId` });
  return { personId: person.id, name: person.name, colour: person.colour };
}
