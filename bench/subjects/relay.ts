// The bare relay as a subject: what sockets alone cost.
import { randomUUID } from 'node:crypto';
import { inspectorIn } from '../measure/inspector';
import { freePort } from './ports';
import { type Running, runScript } from './process';
import type { Subject } from './subject';

export async function relay(pin: (pid: number) => void): Promise<Subject> {
  const port = await freePort();
  let running: Running | null = null;
  const up = () => {
    if (!running) throw new Error('the relay is not running');
    return running;
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    await running?.end(signal);
    running = null;
  };
  return {
    name: 'relay',
    stores: false,
    settleMs: 0,
    start: async (options = {}) => {
      running = await runScript('peers/relayServer.mjs', [String(port)], options);
      pin(running.pid);
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pids: async () => ({ server: up().pid, database: [] }),
    inspector: () => inspectorIn(up().output()),
    output: () => running?.output() ?? '',
    documents: async (count) => Array.from({ length: count }, () => randomUUID()),
    seat: (document) => ({ wire: 'relay', url: `ws://127.0.0.1:${port}/${document}`, document, token: '' }),
    stored: async () => null,
    clear: async () => undefined,
  };
}
