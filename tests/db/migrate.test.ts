// The tables: migrated once however many ask at once, equal to what the code believes, and guarded by the database itself.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseTooNew, migrate } from '../../db/migrate';
import { type Database, openDatabase } from '../../db/open';
import * as schema from '../../db/schema/all';
import { aDatabase, aDatabaseUrl } from '../build/database';

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));

interface Journal {
  entries: { idx: number; when: number; tag: string }[];
}

const journalOf = async (folder: string): Promise<Journal> =>
  JSON.parse(await readFile(join(folder, 'meta', '_journal.json'), 'utf8'));

describe('migrating', () => {
  let at: Awaited<ReturnType<typeof aDatabaseUrl>>;
  let folder: string;
  beforeAll(async () => {
    at = await aDatabaseUrl({ empty: true });
    folder = await mkdtemp(join(tmpdir(), 'cs-migrations-'));
  });
  afterAll(async () => {
    await at.drop();
    await rm(folder, { recursive: true });
  });

  /** Migrations with one more, made `after` ms behind the last. */
  async function oneMore(tag: string, statements: string, after: number): Promise<string> {
    const copy = join(folder, tag);
    await cp(MIGRATIONS, copy, { recursive: true });
    const journal = await journalOf(copy);
    const last = journal.entries.at(-1);
    journal.entries.push({ ...last, idx: journal.entries.length, when: (last?.when ?? 0) + after, tag });
    await writeFile(join(copy, 'meta', '_journal.json'), JSON.stringify(journal));
    await writeFile(join(copy, `${tag}.sql`), statements);
    return copy;
  }

  async function withPool<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = openDatabase({ url: at.url, max: 1 });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }

  const applied = () =>
    withPool(({ sql }) => sql<{ n: number }[]>`select count(*)::int as n from drizzle.__drizzle_migrations`);

  test('six at once on an empty database apply each migration once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => withPool((database) => migrate(database, MIGRATIONS))));
    expect(await applied()).toEqual([{ n: (await journalOf(MIGRATIONS)).entries.length }]);
  });

  test('again changes nothing', async () => {
    await withPool((database) => migrate(database, MIGRATIONS));
    expect(await applied()).toEqual([{ n: (await journalOf(MIGRATIONS)).entries.length }]);
  });

  test('that fails half-way leaves nothing of itself', async () => {
    const broken = await oneMore(
      'broken',
      'create table half (n int);\n--> statement-breakpoint\nselect nonsense;',
      1000,
    );
    await expect(withPool((database) => migrate(database, broken))).rejects.toThrow(/nonsense/);
    expect(await withPool(({ sql }) => sql`select to_regclass('half') as half`)).toEqual([{ half: null }]);
  });

  test('that a newer version did is refused by the older one', async () => {
    const newer = await oneMore('newer', 'create table later (n int);', 2000);
    await withPool((database) => migrate(database, newer));
    await expect(withPool((database) => migrate(database, MIGRATIONS))).rejects.toThrow(DatabaseTooNew);
    await withPool((database) => migrate(database, newer));
  });
});

test('the migrations make exactly the tables of db/schema', async () => {
  const last = (await journalOf(MIGRATIONS)).entries.at(-1);
  const name = `${String(last?.idx).padStart(4, '0')}_snapshot.json`;
  const written = JSON.parse(await readFile(join(MIGRATIONS, 'meta', name), 'utf8'));
  const changes = await generateMigration(written, generateDrizzleJson(schema, written.id));
  expect(changes, 'run npx drizzle-kit generate').toEqual([]);
});

