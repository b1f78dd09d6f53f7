// The server process: adopted when it runs, started when it does not, stopped in order.
import { type ChildProcess, spawn } from 'node:child_process';
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries';
import { codeOf, EmbeddedError, type Say } from './error';
import { textOf } from './files';
import { listensIn, pidFileOf, processesIn, readPidFile } from './processes';
import { runAs } from './run';
import { commandLine } from './settings';
import { socketPath } from './socket';
import { giveTo, type ServerUser } from './user';

export interface Running {
  pid: number;
  socketDir: string;
}

export interface Site {
  dataDir: string;
  cluster: string;
  socketDir: string;
  binaries: Binaries;
  user: ServerUser | null;
  /** On top of our own (tests). */
  settings: Readonly<Record<string, string>>;
  log: Say;
}

const LOOK_MS = 25;
/** Recovery after a crash may take minutes and is waited for; nothing else is allowed to. */
const PATIENCE_MS = 60_000;
const SAY_MS = 10_000;
const ATTEMPTS = 3;
const LOG_BYTES = 5 * 1024 * 1024;
/** A fast shutdown writes a checkpoint; when it takes too long the server leaves at once, which recovery makes good. */
const STOPPING = [
  { signal: 'SIGINT', patience: 5_000 },
  { signal: 'SIGQUIT', patience: 2_000 },
] as const;

/**
 * The server of this cluster, ready for connections: one that outlived its app, one that somebody else has just
 * started, or our own. @throws EmbeddedError with the server's own last words when it does not start.
 */
export async function ensureRunning(site: Site): Promise<Running> {
  const { cluster, user, log } = site;
  let ours: ChildProcess | null = null;
  let attempts = 0;
  const began = performance.now();
  for (let said = began; ; await pause(LOOK_MS)) {
    const file = await readPidFile(cluster);
    const there = await processesIn(cluster, user);
    const waited = performance.now() - began;
    if (file !== null && (there.includes(file.pid) || (await listensIn(file.socketDir)))) {
      if (file.status === 'ready') return { pid: file.pid, socketDir: file.socketDir };
      if (performance.now() - said > SAY_MS) {
        said = performance.now();
        log.info('waiting for PostgreSQL', { pid: file.pid, status: file.status, seconds: Math.round(waited / 1000) });
      }
      if (file.status === 'starting') continue;
    } else if (there.length === 0 && (ours === null || ours.exitCode !== null || ours.signalCode !== null)) {
      if (attempts === ATTEMPTS) throw await lastWords(site);
      if (!(await cleared(site))) continue;
      attempts += 1;
      ours = await launch(site);
    }
    if (waited > PATIENCE_MS) {
      throw new EmbeddedError(
        `PostgreSQL in ${cluster} neither starts nor ends (processes ${there.join(', ') || 'none'}): see ${logFile(site)}.`,
      );
    }
  }
}

/** In a session of its own, so that Ctrl-C reaches the app alone; the log is a file, because the server may outlive us. */
async function launch(site: Site): Promise<ChildProcess> {
  const { cluster, binaries, user, socketDir, settings } = site;
  const log = await openLog(logFile(site));
  try {
    await giveTo(user, logFile(site));
    const child = spawn(
      binaries.postgres,
      ['-D', cluster, ...commandLine({ socketDir, major: binaries.major, settings })],
      {
        ...runAs(user),
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      },
    );
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) =>
        reject(new EmbeddedError(`PostgreSQL cannot be started (${codeOf(error)}).`, { cause: error })),
      );
    });
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

const logFile = ({ dataDir }: Site) => join(dataDir, 'postgres.log');

/** Appends; a log that has grown large becomes the old one. */
async function openLog(path: string) {
  try {
    if ((await stat(path)).size > LOG_BYTES) await rename(path, `${path}.old`);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  return open(path, 'a', 0o600);
}

async function lastWords(site: Site): Promise<EmbeddedError> {
  const lines = (await readFile(logFile(site), 'utf8')).split('\n');
  const said = lines.findLast((line) => /FATAL|PANIC|could not|error/i.test(line)) ?? 'no reason given';
  return new EmbeddedError(
    `PostgreSQL does not start (${said.replace(/^.*?(FATAL|PANIC): +/, '').replace(/\.$/, '')}): see ${logFile(site)}.`,
  );
}

/**
 * Removes what a dead server left: in its pid file and in the lock file of its socket stands a number that may by now be
 * another program's, or a zombie's, and PostgreSQL would believe in it. False, and nothing removed, when it is not dead.
 */
async function cleared({ cluster, socketDir, user }: Site): Promise<boolean> {
  const files = [pidFileOf(cluster), `${socketPath(socketDir)}.lock`];
  const seen = await Promise.all(files.map(textOf));
  if ((await processesIn(cluster, user)).length > 0 || (await listensIn(socketDir))) return false;
  for (const [n, path] of files.entries()) await removeIfStill(path, seen[n] ?? null);
  return true;
}

/** Taken aside and looked at again: another starter may have put a living one in its place meanwhile. */
async function removeIfStill(path: string, seen: string | null): Promise<void> {
  if (seen === null) return;
  const aside = `${path}.stale-${process.pid}`;
  try {
    await rename(path, aside);
    if ((await textOf(aside)) !== seen) await link(aside, path);
    await rm(aside);
  } catch (error) {
    // Cleared by another starter, or put back by its server: both are as good.
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error;
  }
}

/** Ends this server and waits until it is gone. One that is gone already is no error. */
export async function stopServer({ cluster, user, log }: Site, pid: number): Promise<void> {
  const gone = async () => !(await processesIn(cluster, user)).includes(pid);
  for (const { signal, patience } of STOPPING) {
    if (await gone()) return;
    send(pid, signal);
    for (const began = performance.now(); performance.now() - began < patience; await pause(LOOK_MS))
      if (await gone()) return;
    log.warn('PostgreSQL is slow to stop', { pid, signal });
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has ended since we looked.
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
