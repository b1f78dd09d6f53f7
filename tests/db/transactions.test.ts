// Connections that end in the middle: the next transaction, or query, in their place is done at once and gets its own rows.
import { expect, test } from 'vitest';
import { openDatabase } from '../../db/open';
import { aDatabase } from '../build/database';

test('a transaction begins although the connection before it in the pool was ended in the middle of a statement', async () => {
  const { sql, close } = await aDatabase({ max: 1 });
  const ended = () =>
    sql.begin((tx) => tx.unsafe('do $$ begin perform pg_terminate_backend(pg_backend_pid()); end $$'));
  for (let times = 0; times < 3; times++) {
    await expect(ended()).rejects.toThrow('The database went away meanwhile: nothing was changed.');
    const [row] = await sql.begin((tx) => tx<{ one: number }[]>`select 1 as one`);
    expect(row).toEqual({ one: 1 });
  }
  await close();
});

/** Some hundred rows, then PostgreSQL ends the connection. */
const BROKEN_OFF = `select repeat('x', 2000), case when n = 500 then pg_terminate_backend(pg_backend_pid()) end
  from generate_series(1, 1000) n`;

test('queries of their own get their own rows although the answer before them broke off, on the pool and on the log', async () => {
  const { db, sql, log, close } = await aDatabase({ max: 1 });
  for (const pool of [sql, log]) {
    await expect(pool.unsafe(BROKEN_OFF)).rejects.toThrow('CONNECTION_CLOSED');
    expect([...(await pool`select 1 as one`)]).toEqual([{ one: 1 }]);
    await expect(pool.unsafe(BROKEN_OFF)).rejects.toThrow('CONNECTION_CLOSED');
    const [one, two] = await Promise.all([pool`select ${1}::int as one`, pool`select n from generate_series(1, 2) n`]);
    expect([[...one], [...two]]).toEqual([[{ one: 1 }], [{ n: 1 }, { n: 2 }]]);
    await expect(pool.unsafe(BROKEN_OFF)).rejects.toThrow('CONNECTION_CLOSED');
    const [first, second] = await pool.unsafe<[{ one: number }[], { two: number }[]]>(
      'select 1 as one; select 2 as two',
    );
    expect([[...first], [...second]]).toEqual([[{ one: 1 }], [{ two: 2 }]]);
  }
  await expect(sql.unsafe(BROKEN_OFF)).rejects.toThrow('CONNECTION_CLOSED');
  expect([...(await db.execute('select 1 as one'))]).toEqual([{ one: 1 }]);
  await close();
});

test('a query that was sent when the connection ended is not sent again', async () => {
  const { sql, close } = await aDatabase({ max: 1 });
  await sql`create table counted (n int)`;
  const once = sql`insert into counted values (1) returning pg_terminate_backend(pg_backend_pid())`;
  await expect(once).rejects.toThrow('CONNECTION_CLOSED');
  const [row] = await sql`select count(*)::int as n from counted`;
  expect(row).toEqual({ n: 0 });
  await close();
});

test('a connection is tried again within half a second, however many failed before: nothing waits for a database that is back', async () => {
  const other = openDatabase({ url: 'postgres://nobody@localhost/none' });
  for (const { options } of [other.sql, other.log]) {
    const { backoff } = options;
    expect(
      Math.max(...[1, 10, 1000].map((failures) => (typeof backoff === 'function' ? backoff(failures) : 20))),
    ).toBeLessThan(0.5);
  }
  await other.close();
});
