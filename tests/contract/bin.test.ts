// The bin through every door, the day on which it is emptied, and the end of archived reviews by two administrators (BN).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REMOVED_TABLES } from '../../db/queries/removal';
import { blocksOf } from '../../domain/document/layout';
import { routes } from '../../server/api/routes';
import { emptyBin } from '../../server/commands/reviews/emptyBin';
import { writePassages } from '../../server/worker/passages';
import { indexTexts } from '../../server/worker/searchIndex';
import { type Answer, callApi, PASSWORD, type Person, signedIn } from '../build/api';
import { aReadyReview } from '../build/ready';
import { aPerson, aServer, type TestServer } from '../build/server';
import { aTypist } from '../build/typist';

let at: TestServer;
const people: Record<string, Person> = {};
const person = (name: string): Person => people[name] ?? at.admin;
const MEMBERS = ['Editor', 'Suggester', 'Commenter', 'Signs', 'Viewer'] as const;
const OTHERS = [...MEMBERS, 'Stranger', 'Lin'] as const;
let id: string;
let thread: string;
let comment: string;
/** The same words, in a review that is nobody's else. */
let alike: string;

const bin = (who: Person, reviewId = id) =>
  who.call<{ until?: string; code?: string }>('DELETE', `/reviews/${reviewId}`);
const restore = (who: Person, reviewId = id) =>
  who.call<{ stage?: string; code?: string }>('POST', `/bin/${reviewId}/restore`);
const act = (who: Person, reviewId: string, action: string, more: object = {}) =>
  who.call<{ stage?: string; code?: string }>('POST', `/reviews/${reviewId}/actions`, { action, ...more });
const kindsOf = async (reviewId: string) =>
  (await at.database.sql<{ kind: string }[]>`select kind from events where review_id = ${reviewId} order by seq`).map(
    ({ kind }) => kind,
  );
const itemsOf = <T extends object>({ body }: Answer<{ items: T[] }>) => body.items;

beforeAll(async () => {
  at = await aServer();
  for (const name of ['Owner', 'Chen', ...MEMBERS, 'Stranger']) people[name] = await at.person(name);
  await at.admin.call('PATCH', `/people/${person('Chen').id}`, { admin: true });
  people.Chen = await signedIn(at.url, person('Chen').email);
  id = await aReadyReview(person('Owner'), [
    [person('Editor'), ['editor']],
    [person('Suggester'), ['suggester']],
    [person('Commenter'), ['commenter']],
    [person('Signs'), ['signatory']],
    [person('Viewer'), ['viewer']],
  ]);
  const opened = await person('Commenter').call<{ id: string }>('POST', `/reviews/${id}/threads`, {
    quote: '会议时间太长',
    body: '请 @Editor 写明时间',
    mentions: [person('Editor').id],
  });
  thread = opened.body.id;
  const { body } = await person('Owner').call<{ items: { comments: { id: string }[] }[] }>(
    'GET',
    `/reviews/${id}/threads`,
  );
  comment = body.items[0]?.comments[0]?.id ?? '';
  await person('Commenter').call('PATCH', `/comments/${comment}`, {
    body: '请 @Editor 写明时间。',
    mentions: [person('Editor').id],
  });
  alike = await aReadyReview(person('Stranger'), []);
  await index();
}, 60_000);
afterAll(() => at.close());

const index = () => indexTexts({ ...at.services.needs, database: at.database }, { quietMs: 0, staleMs: 0 });

/** Whether the person meets the review in any list there is. */
async function met(who: Person): Promise<Record<string, boolean>> {
  const q = encodeURIComponent('会议时间太长');
  const lists: Record<string, string> = {
    list: '/reviews',
    stage: '/reviews?stage=drafting',
    title: `/reviews?q=${encodeURIComponent('季度回顾')}`,
    mine: '/reviews?mine=1',
    search: `/search?q=${q}`,
    inbox: '/me/notifications',
    tasks: '/me/tasks',
    desk: '/desk',
  };
  const found: Record<string, boolean> = {};
  for (const [name, path] of Object.entries(lists)) {
    const { bytes } = await who.call('GET', path);
    found[name] = new TextDecoder().decode(bytes).includes(id);
  }
  return found;
}

