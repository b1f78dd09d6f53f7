// A damaged backup, and one that was made to do harm: refused in one sentence, before anything is changed.
import { createHash } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/open';
import { type BackupHead, BackupRefused, endOf, FRAME, frameHead, MAGIC, Tally } from '../../server/backup/format';
import { checkBackup, withFile } from '../../server/backup/reader';
import { aFolder, backUp, bringBack } from '../build/backup';
import { aDatabase } from '../build/database';
import { random } from '../build/random';
import { aServer } from '../build/server';

const FULL = process.env.FULL === '1';
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
/** Bytes between two flips in the middle of the file; a prime, so that the long form meets every kind of place. */
const STEP = FULL ? 3 : 97;
/** At both ends every byte is flipped: magic and first lengths, the last digests. */
const EDGE = { head: 40, tail: 330 };

let folder: Awaited<ReturnType<typeof aFolder>>;
let database: Database;
let whole: Buffer;
let head: BackupHead;
let path: string;

beforeAll(async () => {
  folder = await aFolder();
  const server = await aServer();
  await server.admin.call('POST', '/reviews', { templateId: 'retrospective', title: '备份', text: '一、二\n三。\n' });
  path = folder.file('x.backup');
  await backUp(server.database, path);
  await server.close();
  whole = await readFile(path);
  ({ head } = await withFile(path, (file) => checkBackup(path, file)));
  database = await aDatabase({ max: 2 });
}, 60_000);
afterAll(async () => {
  await database.close();
  await folder.clear();
});

/** What the check says of these bytes; null when it takes them. */
async function verdict(bytes: Buffer): Promise<string | null> {
  await writeFile(path, bytes);
  try {
    await withFile(path, (file) => checkBackup(path, file));
    return null;
  } catch (error) {
    if (error instanceof BackupRefused) return error.message;
    throw error;
  }
}

test(`T35 a flipped bit is found wherever it is: head, rows, digests, tail (every ${STEP} bytes, seed ${SEED})`, async () => {
  const dice = random(SEED);
  const file = await open(path, 'r+');
  let flips = 0;
  for (let at = 0; at < whole.length; at += at < EDGE.head || at > whole.length - EDGE.tail ? 1 : STEP) {
    const byte = whole[at] ?? 0;
    await file.write(Buffer.of(byte ^ (1 << dice(8))), 0, 1, at);
    const error: unknown = await checkBackup(path, file).catch((e) => e);
    expect(error instanceof BackupRefused && error.message, `byte ${at}`).toMatch(/damaged|no backup|newer version/);
    await file.write(Buffer.of(byte), 0, 1, at);
    flips += 1;
  }
  await file.close();
  console.info(`T35: ${flips} flipped bits in a backup of ${whole.length} bytes, all refused; seed ${SEED}`);
  expect(await verdict(whole)).toBeNull();
}, 1_800_000);

test('a file that was cut off, or that goes on, is refused', async () => {
  for (let at = 0; at < whole.length; at += FULL ? 1 : 397)
    expect(await verdict(whole.subarray(0, at))).toMatch(/damaged|no backup/);
  expect(await verdict(whole.subarray(0, -1))).toMatch(/damaged/);
  expect(await verdict(Buffer.concat([whole, Buffer.from('\n')]))).toMatch(/damaged/);
  expect(await verdict(Buffer.concat([whole, whole]))).toMatch(/damaged/);
}, 1_800_000);

test('a file of another kind, an empty one, a folder and none are refused', async () => {
  expect(await verdict(Buffer.alloc(0))).toMatch(/no backup/);
  expect(await verdict(gzipSync('select 1'))).toMatch(/no backup/);
  expect(await verdict(Buffer.from('countersign-backup/2\n'))).toMatch(/newer version/);
  await expect(bringBack(database, folder.folder)).rejects.toThrow(BackupRefused);
  await expect(bringBack(database, folder.file('nothing'))).rejects.toThrow(/cannot be read \(ENOENT\)/);
});

