// The append beside another node's: what both statements see differently is decided by the rows themselves (ST11, ST21).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginEpoch } from '../../db/backup/afterwards';
import { appendBatch, loadText, readLog } from '../../db/text';
import { must } from '../../domain/must';
import { aCollab, type Somebody, type TestCollab, until } from '../build/collab';

let at: TestCollab;
let lin: Somebody;
beforeAll(async () => {
  at = await aCollab();
  lin = await at.person('Lin');
});
afterAll(() => at.close());

test('ST21 a clock that another node moves while the statement runs makes it fail whole; the next one is refused', async () => {
  const { sql, log } = at.database;
  const id = await at.review([[lin, ['owner']]]);
  const client = { clientId: 5, personId: lin.id, sessionId: lin.sessionId, wrote: true };
  const write = async (from: number, clients: (typeof client)[] = []) => {
    const update = { bytes: Uint8Array.of(0, 0), personId: lin.id, written: [{ clientId: 5, from, to: from + 1 }] };
    const [result] = await appendBatch(log, [{ docId: id, epoch: 1, freezeNo: 0, updates: [update], clients }]);
    return must(result, 'one answer a document');
  };
  expect(await write(0, [client])).toEqual({ kind: 'committed', lastSeq: 2 });
  const [row = { pid: 0 }] = await log<{ pid: number }[]>`select pg_backend_pid() as pid`;
  let raced: Promise<unknown> = Promise.resolve();
  await sql.begin(async (tx) => {
    await tx`update doc_clients set clock = 2 where doc_id = ${id} and client_id = 5`;
    raced = write(1).catch((error: { code?: string }) => error.code);
    await until('it waits for the row', async () => {
      const [state] = await sql<{ waits: boolean }[]>`
        select wait_event_type = 'Lock' as waits from pg_stat_activity where pid = ${row.pid}`;
      return state?.waits === true;
    });
  });
  expect(await raced).toBe('23502');
  expect(await write(1)).toEqual({ kind: 'refused', why: 'client' });
  expect(await write(1, [client])).toEqual({ kind: 'refused', why: 'client' });
  expect(await write(2)).toEqual({ kind: 'committed', lastSeq: 3 });
});

test('ST21 the history that a restore begins knows where each id ends in its text', async () => {
  const { sql, log } = at.database;
  const id = await at.review([[lin, ['owner']]]);
  const write = async (epoch: number, from: number, clientId: number) => {
    const written = [{ clientId, from, to: from + 1 }];
    const clients = [{ clientId, personId: lin.id, sessionId: lin.sessionId, wrote: true }];
    const updates = [{ bytes: Uint8Array.of(0, 0), personId: lin.id, written }];
    const [result] = await appendBatch(log, [{ docId: id, epoch, freezeNo: 0, updates, clients }]);
    return result?.kind === 'refused' ? result.why : result?.kind;
  };
  expect([await write(1, 0, 5), await write(1, 0, 6)]).toEqual(['committed', 'committed']);
  const ends = new Map([[5, 4]]);
  await sql.begin((tx) => beginEpoch(tx, { docId: id, from: 1, epoch: 2, state: Uint8Array.of(0, 0), ends }));
  expect([await write(2, 1, 5), await write(2, 4, 5)]).toEqual(['client', 'committed']);
  // In the text there is nothing of it: its next update begins where it likes, once.
  expect([await write(2, 9, 6), await write(2, 9, 6)]).toEqual(['committed', 'client']);
});

test('ST22 a long log comes whole and in order, each update with its number, also behind a row that is missing', async () => {
  const { sql } = at.database;
  const id = await at.review([[lin, ['owner']]]);
  // Of changing length, so that a byte too many or too few anywhere moves all behind it.
  await sql`
    insert into updates (doc_id, epoch, seq, bytes)
    select ${id}, 1, n, convert_to(repeat(n || ';', 1 + n % 3), 'UTF8') from generate_series(2, 9000) n where n <> 5000`;
  const numbers = Array.from({ length: 8999 }, (_, n) => n + 2).filter((n) => n !== 5000);
  const wanted = numbers.map((n) => ({ seq: n, words: `${n};`.repeat(1 + (n % 3)) }));
  const seen = (rows: readonly { seq: number; bytes: Uint8Array }[]) =>
    rows.map(({ seq, bytes }) => ({ seq, words: Buffer.from(bytes).toString() }));
  expect(seen(await readLog(sql, { docId: id, epoch: 1, after: 1 }))).toEqual(wanted);
  expect(seen(must(await loadText(sql, id), 'the text').tail.slice(1))).toEqual(wanted);
});
