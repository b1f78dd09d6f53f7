// The embedded PostgreSQL through its life: first start, restart, kills, rivals, and what an operator may find in the folder.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/open';
import { anApp, ask, buildApp, clearHomes, freshHome, started, usedHome } from './home';

beforeAll(buildApp);
afterAll(clearHomes);

const IN_USE = /^The data directory \S+ is in use by another Countersign: .+\.$/;

describe('a start', () => {
  test('on a fresh folder makes a durable, private server that listens on no port', async () => {
    const home = await freshHome("a folder, with 'blanks'");
    const embedded = await started(home, { durable: true });
    const settings = await ask<{ name: string; setting: string }>(
      embedded.url,
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes',
       'data_checksums', 'listen_addresses', 'server_encoding')`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      listen_addresses: '',
      server_encoding: 'UTF8',
    });
    expect((await stat(join(home.dataDir, 'socket'))).mode & 0o777).toBe(0o700);
    const command = (await readFile(`/proc/${embedded.pid}/cmdline`, 'utf8')).split('\0').slice(0, 3);
    expect(command).toEqual([expect.stringMatching(/\/postgres$/), '-D', home.cluster]);
    expect(await readFile(`/proc/${embedded.pid}/status`, 'utf8')).not.toMatch(/^Uid:\s+0\b/m);
    expect(await readFile(`/proc/${embedded.pid}/environ`, 'utf8')).not.toMatch(/HOME|NODE|COUNTERSIGN/);
    await embedded.stop();
    expect(await home.pids()).toEqual([]);
  });

  test('again finds what was written, under the same address', async () => {
    const home = await usedHome();
    const first = await started(home);
    await ask(first.url, 'create table kept as select 7 as n');
    await first.stop();
    const second = await started(home);
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(second.url).toBe(first.url);
    await second.stop();
  });

  test('three times cut short in the middle of the first one leaves nothing in the way of the next', async () => {
    const home = await freshHome();
    for (const patience of [200, 900, 1600]) {
      const app = anApp(home);
      await new Promise((resolve) => setTimeout(resolve, patience));
      await app.kill();
    }
    const app = anApp(home);
    expect(await app.said).toMatchObject({ word: 'ready' });
    await app.interrupt();
    expect((await readdir(home.dataDir)).filter((name) => name.includes('.new-'))).toEqual([]);
    expect(await home.pids()).toEqual([]);
  });

  test('in a folder whose path is too long for a socket finds a short one, and finds it again', async () => {
    const home = await freshHome('深'.repeat(30));
    const first = await started(home);
    expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
    const second = await started(home);
    expect(second.url).toBe(first.url);
    const noted = await readFile(join(home.dataDir, 'socket-folder'), 'utf8');
    expect(new URL(second.url).searchParams.get('host')).toBe(noted);
    expect((await stat(noted)).mode & 0o777).toBe(0o700);
    await second.stop();
  });
});

describe('a killed app', () => {
  test('leaves a server that the next one adopts, with everything in it', async () => {
    const home = await usedHome();
    const killed = anApp(home);
    const before = await killed.said;
    await ask(before.url ?? '', 'create table kept as select 7 as n');
    await killed.kill();
    const next = await started(home);
    expect(next.pid).toBe(before.pid);
    expect(await ask(next.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await next.stop();
    expect(await home.pids()).toEqual([]);
  });

  test('together with every process of its database loses nothing that was committed', async () => {
    const home = await usedHome();
    const killed = anApp(home);
    const before = await killed.said;
    await ask(before.url ?? '', 'create table kept as select 7 as n');
    for (const pid of await home.pids()) process.kill(pid, 'SIGKILL');
    await killed.kill();
    const next = await started(home);
    expect(next.pid).not.toBe(before.pid);
    expect(await ask(next.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await next.stop();
  });

  test('may leave a pid file whose number is by now another program: it is cleared', async () => {
    const home = await usedHome();
    const killed = await started(home);
    const file = join(home.cluster, 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    await killed.stop();
    await writeFile(file, text.replace(/^\d+/, String(process.pid)));
    const next = await started(home);
    expect(await ask(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await next.stop();
  });
});

describe('two apps on one folder', () => {
  test('the second is refused in one sentence, and let in once the first is gone, even killed', async () => {
    const home = await usedHome();
    const first = anApp(home);
    await first.said;
    const second = anApp(home, { retryMs: 100 });
    expect(await second.said).toEqual({ word: 'refused', message: expect.stringMatching(IN_USE) });
    expect(await second.exited).toBe(1);
    await first.kill();
    const third = await started(home);
    await third.stop();
  });

  test('the first, whose hold was lost and taken by another meanwhile, is told so and leaves the server alone', async () => {
    const home = await usedHome();
    let told = 0;
    const first = await started(home, { retryMs: 200, onTaken: () => told++ });
    const url = new URL(first.url);
    url.pathname = '/postgres';
    const other = openDatabase({ url: url.href, max: 1 });
    const [lock] = await other.sql<{ id: string }[]>`
      select objid::text as id from pg_locks where locktype = 'advisory' and granted`;
    const waits = other.sql`select pg_advisory_lock(${lock?.id ?? ''}::bigint)`.execute();
    const query = (text: string) => ask<{ n: number }>(url.href, text);
    await expect
      .poll(() => query("select 1 as n from pg_locks where locktype = 'advisory' and not granted"))
      .toHaveLength(1);
    await query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'countersign hold%'",
    );
    await waits;
    await expect.poll(() => told, { timeout: 10_000 }).toBe(1);
    await first.stop();
    expect(await query('select 7 as n')).toEqual([{ n: 7 }]);
    await other.close();
    const next = await started(home);
    expect(next.pid).toBe(first.pid);
    await next.stop();
    expect(await home.pids()).toEqual([]);
  });

  test('the second waits while the first is leaving: a restart overlaps', async () => {
    const home = await usedHome();
    const first = anApp(home);
    const { pid } = await first.said;
    const second = started(home);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await first.interrupt()).toBe(0);
    const embedded = await second;
    expect(embedded.pid).not.toBe(pid);
    expect(await ask(embedded.url, 'select count(*)::int as n from flushed')).toEqual([{ n: 1 }]);
    await embedded.stop();
    expect(await home.pids()).toEqual([]);
  });

  test('of three that race on a fresh folder one wins and two are refused', async () => {
    const home = await freshHome();
    const apps = Array.from({ length: 3 }, () => anApp(home, { retryMs: 300 }));
    const said = await Promise.all(apps.map((app) => app.said));
    // With what was said: a start that breaks here says why.
    expect(said.map(({ word }) => word).sort(), JSON.stringify(said)).toEqual(['ready', 'refused', 'refused']);
    for (const { word, message } of said) if (word === 'refused') expect(message).toMatch(IN_USE);
    const winner = apps[said.findIndex(({ word }) => word === 'ready')];
    expect(await winner?.interrupt()).toBe(0);
    expect(await home.pids()).toEqual([]);
    // Where the package's folder is closed to the server's account, the programs are copied beside the data.
    const left = (await readdir(home.dataDir)).filter((name) => !name.startsWith('postgres-programs-'));
    expect(left.sort()).toEqual(['postgres', 'postgres.log', 'socket']);
  });
});

describe('under a living app', () => {
  test('Ctrl-C reaches the app alone, which flushes before its database ends', async () => {
    const home = await usedHome();
    const app = anApp(home);
    await app.said;
    expect(await app.interrupt()).toBe(0);
    expect(await home.pids()).toEqual([]);
    const next = await started(home);
    expect(await ask(next.url, 'select count(*)::int as n from flushed')).toEqual([{ n: 1 }]);
    await next.stop();
  });

  test('a killed server is brought back, and the pool finds it by itself', async () => {
    const home = await usedHome();
    const lines: string[] = [];
    const embedded = await started(home, { log: (line) => lines.push(line) });
    const before = embedded.pid;
    const database = openDatabase({ url: embedded.url, max: 2 });
    await database.sql`create table kept as select 7 as n`;
    for (const pid of await home.pids()) process.kill(pid, 'SIGKILL');
    await expect.poll(() => lines, { timeout: 20_000 }).toContain('PostgreSQL is back');
    expect(embedded.pid).not.toBe(before);
    expect(await database.sql`select n from kept`).toEqual([{ n: 7 }]);
    const second = anApp(home, { retryMs: 100 });
    expect(await second.said).toMatchObject({ word: 'refused' });
    await database.close();
    await embedded.stop();
    expect(await home.pids()).toEqual([]);
  });
});
