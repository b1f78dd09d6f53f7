// The account page: oneself, one's tokens, where one is signed in, and which words of one's own still stand.
import type { Queries } from '../../db/queries/db';
import { personById } from '../../db/queries/people';
import { loadReview } from '../../db/queries/reviews';
import { sessionsOf } from '../../db/queries/sessions';
import { reproachesOf } from '../../db/queries/signoff';
import { type Actor, LOCALES } from '../../domain/actor';
import { must } from '../../domain/must';
import { can } from '../../domain/policy';
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
    standing: await standingWords(db, actor.personId),
  };
}

/** SG24: their own words alone where they may not read the review any more, and nothing of it. */
async function standingWords(db: Queries, personId: string): Promise<AccountPage['standing']> {
  const items: AccountPage['standing'][number][] = [];
  for (const { id, decision, opinion, versionNo, at, reviewId } of await reproachesOf(db, personId)) {
    const found = await loadReview(db, reviewId);
    const review = found && can(found, personId, 'read') ? { id: found.id, title: found.title } : null;
    items.push({ id, decision, opinion, version: versionNo, at: at.toISOString(), review });
  }
  return items;
}
