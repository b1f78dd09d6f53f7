// T34, P12: the record cannot be changed quietly, even by somebody who has the database and computes its hashes anew.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChainEvent, hashOfEvent } from '../../domain/chain';
import type { ChainVerdict } from '../../domain/view';
import { verifyChain } from '../../server/commands/audit/verifyChain';
import { checkpoint } from '../../server/keys/checkpoint';
import type { Person } from '../build/api';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

let at: TestServer;
let qian: Person;
beforeAll(async () => {
  at = await aServer();
  qian = await at.person('Qian');
  await at.database.sql`update people set name = '=Qian' where id = ${qian.id}`;
  await aReadyReview(at.admin, [[qian, ['editor']]]);
  await checkpoint(at.database.db, at.services.needs.keys, new Date());
  // What came after the checkpoint is covered by the next one only.
  await aReadyReview(at.admin, []);
  await checkpoint(at.database.db, at.services.needs.keys, new Date());
});
afterAll(() => at.close());

const judged = () => verifyChain(at.database.db);
const wrong = ({ brokenAt, wrongCheckpoints }: ChainVerdict) => brokenAt !== null || wrongCheckpoints.length > 0;
const rows = async (): Promise<(ChainEvent & { hash: string })[]> =>
  (await at.database.sql`select * from events order by seq`).map((row) => ({
    seq: Number(row.seq),
    prev: row.prev,
    hash: row.hash,
    at: new Date(row.at).toISOString(),
    kind: row.kind,
    actor: row.actor_id,
    review: row.review_id,
    body: row.body,
  }));

/** The record as somebody with every right over the database leaves it; put back afterwards. */
async function tampered<T>(
  change: (events: (ChainEvent & { hash: string })[]) => void,
  anew: boolean,
  look: () => Promise<T>,
) {
  const before = await rows();
  const after = structuredClone(before) as (ChainEvent & { hash: string })[];
  change(after);
  if (anew) {
    let last = { seq: 0, hash: '0'.repeat(64) };
    for (const event of after) {
      event.seq = last.seq + 1;
      event.prev = last.hash;
      event.hash = hashOfEvent(event);
      last = event;
    }
  }
  const put = async (events: readonly (ChainEvent & { hash: string })[]) =>
    at.database.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`truncate events`;
      for (const { seq, prev, hash, at: when, kind, actor, review, body } of events)
        await tx`insert into events (seq, prev, hash, at, kind, actor_id, review_id, body)
          values (${seq}, ${prev}, ${hash}, ${when}, ${kind}, ${actor}, ${review}, ${JSON.stringify(body)}::text::jsonb)`;
    });
  await put(after);
  try {
    return await look();
  } finally {
    await put(before);
  }
}

describe('CH1 T34 the chain against its checkpoints', () => {
  test('holds as it was written', async () => {
    const verdict = await judged();
    expect(verdict).toMatchObject({ brokenAt: null, wrongCheckpoints: [], checkpoints: 2 });
    expect(verdict.events).toBeGreaterThan(5);
    const asked = await at.admin.call<ChainVerdict>('GET', '/audit/verify');
    expect([asked.status, asked.body.head]).toEqual([200, verdict.head]);
  });

  test('every event altered, deleted, doubled or cut off behind is seen, hashes computed anew or not', async () => {
    const count = (await rows()).length;
    const stranger = { kind: 'person.created', actor: null, review: null, body: {}, at: '2026-01-01T00:00:00.000Z' };
    const undetected: string[] = [];
    let tried = 0;
    for (let n = 0; n < count; n++) {
      const changes: Record<string, (events: (ChainEvent & { hash: string })[]) => void> = {
        altered: (events) => {
          const event = events[n];
          if (event) events[n] = { ...event, body: { words: 'other' } };
        },
        deleted: (events) => void events.splice(n, 1),
        inserted: (events) => void events.splice(n, 0, { ...stranger, seq: count + 1, prev: '', hash: 'x' }),
        cut: (events) => void events.splice(n),
      };
      for (const [how, change] of Object.entries(changes)) {
        for (const anew of [false, true]) {
          tried += 1;
          if (!wrong(await tampered(change, anew, judged))) undetected.push(`${how} ${n} ${anew}`);
        }
      }
    }
    console.info(`T34 ${tried} changes of ${count} events, ${undetected.length} undetected`);
    expect(undetected).toEqual([]);
    expect(wrong(await judged())).toBe(false);
  }, 120_000);

  test('a checkpoint that somebody wrote without the key is wrong', async () => {
    const { sql } = at.database;
    const [{ seq }] = (await sql`select max(seq) as seq from checkpoints`) as unknown as [{ seq: string }];
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update checkpoints set at = at + interval '1 second' where seq = ${seq}`;
    });
    expect((await judged()).wrongCheckpoints).toEqual([Number(seq)]);
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update checkpoints set at = at - interval '1 second' where seq = ${seq}`;
    });
    expect(wrong(await judged())).toBe(false);
  });
});

describe('the record for administrators', () => {
  test('comes in pages, as JSON and as lines', async () => {
    const { body } = await at.admin.call<{ items: ChainEvent[]; cursor?: string }>('GET', '/audit');
    expect(body.items.map(({ seq }) => seq)).toEqual(body.items.map((_one, n) => n + 1));
    const lines = (await at.admin.call<string>('GET', '/audit?format=jsonl&after=2')).bytes;
    const parsed = Buffer.from(lines)
      .toString()
      .split('\n')
      .map((line) => JSON.parse(line) as ChainEvent);
    expect(parsed[0]?.seq).toBe(3);
  });

  test('T44 as CSV holds no formula: names that begin with one are marked as text', async () => {
    const csv = Buffer.from((await at.admin.call('GET', '/audit?format=csv')).bytes).toString();
    expect(csv).toContain(`"'=Qian"`);
    const cells = csv.split('\r\n').flatMap((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []);
    const bare = cells.map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, ''));
    expect(bare.filter((cell) => /^[=+\-@\t\r]/.test(cell.replace(/^\ufeff/, '')))).toEqual([]);
  });

  test('is for nobody else', async () => {
    expect((await qian.call('GET', '/audit')).status).toBe(403);
    expect((await qian.call('GET', '/audit/verify')).status).toBe(403);
    expect((await at.call('GET', '/audit')).status).toBe(401);
  });
});