describe('the bin', () => {
  test('BN1 who may not delete is forbidden, or finds nothing', async () => {
    for (const name of ['Editor', 'Suggester', 'Commenter'])
      expect([name, (await bin(person(name))).status]).toEqual([name, 403]);
    for (const name of ['Signs', 'Viewer', 'Stranger', 'Lin'])
      expect([name, (await bin(person(name))).status]).toEqual([name, 404]);
    expect((await at.call('DELETE', `/reviews/${id}`)).status).toBe(401);
    expect((await kindsOf(id)).includes('review.binned')).toBe(false);
  });

  /** Passages that a text of the same words, of somebody who knows nothing of the review, shares with others. */
  async function shared(): Promise<object[]> {
    await writePassages({ database: at.database, log: at.services.needs.log });
    return itemsOf(await person('Stranger').call<{ items: object[] }>('GET', `/reviews/${alike}/shared-passages`));
  }

  test('P6 BN4 everybody is out within two seconds, and what was open before takes and gives no byte', async () => {
    const before = await met(person('Editor'));
    expect((await shared()).length).toBeGreaterThan(0);
    expect(before).toMatchObject({ list: true, stage: true, title: true, search: true, inbox: true, desk: true });
    const typists = await Promise.all(
      ['Owner', 'Editor', 'Commenter'].map((name) => aTypist(at.url, person(name), id)),
    );
    await expect.poll(() => typists.every(({ provider }) => provider.synced)).toBe(true);
    const asked = Date.now();
    const answers = await Promise.all([bin(person('Owner')), bin(person('Owner'))]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(answers.map(({ body }) => body.until)).size).toBe(1);
    const inDays = (Date.parse(answers[0]?.body.until ?? '') - asked) / 86_400_000;
    expect(Math.round(inDays * 100) / 100).toBe(30);
    await expect.poll(() => typists.map((one) => one.closed()), { timeout: 2000 }).toEqual([4403, 4403, 4403]);
    typists[1]?.type('之后的字');
    const told = async () => ({ status: 200, body: { collab: { params: {} } } });
    const again = await aTypist(at.url, { ...person('Owner'), call: told as unknown as Person['call'] }, id);
    await expect.poll(() => again.closed()).toBe(4404);
    for (const one of [...typists, again]) one.leave();
    expect((await kindsOf(id)).filter((kind) => kind === 'review.binned')).toHaveLength(1);
  });

  test('BN4, BN5 all that is asked about it is 404 for everybody; who may bring it back reads why', async () => {
    const reads = routes.filter(
      ({ method, path }) => method === 'GET' && /^\/(reviews\/:id|threads\/:id|comments\/:id)/.test(path),
    );
    expect(reads.length).toBeGreaterThan(20);
    const address = (path: string) =>
      path
        .replace('/reviews/:id', `/reviews/${id}`)
        .replace('/comments/:id', `/comments/${comment}`)
        .replace(':point', 'now')
        .replace(':no', '1');
    const acts: [method: string, path: string, body?: object][] = [
      ['PATCH', '/reviews/:id', { title: 'x' }],
      ['POST', '/reviews/:id/actions', { action: 'start-review' }],
      ['POST', '/reviews/:id/threads', { quote: '回顾', body: 'x' }],
      ['PUT', `/reviews/:id/members/${person('Editor').id}`, { roles: ['owner'] }],
      ['DELETE', `/reviews/:id/members/${person('Editor').id}`],
      ['POST', '/reviews/:id/named-versions', { name: 'x' }],
      ['POST', `/threads/${thread}/replies`, { body: 'x' }],
      ['POST', `/threads/${thread}/resolve`, {}],
      ['PATCH', '/comments/:id', { body: 'x' }],
      ['PUT', '/comments/:id/reactions/seen'],
    ];
    for (const name of ['Owner', ...OTHERS]) {
      const all = [...reads.map(({ path }): [string, string, object?] => ['GET', path]), ...acts];
      for (const [method, path, sent] of all) {
        const { status, body } = await person(name).call<{ code: string }>(method, address(path), sent);
        const where = `${name} ${method} ${path}`;
        expect(status, where).toBe(404);
        expect(body.code, where).toBe(name === 'Owner' ? 'in-bin' : 'not-found');
      }
    }
    const page = await person('Owner').call<{ code: string }>('GET', `/reviews/${id}`);
    expect(JSON.stringify(page.body)).not.toContain('季度回顾');
  });

  test('BN4 it is in no list, search, inbox or count, for browsers and tokens alike; another text shares nothing with it', async () => {
    for (const name of ['Owner', ...OTHERS]) {
      expect(
        Object.entries(await met(person(name))).filter(([, is]) => is),
        name,
      ).toEqual([]);
      const { body } = await person(name).call<{ total: number }>('GET', '/desk');
      expect([name, body.total]).toEqual([name, name === 'Stranger' ? 1 : 0]);
    }
    const { body } = await person('Editor').call<{ unread: number }>('GET', '/me/notifications/unread');
    expect(Object.values(body)).toEqual([0]);
    const token = await person('Owner').call<{ token?: string }>('POST', '/session', {
      email: person('Owner').email,
      password: PASSWORD,
    });
    const byToken = callApi(at.url, token.body.token ?? '');
    expect((await byToken('GET', `/reviews/${id}/text`)).status).toBe(404);
    expect(await shared()).toEqual([]);
  });

  test('BN5, BN6 the bin shows it to its owner alone; administrators see title and size and until when', async () => {
    const mine = itemsOf(
      await person('Owner').call<{ items: { id: string; by: string; title: string }[] }>('GET', '/bin'),
    );
    expect(mine).toMatchObject([{ id, title: '一季度回顾', by: 'Owner' }]);
    for (const name of OTHERS)
      expect(itemsOf(await person(name).call<{ items: object[] }>('GET', '/bin')), name).toEqual([]);
    const all = itemsOf(await at.admin.call<{ items: { id: string }[] }>('GET', '/organisation/reviews'));
    const row = all.find((one) => one.id === id);
    expect(Object.keys(row ?? {}).sort()).toEqual(['archived', 'binnedUntil', 'bytes', 'id', 'title']);
    expect((await at.admin.call('POST', `/reviews/${id}/break-glass`, { reason: '核查' })).status).toBe(404);
    for (const name of OTHERS) expect((await restore(person(name))).status, name).toBe(404);
    expect((await person('Owner').call('GET', '/bin?cursor=x')).status).toBe(400);
  });

  test('BN6 brought back, it is as it was: roles, words, comments, notifications, search', async () => {
    const answers = await Promise.all([restore(person('Owner')), restore(person('Owner'))]);
    expect(answers.map(({ status, body }) => [status, body.stage])).toEqual([
      [200, 'drafting'],
      [200, 'drafting'],
    ]);
    expect((await kindsOf(id)).filter((kind) => kind === 'review.unbinned')).toHaveLength(1);
    expect(await met(person('Editor'))).toMatchObject({ list: true, search: true, inbox: true, desk: true });
    const threads = await person('Editor').call<{ items: { id: string }[] }>('GET', `/reviews/${id}/threads`);
    expect(itemsOf(threads).map((one) => one.id)).toEqual([thread]);
    const text = await person('Editor').call<string>('GET', `/reviews/${id}/text`);
    expect(text.body).toContain('会议时间太长');
    expect(text.body).not.toContain('之后的字');
    const typist = await aTypist(at.url, person('Editor'), id);
    typist.type('回来以后');
    await expect.poll(() => typist.acknowledged.has('回来以后')).toBe(true);
    typist.leave();
  });

  test('BN2 what was frozen once stays, also back in its draft', async () => {
    const frozen = await aReadyReview(person('Owner'), [[person('Signs'), ['signatory']]]);
    await act(person('Owner'), frozen, 'start-review');
    expect((await bin(person('Owner'), frozen)).body.code).toBe('wrong-stage');
    expect((await act(person('Owner'), frozen, 'freeze')).status).toBe(200);
    await act(person('Owner'), frozen, 'cancel-signoff', { reason: '还要改' });
    await act(person('Owner'), frozen, 'return-to-draft');
    expect((await bin(person('Owner'), frozen)).body.code).toBe('was-frozen');
  });
});

