// Versions of a text as pages and the API show them.
import type { NamedVersionRow } from '../../db/queries/namedVersions';
import { peopleByIds } from '../../db/queries/people';
import type { NamedVersionView } from '../../domain/view';
import type { Needs } from '../needs';
import { personOf } from './threads';

export async function namedVersionViews(needs: Needs, rows: readonly NamedVersionRow[]): Promise<NamedVersionView[]> {
  const people = await peopleByIds(
    needs.database.db,
    rows.map(({ createdBy }) => createdBy),
  );
  return rows.map(({ id, kind, name, note, epoch, seq, createdBy, createdAt }) => ({
    id,
    kind,
    name,
    note,
    epoch,
    seq,
    by: personOf(people, createdBy),
    at: createdAt.toISOString(),
  }));
}
