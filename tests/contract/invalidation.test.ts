// T31: whatever changes after signatures were given or a text was approved, over the product or by hand in the database, "approved" is
// never said of other bytes than those that were signed (P10).
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { blocksOf, contentOf } from '../../domain/document/layout';
import type { Gate } from '../../domain/gates';
import type { SignoffView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced } from '../build/typist';

let server: TestServer;
let [owner, zhao, qian, sun] = [] as unknown as [Person, Person, Person, Person];
beforeAll(async () => {
  server = await aServer();
  [owner, zhao, qian, sun] = (await Promise.all(['Owner', 'Zhao', 'Qian', 'Sun'].map((one) => server.person(one)))) as [
    Person,
    Person,
    Person,
    Person,
  ];
}, 60_000);
afterAll(() => server.close());

const act = (id: string, action: string, more: object = {}) =>
  owner.call<{ stage?: string; code?: string }>('POST', `/reviews/${id}/actions`, { action, ...more });
const view = async (id: string) => (await owner.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;
const decide = async (id: string, who: Person) =>
  who.call('POST', `/reviews/${id}/decisions`, {
    digest: (await view(id)).digest,
    decision: 'agree',
    password: PASSWORD,
  });
const bytesOf = async (path: string) => Buffer.from((await zhao.call('GET', path)).bytes).toString();

async function freeze(id: string): Promise<void> {
  const { body } = await owner.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
  const rules = new Set(body.items.filter(({ waivable }) => waivable).map(({ rule }) => rule));
  const overrides = [...rules].map((rule) => ({ rule, reason: '样稿' }));
  expect((await act(id, 'freeze', { overrides })).body.stage).toBe('signoff');
}

async function frozen(): Promise<string> {
  const id = await aReadyReview(owner, [
    [zhao, ['signatory']],
    [qian, ['signatory']],
  ]);
  await act(id, 'start-review');
  await freeze(id);
  return id;
}

async function typed(id: string): Promise<void> {
  const typist = await aTypist(server.url, owner, id);
  await synced(typist);
  typist.type('后来写的一句。');
  const taken = () => typist.acknowledged.size > 0 || typist.closed() !== null;
  await Promise.race([expect.poll(taken, { timeout: 5000 }).toBe(true), pause(300)]);
  typist.leave();
}
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function pointIn(id: string): Promise<string> {
  const blocks = await server.services.collab.read(id, (doc) => blocksOf(doc, false));
  return blocks.find((one) => one.type === 'point' && one.kind === 'measure')?.id ?? '';
}

/** A row in the log that no socket brought, as a hand in the database writes it. */
async function forgedUpdate(id: string): Promise<void> {
  const { state, epoch, seq } = await server.services.collab.state(id);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const before = Y.encodeStateVector(doc);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('塞进来的一句。')]);
  contentOf(doc).insert(0, [paragraph]);
  const bytes = Buffer.from(Y.encodeStateAsUpdate(doc, before));
  await server.database.sql.begin(async (tx) => {
    await tx`insert into updates (doc_id, epoch, seq, bytes) values (${id}, ${epoch}, ${seq + 1}, ${bytes})`;
    await tx`update documents set last_seq = ${seq + 1} where id = ${id}`;
  });
}

const sql = (id: string) => ({
  title: () => server.database.sql`update reviews set title = '改过的标题' where id = ${id}`,
  fields: async () =>
    server.database.sql`
      insert into point_fields (review_id, point_id, due, updated_by)
      values (${id}, ${await pointIn(id)}, '2031-02-02', ${owner.id})
      on conflict (review_id, point_id) do update set due = excluded.due`,
  meta: () => server.database.sql`update reviews set meta = meta || '{"date":"2031-01-01"}'::jsonb where id = ${id}`,
});

/** Over the product: most are refused then, and that is an answer too. */
const CHANGES: Record<string, (id: string) => Promise<unknown>> = {
  'words over the socket': typed,
  'a field of a measure': async (id) =>
    owner.call('PUT', `/reviews/${id}/points/${await pointIn(id)}/fields`, { due: '2031-01-01' }),
  'the title': (id) => owner.call('PATCH', `/reviews/${id}`, { title: '另一个标题' }),
  'the signatories': (id) => owner.call('POST', `/reviews/${id}/signoff/lines`, { personId: sun.id, step: 1 }),
  'the rule': (id) =>
    owner.call('PUT', `/reviews/${id}/signoff-plan`, {
      steps: [{ order: 1, title: { zh: '会签', en: 'Sign' }, who: 'signatories', rule: { kind: 'any' } }],
    }),
  'a newer template': async () => server.database.sql`
    insert into templates (id, version, body, sha256, builtin)
    select id, version + 1, jsonb_set(body, '{name,zh}', '"其他"'), md5(random()::text), builtin from templates
    where id = 'retrospective' order by version desc limit 1`,
  'a row of the log by SQL': forgedUpdate,
  'the title by SQL': (id) => sql(id).title(),
  'a field by SQL': (id) => sql(id).fields(),
  'the facts by SQL': (id) => sql(id).meta(),
  'a comment': (id) => owner.call('POST', `/reviews/${id}/threads`, { quote: '发布按时', body: '看过了。' }),
};

