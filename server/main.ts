// The process: reads the environment, starts everything in order, and stops it in the opposite one.
import { fileURLToPath } from 'node:url';
import { isAway } from '../db/away';
import { EmbeddedError, startEmbedded } from '../db/embedded/supervisor';
import { DatabaseTooNew, migrate } from '../db/migrate';
import { type Database, openDatabase } from '../db/open';
import { databaseIdentity } from '../db/queries/identity';
import type { PeopleNeeds } from './commands/people/needs';
import { ensureFirstAdmin } from './commands/people/setUp';
import { setupLink } from './commands/people/setupLink';
import { type Env, exportToLibraries, readEnv, WrongEnvironment } from './env';
import { channelOf } from './fanout/channel';
import { localFanout, logOnlyFanout } from './fanout/local';
import { RedisFanout } from './fanout/redis';
import { type Front, listen, PortInUse } from './http';
import { publishedKeys } from './keys/keys';
import { refuseLeakyLib0 } from './lib0';
import { createLog, type Log } from './log';
import { provideRuntime } from './runtime';
import { keptSecret } from './secret';
import { createServices, type Services } from './services';
import { writeBuiltinTemplates } from './templates';
import { startWeb, type Web } from './web';
import { startHousekeeping } from './worker/housekeeping';
import { startSearchIndex } from './worker/searchIndex';

/** The project's folder, from dist/server.js and from server/main.ts alike. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MIGRATIONS = fileURLToPath(new URL('../db/migrations', import.meta.url));
/** SIGTERM to exit (CONTRACT: within 10 s). */
const STOP_MS = 9_000;

type Undo = () => Promise<unknown>;

/**
 * Starts everything in order; each started thing is put on `undo`, to be stopped in the opposite order. `leave`: the data directory
 * was taken by another process.
 */
async function start(env: Env, log: Log, undo: Undo[], leave: () => void): Promise<void> {
  refuseLeakyLib0();
  const { dataDir, pgBin } = env;
  const embedded = env.databaseUrl ? null : await startEmbedded({ dataDir, pgBin, log, onTaken: leave });
  if (embedded) undo.push(() => embedded.stop());
  const url = env.databaseUrl ?? embedded?.url ?? '';
  const database = openDatabase({ url });
  undo.push(() => database.close());
  await migrate(database, MIGRATIONS);
  await writeBuiltinTemplates(database.db);
  const secret = env.secret ?? (await keptSecret(env.dataDir));
  const front = await listen({ host: env.host, port: env.port, log });
  undo.push(() => front.closed());
  const publicUrl = env.publicUrl ?? `http://localhost:${front.port}`;
  exportToLibraries(publicUrl, secret);

  const redis = env.redisUrl ? await redisFanout({ url: env.redisUrl, secret, database, log }) : null;
  const { frameRate, apiRate } = env;
  // Without a way to talk to others there may still be some: whoever has the address of an outside database can start one.
  const fanout = redis ?? (env.databaseUrl ? logOnlyFanout() : localFanout());
  const services = createServices({
    database,
    log,
    secret,
    dataDir: env.dataDir,
    publicUrl,
    frameRate,
    apiRate,
    fanout,
  });
  // Side by side: everybody's turn to come back begins with the signal, whatever a worker is at.
  const serving: Undo[] = [() => services.collab.drain()];
  undo.push(() => Promise.all(serving.map((one) => ended(log, one))));
  // Made at the first start: what signs must not depend on when somebody first asks.
  await services.needs.keys.current();
  await firstPerson(env, services.needs);
  const pages = env.roles.has('web') ? await startPages(env, services, front.port) : null;
  if (pages) serving.push(() => pages.close());
  if (env.roles.has('worker')) {
    serving.push(startHousekeeping({ database, log, keys: services.needs.keys }));
    serving.push(startSearchIndex(services.needs));
  }
  const { api, collab } = services;
  front.open({
    publicUrl,
    development: env.development,
    web: pages && { api, pages },
    upgrade: env.roles.has('collab') ? (request, socket, head) => collab.upgrade(request, socket, head) : null,
    keys: () => publishedKeys(services.needs.keys),
    stats: () => ({ ...collab.stats(), ...redis?.stats() }),
    degraded: () => (redis && !redis.connected ? ['redis'] : []),
  });
  // First of all when stopping: nobody new comes in while the rest is put away.
  undo.push(async () => front.close());
  await announce({ env, front, publicUrl, people: services.needs, log });
}

