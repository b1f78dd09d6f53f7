// The people's side of a server over a real database: a clock that tests move, and what it closed.

import type { Database } from '../../db/open';
import { personById } from '../../db/queries/people';
import type { Actor } from '../../domain/actor';
import type { Result } from '../../domain/result';
import { createAuthDoor } from '../../server/auth/door';
import { createPasswords } from '../../server/auth/passwords';
import { createPerson } from '../../server/commands/people/createPerson';
import { createPeopleNeeds, type PeopleNeeds } from '../../server/commands/people/needs';
import { ensureFirstAdmin } from '../../server/commands/people/setUp';
import type { AuthDoor } from '../../server/runtime';
import { aDatabase } from '../build/database';

export const PASSWORD = 'north wind 7';
export const ADMIN = 'lin@office.test';
export const ADDRESS = '192.0.2.7';

export interface World {
  needs: PeopleNeeds;
  door: AuthDoor;
  /** Calls of onSessionsEnded, in order. */
  ended: { personId?: string; sessionId?: string }[];
  /** Warnings and errors that were logged. */
  logged: string[];
  forward(ms: number): void;
  close(): Promise<void>;
}

/** `ln`: cost of a password's hash, the product's by default. */
export async function aWorld(options: { database?: Database; publicUrl?: string; ln?: number } = {}): Promise<World> {
  const database = options.database ?? (await aDatabase());
  let now = Date.parse('2026-03-02T08:00:10Z');
  const ended: World['ended'] = [];
  const logged: string[] = [];
  const quiet = () => undefined;
  const needs = createPeopleNeeds({
    database,
    secret: 'only-for-tests-'.repeat(4),
    publicUrl: options.publicUrl ?? 'http://localhost:3000',
    log: {
      debug: quiet,
      info: quiet,
      warn: (message) => logged.push(message),
      error: (message) => logged.push(message),
    },
    passwords: createPasswords(options.ln === undefined ? {} : { ln: options.ln }),
    clock: () => new Date(now),
    onSessionsEnded: (who) => ended.push(who),
  });
  return {
    needs,
    door: createAuthDoor(needs),
    ended,
    logged,
    forward: (ms) => {
      now += ms;
    },
    close: () => database.close(),
  };
}

/** The value of a result that the test expects to be one. */
export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
}

/** The code of a refusal; 'ok' when it was none. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.refusal.code;
}

/** The first administrator, signed in by a browser. */
export async function signedInAdmin(world: World): Promise<{ actor: Actor; token: string }> {
  value(await ensureFirstAdmin(world.needs, { email: ADMIN, password: PASSWORD, name: 'Lin' }));
  return signedIn(world, ADMIN);
}

/** Somebody with PASSWORD, made by the administrator. */
export async function aPerson(
  world: World,
  admin: Actor,
  email: string,
  more: { admin?: boolean } = {},
): Promise<string> {
  return value(
    await createPerson(world.needs, admin, { email, name: email.split('@')[0], password: PASSWORD, ...more }),
  ).id;
}

/** Signs in as a browser does, through the door. */
export async function signedIn(
  world: World,
  email: string,
  password = PASSWORD,
): Promise<{ actor: Actor; token: string }> {
  const { personId } = value(await world.door.signIn({ email, password, address: ADDRESS }));
  const token = await world.door.openSession(personId);
  const actor = await world.door.actorOfToken(token);
  if (!actor)
    throw new Error(`nobody behind a fresh token of ${(await personById(world.needs.database.db, personId))?.email}`);
  return { actor, token };
}
