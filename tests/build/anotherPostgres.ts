// A PostgreSQL that is not the packaged one: the machine's own, with a data directory of its own, for what must be the same over both.
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded } from '../../db/embedded/supervisor';
import { migrate } from '../../db/migrate';
import { type Database, openDatabase } from '../../db/open';

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));
/** Where Debian puts each major version. */
const DEBIAN = '/usr/lib/postgresql';

function binaries(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((name) => join(DEBIAN, name, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null;
}

/** Why tests over another PostgreSQL are skipped here; null when they run. With REQUIRE_SERVICES=1 a missing one fails instead. */
export function whyNoOtherPostgres(): string | null {
  if (binaries()) return null;
  const why = 'no PostgreSQL of Debian was found';
  if (process.env.REQUIRE_SERVICES === '1') throw new Error(`REQUIRE_SERVICES=1, but ${why}.`);
  return why;
}

/** Started and migrated; `stop` ends it and removes its data. */
export async function anotherPostgres(): Promise<{ database: Database; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'cs-other-pg-'));
  await chmod(folder, 0o711);
  const log = { info: () => undefined, warn: console.warn, error: console.error };
  const settings = { fsync: 'off', synchronous_commit: 'off' };
  const server = await startEmbedded({ dataDir: join(folder, 'data'), pgBin: binaries(), log, settings });
  const database = openDatabase({ url: server.url });
  await migrate(database, MIGRATIONS);
  return {
    database,
    stop: async () => {
      await database.close();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