/** How many rows name the review, by table, wherever its id or that of its document stands. */
async function rowsOf(reviewId: string): Promise<Record<string, number>> {
  const { sql } = at.database;
  const columns = await sql<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name in ('review_id', 'doc_id')
    union values ('reviews', 'id'), ('documents', 'id')`;
  const found: Record<string, number> = {};
  for (const { table, column } of columns) {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from ${sql(table)} where ${sql(column)} = ${reviewId}`;
    if (row && row.n > 0) found[table] = row.n;
  }
  return found;
}

describe('the day on which it goes', () => {
  test('BN9 what is removed is every table that belongs to a review, and no other', async () => {
    const rows = await at.database.sql<{ table: string }[]>`
      with recursive belongs(oid) as (
        select 'reviews'::regclass::oid
        union select k.conrelid from pg_constraint k join belongs b on k.confrelid = b.oid where k.contype = 'f')
      select oid::regclass::text as table from belongs order by 1`;
    // The log has no foreign keys.
    expect([...REMOVED_TABLES].sort()).toEqual([...rows.map(({ table }) => table), 'updates'].sort());
  });

  test('BN3, BN9 not before its time; then once, whoever works at the same time, and the chain goes on', async () => {
    const { sql } = at.database;
    const blocks = await at.services.collab.read(id, (doc) => blocksOf(doc, false));
    const point = blocks.find((one) => one.type === 'point' && one.kind === 'measure')?.id;
    const set = await person('Owner').call('PUT', `/reviews/${id}/points/${point}/fields`, {
      criterion: '每周一次的例会',
    });
    expect(set.status).toBe(200);
    await person('Owner').call('POST', `/reviews/${id}/named-versions`, { name: '一稿' });
    await bin(person('Owner'));
    expect(await emptyBin(at.database)).toBe(0);
    await sql`update reviews set binned_until = now() + interval '1 second' where id = ${id}`;
    expect(await emptyBin(at.database)).toBe(0);
    await sql`update reviews set binned_until = now() - interval '1 second' where id = ${id}`;
    expect((await restore(person('Owner'))).status).toBe(404);
    expect(itemsOf(await person('Owner').call<{ items: object[] }>('GET', '/bin'))).toEqual([]);

    const before = await rowsOf(id);
    expect(before).toMatchObject({ reviews: 1, documents: 1, threads: 1, event_words: 1, named_versions: 1 });
    await killedAtTheEnd();
    expect(await rowsOf(id)).toEqual(before);

    const done = await Promise.all([1, 2, 3].map(() => emptyBin(at.database)));
    expect(done.reduce((sum, n) => sum + n, 0)).toBe(1);
    const after = await rowsOf(id);
    expect(Object.keys(after)).toEqual(['events']);
    expect(after.events).toBe((before.events ?? 0) + 1);
    const kinds = await kindsOf(id);
    expect(kinds.at(-1)).toBe('review.removed');
    expect((await at.admin.call('GET', '/audit/verify')).body).toMatchObject({ brokenAt: null });
    for (const name of ['Owner', 'Editor'])
      expect((await person(name).call<{ code: string }>('GET', `/reviews/${id}`)).body.code).toBe('not-found');
  });

  test('BN10 the record that stays holds no word of the text', async () => {
    const rows = await at.database.sql<{ body: object }[]>`select body from events where review_id = ${id}`;
    const words = JSON.stringify(rows.map(({ body }) => body));
    for (const gone of ['每周一次', '会议时间', '写明时间', '回来以后']) expect(words).not.toContain(gone);
    expect(words).toMatch(/"words":\s?"[0-9a-f]{64}"/);
  });

  /** Ends the worker's connection when every row is deleted and only the record is missing: the last moment before the commit. */
  async function killedAtTheEnd(): Promise<void> {
    const { sql } = at.database;
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(7201001)`;
      const working = emptyBin(at.database).then(
        () => 'done',
        () => 'killed',
      );
      const waiting = () => tx<{ pid: number }[]>`
        select pid from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`;
      await expect.poll(async () => (await waiting()).length, { timeout: 10_000 }).toBe(1);
      const [worker] = await waiting();
      await tx`select pg_terminate_backend(${worker?.pid ?? 0})`;
      expect(await working).toBe('killed');
    });
  }
});

describe('another owner', () => {
  test('BN11 the reviews of somebody who left get one, at once and once; no administrator reads any by it', async () => {
    const gone = await at.person('Gone');
    const here = await aReadyReview(gone, [[person('Editor'), ['editor']]]);
    const deleted = await aReadyReview(gone, []);
    await bin(gone, deleted);
    const ask = (who: Person, to: string, reason = '调离') =>
      who.call<{ reviews?: number; code?: string }>('POST', `/people/${gone.id}/hand-over`, { to, reason });
    const heir = person('Commenter');
    expect((await ask(at.admin, heir.id)).body.code).toBe('still-here');
    await at.admin.call('POST', `/people/${gone.id}/disable`);
    for (const name of ['Owner', 'Editor', 'Commenter']) expect((await ask(person(name), heir.id)).status).toBe(403);
    expect((await ask(at.admin, at.admin.id)).status).toBe(403);
    expect((await ask(at.admin, gone.id)).status).toBe(404);
    expect((await ask(at.admin, heir.id, ' ')).body.code).toBe('reason-needed');
    expect((await heir.call('GET', `/reviews/${here}`)).status).toBe(404);

    const both = await Promise.all([ask(at.admin, heir.id), ask(person('Chen'), heir.id)]);
    expect(both.map(({ body }) => body.reviews).sort()).toEqual([0, 2]);
    const { body } = await heir.call<{ abilities: string[]; members: { personId: string; roles: string[] }[] }>(
      'GET',
      `/reviews/${here}`,
    );
    expect(body.abilities).toContain('share');
    const roles = Object.fromEntries(body.members.map((one) => [one.personId, one.roles]));
    expect(roles).toEqual({ [heir.id]: ['owner'], [person('Editor').id]: ['editor'] });
    expect((await restore(heir, deleted)).status).toBe(200);
    for (const name of ['Lin', 'Chen'])
      expect((await person(name).call('GET', `/reviews/${here}/text`)).status).toBe(404);
    const told = await person('Editor').call<{ items: { kind: string }[] }>('GET', '/me/notifications');
    expect(itemsOf(told).filter(({ kind }) => kind === 'owner-replaced')).toHaveLength(1);
    const record = await heir.call<{ items: { kind: string; body: object }[] }>('GET', `/reviews/${here}/events`);
    expect(itemsOf(record)[0]).toMatchObject({
      kind: 'owner.replaced',
      body: { from: gone.id, to: heir.id, reason: '调离' },
    });
    // Back in the house, they own nothing of it any more.
    await at.admin.call('POST', `/people/${gone.id}/enable`);
    const again = await signedIn(at.url, gone.email);
    expect((await again.call('GET', `/reviews/${here}`)).status).toBe(404);
  });
});

describe('the end of an archived review', () => {
  let old: string;
  let packed: Uint8Array;
  const ask = (who: Person, reason = '保管期满') =>
    who.call<{ code?: string }>('POST', `/reviews/${old}/purge`, { reason });
  const confirm = (who: Person, password = PASSWORD) =>
    who.call<{ code?: string }>('POST', `/reviews/${old}/purge/confirm`, { password });
  const row = async () =>
    itemsOf(
      await at.admin.call<{ items: { id: string; purge?: { reason: string; by: { name: string } } }[] }>(
        'GET',
        '/organisation/reviews',
      ),
    ).find((one) => one.id === old);
  const grow = (years: number) =>
    at.database
      .sql`update reviews set stage_since = now() - ${years} * interval '1 year' - interval '3 days' where id = ${old}`;

  beforeAll(async () => {
    old = await aReadyReview(person('Owner'), [
      [person('Signs'), ['signatory']],
      [person('Viewer'), ['viewer']],
    ]);
    await act(person('Owner'), old, 'start-review');
    await act(person('Owner'), old, 'freeze');
    const { body } = await person('Signs').call<{ digest: string }>('GET', `/reviews/${old}/signoff`);
    const decision = { digest: body.digest, decision: 'agree', password: PASSWORD };
    await person('Signs').call('POST', `/reviews/${old}/decisions`, decision);
    expect((await act(person('Owner'), old, 'archive')).body.stage).toBe('archived');
  });

  test('BN7 it is kept: nobody asks before, members never, and it says until when', async () => {
    await grow(9);
    expect((await ask(at.admin)).body.code).toBe('retained');
    for (const name of ['Owner', 'Signs', 'Viewer', 'Stranger']) expect((await ask(person(name))).status).toBe(404);
    expect(await row()).toMatchObject({ archived: true, retainedUntil: expect.stringMatching(/^20/) });
  });

  test('BN8 one asks with a reason and the owner is told; the same one does not agree; exports go on', async () => {
    await grow(10);
    expect((await ask(at.admin, ' ')).body.code).toBe('reason-needed');
    expect((await confirm(person('Chen'))).body.code).toBe('nothing-asked');
    const twice = await Promise.all([ask(at.admin), ask(at.admin)]);
    expect(twice.map(({ status }) => status)).toEqual([204, 204]);
    expect((await kindsOf(old)).filter((kind) => kind === 'purge.asked')).toHaveLength(1);
    expect(await row()).toMatchObject({ purge: { reason: '保管期满', by: { name: 'Lin' } } });
    expect((await confirm(at.admin)).body.code).toBe('second-person');
    expect((await confirm(person('Owner'))).status).toBe(404);
    const told = await person('Owner').call<{ items: { kind: string }[] }>('GET', '/me/notifications');
    expect(itemsOf(told).filter(({ kind }) => kind === 'purge-asked')).toHaveLength(1);
    const answer = await person('Viewer').call('GET', `/reviews/${old}/export?format=package`);
    expect(answer.status).toBe(200);
    packed = answer.bytes;
  });

  test('BN8 a wish ends when it is taken back, when its administrator is none any more, and when the review leaves the archive', async () => {
    const nothingAsked = async () => expect((await confirm(person('Chen'))).body.code).toBe('nothing-asked');
    await person('Chen').call('DELETE', `/reviews/${old}/purge`);
    await nothingAsked();
    const third = await aPerson(at.url, at.admin, 'Third');
    await at.admin.call('PATCH', `/people/${third.id}`, { admin: true });
    expect((await ask(await signedIn(at.url, third.email))).status).toBe(204);
    await at.admin.call('PATCH', `/people/${third.id}`, { admin: false });
    await nothingAsked();
    expect((await ask(at.admin)).status).toBe(204);
    await act(at.admin, old, 'unarchive');
    await act(person('Owner'), old, 'archive');
    expect((await confirm(person('Chen'))).body.code).toBe('retained');
    const [since] = await at.database.sql<{ lapsed: boolean }[]>`
      select p.asked_at < r.stage_since as lapsed from purges p join reviews r on r.id = p.review_id
      where p.review_id = ${old} order by p.asked_at desc limit 1`;
    expect(since?.lapsed).toBe(true);
    expect((await row())?.purge).toBeUndefined();
    await grow(10);
  });

  test('BN8, BN9 the second one, with a password, removes it; the record, and every package outside, hold', async () => {
    await person('Chen').call('DELETE', `/reviews/${old}/purge`);
    expect((await ask(at.admin, '保管期满，已移交')).status).toBe(204);
    expect((await confirm(person('Chen'), 'wrong password')).body.code).toBe('wrong-password');
    const { body } = await person('Viewer').call<{ digest: string }>('GET', `/reviews/${old}`);
    const both = await Promise.all([confirm(person('Chen')), confirm(person('Chen'))]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404]);
    expect(Object.keys(await rowsOf(old)).sort()).toEqual(['events', 'purges']);
    const [event] = await at.database.sql<{ actor: string; body: object }[]>`
      select actor_id as actor, body from events where review_id = ${old} and kind = 'review.purged'`;
    expect(event).toMatchObject({
      actor: person('Chen').id,
      body: {
        title: '一季度回顾',
        reason: '保管期满，已移交',
        askedBy: at.admin.id,
        versions: [{ no: 1, contentSha256: body.digest }],
      },
    });
    expect((await at.admin.call('GET', '/audit/verify')).body).toMatchObject({ brokenAt: null });
    expect((await at.call('POST', '/verify', packed, { 'content-type': 'application/zip' })).body).toMatchObject({
      valid: true,
    });
    for (const name of ['Owner', 'Viewer', 'Lin']) {
      expect((await person(name).call('GET', `/reviews/${old}/export?format=package`)).status).toBe(404);
      expect((await person(name).call('GET', '/me/notifications')).status).toBe(200);
    }
    const audit = await at.admin.call<{ items: { kind: string; review: { title: string } }[] }>(
      'GET',
      '/audit/events?kind=review',
    );
    expect(itemsOf(audit)[0]).toMatchObject({ kind: 'review.purged', review: { title: '一季度回顾' } });
    expect(itemsOf(audit).find(({ kind }) => kind === 'review.removed')?.review.title).toBe('');
    const whole = await at.admin.call<{ items: { kind: string; body: object }[] }>('GET', '/audit');
    expect(itemsOf(whole).at(-1)?.body).toMatchObject({ title: '一季度回顾', reason: '保管期满，已移交' });
  });
});
