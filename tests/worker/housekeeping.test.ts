// The role worker: what a killed node has left is put in order by one worker at a time, and what is in use is left alone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { appendBatch, loadText } from '../../db/text';
import { contentOf } from '../../domain/document/layout';
import { createKeys, type Keys } from '../../server/keys/keys';
import { writeBuiltinTemplates } from '../../server/templates';
import { keepHouse } from '../../server/worker/housekeeping';
import { inRounds } from '../../server/worker/rounds';
import { aCollab, type Somebody, type TestCollab, textOf, until } from '../build/collab';

let at: TestCollab;
let lin: Somebody;
let keys: Keys;
let folder: string;
const log = { debug: ignore, info: ignore, warn: console.warn, error: console.error };
function ignore(): void {
  // Housekeeping tells the operator what it did; nobody reads it here.
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cs-keys-'));
  at = await aCollab();
  // The texts are read with their templates.
  await writeBuiltinTemplates(at.database.db);
  keys = createKeys({ db: at.database.db, log, folder });
  lin = await at.person('Lin');
});
afterAll(async () => {
  await at.close();
  await rm(folder, { recursive: true });
});

/** A review whose log got `count` updates from a node that no longer is, `minutes` ago. */
async function leftBehind(count: number, minutes: number): Promise<string> {
  const id = await at.review([[lin, ['owner']]]);
  const { database } = at;
  const stored = await loadText(database.sql, id);
  const doc = new Y.Doc();
  for (const row of stored?.tail ?? []) Y.applyUpdate(doc, row.bytes);
  const updates: { bytes: Uint8Array; personId: string }[] = [];
  doc.on('update', (bytes) => updates.push({ bytes, personId: lin.id }));
  for (let n = 0; n < count; n++) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(`${n}`)]);
    contentOf(doc).push([paragraph]);
  }
  await appendBatch(database.log, [{ docId: id, epoch: 1, freezeNo: 0, updates, clients: [] }]);
  await database.sql`update updates set at = now() - ${minutes} * interval '1 minute' where doc_id = ${id}`;
  return id;
}

const snapshots = async (id: string) => {
  const rows = await at.database.sql<{ seq: string }[]>`select seq from snapshots where doc_id = ${id}`;
  return rows.map(({ seq }) => Number(seq));
};

test('ST19 a long log that nobody is writing gets its snapshot, once, whoever works at the same time', async () => {
  const [long, short, busy] = [await leftBehind(250, 60), await leftBehind(30, 60), await leftBehind(250, 1)];
  const done = await Promise.all([1, 2, 3].map(() => keepHouse({ database: at.database, log, keys })));
  expect(done.reduce((sum, one) => sum + (one.snapshots ?? 0), 0)).toBe(1);
  expect(await snapshots(long)).toEqual([251]);
  expect([await snapshots(short), await snapshots(busy)]).toEqual([[], []]);
  const stored = await loadText(at.database.sql, long);
  expect(stored?.tail).toEqual([]);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, stored?.snapshot?.state ?? new Uint8Array());
  expect(textOf(doc).split('\n')).toHaveLength(251);
  const [whole] = await at.database.sql`select count(*)::int as n from updates where doc_id = ${long}`;
  expect(whole?.n).toBe(251);
  expect(await keepHouse({ database: at.database, log, keys })).toMatchObject({ snapshots: 0 });
});

test('links that opened nothing for thirty days go; younger ones and open ones stay', async () => {
  const { sql } = at.database;
  const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
  for (const [token, expires, used] of [
    ['expired long ago', days(-31), null],
    ['used long ago', days(5), days(-31)],
    ['expired lately', days(-29), null],
    ['used lately', days(5), days(-2)],
    ['open', days(5), null],
  ] as const)
    await sql`insert into links (kind, token_sha256, expires_at, used_at) values ('reset', ${token}, ${expires}, ${used})`;
  expect(await keepHouse({ database: at.database, log, keys })).toMatchObject({ links: 2 });
  const left = await sql<{ token: string }[]>`select token_sha256 as token from links order by 1`;
  expect(left.map(({ token }) => token)).toEqual(['expired lately', 'open', 'used lately']);
});

test('NR5 notifications that were read ninety days ago go; unread ones stay, however old', async () => {
  const { sql } = at.database;
  const id = await at.review([[lin, ['owner']]]);
  for (const [days, read] of [
    [100, 95],
    [100, 10],
    [400, null],
  ] as const)
    await sql`
      insert into notifications (person_id, review_id, kind, at, read_at) values (${lin.id}, ${id}, 'mentioned',
        now() - ${days} * interval '1 day', now() - ${read} * interval '1 day')`;
  expect(await keepHouse({ database: at.database, log, keys })).toMatchObject({ notifications: 1 });
  const left = await sql<{ read: boolean }[]>`select read_at is not null as read from notifications order by at`;
  expect(left.map(({ read }) => read)).toEqual([false, true]);
});

