// An approved review drafted anew, and an administrator who looks in: what each path of reading gives to whom (PO5, PO6, BG).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchItem, SignoffView, TimelineView } from '../../domain/view';
import { routes } from '../../server/api/routes';
import { indexTexts } from '../../server/worker/searchIndex';
import { PASSWORD, type Person } from '../build/api';
import { filesOf } from '../build/package';
import { aReadyReview } from '../build/ready';
import { ROW_OF } from '../build/routeRows';
import { aServer, type TestServer } from '../build/server';
import { aTypist } from '../build/typist';

let at: TestServer;
const people: Record<string, Person> = {};
let id: string;

const person = (name: string): Person => people[name] ?? at.admin;
const act = (who: Person, action: string, more: object = {}) =>
  who.call<{ stage?: string; code?: string }>('POST', `/reviews/${id}/actions`, { action, ...more });
const get = <T = string>(who: Person, path: string) => who.call<T>('GET', `/reviews/${id}${path}`);

/** Signs what is frozen with everybody who is asked. */
async function approve(): Promise<void> {
  const { body } = await get<{ digest: string }>(person('Owner'), '/signoff');
  for (const name of ['Signs', 'Head'])
    await person(name).call('POST', `/reviews/${id}/decisions`, {
      digest: body.digest,
      decision: 'agree',
      password: PASSWORD,
    });
}

beforeAll(async () => {
  at = await aServer();
  for (const name of ['Owner', 'Editor', 'Commenter', 'Signs', 'Head', 'Viewer', 'Stranger'])
    people[name] = await at.person(name);
  id = await aReadyReview(person('Owner'), [
    [person('Editor'), ['editor']],
    [person('Commenter'), ['commenter']],
    [person('Signs'), ['signatory']],
    [person('Head'), ['head']],
    [person('Viewer'), ['viewer']],
  ]);
  await act(person('Owner'), 'start-review');
  expect((await act(person('Owner'), 'freeze')).body.stage).toBe('signoff');
  await approve();
}, 60_000);
afterAll(() => at.close());

