// The process: reads the environment, starts everything in order, and stops it in the opposite one.
import { fileURLToPath } from 'node:url';
import { EmbeddedError, startEmbedded } from '../db/embedded/supervisor';
import { DatabaseTooNew, migrate } from '../db/migrate';
import { openDatabase } from '../db/open';
import type { PeopleNeeds } from './commands/people/needs';
import { ensureFirstAdmin } from './commands/people/setUp';
import { setupLink } from './commands/people/setupLink';
import { type Env, exportToLibraries, readEnv, WrongEnvironment } from './env';
import { type Front, listen, PortInUse } from './http';
import { createLog, type Log } from './log';
import { provideRuntime } from './runtime';
import { keptSecret } from './secret';
import { createServices } from './services';
import { writeBuiltinTemplates } from './templates';
import { startWeb } from './web';

/** The project's folder, from dist/server.js and from server/main.ts alike. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MIGRATIONS = fileURLToPath(new URL('../db/migrations', import.meta.url));
/** SIGTERM to exit (CONTRACT: within 10 s). */
const STOP_MS = 9_000;

type Undo = () => Promise<unknown>;

/** Starts everything in order; each started thing is put on `undo`, to be stopped in the opposite order. */
async function start(env: Env, log: Log, undo: Undo[]): Promise<void> {
  const embedded = env.databaseUrl ? null : await startEmbedded({ dataDir: env.dataDir, pgBin: env.pgBin, log });
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

  const services = createServices({ database, log, secret, publicUrl, frameRate: env.frameRate, apiRate: env.apiRate });
  undo.push(() => services.collab.drain());
  await firstPerson(env, services.needs);
  provideRuntime(services.runtime);
  const web = await startWeb({ dir: ROOT, development: env.development, port: front.port });
  undo.push(() => web.close());
  const { api, collab } = services;
  front.open({
    publicUrl,
    development: env.development,
    api,
    web,
    upgrade: (request, socket, head) => collab.upgrade(request, socket, head),
    stats: () => collab.stats(),
  });
  // First of all when stopping: nobody new comes in while the rest is put away.
  undo.push(async () => front.close());
  await announce(front, publicUrl, services.needs, log);
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
async function announce(front: Front, publicUrl: string, people: PeopleNeeds, log: Log): Promise<void> {
  const path = await setupLink(people);
  log.info('ready', { port: front.port, publicUrl });
  process.stdout.write(`\n  Countersign is ready: ${publicUrl}\n`);
  if (path) process.stdout.write(`  Set it up (one-time link): ${publicUrl}${path}\n`);
  process.stdout.write('\n');
}

/** Stops what was started, newest first. What fails to stop is logged and does not keep the others. */
async function stop(log: Log, undo: readonly Undo[]): Promise<void> {
  for (const one of undo.toReversed()) {
    try {
      await one();
    } catch (error) {
      log.error('something did not stop cleanly', { error });
    }
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
    await start(env, log, undo);
  } catch (error) {
    if (leaving) return;
    await stop(log, undo);
    throw error;
  }
  // Next swallows these (STACK trap 4); nobody knows the state behind them, so the process says so and leaves.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.removeAllListeners(event);
    process.on(event, (error) => {
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
