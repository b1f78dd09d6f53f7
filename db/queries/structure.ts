// Sections and the fields of measures, as people keep them beside the text of a review.
import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MeasureFields, Named } from '../../domain/fields';
import { NO_CARE, type SectionCare } from '../../domain/sectionState';
import type { SectionView } from '../../domain/view';
import { people } from '../schema/people';
import { pointFields, sectionStates } from '../schema/work';
import type { Queries } from './db';
import { takesPart } from './reviews';

/** By sectionKey; a section without a row is not among them. Who writes here no more looks after nothing (SC3). */
export async function sectionsOf(db: Queries, reviewId: string): Promise<Record<string, SectionView>> {
  const rows = await db
    .select({
      key: sectionStates.sectionKey,
      state: sectionStates.state,
      id: people.id,
      name: people.name,
      colour: people.colour,
    })
    .from(sectionStates)
    .leftJoin(people, and(eq(people.id, sectionStates.ownerId), takesPart(sectionStates.reviewId, people.id, 'write')))
    .where(eq(sectionStates.reviewId, reviewId));
  return Object.fromEntries(
    rows.map(({ key, state, id, name, colour }) => [
      key,
      { state, owner: id === null || name === null || colour === null ? null : { id, name, colour } },
    ]),
  );
}

export async function sectionCare(db: Queries, reviewId: string, sectionKey: string): Promise<SectionCare> {
  const [row] = await db
    .select({ ownerId: sectionStates.ownerId, state: sectionStates.state })
    .from(sectionStates)
    .where(and(eq(sectionStates.reviewId, reviewId), eq(sectionStates.sectionKey, sectionKey)));
  return row ?? NO_CARE;
}

export async function putSection(
  tx: Queries,
  { ownerId, state, ...key }: SectionCare & { reviewId: string; sectionKey: string },
  by: string,
): Promise<void> {
  const set = { ownerId, state, updatedBy: by, updatedAt: sql`now()` };
  await tx
    .insert(sectionStates)
    .values({ ...key, ...set })
    .onConflictDoUpdate({ target: [sectionStates.reviewId, sectionStates.sectionKey], set });
}

/** By the id of the point, of all that were ever set: also of points that the text lacks now. */
export async function fieldsOf(db: Queries, reviewId: string): Promise<Record<string, MeasureFields>> {
  const owner = alias(people, 'owner');
  const verifier = alias(people, 'verifier');
  const rows = await db
    .select({ row: pointFields, ownerColour: owner.colour, verifierColour: verifier.colour })
    .from(pointFields)
    .leftJoin(owner, eq(owner.id, pointFields.ownerId))
    .leftJoin(verifier, eq(verifier.id, pointFields.verifierId))
    .where(eq(pointFields.reviewId, reviewId));
  return Object.fromEntries(
    rows.map(({ row, ownerColour, verifierColour }) => [
      row.pointId,
      {
        owner: named(row.ownerId, row.owner, ownerColour),
        due: row.due,
        criterion: row.criterion === '' ? null : row.criterion,
        verifier: named(row.verifierId, row.verifier, verifierColour),
      },
    ]),
  );
}

function named(personId: string | null, name: string, colour: number | null): Named | null {
  return name === '' ? null : { personId, name, colour };
}

export async function putFields(
  tx: Queries,
  key: { reviewId: string; pointId: string },
  { owner, due, criterion, verifier }: MeasureFields,
  by: string,
): Promise<void> {
  const set = {
    ownerId: owner?.personId ?? null,
    owner: owner?.name ?? '',
    due,
    criterion: criterion ?? '',
    verifierId: verifier?.personId ?? null,
    verifier: verifier?.name ?? '',
    updatedBy: by,
    updatedAt: sql`now()`,
  };
  await tx
    .insert(pointFields)
    .values({ ...key, ...set })
    .onConflictDoUpdate({ target: [pointFields.reviewId, pointFields.pointId], set });
}
