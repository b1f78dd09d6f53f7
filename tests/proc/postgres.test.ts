// PostgreSQL fails under people who type: killed, locked, out of disk, gone without a word. Editing pauses and goes on by itself, no
// acknowledged edit is lost, none is there twice (P1, P14/T37).
import { randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../build/api';
import { anOperator } from '../build/embedded';
import { metrics, settled } from '../build/footprint';
import { aHome, type Home, type Product, pause, postgresPids, start } from '../build/product';
import { signal } from '../build/signal';
import { aSmallDisk, type SmallDisk, whyNoSmallDisk } from '../build/smallDisk';
import { notOnce, type Typing, typing } from '../build/typing';

const FULL = process.env.FULL === '1';
const KILLS = FULL ? 20 : 2;
const LOCK_MS = FULL ? 30_000 : 2000;
const noDisk = whyNoSmallDisk();

let disk: SmallDisk | null = null;
let home: Home;
let product: Product;
let admin: Person;
/** Somebody else on the same database: an operator, a backup. */
let other: postgres.Sql;

beforeAll(async () => {
  if (noDisk === null) disk = await aSmallDisk(220);
  home = disk ?? (await aHome());
  product = await start(home);
  admin = await product.admin();
  other = await anOperator(home.dataDir);
}, 90_000);
afterAll(async () => {
  await other.end({ timeout: 1 });
  expect(product.output()).not.toMatch(/uncaughtException|unhandledRejection/);
  expect(await product.stop()).toBe(0);
  await home.clear();
}, 60_000);

async function aReview(): Promise<string> {
  const made = await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', title: 'Paused' });
  expect(made.status).toBe(201);
  return made.body.id;
}

/** How often the server has said that its database is back. */
const returns = () => product.output().split('PostgreSQL is back').length - 1;

/** Stops, and proves that every word is there once. */
async function nothingLost(run: Typing, reviewId: string): Promise<number> {
  const words = await run.stop();
  // Sessions and rights could not be asked meanwhile: that is no reason to send anybody away for good (T12).
  expect(run.typists.map((typist) => typist.closed() ?? 0).filter((code) => code >= 4400 && code < 4500)).toEqual([]);
  expect(await notOnce(admin, reviewId, words)).toEqual([]);
  run.leave();
  return words.length;
}

describe('P14/T37 PostgreSQL', () => {
  test(`killed ${KILLS} times while five people type: it is back by itself, and so are they`, async () => {
    const reviewId = await aReview();
    const run = await typing(product.url, admin, reviewId);
    const pauses: number[] = [];
    for (let n = 0; n < KILLS; n++) {
      await run.nextAck();
      const pids = await postgresPids(home.dataDir);
      const killed = Date.now();
      // Every second time the server alone: its children have to notice by themselves.
      for (const pid of n % 2 === 0 ? pids : pids.slice(0, 1)) signal(pid, 'SIGKILL');
      // A commit that was on its way may still be acknowledged.
      await settled('PostgreSQL is back', returns, (times) => times === n + 1, 60_000);
      await run.nextAck();
      pauses.push(Date.now() - killed);
    }
    const words = await nothingLost(run, reviewId);
    console.info(`T37 kill -9: 0 of ${words} edits lost; read-only for at most ${Math.max(...pauses)} ms`);
  }, 600_000);

  test(`a row that somebody holds for ${LOCK_MS / 1000} s pauses its review and no other`, async () => {
    const [held, free] = [await aReview(), await aReview()];
    const [inHeld, inFree] = [
      await typing(product.url, admin, held, { people: 2 }),
      await typing(product.url, admin, free, { people: 2 }),
    ];
    const slowest: number[] = [];
    await other.begin(async (tx) => {
      await tx`select 1 from documents where id = ${held} for update`;
      await pause(100);
      const before = inHeld.acknowledged().size;
      for (const end = Date.now() + LOCK_MS; Date.now() < end; ) slowest.push(await inFree.nextAck());
      expect(inHeld.acknowledged().size).toBe(before);
    });
    const back = await inHeld.nextAck();
    const words = (await nothingLost(inHeld, held)) + (await nothingLost(inFree, free));
    console.info(
      `T37 lock of ${LOCK_MS / 1000} s: 0 of ${words} edits lost; back ${back} ms after it; the other review waited at most ${Math.max(...slowest)} ms`,
    );
  }, 120_000);

  test('a table that somebody locks pauses everybody, keeps everything, and the server answers', async () => {
    const reviewId = await aReview();
    const run = await typing(product.url, admin, reviewId, { people: 3 });
    await other.begin(async (tx) => {
      await tx`lock table updates in access exclusive mode`;
      await pause(100);
      const before = run.acknowledged().size;
      await pause(LOCK_MS / 2);
      expect(run.acknowledged().size).toBe(before);
      expect((await fetch(`${product.url}/api/health`)).status).toBe(200);
    });
    await run.nextAck();
    await nothingLost(run, reviewId);
  }, 120_000);

  test(`P6/T12 sessions that cannot be asked for ${FULL ? 60 : 3} s: nobody is sent away, and everybody goes on writing`, async () => {
    const reviewId = await aReview();
    const run = await typing(product.url, admin, reviewId, { people: 3 });
    await other.begin(async (tx) => {
      await tx`lock table sessions in access exclusive mode`;
      for (const end = Date.now() + (FULL ? 60_000 : 3000); Date.now() < end; ) await run.nextAck();
    });
    expect(run.typists.map((typist) => typist.closed())).toEqual([null, null, null]);
    const words = await nothingLost(run, reviewId);
    console.info(`T12: session store down for ${FULL ? 60 : 3} s: 0 closes, ${words} edits saved meanwhile`);
  }, 180_000);

  test('a backend that an operator ends takes nothing along', async () => {
    const reviewId = await aReview();
    const run = await typing(product.url, admin, reviewId, { people: 3 });
    for (let n = 0; n < 5; n++) {
      await run.nextAck();
      await other`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'countersign'`;
    }
    await nothingLost(run, reviewId);
  }, 60_000);

  test.skipIf(noDisk !== null)(
    `a full disk${noDisk ? ` (skipped: ${noDisk})` : ''}: no acknowledgement, also over a PANIC; with room again everything is saved`,
    async () => {
      const reviewId = await aReview();
      const run = await typing(product.url, admin, reviewId, { people: 3, letters: randomBytes(1500).toString('hex') });
      await run.nextAck();
      await disk?.fill();
      const failing = async () => (await metrics(product.url)).log_failing ?? 0;
      await settled('the log fails', failing, (n) => n === 1, 60_000);
      const began = Date.now();
      // The log of the database needs a new file for each of these, until it finds no room and PANICs.
      const panicked = async () => {
        try {
          await other`select pg_logical_emit_message(false, 'x', 'y'), pg_switch_wal()`;
          return false;
        } catch (error) {
          return !/disk_full|53100/.test(String((error as { code?: string }).code));
        }
      };
      await settled('PostgreSQL has gone down', panicked, (gone) => gone, 60_000);
      const before = run.acknowledged().size;
      await pause(LOCK_MS / 2);
      expect(run.acknowledged().size).toBe(before);
      expect((await fetch(`${product.url}/api/health`)).status).toBe(200);
      // Who asks meanwhile is told to come back, not that the server is broken.
      const told = await admin.call('GET', '/reviews');
      expect([told.status, Number(told.headers.get('retry-after')) > 0]).toEqual([503, true]);
      await disk?.free();
      const back = await run.nextAck();
      const words = await nothingLost(run, reviewId);
      console.info(
        `T37 full disk with a PANIC: 0 of ${words} edits lost; read-only for ${Date.now() - began - back} ms of full disk and ${back} ms after it`,
      );
    },
    180_000,
  );
});
