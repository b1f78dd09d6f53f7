// A redis-server of the test's own on a free port, stopped and started as the test likes; and nodes that talk through it.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RedisFanout, type RedisFanoutNeeds } from '../../server/fanout/redis';
import { createLog } from '../../server/log';
import { until } from './collab';
import { freePort } from './product';

const PLACES = [process.env.REDIS_SERVER, '/usr/bin/redis-server', '/usr/local/bin/redis-server'];

function redisPath(): string | null {
  return PLACES.find((path) => path && existsSync(path)) ?? null;
}

/** Why tests with Redis are skipped here; null when they run. With REQUIRE_SERVICES=1 a missing one fails instead. */
export function whyNoRedis(): string | null {
  if (redisPath()) return null;
  if (process.env.REQUIRE_SERVICES === '1') throw new Error('REQUIRE_SERVICES=1, but no redis-server was found.');
  return 'no redis-server was found; REDIS_SERVER names one';
}

export interface TestRedis {
  port: number;
  url: string;
  start(): Promise<void>;
  /** Ends it; its connections are closed. */
  stop(): Promise<void>;
  /** For good. */
  clear(): Promise<void>;
}

/** Started. It keeps nothing on disk. `password`: only who says it is served. */
export async function aRedis(options: { password?: string } = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'cs-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;
  const start = async () => {
    const demands = options.password === undefined ? [] : ['--requirepass', options.password];
    const started = spawn(
      redisPath() ?? '',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder, ...demands],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    child = started;
    let said = '';
    started.stdout?.on('data', (chunk) => {
      said += String(chunk);
    });
    await until('redis-server is ready', () => /Ready to accept connections/.test(said));
  };
  const stop = async () => {
    const running = child;
    if (!running) return;
    child = null;
    const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
    running.kill('SIGTERM');
    await gone;
  };
  await start();
  return {
    port,
    url: `redis://${options.password === undefined ? '' : `:${options.password}@`}127.0.0.1:${port}`,
    start,
    stop,
    clear: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface TestNode {
  fanout: RedisFanout;
  /** Everything that was logged from `info` on. */
  logged: string[];
}

export const aChannel = () => ({ channel: `countersign:test-${Math.random().toString(36).slice(2)}`, key: KEY });
const KEY = new Uint8Array(32).fill(7);

/** A node on a channel, connected unless `wait` is false. */
export async function aNode(at: Omit<RedisFanoutNeeds, 'log'>, { wait = true } = {}): Promise<TestNode> {
  const logged: string[] = [];
  const fanout = new RedisFanout({ ...at, log: createLog('info', (line) => logged.push(line)) });
  if (wait) await until('the node hears itself', () => fanout.connected);
  return { fanout, logged };
}
