// PostgreSQL on a host that is gone without a word (power, a cut cable): nothing is answered and no connection ends (ST28; P14).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/open';
import { aCollab, bare, type TestCollab, until } from '../build/collab';
import { aDatabaseUrl } from '../build/database';
import { aProxy, type TcpProxy } from '../build/proxy';

const SILENT_MS = { log: 600, pool: 1500 };
/** What TCP alone would take: a quarter of an hour. */
const SOON = 10_000;

let way: TcpProxy;
let at: TestCollab;
let drop: () => Promise<void>;
beforeAll(async () => {
  const made = await aDatabaseUrl();
  drop = made.drop;
  const url = new URL(made.url);
  const folder = url.searchParams.get('host');
  way = await aProxy(folder ? `${folder}/.s.PGSQL.5432` : Number(url.port || 5432));
  url.searchParams.delete('host');
  url.host = `127.0.0.1:${way.port}`;
  at = await aCollab({ over: openDatabase({ url: url.href, silentMs: SILENT_MS }) });
});
afterAll(async () => {
  await at.close();
  await at.database.close();
  await way.close();
  await drop();
});

test('ST28 P14/T37 words whose commit is made and never answered are saved over a fresh connection: stored twice, there once', async () => {
  const lin = await at.person('Lin');
  const id = await at.review([[lin, ['owner']]]);
  const one = bare(at, id, { token: lin.token });
  await one.ready;
  // Both statements are known to the connection afterwards: the third goes out at once.
  for (const n of [2, 3]) {
    one.type('先前');
    await until('saved', () => one.ack() === n);
  }
  way.set('down', { flow: 'swallow' });
  one.type('断网时写的');
  await until('the silent connection is given up', () => (at.collab.stats().append_failures_total ?? 0) > 0);
  expect(one.ack()).toBe(3);
  way.set('down', { flow: 'pass' });
  // Connections that lost bytes cannot be mended: each is given up when its turn comes, and then everything goes on.
  const began = performance.now();
  await until('it is saved', () => one.ack() === 4);
  expect(performance.now() - began).toBeLessThan(SOON);
  await until('the pool has found back', async () => {
    const [row] = await at.database.sql<{ n: number }[]>`
      select count(*)::int as n from updates where doc_id = ${id} and person_id = ${lin.id}`.catch(() => []);
    return row?.n === 4;
  });
  expect((await at.text(id)).split('断网时写的')).toHaveLength(2);
  one.ws.close();
});

test('ST28 a statement that takes its time is waited for, and an idle connection beside it costs nothing', async () => {
  const [slow, other] = await Promise.all([
    at.database.sql`select pg_sleep(1.2), 7 as n`,
    at.database.sql`select pg_backend_pid() as pid`,
  ]);
  expect([slow[0]?.n, typeof other[0]?.pid]).toEqual([7, 'number']);
  await new Promise((resolve) => setTimeout(resolve, 2 * SILENT_MS.pool));
  const [again] = await at.database.log`select 8 as n`;
  expect(again?.n).toBe(8);
  const taken = way.taken;
  expect(await at.database.log`select 9 as n`).toHaveLength(1);
  expect(way.taken).toBe(taken);
});
