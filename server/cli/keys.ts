// `keys`: the server's signing keys.
import { join } from 'node:path';
import { appendEvents } from '../../db/queries/events';
import { allKeys, markKeyBad } from '../../db/queries/keys';
import type { OrganisationEvent } from '../../domain/events';
import { WrongEnvironment } from '../env';
import { fingerprintOf } from '../keys/keyFiles';
import { rotate } from '../keys/keys';
import { besideServer, type Surroundings } from './database';

const say = (line: string) => process.stdout.write(`${line}\n`);

export async function keyList(at: Surroundings): Promise<void> {
  await besideServer(at, async ({ db }) => {
    for (const key of await allKeys(db)) {
      const state = key.badFrom
        ? `bad since ${key.badFrom.toISOString()}`
        : key.retiredAt
          ? `retired ${key.retiredAt.toISOString()}`
          : 'signs';
      say(`${key.kid}  ${state}  ${fingerprintOf(key.publicPem)}`);
    }
  });
}

export async function keyRotate(at: Surroundings): Promise<void> {
  await besideServer(at, async ({ db }) => {
    const folder = join(at.env.dataDir, 'keys');
    const { before, after } = await db.transaction((tx) => rotate({ db: tx, log: at.log, folder }, new Date()));
    say(`${before.kid} is retired and vouches for the new key.`);
    say(`${after.kid}  signs  ${after.fingerprint}`);
    say('Publish the new fingerprint where people compare it, and keep a copy of its file apart from the backups.');
  });
}

export async function keyBad(at: Surroundings, kid: string, since: string): Promise<void> {
  const from = new Date(since);
  if (Number.isNaN(from.getTime()))
    throw new WrongEnvironment(`${since} is no time: 2026-11-20T08:00:00Z would be one.`);
  await besideServer(at, async ({ db }) => {
    const bad = await db.transaction(async (tx) => {
      const marked = await markKeyBad(tx, kid, from);
      if (!marked) throw new WrongEnvironment(`There is no key ${kid}.`);
      const event: OrganisationEvent = { kind: 'key.bad', body: { kid, from: from.toISOString() } };
      if (marked.isNew) await appendEvents(tx, [{ ...event, actorId: null, reviewId: null }]);
      return marked.from;
    });
    say(
      `Packages under ${kid} are unproven from now on, but for those whose completion somebody shows to be older than ${bad.toISOString()}. The next signature makes a new key.`,
    );
  });
}
