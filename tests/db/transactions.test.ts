// Transactions whose connection ends: the next one in its place begins at once.
import { expect, test } from 'vitest';
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
