// The append beside another node's: what both statements see differently is decided by the rows themselves (ST11, ST21).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendBatch } from '../../db/text';
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
