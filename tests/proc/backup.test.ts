// The restore drill with the built product: a backup while people type, an empty machine, and everything that can go wrong between.
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/open';
import { type Person, signedIn } from '../build/api';
import { aFolder } from '../build/backup';
import { cli, runCli } from '../build/cli';
import { until } from '../build/collab';
import { aDatabaseUrl } from '../build/database';
import { ADMIN, aHome, type Home, type Product, pause, postgresPids, start } from '../build/product';
import { aTypist, synced, type Typist } from '../build/typist';

const FULL = process.env.FULL === '1';
const TYPISTS = FULL ? 50 : 8;
/** How long they have typed before the backup, in ms. */
const BEFORE_MS = FULL ? 60_000 : 1500;
const BETWEEN_KEYS_MS = FULL ? 100 : 20;

let home: Home;
let product: Product;
let admin: Person;
let folder: Awaited<ReturnType<typeof aFolder>>;
let file: string;
let reviewId: string;
let typists: Typist[] = [];

const here = () => ({ COUNTERSIGN_DATA: home.dataDir });
const drafts = async (of: string) =>
  (await readdir(folder.folder)).filter((name) => name.startsWith(of) && name.endsWith('.part'));
const textOf = async (person: Person) => (await person.call<string>('GET', `/reviews/${reviewId}/text`)).body;

beforeAll(async () => {
  home = await aHome();
  folder = await aFolder();
  file = folder.file('office.backup');
  product = await start(home);
  admin = await product.admin();
  const made = await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', title: '备份演练' });
  reviewId = made.body.id;
  typists = [];
  for (let n = 0; n < TYPISTS; n++)
    typists.push(await aTypist(product.url, n < 8 ? admin : await somebody(n), reviewId));
  await Promise.all(typists.map(synced));
}, 120_000);
afterAll(async () => {
  for (const typist of typists) typist.leave();
  await product?.stop();
  await home?.clear();
  await folder?.clear();
});

/** A person has ten connections to a document. */
async function somebody(n: number): Promise<Person> {
  const email = `p${n}@office.test`;
  const { body } = await admin.call<{ id: string }>('POST', '/people', {
    email,
    name: `P${n}`,
    password: 'quiet harbour 9',
  });
  await admin.call('PUT', `/reviews/${reviewId}/members/${body.id}`, { roles: ['editor'] });
  return signedIn(product.url, email);
}

describe('P13 the restore drill', () => {
  test('T35 a backup taken while people type, restored on an empty machine, has every edit acknowledged before it', async () => {
    let typing = true;
    const all = Promise.all(
      typists.map(async (typist, who) => {
        for (let n = 0; typing; n++) {
          typist.type(`[${who}.${n}]`);
          await pause(BETWEEN_KEYS_MS);
        }
      }),
    );
    await pause(BEFORE_MS);
    await until('something is acknowledged by everybody', () =>
      typists.every(({ acknowledged }) => acknowledged.size > 0),
    );
    const before = new Set(typists.flatMap(({ acknowledged }) => [...acknowledged]));
    const began = performance.now();
    const backup = await cli(['backup', file], here());
    const backedUp = performance.now();
    typing = false;
    await all;
    expect(backup, backup.err).toMatchObject({ code: 0 });
    const digest = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    expect(backup.out).toMatch(/^Backed up: \d+ tables, [\d,]+ rows, .* in a file of .*, [\d.]+ s\.$/m);
    expect(backup.out).toContain(`sha256 ${digest}  ${file}`);
    const after = new Set(typists.flatMap(({ acknowledged }) => [...acknowledged]));
    expect(after.size, 'people went on typing').toBeGreaterThan(before.size);

    const machine = await aHome();
    const restoring = performance.now();
    const restored = await cli(['restore', file], { COUNTERSIGN_DATA: machine.dataDir });
    expect(restored, restored.err).toMatchObject({ code: 0 });
    expect(restored.out).toMatch(/^1 documents begin a new history/m);
    expect(await postgresPids(machine.dataDir)).toEqual([]);
    const other = await start(machine, { admin: false });
    const lin = await signedIn(other.url, ADMIN);
    const seconds = (backedUp - began + performance.now() - restoring) / 1000;
    const count = new Map<string, number>();
    for (const [word] of (await textOf(lin)).matchAll(/\[\d+\.\d+\]/g)) count.set(word, (count.get(word) ?? 0) + 1);
    const missing = [...before].filter((word) => !count.has(word));
    expect(missing).toEqual([]);
    expect([...count].filter(([, n]) => n > 1)).toEqual([]);
    expect(seconds).toBeLessThan(5 * 60);
    const page = await lin.call<{ epoch: number }>('GET', `/reviews/${reviewId}`);
    expect(page.body.epoch).toBeGreaterThan(1);
    expect(await other.stop()).toBe(0);
    await machine.clear();
    console.info(
      `T35: ${missing.length} of ${before.size} edits acknowledged before the backup missing, ${TYPISTS} typists, ${(seconds / 60).toFixed(2)} minutes for backup, restore and start, file of ${(await stat(file)).size} bytes`,
    );
  }, 300_000);

  test('T35 a backup is checked without a database, and nothing is made by looking', async () => {
    const empty = await aHome();
    const checked = await cli(['restore', file, '--check'], { COUNTERSIGN_DATA: empty.dataDir });
    expect(checked).toMatchObject({ code: 0, out: expect.stringMatching(/^Whole: a backup of 20/) });
    const none = await cli(['backup', folder.file('none.backup')], { COUNTERSIGN_DATA: empty.dataDir });
    expect(none).toMatchObject({ code: 1, err: expect.stringMatching(/^There is no database in .*\n$/) });
    expect(await readdir(join(empty.dataDir, '..'))).toEqual([]);
    await empty.clear();
  }, 60_000);

  test('T35 a restore over an installation in use is refused in one sentence, and nothing changes', async () => {
    const before = await textOf(admin);
    const refused = await cli(['restore', file], here());
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/\nThere are people or reviews in this database: .* Nothing was changed\.\n$/);
    expect(await textOf(admin)).toBe(before);
  }, 60_000);
});

