// token.made and token.revoked: personal tokens for programs; each can do what its person can.
import { z } from 'zod';
import { endById, type SessionRow, tokensOf } from '../../../db/queries/sessions';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import { mayMakeTokens } from '../../../domain/organisation';
import { Refused } from '../../../domain/refusal';
import { ok, type Result } from '../../../domain/result';
import type { AccountPage } from '../../../domain/view';
import { openSession } from '../../auth/sessions';
import { commitment } from '../../auth/tokens';
import { parse } from '../run';
import { peopleAct } from './act';
import { nameInput } from './inputs';
import type { PeopleNeeds } from './needs';
import { ending } from './sessions';

/** As many as one person can keep in mind. */
const MOST = 50;

export const makeTokenBody = z.strictObject({ name: nameInput, days: z.number().int().min(1).max(365).default(90) });

/** The token is shown this once. Refusals: forbidden (asked with a token), bad-request, unknown-field, too-many-requests (50 stand). */
export async function makeToken(
  needs: PeopleNeeds,
  actor: Actor,
  input: unknown,
): Promise<Result<{ id: string; token: string; expiresAt: string }>> {
  return peopleAct(needs, async ({ tx, event }) => {
    if (!mayMakeTokens(actor)) throw new Refused('forbidden');
    const { name, days } = parse(makeTokenBody, input);
    const now = needs.clock();
    if ((await tokensOf(tx, actor.personId, now)).length >= MOST)
      throw new Refused('too-many-requests', { detail: `${MOST} tokens stand` });
    const { id, token, expiresAt } = await openSession(tx, {
      personId: actor.personId,
      kind: 'token',
      name,
      now,
      days,
    });
    event(actor.personId, { kind: 'token.made', body: { sessionHash: commitment(needs.secret, id), days } });
    return { id, token, expiresAt: expiresAt.toISOString() };
  });
}

/** Ends one of one's own at once, on sockets too. Refusals: not-found. */
export async function revokeToken(needs: PeopleNeeds, actor: Actor, input: { tokenId: string }): Promise<Result<null>> {
  return ending(needs, 'token.revoked', async (tx) =>
    isId(input.tokenId) ? endById(tx, actor.personId, input.tokenId, needs.clock()) : null,
  );
}

export async function listTokens(needs: PeopleNeeds, actor: Actor): Promise<Result<{ items: AccountPage['tokens'] }>> {
  return ok({ items: tokenViews(await tokensOf(needs.database.db, actor.personId, needs.clock())) });
}

export function tokenViews(rows: readonly SessionRow[]): AccountPage['tokens'] {
  return rows.flatMap(({ id, name, createdAt, lastSeenAt, expiresAt }) =>
    name === null
      ? []
      : [
          {
            id,
            name,
            createdAt: createdAt.toISOString(),
            lastSeenAt: lastSeenAt.toISOString(),
            expiresAt: expiresAt.toISOString(),
          },
        ],
  );
}
