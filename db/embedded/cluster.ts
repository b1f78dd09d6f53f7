// The folder of the cluster: made whole or not at all, and of the version that our programs read.
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries';
import { codeOf, EmbeddedError } from './error';
import { CLEARED, syncFolder, textOf } from './files';
import { run } from './run';
import { giveTo, makePrivate, type ServerUser } from './user';

export const SUPERUSER = 'countersign';

/** Folders that are still being made carry this in their name. */
const FRESH = '.new-';

/** The data directory, made when it is missing, without symbolic links in its path. */
export async function dataFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dirname(dataDir), { recursive: true });
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    // As root, the user that PostgreSQL runs as must pass through to the cluster; it cannot list what lies here.
    if (process.getuid?.() === 0) await chmod(dataDir, ((await stat(dataDir)).mode & 0o777) | 0o011);
    return await realpath(dataDir);
  } catch (error) {
    throw new EmbeddedError(`The data directory ${dataDir} cannot be used (${codeOf(error)}).`, { cause: error });
  }
}

/** Never a folder that initdb is at work in. */
export const clusterIn = (dataDir: string) => join(dataDir, 'postgres');

interface Maker {
  dataDir: string;
  binaries: Binaries;
  user: ServerUser | null;
  /** False: a power cut may take it (tests). */
  durable: boolean;
}

/**
 * Makes the cluster unless it is there. Interrupted, it leaves a folder that nobody reads; raced, one of the makers wins.
 * @throws EmbeddedError when it is of another major version, or cannot be made.
 */
export async function ensureCluster(given: Maker): Promise<void> {
  const { dataDir, binaries, user } = given;
  const cluster = clusterIn(dataDir);
  const found = await majorOf(cluster);
  if (found === null) await make(given, cluster);
  const major = found ?? (await majorOf(cluster));
  if (major !== binaries.major) {
    throw new EmbeddedError(
      `The database in ${cluster} was made by PostgreSQL ${major ?? '?'}, but this version of Countersign runs PostgreSQL ${binaries.major}: ` +
        `set COUNTERSIGN_PG_BIN to the programs of PostgreSQL ${major ?? '?'}, or move the data with pg_dump.`,
    );
  }
  await makePrivate(user, cluster);
}

async function make({ dataDir, binaries, user, durable }: Maker, cluster: string): Promise<void> {
  const fresh = `${cluster}${FRESH}${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(fresh, { mode: 0o700 });
    await giveTo(user, fresh);
    const made = await run(
      binaries.initdb,
      ['-D', fresh, ...initOptions(binaries.major), ...(durable ? [] : ['--no-sync'])],
      user,
    );
    // Another starter may have won meanwhile, and have cleared ours away.
    if (!made.ok && (await majorOf(cluster)) !== null) return;
    if (!made.ok)
      throw new EmbeddedError(`The database cannot be made in ${dataDir} (${made.complaint.replace(/\.$/, '')}).`);
    await rename(fresh, cluster);
    await syncFolder(dataDir);
  } catch (error) {
    if ((await majorOf(cluster)) !== null) return;
    if (error instanceof EmbeddedError) throw error;
    const what =
      codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST' ? 'something else lies there' : codeOf(error);
    throw new EmbeddedError(`The database cannot be made in ${cluster} (${what}).`, { cause: error });
  } finally {
    await rm(fresh, CLEARED);
  }
}

/** Trust: who can reach the socket's private folder is root or the server's own user. Text sorts by code point everywhere alike. */
function initOptions(major: number): string[] {
  const locale = major >= 17 ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C'];
  return ['-U', SUPERUSER, '--auth=trust', '--encoding=UTF8', ...locale, '--data-checksums', '--no-instructions'];
}

/** The major version that made the cluster; null when there is none. */
async function majorOf(cluster: string): Promise<number | null> {
  try {
    const text = await textOf(join(cluster, 'PG_VERSION'));
    return text === null ? null : Number.parseInt(text, 10);
  } catch (error) {
    throw new EmbeddedError(`The database in ${cluster} cannot be read (${codeOf(error)}).`, { cause: error });
  }
}

/** Removes what interrupted first starts left. Only for the holder of the lock: a maker that still works loses anyway. */
export async function clearLeftovers(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (/^postgres.*\.new-[0-9a-f]{8}$/.test(name)) await rm(join(dataDir, name), CLEARED);
  }
}
