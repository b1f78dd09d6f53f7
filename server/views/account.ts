// The account page: oneself, one's tokens, where one is signed in, and which words of one's own still stand.
import type { Queries } from '../../db/queries/db';
import { personById } from '../../db/queries/people';
import { loadReview } from '../../db/queries/reviews';
import { type SessionRow, signInOf, signInsOf, tokensOf } from '../../db/queries/sessions';
import { reproachesOf } from '../../db/queries/signoff';
import { type Actor, LOCALES } from '../../domain/actor';
import { must } from '../../domain/must';
import { can } from '../../domain/policy';
import type { Result } from '../../domain/result';
import type { AccountPage, SessionPage } from '../../domain/view';
import type { PeopleNeeds } from '../commands/people/needs';
import { tokenViews } from '../commands/people/tokens';
import { attempt } from '../commands/run';
import { cursorOf, cursorText } from './cursor';

type AccountNeeds = Pick<PeopleNeeds, 'database' | 'clock'>;

/** Sign-ins at once: a program that signs in anew each time has made hundreds by the end of the month. */
const PAGE = 50;

export async function accountPage(needs: AccountNeeds, actor: Actor): Promise<AccountPage> {
  const { db } = needs.database;
  const [row, tokens, signIns] = await Promise.all([
    personById(db, actor.personId),
    tokensOf(db, actor.personId, needs.clock()),
    signInPage(needs, actor),
  ]);
  const person = must(row, 'an actor is a person');
  const { id, name, email, admin, colour, theme } = person;
  const { items, ...rest } = signIns;
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
    tokens: tokenViews(tokens),
    sessions: items,
    ...rest,
    standing: await standingWords(db, actor.personId),
  };
}

/** Where one is signed in, 50 at a time. Refusals: bad-request for a cursor that is none of ours. */
export async function sessionPage(
  needs: AccountNeeds,
  actor: Actor,
  query: { cursor?: string },
): Promise<Result<SessionPage>> {
  return attempt(async () => signInPage(needs, actor, query.cursor));
}

/** The one that asks stands first, however long it was not used. @throws Refused bad-request */
async function signInPage(needs: AccountNeeds, actor: Actor, cursor?: string): Promise<SessionPage> {
  const { db } = needs.database;
  const now = needs.clock();
  const place = cursor === undefined ? null : cursorOf(cursor);
  const [own, others] = await Promise.all([
    place ? null : signInOf(db, actor.personId, actor.sessionId, now),
    signInsOf(db, actor.personId, now, {
      but: actor.sessionId,
      ...(place ? { after: { at: place.updatedAt, id: place.id } } : {}),
      limit: PAGE + 1,
    }),
  ]);
  const shown = others.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    items: [...(own ? [own] : []), ...shown].map((row) => sessionView(row, actor)),
    ...(others.length > PAGE && last ? { cursor: cursorText({ updatedAt: last.lastSeenAt, id: last.id }) } : {}),
  };
}

function sessionView(row: SessionRow, actor: Actor): SessionPage['items'][number] {
  return {
    id: row.id,
    current: row.id === actor.sessionId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
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
