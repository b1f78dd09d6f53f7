// Backup and restore between two databases: nothing is forgotten, nothing comes back changed, nobody comes back to life (P13).
import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type { TransactionSql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { NothingToBackUp } from '../../db/backup/dump';
import { DatabaseTooNew } from '../../db/migrate';
import { type Database, openDatabase } from '../../db/open';
import { chainAfter } from '../../db/queries/events';
import * as schema from '../../db/schema/all';
import { loadText } from '../../db/text';
import { ConnectionLost } from '../../db/transactions';
import { firstBrokenLink } from '../../domain/chain';
import { epochAfterRestore } from '../../domain/epoch';
import { checkBackup, withFile } from '../../server/backup/reader';
import type { Person } from '../build/api';
import { aFolder, backUp, bringBack, MIGRATIONS } from '../build/backup';
import { aCollab, bare, pause, textOf, until } from '../build/collab';
import { aDatabase, aDatabaseUrl } from '../build/database';
import { anApprovedReview } from '../build/package';
import { aServer, type TestServer } from '../build/server';

const TABLES = Object.values(schema)
  .filter((one) => is(one, PgTable))
  .map((table) => getTableName(table))
  .sort();
/** What JSON, SQL and lines of text quarrel about. */
const NASTY = '"quoted" \\back\\slash\\n \n\r\t\b\f\u001f 会签 👍🏽 \u2028 null {a,b} \'; drop table people; --';

let server: TestServer;
let folder: Awaited<ReturnType<typeof aFolder>>;
let file: string;
let reviewId: string;
let lin: Person;

beforeAll(async () => {
  server = await aServer();
  folder = await aFolder();
  file = folder.file('all.backup');
  lin = await server.person('Qian');
  const made = await server.admin.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    title: '一季度 "回顾" \\ 👍🏽',
    text: '回顾\n\n四、需要改进的\n1. 会议时间太长。\n',
    members: [{ personId: lin.id, roles: ['editor'] }],
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  reviewId = made.body.id;
  await server.admin.call('POST', `/reviews/${reviewId}/threads`, { quote: '会议', body: NASTY });
  await server.database.sql.unsafe(ONE_OF_EACH, [], { prepare: false });
  await backUp(server.database, file);
}, 60_000);
afterAll(async () => {
  await server.close();
  await folder.clear();
});

describe('a backup', () => {
  test('holds every table, and a later one cannot be forgotten: the database has nothing else to keep', async () => {
    const { head } = await withFile(file, (it) => checkBackup(file, it));
    expect(head.tables.map(({ name }) => name).sort()).toEqual(TABLES);
    const others = await server.database.sql`
      select relname, relkind from pg_class where relnamespace = 'public'::regnamespace
        and relkind not in ('i') and not (relkind = 'r' and relname = any(${TABLES}))
      union all select oid::text, 'o' from pg_largeobject_metadata`;
    expect(others, 'what is neither a table of db/schema nor an index is not in a backup').toEqual([]);
  });

  test('holds rows of every table here, so that the comparison below says something', async () => {
    for (const table of TABLES) expect((await rowsOf(server.database, table)).length, table).toBeGreaterThan(0);
  });

  test('is readable by its owner alone, has no draft beside it, and takes the place of a backup but of nothing else', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    const own = folder.file('again.backup');
    await backUp(server.database, own);
    await backUp(server.database, own);
    await writeFile(folder.file('thesis.txt'), 'mine');
    await expect(backUp(server.database, folder.file('thesis.txt'))).rejects.toThrow(/is no backup/);
    expect(await readFile(folder.file('thesis.txt'), 'utf8')).toBe('mine');
  });

  test('of a database without our tables, or with those of another version, is refused', async () => {
    const at = await aDatabaseUrl({ empty: true });
    const database = openDatabase({ url: at.url, max: 1 });
    await expect(backUp(database, folder.file('no.backup'))).rejects.toThrow(NothingToBackUp);
    await database.close();
    await at.drop();
    const newer = await aDatabase({ max: 1 });
    await newer.sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('', 9999999999999)`;
    await expect(backUp(newer, folder.file('no.backup'))).rejects.toThrow(DatabaseTooNew);
    await newer.close();
    expect((await readdir(folder.folder)).filter((name) => name.startsWith('no.'))).toEqual([]);
  });
});

describe('a restore', () => {
  let other: Database;
  let told: Awaited<ReturnType<typeof bringBack>>;
  beforeAll(async () => {
    other = await aDatabase();
    told = await bringBack(other, file);
  });
  afterAll(() => other.close());

  test('P13 brings every row of every table back as it was', async () => {
    for (const table of TABLES) {
      const [before, after] = [await rowsOf(server.database, table), await rowsOf(other, table)];
      if (table === 'documents' || table === 'sessions' || table === 'links') expect(after.length).toBe(before.length);
      // New: the beginning of the new histories, and what the record says of the restore.
      else expect(after, table).toEqual(expect.arrayContaining(before));
    }
    const documents = (await other.sql`select 1 from documents`).length;
    expect(told.documents).toBe(documents);
    const count = async (table: string) =>
      (await rowsOf(other, table)).length - (await rowsOf(server.database, table)).length;
    expect({ updates: await count('updates'), events: await count('events'), people: await count('people') }).toEqual({
      updates: documents,
      events: documents + 1,
      people: 0,
    });
  });

  test('brings the guards back as well: the record cannot be rewritten', async () => {
    await expect(other.sql`delete from events`).rejects.toThrow(/append-only/);
    await expect(other.sql`update versions set canonical = ''`).rejects.toThrow(/does not change/);
    await expect(other.sql`update signing_keys set public_pem = ''`).rejects.toThrow(/append-only/);
    await expect(other.sql`delete from signing_keys`).rejects.toThrow(/append-only/);
    await expect(other.sql`update reviews set stage = 'approved' where id = ${reviewId}`).rejects.toThrow(
      /not approved/,
    );
    const asleep = await other.sql`select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'`;
    expect(asleep).toEqual([]);
  });

  test('P10 brings an approved text back as one, and what approves a text is guarded as before', async () => {
    const own = await aServer();
    const approved = await anApprovedReview(own.admin, [own.admin]);
    await own.admin.call('POST', `/reviews/${approved}/actions`, { action: 'archive' });
    await anApprovedReview(own.admin, [own.admin]);
    const path = folder.file('approved.backup');
    await backUp(own.database, path);
    const fresh = await aDatabase();
    await bringBack(fresh, path);
    const rows = await fresh.sql`
      select r.stage, v.outcome from reviews r join versions v on v.review_id = r.id order by r.stage`;
    expect([...rows]).toEqual([
      { stage: 'approved', outcome: 'approved' },
      { stage: 'archived', outcome: 'approved' },
    ]);
    await expect(
      fresh.sql`insert into versions (review_id, no, epoch, seq, state, canonical, content_sha256, sections, record, record_sha256,
          overrides, frozen_by, frozen_at, outcome)
        select review_id, 2, epoch, seq, state, canonical, 'x', sections, record, record_sha256, overrides, frozen_by, frozen_at,
          'approved' from versions`,
    ).rejects.toThrow(/begins open/);
    await fresh.close();
    await own.close();
  }, 60_000);

  test('ends every session, token and link: nobody who was shut out since is let in', async () => {
    expect(await other.sql`select 1 from sessions where ended_at is null`).toEqual([]);
    expect(await other.sql`select 1 from links where used_at is null`).toEqual([]);
    expect(told.sessions).toBeGreaterThan(0);
    expect(told.links).toBe(1);
  });

  test('P12 is written into the chain, which holds over it, for the organisation and for each review', async () => {
    const chain = await chainAfter(other.db, 0, 10_000);
    expect(firstBrokenLink(chain)).toBeNull();
    expect(told.broken).toBeNull();
    const whole = chain.find(({ kind }) => kind === 'backup.restored');
    expect(whole).toMatchObject({ actor: null, review: null, body: { epoch: told.epoch, sha256: told.read.sha256 } });
    expect(chain.filter(({ kind, review }) => kind === 'review.restored' && review === reviewId)).toHaveLength(1);
  });

  test('P4 opens a new history of each document: one first row with the whole text, owners of client ids kept, seq without a gap', async () => {
    const [before, after] = [await loadText(server.database.sql, reviewId), await loadText(other.sql, reviewId)];
    if (!before || !after) throw new Error('no document');
    expect(after).toMatchObject({ epoch: told.epoch, snapshot: null, clients: before.clients });
    expect(after.tail.map(({ seq }) => seq)).toEqual([1]);
    expect(after.epoch).toBeGreaterThan(before.epoch);
    expect(stateOf(after.tail)).toEqual(
      stateOf([...(before.snapshot ? [{ bytes: before.snapshot.state }] : []), ...before.tail]),
    );
    const at = await aCollab({ over: other });
    const who = await at.person('Zhao');
    await at.setRoles(reviewId, who, ['owner']);
    const one = bare(at, reviewId, { token: who.token, params: { epoch: String(told.epoch) } });
    await one.ready;
    one.type('恢复之后');
    await until('acknowledged', () => one.ack() === 2);
    expect(await other.sql`select last_seq::int as n from documents where id = ${reviewId}`).toEqual([{ n: 2 }]);
    expect(textOf(one.doc).endsWith('恢复之后')).toBe(true);
    one.ws.close();
    await at.close();
  });

  test('is refused where somebody has been, unless asked to replace; then its epochs are above all that were, and the disabled stay so', async () => {
    await expect(bringBack(other, file)).rejects.toThrow(/--replace/);
    await other.sql`update documents set epoch = 2000000000`;
    const [head] = await other.sql<{ hash: string }[]>`select hash from events order by seq desc limit 1`;
    await other.sql`update people set disabled_at = now() where id = ${lin.id}`;
    const again = await bringBack(other, file, { replace: true });
    expect(again.disabled).toBe(1);
    expect(await other.sql`select 1 from people where id = ${lin.id} and disabled_at is null`).toEqual([]);
    expect(again.epoch).toBe(2_000_000_001);
    const [event] = await other.sql<{ body: { replaced: { hash: string } } }[]>`
      select body from events where kind = 'backup.restored'`;
    expect(typeof event?.body === 'string' ? JSON.parse(event.body) : event?.body).toMatchObject({ replaced: head });
    expect(await other.sql`select 1 from people where name = 'Zhao'`).toEqual([]);
  });

  test('P4 of one backup on two machines opens two histories, whatever each knew before', () => {
    const [one, two] = [1_800_000_000_000, 1_800_000_001_000].map((now) => epochAfterRestore({ highest: 1, now }));
    expect(two).toBeGreaterThan(one ?? 0);
    expect(epochAfterRestore({ highest: 7, now: 0 })).toBe(8);
    expect(epochAfterRestore({ highest: 1, now: Date.UTC(2090, 0, 1) })).toBeLessThan(2 ** 31);
  });

  test('P13 of an older version is brought up to this one; of a newer version it is refused', async () => {
    const newer = folder.file('migrations');
    await cp(MIGRATIONS, newer, { recursive: true });
    const path = join(newer, 'meta', '_journal.json');
    const journal = JSON.parse(await readFile(path, 'utf8'));
    const last = journal.entries.at(-1);
    journal.entries.push({ ...last, idx: journal.entries.length, when: last.when + 1000, tag: 'later' });
    await writeFile(path, JSON.stringify(journal));
    await writeFile(join(newer, 'later.sql'), "alter table people add column nick text not null default 'nobody'");
    const fresh = await aDatabaseUrl({ empty: true });
    const database = openDatabase({ url: fresh.url });
    await bringBack(database, file, { migrations: newer });
    expect(await database.sql`select distinct nick from people`).toEqual([{ nick: 'nobody' }]);
    await expect(bringBack(database, file, { replace: true })).rejects.toThrow(DatabaseTooNew);
    await database.close();
    await fresh.drop();
  });

  test('beside tables of somebody else leaves them alone', async () => {
    const shared = await aDatabase({ max: 2 });
    await shared.sql`create table somebody_elses as select 1 as n`;
    await bringBack(shared, file);
    expect(await shared.sql`select n from somebody_elses`).toEqual([{ n: 1 }]);
    await shared.close();
  });
});

