// Templates: immutable rows by id and version; the built-in ones are written at start when they are not there yet.
import { and, desc, eq } from 'drizzle-orm';
import { templates } from '../schema/reviews';
import type { Queries } from './db';

export interface TemplateRow {
  id: string;
  version: number;
  body: unknown;
  sha256: string;
}

export async function insertTemplate(tx: Queries, row: TemplateRow & { builtin: boolean }): Promise<void> {
  await tx.insert(templates).values(row).onConflictDoNothing();
}

export async function templateRow(db: Queries, id: string, version: number): Promise<TemplateRow | null> {
  const [row] = await db
    .select()
    .from(templates)
    .where(and(eq(templates.id, id), eq(templates.version, version)));
  return row ?? null;
}

/** Newest version of each template, by id. */
export async function newestTemplates(db: Queries): Promise<TemplateRow[]> {
  return db.selectDistinctOn([templates.id]).from(templates).orderBy(templates.id, desc(templates.version));
}
