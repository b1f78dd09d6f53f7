// Data directories for the supervisor's tests: fresh or copied from one that was made before, and cleared with what still runs there.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { textOf } from '../../db/embedded/files';
import { processesIn } from '../../db/embedded/processes';
import { type Embedded, startEmbedded } from '../../db/embedded/supervisor';
import { openDatabase } from '../../db/open';

const SOURCE = fileURLToPath(new URL('app.ts', import.meta.url));
/** A killed app's lock goes when its server notices; a loaded machine must not decide a test. */
const PATIENT = 20_000;
/** In the project, so that it finds its packages; a bundle, because a loader would take longer than what is tested. */
const APP = fileURLToPath(new URL(`../../node_modules/.cache/countersign/app-${process.pid}.mjs`, import.meta.url));
/** Kills are no power cuts: only a test of durability itself has to wait for the disk. */
const HASTY = { fsync: 'off' };
export const asRoot = process.getuid?.() === 0;

export interface Home {
  /** Holds nothing but `dataDir`; may be passed by everybody. */
  folder: string;
  dataDir: string;
  cluster: string;
  /** PostgreSQL processes there. */
  pids(): Promise<number[]>;
}

const homes: Home[] = [];
let made: Home | null = null;

/** Call before the first `anApp`. */
export async function buildApp(): Promise<void> {
  await build({
    entryPoints: [SOURCE],
    outfile: APP,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
  });
}

/** A data directory that does not exist yet. */
export async function freshHome(name = 'data'): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'cs-db-'));
  await chmod(folder, 0o711);
  const dataDir = join(folder, name);
  const cluster = join(dataDir, 'postgres');
  const home = { folder, dataDir, cluster, pids: () => processesIn(cluster, null) };
  homes.push(home);
  return home;
}

/** One with a cluster, as a copy by hand: as root its files belong to root. */
export async function usedHome(): Promise<Home> {
  if (made === null) {
    made = await freshHome();
    await (await started(made)).stop();
  }
  const home = await freshHome();
  await cp(made.dataDir, home.dataDir, { recursive: true });
  return home;
}

/** Call after all tests of a file. */
export async function clearHomes(): Promise<void> {
  await rm(APP, { force: true });
  for (const home of homes) {
    for (const pid of await home.pids()) process.kill(pid, 'SIGKILL');
    const socketElsewhere = await textOf(join(home.dataDir, 'socket-folder'));
    if (socketElsewhere !== null) await rm(socketElsewhere, { recursive: true, force: true });
    await rm(home.folder, { recursive: true, force: true, maxRetries: 5 });
  }
  // The next file of this worker begins with nothing.
  homes.length = 0;
  made = null;
}

/** The supervisor in this process. */
export function started(
  home: Home,
  options: { retryMs?: number; durable?: boolean; log?: (line: string) => void; onTaken?: () => void } = {},
): Promise<Embedded> {
  const say = options.log ?? (() => undefined);
  return startEmbedded({
    dataDir: home.dataDir,
    pgBin: null,
    log: { info: say, warn: say, error: say },
    retryMs: options.retryMs ?? PATIENT,
    settings: options.durable ? {} : HASTY,
    ...(options.onTaken ? { onTaken: options.onTaken } : {}),
  });
}

export async function ask<T>(url: string, statement: string): Promise<T[]> {
  const database = openDatabase({ url, max: 1 });
  try {
    return (await database.sql.unsafe(statement)) as unknown as T[];
  } finally {
    await database.close();
  }
}

export interface Said {
  word: 'ready' | 'refused' | 'broken';
  pid?: number;
  url?: string;
  message?: string;
}

/** The supervisor in a process of its own, at the head of its own process group. `said` waits for its only line. */
export function anApp(home: Home, options: { retryMs?: number } = {}) {
  const args = [APP, home.dataDir, String(options.retryMs ?? PATIENT)];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const said = new Promise<Said>((resolve, reject) => {
    if (!child.stdout) throw new Error('no output');
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line)));
    void exited.then((code) => reject(new Error(`it ended with ${code} and said nothing`)));
  });
  said.catch(() => undefined);
  return {
    said,
    exited,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    /** Like Ctrl-C: to everybody in the group. */
    interrupt: async () => {
      process.kill(-(child.pid ?? 0), 'SIGINT');
      return exited;
    },
  };
}
