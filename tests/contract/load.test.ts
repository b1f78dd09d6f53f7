// Lists of somebody who takes part in very many reviews: a fixed number of statements, however many there are (P9).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchStatement } from '../../db/queries/search';
import { isLooked } from '../../db/queries/searchSql';
import { taskKey } from '../../domain/desk';
import { bigrams, folded, searchQuery } from '../../domain/search';
import type { Desk, SearchPage, TaskPage } from '../../domain/view';
import type { Person } from '../build/api';
import { random } from '../build/random';
import { aServer, type TestServer } from '../build/server';

const FULL = process.env.FULL === '1';
const REVIEWS = 2_000;
/** Characters of a text that is searched; the issue asks for 6,000, which takes a minute to write. */
const CHARACTERS = FULL ? 6_000 : 300;
/** Every tenth is being signed, every twentieth has a must-fix. */
const SIGNED = REVIEWS / 10;
const MENDED = REVIEWS / 20;

let server: TestServer;
let owner: Person;
let busy: Person;
let statements = 0;

beforeAll(async () => {
  server = await aServer();
  owner = await server.person('Owner');
  busy = await server.person('Busy');
  // Drizzle hands every statement outside of a transaction to this function of the pool.
  const { sql } = server.database;
  const unsafe = sql.unsafe.bind(sql);
  sql.unsafe = ((...given: Parameters<typeof unsafe>) => {
    statements += 1;
    return unsafe(...given);
  }) as typeof sql.unsafe;
}, 60_000);
afterAll(() => server.close());

/** Rows as the commands write them, without their texts: two thousand freezes would take minutes. */
async function fill(from: number, to: number): Promise<void> {
  const { sql } = server.database;
  for (let n = from; n < to; n++) {
    const id = randomUUID();
    const stage = n % 10 === 0 ? 'signoff' : 'review';
    await sql.begin(async (tx) => {
      await tx`insert into reviews (id, title, title_grams, template_id, template_version, stage, created_by, updated_at)
        values (${id}, ${`回顾 ${n}`}, '回顾', 'retrospective', 1, ${stage}, ${owner.id}, now() - ${n} * interval '1 minute')`;
      await tx`insert into members (review_id, person_id, roles, added_by) values
        (${id}, ${owner.id}, '{owner}', ${owner.id}), (${id}, ${busy.id}, '{editor,signatory}', ${owner.id})`;
      if (n % 10 === 0) {
        const [version] = await tx<{ id: string }[]>`
          insert into versions (review_id, no, epoch, seq, state, canonical, content_sha256, sections, record, record_sha256,
            overrides, frozen_by, frozen_at)
          values (${id}, 1, 1, 1, '', '', ${String(n).padStart(64, '0')}, '[]', '', '', '[]', ${owner.id}, now()) returning id`;
        await tx`insert into signoff_steps (version_id, no, key, "order", title, rule)
          values (${version?.id ?? ''}, 1, 'k', 1, '{"zh": "会签", "en": "Countersign"}', '{"kind": "all"}')`;
        for (const person of [owner.id, busy.id])
          await tx`insert into signoff_lines (version_id, step_no, seat, person_id, name, roles)
            values (${version?.id ?? ''}, 1, ${`k/${person}`}, ${person}, 'x', '{signatory}')`;
        await tx`insert into decisions (line_id, person_id, decision, content_sha256, record_sha256, at)
          select id, person_id, 'agree', ${String(n).padStart(64, '0')}, '', now() from signoff_lines
          where version_id = ${version?.id ?? ''} and person_id = ${owner.id}`;
      }
      if (n % 20 === 1)
        await tx`insert into threads (review_id, kind, quote, created_by) values (${id}, 'must-fix', '这句话', ${owner.id})`;
    });
  }
}

async function counted<T>(path: string): Promise<{ statements: number; body: T; ms: number }> {
  const before = statements;
  const began = performance.now();
  const { status, body } = await busy.call<T>('GET', path);
  expect(status, path).toBe(200);
  return { statements: statements - before, body, ms: performance.now() - began };
}

