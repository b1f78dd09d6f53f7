// People: the administrators' list, and the directory that the share dialog searches.
import { countNamed, listPeople, type PersonRow, searchPeople } from '../../db/queries/people';
import { setPhrases } from '../../db/queries/setPhrases';
import type { Actor } from '../../domain/actor';
import { mayAdminister } from '../../domain/organisation';
import { Refused } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import type { FoundPeople, PeoplePage } from '../../domain/view';
import { storable } from '../commands/inputs';
import type { PeopleNeeds } from '../commands/people/needs';
import { attempt } from '../commands/run';
import { cursorOf, cursorText, namePlace, namePlaceOf } from './cursor';

/** At once: of everybody, and of whom the directory finds while a name is typed. */
const PAGE = 100;
const FOUND = 20;
const QUERY_MAX = 200;

type PageNeeds = Pick<PeopleNeeds, 'database'>;

/** In the order they came, 100 at a time; `q`: whose name or e-mail holds it. Refusals: forbidden, bad-request. */
export async function peoplePage(
  needs: PageNeeds,
  actor: Actor,
  query: { q?: string; cursor?: string } = {},
): Promise<Result<PeoplePage>> {
  return attempt(async () => {
    if (!mayAdminister(actor)) throw new Refused('forbidden');
    const text = textOf(query.q);
    const place = query.cursor === undefined ? null : cursorOf(query.cursor);
    const { db } = needs.database;
    const after = place && { after: { at: place.updatedAt, id: place.id } };
    const [rows, total, phrases] = await Promise.all([
      listPeople(db, text, { ...after, limit: PAGE + 1 }),
      countNamed(db, text),
      setPhrases(db),
    ]);
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    return {
      phrases: phrases.map(({ phrase }) => phrase),
      total,
      items: shown.map((row) => ({
        id: row.id,
        name: row.name,
        email: row.email,
        admin: row.admin,
        colour: row.colour,
        state: stateOf(row),
        createdAt: row.createdAt.toISOString(),
      })),
      ...(rows.length > PAGE && last ? { cursor: cursorText({ updatedAt: last.createdAt, id: last.id }) } : {}),
    };
  });
}

/**
 * Active people whose name holds `q`, by name, 20 at a time; administrators see and search e-mails too, others find somebody by a
 * whole e-mail that they know already.
 */
export async function findPeople(
  needs: PageNeeds,
  actor: Actor,
  query: { q?: string; cursor?: string },
): Promise<Result<FoundPeople>> {
  return attempt(async () => {
    const text = textOf(query.q);
    const emailToo = mayAdminister(actor);
    const after = query.cursor === undefined ? null : { after: namePlaceOf(query.cursor) };
    const rows = await searchPeople(needs.database.db, text, { ...after, emailToo, limit: FOUND + 1 });
    const shown = rows.slice(0, FOUND);
    const last = shown.at(-1);
    return {
      items: shown.map(({ email, ...person }) => (emailToo ? { ...person, email } : person)),
      ...(rows.length > FOUND && last ? { cursor: namePlace(last) } : {}),
    };
  });
}

/** @throws Refused bad-request */
function textOf(q = ''): string {
  const text = q.trim();
  if (text.length > QUERY_MAX || !storable(text)) throw new Refused('bad-request', { field: 'q' });
  return text;
}

function stateOf(row: PersonRow): PeoplePage['items'][number]['state'] {
  if (row.disabledAt) return 'disabled';
  return row.passwordHash === null ? 'invited' : 'active';
}