describe('what goes wrong', () => {
  const inside = () =>
    openDatabase({
      url: `postgres://countersign@localhost/countersign?host=${encodeURIComponent(join(home.dataDir, 'socket'))}`,
      max: 1,
    });

  test('T35 a full disk leaves no file, no draft, and a sentence', async () => {
    const path = folder.file('full.backup');
    const full = await cli(['backup', path], here(), { limit: 16 });
    expect(full).toMatchObject({ code: 1, out: '' });
    expect(full.err).toMatch(/\nThe file may not become so large here \(EFBIG\): nothing was changed\.\n$/);
    expect(await readdir(folder.folder)).toEqual(['office.backup']);
  }, 60_000);

  test.each([
    ['SIGKILL', null, 1],
    ['SIGTERM', 1, 0],
  ] as const)(
    'T35 a backup ended by %s leaves no file of that name',
    async (signal, code, left) => {
      const holder = inside();
      const name = `${signal}.backup`;
      const path = folder.file(name);
      await holder.sql.begin(async (tx) => {
        await tx`lock table snapshots in access exclusive mode`;
        const { child, done } = runCli(['backup', path], here());
        await until('it is at work', async () => (await drafts(name)).length === 1);
        child.kill(signal);
        expect((await done).code).toBe(code);
      });
      await holder.close();
      expect((await readdir(folder.folder)).includes(name)).toBe(false);
      expect(await drafts(name)).toHaveLength(left);
    },
    60_000,
  );

  test('T35 a killed restore leaves the empty database empty, and the next one is whole', async () => {
    const at = await aDatabaseUrl({ empty: true });
    const env = { DATABASE_URL: at.url, COUNTERSIGN_SECRET: 'q7Zp'.repeat(10) };
    const database = openDatabase({ url: at.url, max: 2 });
    const busy = async () =>
      (
        await database.sql<{ event: string | null }[]>`
          select wait_event_type as event from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
            and query not like '%pg_advisory_lock(7201001)%'`
      ).map(({ event }) => event);
    // The last thing that a restore does is to write itself into the record: there it is held.
    const holder = await database.sql.reserve();
    await holder`select pg_advisory_lock(7201001)`;
    const { child, done } = runCli(['restore', file], env);
    await until('it is at its last step', async () => (await busy()).includes('Lock'), 30_000);
    child.kill('SIGKILL');
    await done;
    await holder`select pg_advisory_unlock(7201001)`;
    holder.release();
    await until('the database has noticed', async () => (await busy()).length === 0, 30_000);
    expect(await database.sql`select relname from pg_class where relnamespace = 'public'::regnamespace`).toEqual([]);
    const again = await cli(['restore', file], env);
    expect(again, again.err).toMatchObject({ code: 0 });
    expect(await database.sql`select count(*)::int as n from reviews`).toEqual([{ n: 1 }]);
    await database.close();
    await at.drop();
  }, 90_000);

  test('T35 a server that is stopped meanwhile takes its database with it: the backup says so and leaves nothing', async () => {
    await admin.call('POST', '/reviews', { templateId: 'retrospective', title: '还没有人读过的一篇' });
    const holder = inside();
    const name = 'stopped.backup';
    const holding = await holder.sql.reserve();
    await holding.unsafe('begin; lock table snapshots in access exclusive mode');
    const { done } = runCli(['backup', folder.file(name)], here());
    await until('it is at work', async () => (await drafts(name)).length === 1);
    // The backup, and the worker that reads the new text for search: nothing of the stop waits for either (ST27).
    const looking = inside();
    const held = () => looking.sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`;
    await until('a worker is held too', async () => (await held()).length >= 2, 30_000);
    await looking.close();
    expect(await product.stop()).toBe(0);
    const ended = await done;
    expect(ended).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/The database went away meanwhile/) });
    expect((await readdir(folder.folder)).some((one) => one.startsWith(name))).toBe(false);
    await holder.close();
  }, 60_000);
});
