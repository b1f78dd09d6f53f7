// The built product as a process: started on a data directory of its own, killed, started again.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PASSWORD, type Person, signedIn } from './api';
import { signal } from './signal';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Generous: a machine under load must not decide a test. */
const START_MS = 60_000;

export const ADMIN = 'lin@office.test';

export interface Product {
  url: string;
  port: number;
  dataDir: string;
  pid: number;
  /** Everything that it printed. */
  output(): string;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL to the app alone; its PostgreSQL lives on. */
  kill(): Promise<void>;
  admin(): Promise<Person>;
}

export interface Home {
  dataDir: string;
  port: number;
  /** Ends what still runs there and removes the folder. */
  clear(): Promise<void>;
}

/** A fresh data directory and a free port, kept over restarts. */
export async function aHome(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'cs-'));
  // As root, PostgreSQL runs as another user, who must pass through.
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'data');
  const port = await freePort();
  return {
    dataDir,
    port,
    clear: async () => {
      for (const pid of await postgresPids(dataDir)) signal(pid, 'SIGKILL');
      await rm(join(dataDir, '..'), { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * Starts `dist/server.js`, or another `server` in that folder, and waits until it says that it is ready. `env` goes on top; without
 * `admin` there is no account yet.
 */
export async function start(
  home: Home,
  options: { admin?: boolean; env?: Record<string, string>; server?: string } = {},
): Promise<Product> {
  const { child, output, exited } = launch(home, options);
  const began = Date.now();
  while (!/"message":"ready"/.test(output())) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`it ended instead of starting:\n${output()}`);
    if (Date.now() - began > START_MS) throw new Error(`it did not start:\n${output()}`);
    await pause(20);
  }
  const url = `http://localhost:${home.port}`;
  return {
    url,
    port: home.port,
    dataDir: home.dataDir,
    pid: child.pid ?? 0,
    output,
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    admin: () => signedIn(url, ADMIN),
  };
}

/** Starts it for its end: exit code and everything it printed. */
export async function startAndEnd(
  home: Home,
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const { output, exited } = launch(home, { env });
  const code = await exited;
  return { code, output: output() };
}

function launch(
  home: Home,
  { admin = true, env = {}, server = 'server.js' }: { admin?: boolean; env?: Record<string, string>; server?: string },
) {
  const child: ChildProcess = spawn(process.execPath, [join('dist', server)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PORT: String(home.port),
      COUNTERSIGN_DATA: home.dataDir,
      ...(admin ? { COUNTERSIGN_ADMIN_EMAIL: ADMIN, COUNTERSIGN_ADMIN_PASSWORD: PASSWORD } : {}),
      ...env,
    } as unknown as NodeJS.ProcessEnv,
  });
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    printed += String(chunk);
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, output: () => printed, exited };
}

/** Every process whose working directory lies in this data directory: PostgreSQL with its children. */
export async function postgresPids(dataDir: string): Promise<number[]> {
  const pids: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if ((await readlink(`/proc/${name}/cwd`)).startsWith(dataDir)) pids.push(Number(name));
    } catch {
      // It has ended meanwhile, or belongs to somebody else: neither is a process of ours.
    }
  }
  return pids;
}

/** Memory that these processes hold alone plus their share of what they hold together, in MiB (PSS). */
export async function memoryMiB(pids: readonly number[]): Promise<number> {
  let kib = 0;
  for (const pid of pids)
    kib += Number(/^Pss:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  return kib / 1024;
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Below those that the system gives to outgoing connections: one of them could take it while a server is away. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    if (await isFree(port)) return port;
  }
  throw new Error('no port');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