describe('a transaction', () => {
  let database: Database;
  beforeAll(async () => {
    database = await aDatabase({ max: 2 });
    await database.sql.unsafe(SLOW_COMMIT);
  });
  afterAll(() => database.close());
  const terminate = (pid: number) => database.log`select pg_terminate_backend(${pid})`;
  const pidOf = async (tx: TransactionSql) =>
    (await tx<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid ?? 0;
  const lost = (ending: Promise<unknown>) => ending.catch((error: unknown) => error);

  test('whose connection dies between two queries ends in words; the process and the pool live on', async () => {
    const ended = await lost(
      database.sql.begin(async (tx) => {
        await terminate(await pidOf(tx));
        // As while a file is read: the next query comes in another turn of the loop.
        await pause(200);
        await tx`select 1`;
      }),
    );
    expect(ended).toBeInstanceOf(ConnectionLost);
    expect(ended).toMatchObject({ unsure: false, message: expect.stringMatching(/nothing was changed/) });
    expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test('around another one whose connection dies is rolled back, and its own connection is free again', async () => {
    const ended = await lost(
      database.sql.begin(async (outer) => {
        await outer`insert into slow values (2)`;
        await database.sql.begin(async (inner) => {
          await terminate(await pidOf(inner));
          await pause(200);
          await inner`select 1`;
        });
      }),
    );
    expect(ended).toBeInstanceOf(ConnectionLost);
    expect(await database.sql`select 1 as one from slow`).toEqual([]);
  });

  test('whose connection dies in the commit does not say that nothing was changed', async () => {
    let pid = 0;
    const ending = lost(
      database.sql.begin(async (tx) => {
        pid = await pidOf(tx);
        await tx`insert into slow values (1)`;
      }),
    );
    await until('it commits', async () => {
      const rows =
        await database.log`select 1 from pg_stat_activity where pid = ${pid} and query = 'commit' and state = 'active'`;
      return rows.length === 1;
    });
    await terminate(pid);
    expect(await ending).toMatchObject({ unsure: true, message: expect.stringMatching(/look whether/) });
  });
});

/** A commit that takes as long as a test needs. */
const SLOW_COMMIT = `
  create table slow (n int);
  create function slowly() returns trigger language plpgsql as 'begin perform pg_sleep(60); return null; end';
  create constraint trigger slowly after insert on slow deferrable initially deferred for each row execute function slowly();
`;

function stateOf(rows: readonly { bytes: Uint8Array }[]): Uint8Array {
  const doc = new Y.Doc();
  for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
  return Y.encodeStateAsUpdate(doc);
}

/** As PostgreSQL writes them, in an order of their own. */
async function rowsOf({ sql }: Database, table: string): Promise<string[]> {
  const rows = await sql.unsafe<{ row: string }[]>(`select t::text as row from ${table} t order by 1`);
  return rows.map(({ row }) => row);
}

const P = '(select id from people where admin limit 1)';
const R = '(select id from reviews limit 1)';
/** What the server above has not written by itself. */
const ONE_OF_EACH = `
  insert into links (kind, token_sha256, expires_at) values ('setup', 'x', '2099-01-01 00:00:00.123456+08');
  insert into sign_in_failures (key, window_start, count) values (E'nasty\\n\\t\\\\"', now(), 1) ;
  insert into snapshots (doc_id, epoch, seq, state) select d.id, 0, 1, '\\x00ff5c0a22'::bytea from documents d;
  insert into doc_clients (doc_id, epoch, client_id, person_id, session_id, wrote_at) select id, epoch, 4294967295, ${P}, ${P}, now() from documents;
  insert into versions (review_id, no, epoch, seq, state, canonical, content_sha256, sections, record, record_sha256, overrides, frozen_by, frozen_at)
    values (${R}, 1, 1, 1, '\\x', '\\x00', 'c', '[]', '\\xff', 'r', '[{"reason": "\\u4f1a\\"\\\\\\\\n"}]', ${P}, now());
  insert into signoff_steps (version_id, no, key, "order", title, rule) select id, 1, 'k', 1, '{"zh": "会签", "en": "x"}', '{"kind": "all"}' from versions;
  insert into signoff_lines (version_id, step_no, seat, person_id, name, roles) select id, 1, 'k', ${P}, 'Lin "L", {x}', array['head', 'a"b,c{}', ''] from versions;
  insert into decisions (line_id, person_id, decision, content_sha256, record_sha256, at) select id, person_id, 'agree', 'c', 'r', now() from signoff_lines;
  insert into signoff_records (version_id, no, record, sha256) select id, 1, '\\x00ff', 's' from versions;
  insert into returned_sections (review_id, version_id, section_key, returned_by) select ${R}, id, 'p/d', ${P} from versions;
  insert into return_points (review_id, version_id, body, created_by) select ${R}, id, 'why', ${P} from versions;
  insert into reminders (line_id, by) select id, ${P} from signoff_lines;
  insert into absences (person_id, "from", until, note) select ${P}, '2026-01-01', '2026-01-31', 'away';
  insert into signing_keys (kid, public_pem) values ('k', 'pem') on conflict do nothing;
  insert into checkpoints (seq, head, kid, signature) values (1, 'h', 'k', '\\x01') on conflict do nothing;
  insert into handed_out (version_id, format, bytes, sha256, renderer) select id, 'pdf', '\\x25', 's', 'r' from versions;
  insert into event_words (seq, review_id, salt, words) select min(seq), ${R}, 'salt', '{"changes": {"criterion": {"from": "", "to": "每周 \\"一次\\""}}}' from events;
  insert into repeats (person_id, key, asked_sha256, answer) select ${P}, 'k', 's', '{"id": "会签"}' on conflict do nothing;
  insert into purges (review_id, reason, asked_by, asked_at) select ${R}, 'why', ${P}, '2026-01-01 00:00:00.123456+08';
  insert into break_glass (admin_id, review_id, reason, until) select ${P}, ${R}, 'why', now();
  insert into section_states (review_id, section_key, state, updated_by) select ${R}, 'p', 'final', ${P};
  insert into point_fields (review_id, point_id, owner, criterion, updated_by) select ${R}, 'id', 'Lin', '100 %', ${P};
  insert into waivers (review_id, rule, reason, by_id) select ${R}, 'truncated', 'why', ${P};
  insert into set_phrases (phrase, added_by) select '固定表述', ${P};
  insert into named_versions (review_id, epoch, seq, kind, name, state, created_by) select ${R}, 1, 1, 'named', '一稿', '\\x00', ${P};
  insert into notifications (person_id, review_id, kind) select ${P}, ${R}, 'mention' ;
  insert into review_texts (review_id, epoch, seq, body, grams, folded, sections) select ${R}, 1, 1, 'b', 'g', 'f', '[]' on conflict do nothing;
  insert into passages (review_id, hash) select ${R}, 42;
  insert into comment_edits (comment_id, body) select id, 'before' from comments limit 1;
  insert into reactions (comment_id, person_id, emoji) select id, ${P}, 'thanks' from comments limit 1;
  insert into mentions (comment_id, person_id) select id, ${P} from comments limit 1;
`;
