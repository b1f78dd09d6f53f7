// T34, P12: the record cannot be changed quietly, even by somebody who has the database and computes its hashes anew.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type ChainEvent, firstBrokenCopy, type HandedLink, hashOfEvent } from '../../domain/chain';
import { blocksOf } from '../../domain/document/layout';
import type { Gate } from '../../domain/gates';
import { sha256Hex } from '../../domain/jcs';
import type { ChainVerdict, ReviewRecord, SignoffView } from '../../domain/view';
import { verifyChain } from '../../server/commands/audit/verifyChain';
import { checkpoint } from '../../server/keys/checkpoint';
import { onDatabase } from '../build/admin';
import { PASSWORD, type Person } from '../build/api';
import { cli } from '../build/cli';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

let at: TestServer;
let qian: Person;
let reader: Person;
beforeAll(async () => {
  at = await aServer();
  [qian, reader] = [await at.person('Qian'), await at.person('Reader')];
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

  test('that it was taken away as a file is in it from then on: by whom, from where on, and the digest of the file', async () => {
    const { bytes } = await at.admin.call('GET', '/audit?format=jsonl&after=3');
    const after = await rows();
    expect(after.at(-1)).toMatchObject({
      kind: 'export.record',
      actor: at.admin.id,
      body: { format: 'jsonl', after: 3, to: after.length - 1, sha256: sha256Hex(bytes) },
    });
    await at.admin.call('GET', '/audit?after=3');
    await at.admin.call('GET', '/audit?format=xml');
    expect((await qian.call('GET', '/audit?format=csv')).status).toBe(403);
    expect(await rows()).toHaveLength(after.length);
  });

  describe('PO7 of reviews whose record they do not read', () => {
    const WORDS = ['机密的保留意见', '样稿就这样', '未定的名字', '退回的缘由', '要答的问题', '第三方供应商'];
    let reviewId: string;
    beforeAll(async () => {
      const sun = await at.person('Sun');
      reviewId = await aReadyReview(qian, [[sun, ['signatory']]]);
      const act = (action: string, more: object = {}) =>
        qian.call('POST', `/reviews/${reviewId}/actions`, { action, ...more });
      await qian.call('POST', `/reviews/${reviewId}/named-versions`, { name: '未定的名字' });
      await act('start-review');
      const blocks = await at.services.collab.read(reviewId, (doc) => blocksOf(doc, false));
      const point = blocks.find((one) => one.type === 'point' && one.kind === 'measure');
      await qian.call('PUT', `/reviews/${reviewId}/points/${point?.id}/fields`, { criterion: '第三方供应商' });
      const { body: closed } = await qian.call<{ items: Gate[] }>('GET', `/reviews/${reviewId}/gates`);
      const rules = new Set([...closed.items.filter(({ waivable }) => waivable).map(({ rule }) => rule), 'truncated']);
      const overrides = [...rules].map((rule) => ({ rule, reason: '样稿就这样' }));
      await act('freeze', { overrides });
      await qian.call('POST', `/reviews/${reviewId}/signoff/return`, {
        step: 1,
        reason: '退回的缘由',
        points: [{ body: '要答的问题' }],
      });
      const { body } = await sun.call<SignoffView>('GET', `/reviews/${reviewId}/signoff`);
      const said = await sun.call('POST', `/reviews/${reviewId}/decisions`, {
        digest: body.digest,
        decision: 'reserve',
        opinion: '机密的保留意见',
        password: PASSWORD,
      });
      expect(said.status).toBe(201);
    });
    const files = async () => {
      const texts: string[] = [];
      for (const query of ['', '?format=jsonl', '?format=csv'])
        texts.push(Buffer.from((await at.admin.call('GET', `/audit${query}`)).bytes).toString());
      return texts;
    };
    const copy = async () =>
      ((await files())[1] ?? '').split('\n').map((line) => JSON.parse(line) as HandedLink & { body: object });

    test('they see kind, actor, time, ids and digests, and no word of anybody; owners see all', async () => {
      const own = Buffer.from((await qian.call('GET', `/reviews/${reviewId}/events`)).bytes).toString();
      expect(WORDS.filter((word) => !own.includes(word))).toEqual(['样稿就这样', '要答的问题']);
      for (const text of await files()) expect(WORDS.filter((word) => text.includes(word))).toEqual([]);
      const links = (await copy()).filter(({ review }) => review === reviewId);
      expect(links.every(({ withheld }) => withheld === true)).toBe(true);
      const decided = links.find(({ kind }) => kind === 'decision.made');
      expect(decided?.actor).toBeTruthy();
      expect(decided?.body).toMatchObject({ versionNo: 1, contentSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(JSON.stringify(decided?.body)).not.toMatch(/reserve|opinion|Sun/);
    });

    test('a right to the text, or a look, is none to the record; the record of an owner is whole', async () => {
      await at.admin.call('POST', `/reviews/${reviewId}/break-glass`, { reason: '核查' });
      await qian.call('PUT', `/reviews/${reviewId}/members/${at.admin.id}`, { roles: ['viewer'] });
      for (const text of await files()) expect(WORDS.filter((word) => text.includes(word))).toEqual([]);
      await at.database
        .sql`update members set roles = '{owner}' where review_id = ${reviewId} and person_id = ${at.admin.id}`;
      for (const text of await files()) expect(text).toContain('机密的保留意见');
      await at.database.sql`delete from members where review_id = ${reviewId} and person_id = ${at.admin.id}`;
      for (const text of await files()) expect(text).not.toContain('机密的保留意见');
    });

    test('CH3 a copy without words shows every change that it can show, and the record is whole for the operator', async () => {
      const links = await copy();
      expect(firstBrokenCopy(links)).toBeNull();
      expect(firstBrokenCopy(links.slice(5))).toBeNull();
      const whole = links.findIndex(({ withheld }) => !withheld);
      const held = links.findIndex(({ withheld }) => withheld);
      const changed = (n: number, by: Partial<HandedLink>) =>
        firstBrokenCopy(links.map((link, at) => (at === n ? { ...link, ...by } : link)));
      expect(changed(whole, { body: { words: 'other' } })).toBe(whole + 1);
      expect(changed(held, { hash: 'f'.repeat(64) })).toBe(held + 2);
      expect(firstBrokenCopy(links.toSpliced(held, 1))).toBe(held + 2);
      expect(await judged()).toMatchObject({ brokenAt: null, wrongCheckpoints: [] });
    });

    test('CH3 PK21 the operator holds the record against a kept copy, and takes all of it with every word: that is on the record too', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'cs-audit-'));
      const [row] = await at.database.sql<{ name: string }[]>`select current_database() as name`;
      const env = {
        DATABASE_URL: onDatabase(inject('postgres').admin, row?.name ?? ''),
        COUNTERSIGN_SECRET: 'only-for-tests-'.repeat(4),
      };
      const kept = join(folder, 'kept.jsonl');
      await writeFile(kept, (await files())[1] ?? '');
      const all = join(folder, 'all.jsonl');
      const holds = await cli(['audit', '--against', kept, '--to', all], env);
      expect([holds.code, holds.err]).toEqual([0, '']);
      expect(holds.out).toContain('the copy holds');
      expect((await stat(all)).mode & 0o777).toBe(0o600);
      const taken = await readFile(all);
      const record = await rows();
      expect(taken.toString().trim().split('\n')).toHaveLength(record.length - 1);
      expect(record.at(-1)).toMatchObject({
        kind: 'export.record',
        actor: null,
        body: {
          format: 'jsonl',
          after: 0,
          to: record.length - 1,
          sha256: sha256Hex(taken),
          by: 'operator',
          host: hostname(),
        },
      });
      expect(await readFile(all, 'utf8')).toContain('机密的保留意见');
      expect((await cli(['audit', '--to', all], env)).code).toBe(1);
      expect((await rows()).filter(({ kind, actor }) => kind === 'export.record' && actor === null)).toHaveLength(1);
      // Somebody with the database and without the copy computes the whole chain anew.
      const rewritten = await tampered(
        (events) => {
          const event = events.find(({ kind }) => kind === 'decision.made');
          if (event) event.body = { ...(event.body as object), decision: 'agree' };
        },
        true,
        () => cli(['audit', '--against', kept], env),
      );
      expect(rewritten.code).toBe(1);
      expect(rewritten.out).toContain('every link holds');
      expect(rewritten.out).toContain('DIFFERS from the record at event');
      await writeFile(kept, 'no copy');
      expect(await cli(['audit', '--against', kept], env)).toMatchObject({
        code: 1,
        err: expect.stringContaining('no copy'),
      });
      await rm(folder, { recursive: true });
    });
  });

  test('CH4 of one review is told by whom it is read, and whether each entry follows on in the chain', async () => {
    const id = await aReadyReview(at.admin, [
      [qian, ['editor']],
      [reader, ['viewer']],
    ]);
    await at.admin.call('PATCH', `/reviews/${id}`, { title: '改过的标题' });
    const look = async (who: Person) => (await who.call<ReviewRecord>('GET', `/reviews/${id}/events`)).body;
    const owner = await look(at.admin);
    expect([owner.reads, owner.brokenAt, owner.items.map(({ kind }) => kind)]).toEqual([
      'all',
      null,
      ['review.renamed', 'member.set', 'member.set', 'review.created'],
    ]);
    expect(await look(qian)).toMatchObject({ reads: 'own', items: [], brokenAt: null });
    expect((await reader.call('GET', `/reviews/${id}/events`)).status).toBe(404);
    const { seq = 0 } = owner.items[0] ?? {};
    const rewritten = await tampered(
      (events) => {
        const event = events.find((one) => one.seq === seq);
        if (event) event.body = { from: '', to: '另一个标题' };
      },
      false,
      () => look(at.admin),
    );
    expect(rewritten.brokenAt).toBe(seq);
    // The one before it, of whatever review, got another body and a hash that fits it: the next names the old one.
    const before = await tampered(
      (events) => {
        const event = events.find((one) => one.seq === seq - 1);
        if (event) event.hash = hashOfEvent(Object.assign(event, { body: { other: true } }));
      },
      false,
      () => look(at.admin),
    );
    expect(before.brokenAt).toBe(seq);
  });

  test('is for nobody else', async () => {
    expect((await qian.call('GET', '/audit')).status).toBe(403);
    expect((await qian.call('GET', '/audit/verify')).status).toBe(403);
    expect((await at.call('GET', '/audit')).status).toBe(401);
  });
});
