// What somebody reads of a review, as the ways out of it ask for it: the live text, or the version that was approved (PO5).
import * as Y from 'yjs';
import type { Queries } from '../db/queries/db';
import type { ReviewRow } from '../db/queries/reviews';
import { fieldsOf } from '../db/queries/structure';
import { versionNo } from '../db/queries/versions';
import type { Actor } from '../domain/actor';
import { parseCanonical } from '../domain/document/canonical';
import { type MeasureFields, measuresOf } from '../domain/fields';
import { must } from '../domain/must';
import { readingOf, signedNo } from '../domain/reading';
import { Refused } from '../domain/refusal';
import type { Template } from '../domain/template/template';
import type { VersionRef } from '../domain/versionRef';
import { reviewFor } from './commands/run';
import { readAt } from './history/states';
import type { Needs } from './needs';
import { liveText } from './text';

export interface Read {
  review: ReviewRow;
  /** Where the text is that this person reads: now, or as it was approved. */
  at: VersionRef;
  /** Number of the approved version that is all that is read; null for the live text. */
  only: number | null;
}

/** @throws Refused not-found for who may not know of it, forbidden for who knows and may not read. */
export async function readingFor(db: Queries, actor: Actor, reviewId: string): Promise<Read> {
  const review = await reviewFor(db, actor, reviewId, 'know');
  switch (readingOf(review, actor.personId)) {
    case 'live':
      return { review, at: { kind: 'now' }, only: null };
    case 'approved': {
      const no = must(review.approvedNo, 'who reads on has a version to read');
      return { review, at: { kind: 'frozen', no }, only: no };
    }
    case null:
      throw new Refused('forbidden');
  }
}

/** PO8: of an approved text what was signed is read, in whatever way the rows that it was made from came to differ since. */
export function asSigned(read: Read): Read {
  const no = signedNo(read.review);
  return no === null ? read : { ...read, at: { kind: 'frozen', no }, only: no };
}

/** The title of what is read: the present one, or the one that the signatures of version `only` name. */
export async function titleRead(db: Queries, review: ReviewRow, only: number | null): Promise<string> {
  return only === null ? review.title : (await signedText(db, review.id, only)).title;
}

/** The text that is read, its title, and the fields of its measures: of an approved version all as it was signed. */
export async function textRead(needs: Needs, { review, at, only }: Read, template: Template) {
  const { db } = needs.database;
  const read = await readAt(needs, review, at, (doc, { title, epoch }) => ({
    title,
    epoch,
    text: liveText(doc, title, template),
    state: Y.encodeStateAsUpdate(doc),
  }));
  if (only === null) return { ...read, fields: await fieldsOf(db, review.id) };
  const { blocks } = await signedText(db, review.id, only);
  const signed = measuresOf(read.text.blocks, {}).flatMap(({ block, id }): [string, MeasureFields][] => {
    const fields = blocks[block]?.fields;
    return id !== null && fields ? [[id, fields]] : [];
  });
  return { ...read, fields: Object.fromEntries(signed) };
}

async function signedText(db: Queries, reviewId: string, no: number) {
  const version = must(await versionNo(db, reviewId, no), 'an approved version stays');
  return parseCanonical(version.canonical);
}