describe(`somebody with ${REVIEWS} reviews`, () => {
  const paths = [
    '/desk',
    '/me/tasks',
    '/reviews',
    '/reviews?stage=signoff',
    `/reviews?q=${encodeURIComponent('回顾 1')}`,
  ];
  const few = new Map<string, number>();

  test('has the same number of statements asked for them as for twenty', async () => {
    await fill(0, 20);
    for (const path of paths) {
      await counted(path);
      few.set(path, (await counted(path)).statements);
    }
    await fill(20, REVIEWS);
    await server.database.sql`analyze`;
    for (const path of paths) {
      const many = await counted(path);
      expect(many.statements, path).toBe(few.get(path));
      expect(many.statements, path).toBeLessThanOrEqual(20);
      console.log(`${decodeURI(path)}: ${many.statements} statements, ${Math.round((await counted(path)).ms)} ms`);
    }
  }, 60_000);

  test('finds on the desk what waits in any of them, not only in those that changed last', async () => {
    const { body } = await counted<Desk>('/desk');
    expect(body.total).toBe(REVIEWS);
    expect(body.tasks).toHaveLength(200);
    expect(body.reviews).toHaveLength(8);
    const sign = body.tasks.filter((task) => task.kind === 'sign');
    const mustFix = body.tasks.filter((task) => task.kind === 'must-fix');
    expect([sign.length + mustFix.length, mustFix.length > 0, sign.length > 0]).toEqual([200, true, true]);
    expect(SIGNED + MENDED).toBeGreaterThan(200);
    expect(sign[0]?.detail).toBe('1 / 2');
    expect(mustFix[0]?.detail).toBe('这句话');
    expect(body.counts).toEqual({ sign: SIGNED, 'must-fix': MENDED });
    expect(body.cursor).toBeDefined();
  });

  test('DE9 reaches each of them, 200 at a time, all or of one kind, however old', async () => {
    const walk = async (query: string): Promise<string[]> => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await counted<TaskPage>(`/me/tasks?${query}${cursor ? `&cursor=${cursor}` : ''}`);
        expect(body.items.length).toBeLessThanOrEqual(200);
        expect(body.counts).toEqual({ sign: SIGNED, 'must-fix': MENDED });
        seen.push(...body.items.map(taskKey));
        cursor = body.cursor;
      } while (cursor);
      return seen;
    };
    const all = await walk('');
    expect([all.length, new Set(all).size]).toEqual([SIGNED + MENDED, SIGNED + MENDED]);
    expect((await walk('kind=must-fix')).length).toBe(MENDED);
    // A must-fix that others are to settle, however many and new they are, hides none of one's own.
    await server.database.sql`
      insert into threads (review_id, kind, quote, created_by, assignee_id)
      select id, 'must-fix', '别人的', ${owner.id}, ${owner.id} from reviews where stage = 'review'`;
    expect((await walk('kind=must-fix')).length).toBe(MENDED);
    for (const query of [
      'kind=nothing',
      'cursor=nothing',
      'cursor=',
      `cursor=${Buffer.from('- x 1').toString('base64url')}`,
    ])
      expect((await busy.call('GET', `/me/tasks?${query}`)).status, query).toBe(400);
  });
});

describe(`a search over ${REVIEWS} texts of ${CHARACTERS} characters`, () => {
  /** Found in one text, in every tenth, in all. */
  const RARE = '夜班交接单漏签';
  const QUERIES = [RARE, '门诊预约', '整改落实情况'];

  beforeAll(async () => {
    const { sql } = server.database;
    const dice = random(3);
    const ids = (await sql<{ id: string }[]>`select id from reviews order by updated_at desc`).map(({ id }) => id);
    const some = () =>
      Array.from({ length: 50 }, () => String.fromCharCode(0x4e00 + Math.floor((dice(1000) / 1000) ** 3 * 3_500))).join(
        '',
      );
    for (let from = 0; from < ids.length; from += 100) {
      const rows = ids.slice(from, from + 100).map((id, at) => {
        const n = from + at;
        const lines = [...Array.from({ length: CHARACTERS / 50 }, some), '整改落实情况较好。'];
        if (n % 10 === 0) lines.push('门诊预约仍有困难。');
        if (n === 1_234) lines.push(`${RARE}三次。`);
        const body = lines.join('\n');
        return { id, body, folded: folded(body), grams: bigrams(body).join(' ') };
      });
      await sql`
        insert into review_texts (review_id, epoch, seq, body, folded, sections, grams)
        select g.id, 1, 1, g.body, g.folded, '[]', g.grams
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g(id uuid, body text, folded text, grams text)`;
    }
    await sql`vacuum analyze review_texts`;
  }, 300_000);

  /** Rows of texts that the statement took in hand to find these words, by PostgreSQL's own count. */
  async function textsRead(words: string): Promise<number> {
    const looked = searchQuery(words);
    if (!isLooked(looked)) throw new Error('it has no words');
    const { sql, db } = server.database;
    const asked = searchStatement(db, busy.id, looked, { limit: 20 }).toSQL();
    const [row] = await sql.begin(async (tx) => {
      await tx`set local enable_seqscan = off`;
      return tx.unsafe(`explain (analyze, format json) ${asked.sql}`, asked.params as string[]);
    });
    const walk = (node: PlanNode): number =>
      (node['Relation Name'] === 'review_texts'
        ? (node['Actual Rows'] + (node['Rows Removed by Index Recheck'] ?? 0)) * node['Actual Loops']
        : 0) + (node.Plans ?? []).reduce((sum, one) => sum + walk(one), 0);
    return walk((row as unknown as { 'QUERY PLAN': { Plan: PlanNode }[] })['QUERY PLAN'][0]?.Plan as PlanNode);
  }

  test('SE8 reads the texts that may hold the words and no other, and asks as much for one hit as for two thousand', async () => {
    expect([await textsRead(RARE), await textsRead('没有这一句话')]).toEqual([1, 0]);
    expect(await textsRead('门诊预约')).toBe(REVIEWS / 10);
    const asked: number[] = [];
    for (const q of QUERIES) {
      const path = `/search?q=${encodeURIComponent(q)}`;
      const took: number[] = [];
      for (let n = 0; n < 20; n++) {
        const { body, statements: each, ms } = await counted<SearchPage>(path);
        expect(body.items.length).toBe(q === RARE ? 1 : 20);
        asked.push(each);
        took.push(ms);
      }
      took.sort((a, b) => a - b);
      const [median = 0, longest = 0] = [took[10], took.at(-1)];
      console.log(`search ${q}: median ${median.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`);
      // The figure to reach: a loaded machine decides nothing but in the long form.
      if (FULL) expect(median).toBeLessThan(100);
    }
    expect(Math.max(...asked)).toBeLessThanOrEqual(8);
  }, 120_000);
});

/** As far as it is looked at. */
interface PlanNode {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

test('none of this was an internal error', () => {
  expect(server.logged).toEqual([]);
});
