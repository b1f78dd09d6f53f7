// Hocuspocus 3.4.4 with its SQLite extension as a subject, on a file of its own.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inspectorIn } from '../measure/inspector';
import { freePort } from './ports';
import { type Running, runScript } from './process';
import type { Subject } from './subject';

const STORED = fileURLToPath(new URL('../peers/storedRow.mjs', import.meta.url));

export async function hocuspocus(pin: (pid: number) => void): Promise<Subject> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'hocuspocus-'));
  const file = join(folder, 'db.sqlite');
  let running: Running | null = null;
  const up = () => {
    if (!running) throw new Error('Hocuspocus is not running');
    return running;
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    await running?.end(signal);
    running = null;
  };
  return {
    name: 'hocuspocus',
    stores: true,
    // It stores when the last one leaves, or 2 s after the last change.
    settleMs: 2500,
    start: async (options = {}) => {
      running = await runScript('peers/hocuspocusServer.mjs', [String(port), file], options);
      pin(running.pid);
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pids: async () => ({ server: up().pid, database: [] }),
    inspector: () => inspectorIn(up().output()),
    output: () => running?.output() ?? '',
    documents: async (count) => Array.from({ length: count }, () => randomUUID()),
    seat: (document) => ({ wire: 'hocuspocus', url: `ws://127.0.0.1:${port}/`, document, token: 'bench' }),
    stored: async (document) => {
      const { stdout } = await promisify(execFile)(process.execPath, [STORED, file, document]);
      return stdout.trim() === '' ? null : { state: Number(stdout), history: 0 };
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}