describe('PO5 drafting an approved review anew', () => {
  test('PO5 the move needs an owner and a reason; the epoch stays, the version stays approved, the text is written again', async () => {
    const before = await get<{ stage: string; epoch: number }>(person('Owner'), '');
    expect(before.body.stage).toBe('approved');
    expect((await act(person('Editor'), 'reopen', { reason: '补充' })).status).toBe(403);
    expect((await act(person('Owner'), 'reopen')).body.code).toBe('reason-needed');
    expect((await act(person('Owner'), 'reopen', { reason: '补充一项措施' })).body).toEqual({ stage: 'drafting' });
    const after = await get<{ stage: string; epoch: number }>(person('Owner'), '');
    expect(after.body).toMatchObject({ stage: 'drafting', epoch: before.body.epoch });
    const { body } = await get<{ items: { no: number; outcome: string }[] }>(person('Owner'), '/versions');
    expect(body.items).toMatchObject([{ no: 1, outcome: 'approved' }]);
    const typist = await aTypist(at.url, person('Editor'), id);
    await expect.poll(() => typist.provider.synced).toBe(true);
    typist.type('另起一段新草稿');
    await expect.poll(() => typist.acknowledged.has('另起一段新草稿')).toBe(true);
    typist.leave();
    await person('Owner').call('PATCH', `/reviews/${id}`, { title: '还没有公布的标题' });
    await person('Owner').call('POST', `/reviews/${id}/threads`, { quote: '另起一段', body: '草稿里的批注' });
    const { database, services } = at;
    await indexTexts({ ...services.needs, database }, { quietMs: 0, staleMs: 0 });
  });

  test('PO5 readers of the approved version get that one on every path, and not a word of the draft on any', async () => {
    const secret = /另起一段|还没有公布|草稿里的批注/;
    for (const name of ['Signs', 'Head', 'Viewer']) {
      const who = person(name);
      const paths = [
        '',
        '/text',
        '/outline',
        '/versions',
        '/signoff',
        '/timeline',
        '/versions/1/canonical',
        '/points/v1',
      ];
      for (const path of [...paths, '/export?format=md', '/export?format=json', '/export?format=md&version=1']) {
        const { status, bytes } = await get(who, path);
        expect(status, `${name} ${path}`).toBe(200);
        expect(secret.test(new TextDecoder().decode(bytes)), `${name} ${path}`).toBe(false);
      }
      const { body: text } = await get(who, '/text');
      expect(text.startsWith('一季度回顾')).toBe(true);
      expect((await get<{ title: string }>(who, '')).body).toMatchObject({ title: '一季度回顾', approved: 1 });
      expect((await get<TimelineView>(who, '/timeline')).body.items).toMatchObject([{ kind: 'frozen', no: 1 }]);
      expect((await get<{ outcome: string }>(who, '/signoff')).body.outcome).toBe('approved');
    }
  });

  test('PO5 what belongs to the draft is forbidden to them, and every act', async () => {
    for (const name of ['Signs', 'Head', 'Viewer']) {
      const beside = ['/findings', '/gates', '/threads', '/authors', '/history', '/structure', '/suggestions'];
      for (const path of [
        ...beside,
        '/named-versions',
        '/waivers',
        '/shared-passages',
        '/points',
        '/signoff-plan',
        '/events',
      ])
        expect((await get(person(name), path)).status, `${name} ${path}`).toBe(403);
      for (const point of ['now', 'c1.1']) expect((await get(person(name), `/points/${point}`)).status).toBe(404);
      expect((await act(person(name), 'start-review')).status).toBe(403);
      expect((await person(name).call('POST', `/reviews/${id}/threads`, { quote: '回顾', body: 'x' })).status).toBe(
        403,
      );
    }
  });

  test('PO5 list and get agree; search leaves the review out, by the words of the draft and by those of the version', async () => {
    const listed = async (who: Person, query: string) => {
      const { body } = await who.call<{ items: { id: string; title: string; openThreads: number }[] }>(
        'GET',
        `/reviews${query}`,
      );
      return body.items.find((item) => item.id === id);
    };
    const asked = (words: string) => `?q=${encodeURIComponent(words)}`;
    for (const name of ['Signs', 'Viewer']) {
      expect(await listed(person(name), '')).toMatchObject({ title: '一季度回顾', openThreads: 0 });
      expect(await listed(person(name), asked('季度回顾'))).toBeTruthy();
      expect(await listed(person(name), asked('没有公布'))).toBeUndefined();
    }
    expect(await listed(person('Owner'), asked('没有公布'))).toMatchObject({ title: '还没有公布的标题' });
    expect(await listed(person('Stranger'), '')).toBeUndefined();
    const found = async (who: Person, words: string) => {
      const { body } = await who.call<{ items: SearchItem[] }>('GET', `/search${asked(words)}`);
      return body.items.some(({ reviewId }) => reviewId === id);
    };
    expect(await found(person('Owner'), '另起一段')).toBe(true);
    for (const words of ['另起一段', '没有公布', '发布按时', '草稿里的'])
      expect(await found(person('Viewer'), words), words).toBe(false);
  });

  test('PO5 their socket closes with 4404; strangers find nothing at all', async () => {
    const params = person('Owner');
    for (const name of ['Viewer', 'Signs', 'Stranger']) {
      const typist = await aTypist(at.url, { ...person(name), call: params.call }, id);
      await expect.poll(() => typist.closed()).toBe(4404);
      typist.leave();
    }
    for (const path of ['', '/text', '/outline', '/export?format=md', '/versions', '/signoff', '/timeline'])
      expect((await get(person('Stranger'), path)).status, path).toBe(404);
  });

  test('PO5 a commenter reads the draft and still has the approved file', async () => {
    expect((await get(person('Commenter'), '/text')).body).toContain('另起一段');
    expect((await get(person('Commenter'), '/export?format=md')).status).toBe(403);
    const approved = await get(person('Commenter'), '/export?format=md&version=1');
    expect(approved.status).toBe(200);
    expect(approved.body).not.toContain('另起一段');
  });

  test('T13 every route is listed with its row of the matrix, and none that is not there', () => {
    expect([...ROW_OF.keys()].sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    for (const { method, path, open } of routes)
      expect(ROW_OF.get(`${method} ${path}`) === 'public', `${method} ${path}`).toBe(open === true);
  });

  test('T13 drafted anew: each route of a review for each role, by its row', async () => {
    const live = ['Owner', 'Editor', 'Commenter'];
    const readOn = ['Signs', 'Head', 'Viewer'];
    const of = routes.filter(({ path }) => path.startsWith('/reviews/:id'));
    let cells = 0;
    for (const { method, path } of of) {
      const name = `${method} ${path}`;
      const row = ROW_OF.get(name);
      const asked = path
        .slice('/reviews/:id'.length)
        .replace('points/:point', method === 'GET' ? 'points/v1' : `points/${id}`)
        .replace(':no', '1')
        .replace(':person', person('Stranger').id)
        .replace(/:\w+/, id);
      const call = (who: Person) => who.call(method, `/reviews/${id}${asked}`, method === 'GET' ? undefined : {});
      const stage = await get<{ stage: string }>(person('Owner'), '');
      expect(stage.body.stage, name).toBe('drafting');
      for (const who of [...readOn, 'Stranger', 'Admin']) {
        const { status } = await call(person(who));
        const may = readOn.includes(who) && (row === 'reading' || row === 'export-approved');
        if (method === 'GET') expect(status, `${who} ${name}`).toBe(may ? 200 : readOn.includes(who) ? 403 : 404);
        else {
          const known = readOn.includes(who) || (who === 'Admin' && row === 'admin');
          expect(known ? [400, 403, 404, 409] : [400, 404], `${who} ${name}`).toContain(status);
        }
        cells += 1;
      }
      if (method !== 'GET') continue;
      for (const who of live) {
        const { status } = await call(person(who));
        const may = row !== 'export-approved' || who !== 'Commenter';
        expect(status, `${who} ${name}`).toBe(may ? 200 : 403);
        cells += 1;
      }
    }
    console.log(`matrix of a review drafted anew: ${cells} cells`);
    expect(cells).toBeGreaterThan(300);
  }, 90_000);

  test('P10 the next version needs its own signatures, and the first stays signed by its own bytes', async () => {
    const first = await get(person('Owner'), '/export?format=docx&version=1');
    await act(person('Owner'), 'start-review');
    expect((await get(person('Viewer'), '/text')).body).toContain('另起一段');
    expect((await act(person('Owner'), 'freeze')).body.stage).toBe('signoff');
    expect((await get<{ outcome: string }>(person('Owner'), '/signoff')).body.outcome).toBe('open');
    await approve();
    const { body } = await get<{ items: { no: number; outcome: string }[] }>(person('Viewer'), '/versions');
    expect(body.items.map(({ no, outcome }) => `${no} ${outcome}`)).toEqual(['2 approved', '1 approved']);
    const again = await get(person('Viewer'), '/export?format=docx&version=1');
    expect(Buffer.from(again.bytes).equals(Buffer.from(first.bytes))).toBe(true);
  });
});

describe('BG break-glass', () => {
  const look = (who: Person, reviewId: string, body: object) =>
    who.call<{ until?: string; code?: string }>('POST', `/reviews/${reviewId}/break-glass`, body);

  test('PO6 an administrator sees title and size of every review, and reads none', async () => {
    const { body } = await at.admin.call<{ items: Record<string, unknown>[] }>('GET', '/organisation/reviews');
    const row = body.items.find((item) => item.id === id);
    expect(Object.keys(row ?? {}).sort()).toEqual(['archived', 'bytes', 'id', 'title']);
    expect(row?.bytes).toBeGreaterThan(500);
    expect((await person('Owner').call('GET', '/organisation/reviews')).status).toBe(403);
    for (const path of ['', '/text', '/outline', '/export?format=md', '/events', '/versions'])
      expect((await get(at.admin, path)).status, path).toBe(404);
  });

  test('BG4 an unknown review and somebody who is no administrator are answered alike', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const answers = [
      await look(at.admin, nowhere, { reason: '核查' }),
      await look(person('Stranger'), id, { reason: '核查' }),
      await look(person('Owner'), id, { reason: '核查' }),
    ];
    for (const { status, body } of answers) expect([status, body.code]).toEqual([404, 'not-found']);
    expect((await look(at.admin, id, { reason: '  ' })).body.code).toBe('reason-needed');
    expect((await get(at.admin, '/text')).status).toBe(404);
  });

  test('BG1, BG3 with a reason an administrator reads and does nothing else; members are told and see it in the record', async () => {
    const asked = Date.now();
    const { status, body } = await look(at.admin, id, { reason: '核查一项举报' });
    expect(status).toBe(201);
    expect(Math.round((Date.parse(body.until ?? '') - asked) / 60_000)).toBe(60);
    for (const path of ['', '/text', '/outline', '/versions', '/threads', '/timeline'])
      expect((await get(at.admin, path)).status, path).toBe(200);
    for (const path of ['/export?format=md', '/export?format=package', '/events'])
      expect((await get(at.admin, path)).status, path).toBe(403);
    expect((await act(at.admin, 'reopen', { reason: 'x' })).status).toBe(403);
    expect((await at.admin.call('POST', `/reviews/${id}/threads`, { quote: '回顾', body: 'x' })).status).toBe(403);
    expect((await at.admin.call('PUT', `/reviews/${id}/members/${at.admin.id}`, { roles: ['owner'] })).status).toBe(
      403,
    );
    const { body: list } = await at.admin.call<{ items: { id: string }[] }>('GET', '/reviews');
    expect(list.items.some((item) => item.id === id)).toBe(false);
    for (const name of ['Owner', 'Viewer', 'Head']) {
      const { body } = await person(name).call<{ items: { kind: string; body: object }[] }>('GET', '/me/notifications');
      const told = body.items.filter((item) => item.kind === 'looked-in');
      expect(told, name).toHaveLength(1);
      expect(told[0]?.body).toMatchObject({ reason: '核查一项举报' });
    }
    const { body: record } = await get<{ items: { kind: string; body: object }[] }>(person('Owner'), '/events');
    expect(record.items.find((event) => event.kind === 'break-glass.opened')?.body).toMatchObject({
      reason: '核查一项举报',
    });
    const page = await at.services.runtime.views.reviewPage(await actorOf('Viewer'), id);
    expect(page.ok && page.value.looks).toMatchObject([{ name: 'Lin' }]);
  });

  test('BG2 a look is not seen among those present, and ends by itself, on the socket too', async () => {
    const typist = await aTypist(at.url, at.admin, id);
    const other = await aTypist(at.url, person('Owner'), id);
    await expect.poll(() => typist.provider.synced && other.provider.synced, { timeout: 5_000 }).toBe(true);
    const before = (await get(person('Owner'), '/text')).body;
    typist.provider.awareness.setLocalStateField('cursor', null);
    typist.type('不许写');
    await at.database.sql`update break_glass set until = now() where review_id = ${id}`;
    await expect.poll(() => typist.closed(), { timeout: 8_000 }).toBe(4403);
    const present = [...other.provider.awareness.getStates().values()].map(({ user }) => (user as { id?: string })?.id);
    expect(present).not.toContain(at.admin.id);
    expect((await get(person('Owner'), '/text')).body).toBe(before);
    expect((await get(at.admin, '/text')).status).toBe(404);
    const page = await at.services.runtime.views.reviewPage(await actorOf('Viewer'), id);
    expect(page.ok && page.value.looks).toEqual([]);
    for (const one of [typist, other]) one.leave();
  });

  test('PO6 archive and unarchive are an administrator’s without membership, and in the record', async () => {
    expect((await act(person('Owner'), 'unarchive')).status).toBe(403);
    expect((await act(at.admin, 'archive')).body).toEqual({ stage: 'archived' });
    expect((await act(person('Owner'), 'unarchive')).status).toBe(403);
    expect((await act(person('Stranger'), 'unarchive')).status).toBe(404);
    expect((await act(at.admin, 'unarchive')).body).toEqual({ stage: 'approved' });
    expect((await act(at.admin, 'reopen', { reason: 'x' })).status).toBe(404);
  });

  test('the record is read newest first, by kind and by person, and by administrators alone', async () => {
    type Page = {
      items: { seq: number; kind: string; actor: { id: string } | null; review: { title: string } | null }[];
    };
    const asked = (query: string) => at.admin.call<Page & { newest: number }>('GET', `/audit/events${query}`);
    const { body: all } = await asked('');
    expect(all.items[0]?.seq).toBe(all.newest);
    expect(all.items.every((item, n) => n === 0 || item.seq < (all.items[n - 1]?.seq ?? 0))).toBe(true);
    const looks = (await asked('?kind=break-glass')).body.items;
    expect(looks.map(({ kind }) => kind)).toEqual(['break-glass.opened']);
    expect(looks[0]?.review?.title).toBe('还没有公布的标题');
    const own = (await asked(`?person=${person('Head').id}`)).body.items;
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ actor }) => actor?.id === person('Head').id)).toBe(true);
    const older = (await asked(`?cursor=${all.newest}`)).body.items;
    expect(older[0]?.seq).toBe(all.newest - 1);
    for (const query of ['?kind=nothing', '?person=x', '?cursor=x']) expect((await asked(query)).status).toBe(400);
    expect((await person('Owner').call('GET', '/audit/events')).status).toBe(403);
  });

  async function actorOf(name: string) {
    const { id: personId, email } = person(name);
    const common = { admin: false, colour: 1, sessionId: '', via: 'token', locale: 'en' } as const;
    return { personId, name, email, ...common };
  }
});