describe('T31 an approved text', () => {
  test(`PO8 says the same after each of ${Object.keys(CHANGES).length} changes, and names the digest of what it says`, async () => {
    const id = await frozen();
    for (const who of [zhao, qian]) expect((await decide(id, who)).status).toBe(201);
    const paths = ['/text', '/outline', '/export?format=md', '/export?format=json', '/versions/1/canonical'];
    const shown = async () => {
      const { body } = await zhao.call<{ stage: string; title: string; digest: string }>('GET', `/reviews/${id}`);
      const said = [body.stage, body.title, body.digest];
      for (const path of paths) said.push(await bytesOf(`/reviews/${id}${path}`));
      const sign = await view(id);
      return [...said, sign.digest, sign.outcome, String(sign.complete)];
    };
    const before = await shown();
    expect(before[0]).toBe('approved');
    expect(
      createHash('sha256')
        .update(before[7] ?? '')
        .digest('hex'),
    ).toBe(before[2]);
    const other: string[] = [];
    for (const [name, change] of Object.entries(CHANGES)) {
      await change(id);
      const after = await shown();
      after.forEach((one, at) => {
        if (one !== before[at]) other.push(`${name}: ${['stage', 'title', 'digest', ...paths][at] ?? 'sign-off'}`);
      });
    }
    console.info(
      `T31 ${Object.keys(CHANGES).length} changes of an approved text, ${other.length} shown over other bytes`,
    );
    expect(other).toEqual([]);
  }, 60_000);

  test('is held by the database itself: rows of versions, decisions, records and events are neither changed nor deleted', async () => {
    const id = await frozen();
    expect((await decide(id, zhao)).status).toBe(201);
    await CHANGES['the signatories']?.(id);
    const { sql: run } = server.database;
    /** A row like the newest, as a hand in the database writes one. */
    const another = (outcome: string, no = 9) => run`
      insert into versions (review_id, no, epoch, seq, state, canonical, content_sha256, sections, record, record_sha256, overrides,
        frozen_by, frozen_at, outcome, ended_at)
      select review_id, ${no}, epoch, seq, state, canonical, 'x', sections, record, record_sha256, overrides,
        frozen_by, frozen_at, ${outcome}, case when ${outcome} = 'open' then null else now() end
      from versions where review_id = ${id} order by no desc limit 1`;
    const tries = [
      () => run`update versions set canonical = 'x' where review_id = ${id}`,
      () => run`update versions set content_sha256 = 'x' where review_id = ${id}`,
      () => run`update versions set outcome = 'approved', sections = '[]' where review_id = ${id}`,
      () => run`update versions set outcome = 'approved', ended_at = now() where review_id = ${id}`,
      () => run`update reviews set stage = 'approved' where id = ${id}`,
      () =>
        run.begin(async (tx) => {
          await tx`update versions set outcome = 'approved', ended_at = now() where review_id = ${id}`;
          await tx`update reviews set stage = 'approved' where id = ${id}`;
        }),
      ...['approved', 'cancelled', 'superseded'].map((outcome) => () => another(outcome)),
      () => run`insert into reviews (title, template_id, template_version, created_by, stage)
        select title, template_id, template_version, created_by, 'approved' from reviews where id = ${id}`,
      () => run`delete from versions where review_id = ${id}`,
      () => run`update decisions set decision = 'agree' where person_id = ${zhao.id}`,
      () => run`delete from decisions where person_id = ${zhao.id}`,
      () => run`update signoff_records set sha256 = 'x'`,
      () => run`delete from events where review_id = ${id}`,
    ];
    for (const [n, one] of tries.entries()) await expect(one(), `statement ${n + 1}`).rejects.toThrow();
    const { body } = await zhao.call<{ stage: string }>('GET', `/reviews/${id}`);
    expect([body.stage, (await view(id)).outcome]).toEqual(['signoff', 'open']);
    // Nor does another text take the place of one that is approved, nor the completion of one version speak for another.
    for (const who of [qian, sun]) expect((await decide(id, who)).status).toBe(201);
    expect((await view(id)).outcome).toBe('approved');
    await expect(another('open')).rejects.toThrow(/the text is approved/);
    expect((await act(id, 'reopen', { reason: '补充' })).status).toBe(200);
    await act(id, 'start-review');
    await typed(id);
    await freeze(id);
    for (const what of ['versions set outcome', 'reviews set stage'])
      await expect(
        run.unsafe(
          `update ${what} = 'approved' where ${what.startsWith('v') ? "outcome = 'open' and review_id" : 'id'} = '${id}'`,
        ),
      ).rejects.toThrow(/is refused/);
  });
});