async function redisFanout(given: { url: string; secret: string; database: Database; log: Log }): Promise<RedisFanout> {
  const { url, secret, database, log } = given;
  return new RedisFanout({ url, log, ...channelOf(secret, await databaseIdentity(database.sql)) });
}

function startPages({ development }: Env, services: Services, port: number): Promise<Web> {
  provideRuntime(services.runtime);
  return startWeb({ dir: ROOT, development, port });
}

async function firstPerson(env: Env, people: PeopleNeeds): Promise<void> {
  if (!env.admin) return;
  const made = await ensureFirstAdmin(people, env.admin);
  if (made.ok) return;
  const why = made.refusal.detail ?? made.refusal.code;
  throw new WrongEnvironment(
    `COUNTERSIGN_ADMIN_EMAIL and COUNTERSIGN_ADMIN_PASSWORD make no administrator: ${made.refusal.field ?? ''} ${why}.`,
  );
}

/** What a newcomer needs to see, in words; the log line is for programs. */
async function announce(given: {
  env: Env;
  front: Front;
  publicUrl: string;
  people: PeopleNeeds;
  log: Log;
}): Promise<void> {
  const { env, front, publicUrl, people, log } = given;
  // Of several nodes that start at once the last must not spend the link that the first has printed.
  const path = env.roles.has('web') ? await setupLink(people, { keepOthers: env.databaseUrl !== null }) : null;
  log.info('ready', { port: front.port, publicUrl, roles: [...env.roles] });
  process.stdout.write(`\n  Countersign is ready: ${publicUrl}\n`);
  if (path) process.stdout.write(`  Set it up (one-time link): ${publicUrl}${path}\n`);
  process.stdout.write('\n');
}

/** Stops what was started, newest first. What fails to stop is logged and does not keep the others. */
async function stop(log: Log, undo: readonly Undo[]): Promise<void> {
  for (const one of undo.toReversed()) await ended(log, one);
}

async function ended(log: Log, one: Undo): Promise<void> {
  try {
    await one();
  } catch (error) {
    log.error('something did not stop cleanly', { error });
  }
}

async function main(): Promise<void> {
  const env = readEnv();
  const log = createLog(env.logLevel);
  const undo: Undo[] = [];
  let leaving = false;
  const leave = (code: number) => {
    if (leaving) return;
    leaving = true;
    void stop(log, undo).then(() => process.exit(code));
    setTimeout(() => {
      log.error('stopping took too long');
      process.exit(1);
    }, STOP_MS).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => leave(0));
  try {
    await start(env, log, undo, () => leave(1));
  } catch (error) {
    if (leaving) return;
    await stop(log, undo);
    throw error;
  }
  // Next swallows these (STACK trap 4); nobody knows the state behind them, so the process says so and leaves.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.removeAllListeners(event);
    process.on(event, (error: unknown) => {
      // postgres.js asks for the array types by itself at the beginning of a connection, and waits for no answer: a database that
      // dies just then is an outage like any other (T37), not a state that nobody knows.
      if (event === 'unhandledRejection' && isAway(error)) {
        log.warn('the database went away under a question that nobody waits for', { error });
        return;
      }
      log.error(event, { error });
      leave(1);
    });
  }
}

/** Errors whose message is the one sentence for the operator. */
const SENTENCES = [WrongEnvironment, EmbeddedError, DatabaseTooNew, PortInUse];

main().catch((error: unknown) => {
  const known = error instanceof Error && SENTENCES.some((kind) => error instanceof kind);
  const trace = error instanceof Error ? error.stack : String(error);
  process.stderr.write(known ? `${error.message}\n` : `Countersign did not start: ${trace}\n`);
  process.exit(1);
});
