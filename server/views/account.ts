// The account page: oneself, one's tokens, and where one is signed in.
import { personById } from '../../db/queries/people';
import { sessionsOf } from '../../db/queries/sessions';
import { type Actor, LOCALES } from '../../domain/actor';
import { must } from '../../domain/must';
import type { AccountPage } from '../../domain/view';
import type { PeopleNeeds } from '../commands/people/needs';
import { tokensOf } from '../commands/people/tokens';

export async function accountPage(needs: Pick<PeopleNeeds, 'database' | 'clock'>, actor: Actor): Promise<AccountPage> {
  const { db } = needs.database;
  const person = must(await personById(db, actor.personId), 'an actor is a person');
  const rows = await sessionsOf(db, actor.personId, needs.clock());
  const { id, name, email, admin, colour, theme } = person;
  return {
    person: {
      id,
      name,
      email,
      admin,
      colour,
      theme,
      locale: LOCALES.find((locale) => locale === person.locale) ?? null,
    },
    tokens: tokensOf(rows),
    sessions: rows
      .filter((row) => row.name === null)
      .map((row) => ({
        id: row.id,
        current: row.id === actor.sessionId,
        createdAt: row.createdAt.toISOString(),
        lastSeenAt: row.lastSeenAt.toISOString(),
      })),
  };
}
