// Lists of somebody who takes part in very many reviews: a fixed number of statements, however many there are (P9).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../../domain/view';
import type { Person } from '../build/api';
import { aServer, type TestServer } from '../build/server';

const REVIEWS = 2_000;
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
  const paths = ['/desk', '/reviews', '/reviews?stage=signoff', `/reviews?q=${encodeURIComponent('回顾 1')}`];
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
  });
});

test('none of this was an internal error', () => {
  expect(server.logged).toEqual([]);
});