test('WF14 what was answered under a key is kept for a week', async () => {
  const { sql } = at.database;
  for (const [key, days] of [
    ['old', 8],
    ['young', 6],
  ] as const)
    await sql`
      insert into repeats (person_id, key, asked_sha256, at)
      values (${lin.id}, ${key}, 'x', now() - ${days} * interval '1 day')`;
  expect(await keepHouse({ database: at.database, log, keys })).toMatchObject({ repeats: 1 });
  expect((await sql<{ key: string }[]>`select key from repeats`).map(({ key }) => key)).toEqual(['young']);
});

test('RM34 a client id that was announced thirty days ago and never wrote is forgotten; younger ones and writers stay', async () => {
  const { sql } = at.database;
  const id = await at.review([[lin, ['owner']]]);
  for (const [client, days, wrote] of [
    [1, 31, false],
    [2, 29, false],
    [3, 400, true],
  ] as const)
    await sql`
      insert into doc_clients (doc_id, epoch, client_id, person_id, session_id, at, wrote_at)
      values (${id}, 1, ${client}, ${lin.id}, ${lin.sessionId}, now() - ${days} * interval '1 day', ${wrote ? new Date().toISOString() : null}::timestamptz)`;
  expect(await keepHouse({ database: at.database, log, keys })).toMatchObject({ clientIds: 1 });
  const left = await sql<{ id: string }[]>`select client_id as id from doc_clients where doc_id = ${id} order by 1`;
  expect(left.map((row) => Number(row.id))).toEqual([2, 3]);
});

test('ST27 a round that is told to end begins nothing more', async () => {
  const signal = AbortSignal.abort();
  expect(await keepHouse({ database: at.database, log, keys, signal })).toEqual({});
});

test('ST27 a round that waits for somebody from outside does not keep the process', async () => {
  let asked: AbortSignal | null = null;
  const stop = inRounds(
    0,
    (signal) => {
      asked = signal;
      return new Promise<never>(() => undefined);
    },
    50,
  );
  await until('it is under way', () => asked !== null);
  await stop();
  expect(asked).toMatchObject({ aborted: true });
});

test('a task that fails does not keep the others from their turn', async () => {
  const warned: string[] = [];
  const broken = { ...at.database, sql: Object.assign(() => Promise.reject(new Error('away')), { begin: () => 0 }) };
  const told = { ...log, warn: (message: string) => warned.push(message) };
  expect(await keepHouse({ database: broken as never, log: told as never, keys })).toEqual({
    checkpoints: 0,
    reminders: 0,
  });
  expect(warned).toHaveLength(8);
});

test('CH2 the head of the chain is signed once an hour, and not again while nothing happened', async () => {
  const { sql } = at.database;
  await sql`insert into events (seq, prev, hash, at, kind, body) values (1, '', 'one', now(), 'k', '{}')`;
  const house = (hours: number) =>
    keepHouse({ database: at.database, log, keys }, new Date(Date.now() + hours * 3_600_000));
  expect(await house(0)).toMatchObject({ checkpoints: 1 });
  await sql`insert into events (seq, prev, hash, at, kind, body) values (2, '', 'two', now(), 'k', '{}')`;
  expect(await house(0.5)).toMatchObject({ checkpoints: 0 });
  expect(await house(1.1)).toMatchObject({ checkpoints: 1 });
  expect(await house(5)).toMatchObject({ checkpoints: 0 });
  expect(
    (await sql`select seq, head from checkpoints order by seq`).map(({ seq, head }) => [Number(seq), head]),
  ).toEqual([
    [1, 'one'],
    [2, 'two'],
  ]);
});

test('RM37 a text that cannot be read keeps no other from being found and compared, and is left alone for a while', async () => {
  const { sql } = at.database;
  const [broken, poisoned, after] = [
    await at.review([[lin, ['owner']]]),
    await at.review([[lin, ['owner']]]),
    await at.review([[lin, ['owner']]]),
  ];
  await sql`update reviews set template_version = 999, updated_at = '2000-01-01' where id = ${broken}`;
  await sql`update reviews set updated_at = '2000-01-02' where id = ${poisoned}`;
  // As a text may have been written before the guard looked at keys.
  await at.collab.write(poisoned, { marksOnly: false }, (doc) => {
    const heading = new Y.XmlElement('heading');
    heading.setAttribute('key', 'a\u0000b');
    heading.insert(0, [new Y.XmlText('有毒的标题')]);
    contentOf(doc).push([heading]);
  });
  const failed: unknown[] = [];
  const told = { ...log, warn: (_message: string, fields?: Record<string, unknown>) => failed.push(fields?.reviewId) };
  const house = () => keepHouse({ database: at.database, log: told as never, keys });
  expect((await house()).passages).toBeGreaterThanOrEqual(2);
  expect(failed).toEqual([broken]);
  const found = await sql<
    { id: string }[]
  >`select review_id as id from review_texts where review_id in ${sql([poisoned, after])}`;
  expect(found).toHaveLength(2);
  await house();
  expect(failed).toEqual([broken]);
});