/** Rows that let Zhao's agreement complete the sign-off without Qian's, each by a hand in the database; no event tells of it. */
const FORGED: Record<string, (id: string) => Promise<unknown>> = {
  'a decision that nobody made': (id) => server.database.sql`
    insert into decisions (line_id, person_id, decision, content_sha256, record_sha256, at)
    select l.id, l.person_id, 'agree', v.content_sha256, v.record_sha256, clock_timestamp()
    from signoff_lines l join versions v on v.id = l.version_id where v.review_id = ${id} and l.person_id = ${qian.id}`,
  'another rule': (id) => server.database.sql`
    update signoff_steps set rule = '{"kind":"any"}'
    where version_id in (select id from versions where review_id = ${id})`,
  'a place taken out': (id) => server.database.sql`
    update signoff_lines set removed_at = now(), removed_by = ${owner.id} where person_id = ${qian.id}
      and version_id in (select id from versions where review_id = ${id})`,
  'a section closed': async (id) => {
    expect((await decide(id, qian)).status).toBe(201);
    const returned = await act(id, 'return-sections', { sectionKeys: ['problems'], reason: '改' });
    expect(returned.status).toBe(200);
    return server.database.sql`update returned_sections set closed_at = now() where review_id = ${id}`;
  },
};

describe('SG26 T31 rows that no event tells of approve nothing', () => {
  test.each(Object.keys(FORGED))('%s', async (name) => {
    const id = await frozen();
    await FORGED[name]?.(id);
    const before = await view(id);
    const { sql: run } = server.database;
    const count = async () => (await run`select count(*)::int as n from decisions where person_id = ${zhao.id}`)[0]?.n;
    const had = await count();
    const refused = await decide(id, zhao);
    expect([refused.status, (refused.body as { code?: string }).code]).toEqual([409, 'unrecorded']);
    expect((await view(id)).outcome).toBe('open');
    expect((await owner.call<{ stage: string }>('GET', `/reviews/${id}`)).body.stage).toBe('signoff');
    expect([await count(), await view(id)]).toEqual([had, before]);
  });
});

/** Refused while the text is reviewed, or nothing that is signed. */
const NO_CONTENT = new Set(['the title', 'a newer template', 'the facts by SQL', 'a comment']);

test('T31 a signature given before each change counts exactly while the bytes are those that it names', async () => {
  const id = await frozen();
  const wrong: string[] = [];
  const rounds = Object.entries(CHANGES).filter(([name]) => !['the signatories', 'the rule'].includes(name));
  for (const [name, change] of rounds) {
    await decide(id, zhao);
    const signed = await view(id);
    expect((await act(id, 'cancel-signoff', { reason: '改' })).status).toBe(200);
    await change(id);
    await freeze(id);
    const again = await view(id);
    const line = again.steps[0]?.lines.find(({ personId }) => personId === zhao.id);
    const same = again.digest === signed.digest;
    if (line?.decision !== 'agree' || line.stale === same || again.outcome !== 'open') wrong.push(name);
    if (same !== NO_CONTENT.has(name)) wrong.push(`${name}: ${same ? 'the same bytes' : 'other bytes'}`);
  }
  console.info(
    `T31 ${rounds.length} changes between two freezes: ${wrong.length} signatures that count over other bytes`,
  );
  expect(wrong).toEqual([]);
}, 60_000);

test('none of this was an internal error; the operator is told of each approval that rows alone spoke for', () => {
  const told = server.logged.filter((line) => line.includes('nothing was approved'));
  expect(told).toHaveLength(Object.keys(FORGED).length);
  expect(server.logged.filter((line) => !told.includes(line))).toEqual([]);
});
