// One PostgreSQL for a vitest run: started before the first test file, ended after the last.
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { processesIn } from '../../db/embedded/processes';
import { startEmbedded } from '../../db/embedded/supervisor';
import { migrate } from '../../db/migrate';
import { openDatabase } from '../../db/open';
import { asAdmin, onDatabase } from './admin';
import { signal } from './signal';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests make their databases: a superuser's address, and the name of the migrated template. */
    postgres: { admin: string; template: string };
  }
}

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));
/** Nothing that a test writes has to survive a power cut. */
const HASTY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await serverForTests();
  const template = `countersign_template_${process.pid}`;
  await asAdmin(server.admin, `drop database if exists ${template}`, `create database ${template}`);
  const database = openDatabase({ url: onDatabase(server.admin, template), max: 1 });
  await migrate(database, MIGRATIONS);
  await database.close();
  project.provide('postgres', { admin: server.admin, template });
  return async () => {
    await asAdmin(server.admin, `drop database ${template}`);
    await server.stop();
  };
}

/** An outside server when COUNTERSIGN_TEST_DATABASE_URL names one (a superuser's address), otherwise our own of this run. */
async function serverForTests(): Promise<{ admin: string; stop(): Promise<void> }> {
  const outside = process.env.COUNTERSIGN_TEST_DATABASE_URL;
  if (outside) return { admin: outside, stop: async () => undefined };
  await clearAfterKilledRuns();
  const folder = await mkdtemp(join(tmpdir(), `countersign-tests-${process.pid}-`));
  await chmod(folder, 0o711);
  const log = { info: () => undefined, warn: console.warn, error: console.error };
  const pgBin = process.env.COUNTERSIGN_PG_BIN || null;
  const embedded = await startEmbedded({ dataDir: join(folder, 'data'), pgBin, log, settings: HASTY });
  return {
    admin: onDatabase(embedded.url, 'postgres'),
    stop: async () => {
      await embedded.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A run that was killed could not stop its server: its folder names it, and it is gone. */
async function clearAfterKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const run = /^countersign-tests-(\d+)-/.exec(name)?.[1];
    if (run === undefined || process.platform !== 'linux' || existsSync(`/proc/${run}`)) continue;
    for (const pid of await processesIn(join(tmpdir(), name, 'data', 'postgres'), null)) signal(pid, 'SIGQUIT');
    await rm(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 5 });
  }
}