describe('P12 the database itself refuses to change what was written down', () => {
  let database: Database;
  beforeAll(async () => {
    database = await aDatabase({ max: 1 });
    await database.sql.unsafe(ONE_OF_EACH);
  });
  afterAll(() => database.close());

  const refused = /is refused(: (rows are append-only|a frozen version does not change))?$/;

  test.each([
    ["update events set kind = 'other'"],
    ['delete from events'],
    ['truncate events'],
    ["update decisions set decision = 'objected'"],
    ['delete from decisions'],
    ['truncate decisions cascade'],
    ["update templates set body = '{}'"],
    ['delete from templates'],
    ['delete from versions'],
    ["update versions set canonical = 'other'"],
    ["update signoff_records set sha256 = 'other'"],
    ['delete from signoff_records'],
    ['truncate signoff_records'],
    ["update checkpoints set head = 'other'"],
    ['delete from checkpoints'],
    ["update signing_keys set public_pem = 'other'"],
    ["update signing_keys set kid = 'other'"],
    ["update signing_keys set signed_by = 'other'"],
    ["update signing_keys set created_at = now() - interval '1 day'"],
    ['delete from signing_keys'],
    ['truncate signing_keys cascade'],
    ["update handed_out set sha256 = 'other'"],
    ["update comment_edits set body = 'other'"],
    ['delete from comment_edits'],
    ['delete from handed_out'],
    ["update event_words set words = '{}'"],
    ['delete from event_words'],
    ["update purges set reason = 'other'"],
    ['delete from purges'],
    ['truncate purges'],
    ["update versions set outcome = 'approved', content_sha256 = 'other'"],
  ])('%s', async (statement) => {
    await expect(database.sql.unsafe(statement)).rejects.toThrow(refused);
  });

  test('BN2, BN8 rows that nobody changes go with a draft whose time is over, or when a second person agreed; never otherwise', async () => {
    const { sql } = database;
    const rowsGo = () => sql.unsafe('begin; delete from event_words; delete from comment_edits; rollback');
    const versionsGo = () => sql.unsafe('begin; delete from decisions; delete from signoff_records; rollback');
    await sql`update reviews set binned_until = now() - interval '1 hour'`;
    // It was frozen once.
    await expect(rowsGo()).rejects.toThrow(refused);
    await sql`rollback`;
    await sql`update reviews set binned_until = null`;
    await expect(sql`update purges set done_by = asked_by, done_at = now()`).rejects.toThrow(/purges_two_people/);
    await sql.unsafe(`insert into people (id, email, name) values ('${V}', 'chen@office.test', 'Chen')`);
    await sql`update purges set done_by = ${V}, done_at = now()`;
    await rowsGo();
    await versionsGo();
    await expect(sql`update purges set done_at = null, withdrawn_at = now()`).rejects.toThrow(refused);
  });

  test('PK19 a signing key retires once, and is bad from a moment on or from an earlier one; neither is taken back', async () => {
    const set = (what: string) => database.sql.unsafe(`update signing_keys set ${what}`);
    await set("retired_at = '2026-03-01'");
    await set("bad_from = '2026-02-01'");
    await set("bad_from = '2026-01-01'");
    for (const what of ['retired_at = null', 'retired_at = now()', 'bad_from = null', "bad_from = '2026-02-01'"])
      await expect(set(what), what).rejects.toThrow(refused);
  });

  test('a version ends once, and then never again', async () => {
    const end = () => database.sql`update versions set outcome = 'cancelled', ended_at = now()`;
    await end();
    await expect(end()).rejects.toThrow(refused);
  });
});

const P = '00000000-0000-4000-8000-000000000001';
const R = '00000000-0000-4000-8000-000000000002';
const V = '00000000-0000-4000-8000-000000000003';
const L = '00000000-0000-4000-8000-000000000004';
/** The least that fills every guarded table. */
const ONE_OF_EACH = `
  insert into people (id, email, name) values ('${P}', 'lin@office.test', 'Lin');
  insert into templates (id, version, body, sha256, builtin) values ('t', 1, '{}', '', true);
  insert into reviews (id, title, template_id, template_version, created_by) values ('${R}', 'R', 't', 1, '${P}');
  insert into versions (id, review_id, no, epoch, seq, state, canonical, content_sha256, sections, record, record_sha256, overrides, frozen_by, frozen_at)
    values ('${V}', '${R}', 1, 1, 1, '', '', '', '[]', '', '', '[]', '${P}', now());
  insert into signoff_lines (id, version_id, step_no, seat, person_id, name, roles) values ('${L}', '${V}', 1, 's', '${P}', 'Lin', '{head}');
  insert into decisions (line_id, person_id, decision, content_sha256, record_sha256, at) values ('${L}', '${P}', 'agreed', '', '', now());
  insert into signoff_records (version_id, no, record, sha256) values ('${V}', 1, '', '');
  insert into signing_keys (kid, public_pem) values ('k', '');
  insert into checkpoints (seq, head, kid, signature) values (1, '', 'k', '');
  insert into handed_out (version_id, format, bytes, sha256, renderer) values ('${V}', 'pdf', '', '', '');
  insert into threads (id, review_id, kind, quote, created_by) values ('${L}', '${R}', 'normal', '', '${P}');
  insert into comments (id, thread_id, author_id, body) values ('${L}', '${L}', '${P}', '');
  insert into comment_edits (comment_id, body) values ('${L}', '');
  insert into events (seq, prev, hash, at, kind, body) values (1, '', '', now(), 'k', '{}');
  insert into event_words (seq, review_id, salt, words) values (1, '${R}', '', '{}');
  insert into purges (review_id, reason, asked_by) values ('${R}', '', '${P}');
`;