describe('a backup with right digests and wrong contents', () => {
  const frame = (kind: (typeof FRAME)[keyof typeof FRAME], payload: Buffer) =>
    Buffer.concat([frameHead(kind, payload.length), payload]);
  /** As our writer would; `rows` by table, each a line. */
  function made(given: Partial<BackupHead>, rows: Record<string, string[]> = {}): Buffer {
    const parts = [MAGIC, frame(FRAME.head, Buffer.from(JSON.stringify({ ...head, ...given })))];
    const total = { rows: 0, bytes: 0 };
    for (const { name } of given.tables ?? head.tables) {
      const tally = new Tally();
      const lines = Buffer.from((rows[name] ?? []).map((row) => `${row}\n`).join(''));
      if (lines.length > 0) {
        tally.add(lines);
        parts.push(frame(FRAME.rows, gzipSync(lines)));
      }
      parts.push(frame(FRAME.endOfTable, tally.frame()));
      total.rows += tally.rows;
      total.bytes += tally.bytes;
    }
    const all = Buffer.concat(parts);
    return Buffer.concat([
      all,
      frame(FRAME.end, endOf({ ...total, sha256: createHash('sha256').update(all).digest('hex') })),
    ]);
  }
  const without = (table: string) => head.tables.filter(({ name }) => name !== table);
  const retyped = (type: string) => () =>
    made({
      tables: head.tables.map((table) =>
        table.name === 'organisation' ? { ...table, columns: table.columns.map((one) => ({ ...one, type })) } : table,
      ),
    });

  async function refused(bytes: Buffer): Promise<string> {
    await writeFile(path, bytes);
    const error: unknown = await bringBack(database, path).catch((e) => e);
    if (!(error instanceof BackupRefused)) throw new Error('it was not refused in words', { cause: error });
    expect(await database.sql`select 1 from people`).toEqual([]);
    expect((await database.sql`select to_regclass('people') as people, to_regclass('evil') as evil`)[0]).toEqual({
      people: 'people',
      evil: null,
    });
    return error.message;
  }

  test.each<[string, () => Buffer, RegExp]>([
    ['of a newer version', () => made({ migration: 9_999_999_999_999 }), /newer version/],
    [
      'a table too many',
      () => made({ tables: [...head.tables, { name: 'evil', columns: [{ name: 'a', type: 'text' }] }] }),
      /does not know: "evil"/,
    ],
    [
      'a table of the system',
      () => made({ tables: [...head.tables, { name: 'pg_authid', columns: [{ name: 'rolname', type: 'text' }] }] }),
      /does not know/,
    ],
    ['a table twice', () => made({ tables: [...head.tables, ...head.tables.slice(0, 1)] }), /does not know/],
    ['a table too few', () => made({ tables: without('comments') }), /lacks the table comments/],
    ['a type that is SQL', retyped('text); create table evil (a text); --'), /does not know: "organisation"/],
    [
      'a name that is SQL',
      () =>
        made({
          tables: [...head.tables, { name: '"; drop table people; --', columns: [{ name: 'a', type: 'text' }] }],
        }),
      /does not know/,
    ],
    ['a row too short', () => made({}, { organisation: ['["1"]'] }), /no rows of the table organisation/],
    [
      'two rows in a line',
      () => made({}, { organisation: ['["1","A","2026-01-01"],["2","B","2026-01-01"]'] }),
      /no rows/,
    ],
    [
      'a line that leaves the list',
      () => made({}, { organisation: ['["1","A","2026-01-01"]]; drop table people; --'] }),
      /do not fit/,
    ],
    ['no JSON', () => made({}, { organisation: ['nonsense'] }), /do not fit/],
    ['an object for a row', () => made({}, { organisation: ['{"id":1}'] }), /do not fit/],
    [
      'a word for a number',
      () => made({}, { organisation: ['["x","A","2026-01-01"]'] }),
      /do not fit the table organisation \(22P02\)/,
    ],
    [
      'an orphan',
      () => made({}, { comments: [`["${ID}","${ID}","${ID}","x",null,"2026-01-01",null,null,"",null,null]`] }),
      /do not fit the table comments \(23503\)/,
    ],
    [
      'tables in an order that does not load',
      () =>
        made(
          { tables: head.tables.toReversed() },
          { comments: [`["${ID}","${ID}","${ID}","x",null,"2026-01-01",null,null,"",null,null]`] },
        ),
      /do not fit/,
    ],
  ])('%s', async (_name, bytes, words) => {
    expect(await refused(bytes())).toMatch(words);
  });

  test('a length that is not there and a bomb hold no memory and are refused', async () => {
    const start = Buffer.concat([MAGIC, frame(FRAME.head, Buffer.from(JSON.stringify(head)))]);
    const lying = Buffer.concat([start, frameHead(FRAME.rows, 1024 * 1024), Buffer.from('x')]);
    const huge = Buffer.concat([start, frameHead(FRAME.rows, 0xffffffff), Buffer.from('x')]);
    const bomb = Buffer.concat([start, frame(FRAME.rows, gzipSync(Buffer.alloc(128 * 1024 * 1024), { level: 1 }))]);
    const before = process.memoryUsage().rss;
    for (const bytes of [lying, huge, bomb]) expect(await verdict(bytes)).toMatch(/damaged/);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
});

const ID = '00000000-0000-4000-8000-000000000001';
