// P6/T12: a store that cannot be asked is an error, never "signed out".
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { actorOf } from '../../server/auth/actor';
import { ADDRESS, ADMIN, aWorld, PASSWORD, signedInAdmin } from './build';

it('T12 while the database is away every question about a session throws', async () => {
  const world = await aWorld();
  const { actor, token } = await signedInAdmin(world);
  await world.close();
  await expect(world.door.actorOfToken(token)).rejects.toThrow();
  await expect(actorOf(world.needs, { cookieHeader: `authjs.session-token=${token}` })).rejects.toThrow();
  await expect(world.needs.sessions.standing([actor.sessionId])).rejects.toThrow();
  await expect(world.door.signOut(token)).rejects.toThrow();
  await expect(world.door.signIn({ email: ADMIN, password: PASSWORD, address: ADDRESS })).rejects.toThrow();
  await expect(world.door.needsSetUp()).rejects.toThrow();
});

it('T12 a database that only reads keeps people signed in; the missed note of the last use is logged', async () => {
  const world = await aWorld();
  try {
    const { token } = await signedInAdmin(world);
    const { db } = world.needs.database;
    await db.execute(
      sql`create function refuse_writes() returns trigger language plpgsql as 'begin raise exception ''read only''; end'`,
    );
    await db.execute(
      sql`create trigger read_only before update on sessions for each statement execute function refuse_writes()`,
    );
    world.forward(5 * 60_000);
    expect(await world.door.actorOfToken(token)).not.toBeNull();
    expect(world.logged).toHaveLength(1);
    await expect(world.door.signOut(token)).rejects.toThrow();
  } finally {
    await world.close();
  }
});