describe('P10 PO9 a version that has ended', () => {
  let own: string;
  const moved = (action: string, more: object = {}) =>
    person('Owner').call('POST', `/reviews/${own}/actions`, { action, ...more });
  const said = async (decision: string, opinion: string) => {
    const { body } = await person('Signs').call<{ digest: string }>('GET', `/reviews/${own}/signoff`);
    const asked = { digest: body.digest, decision, opinion, password: PASSWORD };
    const { status } = await person('Signs').call('POST', `/reviews/${own}/decisions`, asked);
    expect(status).toBe(201);
  };

  test('tells what was said to it, whatever the same people say to the next one', async () => {
    own = await aReadyReview(person('Owner'), [
      [person('Signs'), ['signatory']],
      [person('Viewer'), ['viewer']],
    ]);
    for (const action of ['start-review', 'freeze']) await moved(action);
    await said('reserve', '第一版的保留');
    await moved('reopen', { reason: '补充' });
    await person('Owner').call('PATCH', `/reviews/${own}`, { title: '一季度回顾（补充）' });
    for (const action of ['start-review', 'freeze']) await moved(action);
    await said('object', '第二版不同意');
    await moved('cancel-signoff', { reason: '再改' });
    await moved('return-to-draft');
    const { body } = await person('Viewer').call<SignoffView>('GET', `/reviews/${own}/signoff`);
    expect([body.version, body.outcome, body.complete]).toEqual([1, 'approved', true]);
    expect(body.steps.flatMap(({ lines }) => lines)).toMatchObject([
      { decision: 'reserve', opinion: '第一版的保留', stale: false },
    ]);
    const history = await person('Viewer').call<TimelineView>('GET', `/reviews/${own}/timeline`);
    expect(history.body.items).toMatchObject([{ no: 1, signed: 1, asked: 1 }]);
  }, 60_000);

  test('PO5 until when the next one is to be signed is told to nobody who reads the approved one alone', async () => {
    const due = '2027-03-31';
    const planned = await person('Owner').call('PUT', `/reviews/${own}/signoff-plan`, { steps: null, due });
    expect(planned.status).toBe(200);
    const listed = async (name: string) => {
      const { body } = await person(name).call<{ items: { id: string; due: string | null }[] }>('GET', '/reviews');
      return body.items.find((item) => item.id === own)?.due;
    };
    expect([await listed('Owner'), await listed('Viewer')]).toEqual([due, null]);
  });

  test('PK15 is exported with its own digest at the foot and with what was said to it, when a later one is there', async () => {
    for (const action of ['start-review', 'freeze']) await moved(action);
    const { body } = await person('Owner').call<{ items: { no: number; digest: string; outcome: string }[] }>(
      'GET',
      `/reviews/${own}/versions`,
    );
    expect(body.items.map(({ no, outcome }) => `${no} ${outcome}`)).toEqual(['3 open', '2 cancelled', '1 approved']);
    const { bytes } = await person('Owner').call('GET', `/reviews/${own}/export?format=docx&version=2`);
    const parts = filesOf(bytes);
    expect(String(parts.get('word/document.xml'))).toContain('第二版不同意');
    expect(String(parts.get('word/document.xml'))).not.toContain('第一版的保留');
    expect(String(parts.get('word/footer1.xml'))).toContain(body.items[1]?.digest);
  });
});

test('nothing of it was an internal error', () => {
  expect(at.logged).toEqual([]);
});
