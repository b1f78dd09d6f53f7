// People: the administrators' list, and the directory that the share dialog searches.
import { listPeople, type PersonRow, searchPeople } from '../../db/queries/people';
import { setPhrases } from '../../db/queries/setPhrases';
import type { Actor } from '../../domain/actor';
import { mayAdminister } from '../../domain/organisation';
import { ok, type Result, refused } from '../../domain/result';
import type { PeoplePage, PersonView } from '../../domain/view';
import { storable } from '../commands/inputs';
import type { PeopleNeeds } from '../commands/people/needs';

const FOUND = 20;
const QUERY_MAX = 100;

/** Everybody, in the order they came. Refusals: forbidden. */
export async function peoplePage(needs: Pick<PeopleNeeds, 'database'>, actor: Actor): Promise<Result<PeoplePage>> {
  if (!mayAdminister(actor)) return refused('forbidden');
  const rows = await listPeople(needs.database.db);
  return ok({
    phrases: (await setPhrases(needs.database.db)).map(({ phrase }) => phrase),
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      admin: row.admin,
      colour: row.colour,
      state: stateOf(row),
      createdAt: row.createdAt.toISOString(),
    })),
  });
}

/**
 * At most 20 active people whose name holds `q`, by name; administrators see and search e-mails too, others find somebody by a
 * whole e-mail that they know already.
 */
export async function findPeople(
  needs: Pick<PeopleNeeds, 'database'>,
  actor: Actor,
  query: { q?: string },
): Promise<Result<{ items: (PersonView & { email?: string })[] }>> {
  const text = (query.q ?? '').trim();
  if (text.length > QUERY_MAX || !storable(text)) return refused('bad-request', { field: 'q' });
  const emailToo = mayAdminister(actor);
  const rows = await searchPeople(needs.database.db, text, { emailToo, limit: FOUND });
  return ok({ items: rows.map(({ email, ...person }) => (emailToo ? { ...person, email } : person)) });
}

function stateOf(row: PersonRow): PeoplePage['items'][number]['state'] {
  if (row.disabledAt) return 'disabled';
  return row.passwordHash === null ? 'invited' : 'active';
}
