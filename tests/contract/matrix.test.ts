// The authorisation matrix through every door: each set of roles at each stage, over the API and the socket, in reviews that
// really went there (T13, T14, P7). What is expected comes from the second writing of the matrix, not from the code.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ACTIONS, type Action } from '../../domain/policy';
import { KIND } from '../../domain/protocol';
import { type Role, STAGES, type Stage } from '../../domain/review';
import type { Inbox, ThreadView } from '../../domain/view';
import { indexComments, indexTexts } from '../../server/worker/searchIndex';
import { PASSWORD, type Person } from '../build/api';
import { bare, type as typed } from '../build/collab';
import { expected } from '../build/matrix';
import { ROW_OF } from '../build/routeRows';
import { aTypist, type Typist, textWith } from '../build/typist';
import { ADMIN_ASKS, ASKS, type Ask } from './matrixAsks';
import { aWorld, type Place, SETS, type World } from './matrixWorld';

// y-websocket listens to the end of the process once a socket: more than ten are no leak here.
process.setMaxListeners(100);

let world: World;
/** What was asked of whom at which stage, by action. */
const ledger = new Set<string>();
const cell = (action: Action, name: string, stage: Stage) => `${action} ${name} ${stage}`;
let cells = 0;

const isAction = (row: string): row is Action => ACTIONS.some((action) => action === row);
const personOf = (name: string) => world.personOf(name);
const reviewAt = (stage: Stage) => world.at(stage).id;

beforeAll(async () => {
  world = await aWorld();
}, 120_000);
afterAll(() => world.server.close());

/** What the answer says: its status, and of a refusal which; a missing right by its status alone. */
function verdict({ status, body }: { status: number; body: unknown }): string {
  if (status === 404 || status === 403 || status < 300) return String(status);
  return `${status} ${(body as { code?: string }).code}`;
}

/** What somebody without the right is told: nothing to who may not read, else that it is forbidden, or only not now. */
function refusal(ever: boolean, roles: readonly Role[], stage: Stage): string {
  if (!expected('read', roles, stage)) return '404';
  return ever ? '409 wrong-stage' : '403';
}

/** One review a stage: what is asked of one does not touch the others, so that they are asked side by side. */
const everywhere = (ask: (stage: Stage, place: Place) => Promise<void>) => () =>
  Promise.all(STAGES.map((stage) => ask(stage, world.at(stage))));

const rows = Object.entries(ASKS) as [Action, readonly Ask[]][];
/** That rights add up is asked with the first request of an action; the others are asked of each role by itself, and of none. */
const single = SETS.filter(({ roles }) => roles.length < 2);
const asks = rows.flatMap(([action, of]) =>
  of.map((one, n) => ({ route: one.route, action, one, sets: n === 0 ? SETS : single })),
);

describe('at every stage', () => {
  test.each(asks)('$route is answered to exactly those who may $action (T13)', async ({ route, action, one, sets }) => {
    await everywhere(async (stage, place) => {
      for (const { name, roles } of sets) {
        const said = verdict(await one.ask(place, personOf(name), world));
        const may = (then: Stage) => (one.may ? one.may(roles, then) : expected(action, roles, then));
        const wanted = may(stage) ? one.allowed : [refusal(one.moves === true && STAGES.some(may), roles, stage)];
        expect(wanted, `${name} ${route} at ${stage}`).toContain(said);
        ledger.add(cell(action, name, stage));
        cells += 1;
      }
    })();
  });

  test(
    'T13 what the page is told that one may do is what one may',
    everywhere(async (stage, { id }) => {
      for (const { name, roles } of SETS.filter((one) => expected('know', one.roles, stage))) {
        const { body } = await personOf(name).call<{ abilities: Action[] }>('GET', `/reviews/${id}`);
        const may = ACTIONS.filter((action) => expected(action, roles, stage));
        expect([...body.abilities].sort(), `${name} at ${stage}`).toEqual(may.sort());
        cells += ACTIONS.length;
      }
    }),
  );

  test.each(Object.values(ADMIN_ASKS).flat())('$route is an administrator’s alone (PO6)', async (one) => {
    await everywhere(async (stage, place) => {
      for (const { name } of SETS) {
        const said = verdict(await one.ask(place, personOf(name), world));
        const may = one.stages.includes(stage);
        const wanted = name === 'Admin' ? (may ? one.allowed : one.elsewhere) : '404';
        expect(said, `${name} at ${stage}`).toBe(wanted);
        cells += 1;
      }
    })();
  });

  test('PO6 titles of all reviews, and another owner for one who left, are an administrator’s alone', async () => {
    for (const { name } of SETS) {
      const who = personOf(name);
      const { status, body } = await who.call<{ items?: { id: string }[] }>('GET', '/organisation/reviews');
      expect(status, name).toBe(name === 'Admin' ? 200 : 403);
      for (const stage of STAGES)
        expect(body.items?.some((one) => one.id === reviewAt(stage)) ?? false, `${name} ${stage}`).toBe(
          name === 'Admin',
        );
      const over = { to: world.spare.id, reason: '调离' };
      const said = verdict(await who.call('POST', `/people/${world.keeper.id}/hand-over`, over));
      expect(said, name).toBe(name === 'Admin' ? '409 still-here' : '403');
      cells += 1 + STAGES.length;
    }
  });

  test(
    'TH11 hiding somebody else’s comment is for an administrator who looks in by break-glass, and for no role',
    everywhere(async (stage, { comment, mentions }) => {
      const { keeper, moderator } = world;
      const hide = (who: Person) => who.call('PUT', `/comments/${comment}/hidden`, { reason: '涉及个人隐私' });
      const unhide = (who: Person) => who.call('DELETE', `/comments/${comment}/hidden`);
      const read = async (who: Person) => {
        const { body } = await who.call<{ items: ThreadView[] }>('GET', `/reviews/${reviewAt(stage)}/threads`);
        return body.items.flatMap((one) => one.comments).find((one) => one.id === comment);
      };
      const asked = async (moment: string) => {
        for (const { name, roles } of SETS) {
          const refusal = expected('read', roles, stage) ? 403 : 404;
          const { status } = await (moment === 'hidden' ? unhide : hide)(personOf(name));
          expect(status, `${name} at ${stage}, ${moment}`).toBe(refusal);
          cells += 1;
        }
      };
      await asked('seen');
      expect((await hide(moderator)).status, 'before the look').toBe(404);
      const looked = await moderator.call('POST', `/reviews/${reviewAt(stage)}/break-glass`, { reason: '有人举报' });
      expect(looked.status).toBe(201);
      expect((await hide(moderator)).status).toBe(204);
      await asked('hidden');
      for (const { name, roles } of SETS.filter((one) => expected('read', one.roles, stage)))
        expect(await read(personOf(name)), `${name} ${roles} at ${stage}`).toMatchObject({ hidden: true, body: '' });
      expect((await unhide(moderator)).status).toBe(204);
      expect(await read(keeper)).toMatchObject({ hidden: false, body: mentions });
      cells += 3;
    }),
  );

  test(
    'export is for those who may have a draft, or the approved text',
    everywhere(async (stage) => {
      const action = stage === 'approved' || stage === 'archived' ? 'export-approved' : 'export-draft';
      for (const { name, roles } of SETS) {
        for (const format of ['docx', 'md', 'json']) {
          const { status } = await personOf(name).call('GET', `/reviews/${reviewAt(stage)}/export?format=${format}`);
          const refusal = expected('read', roles, stage) ? 403 : 404;
          expect(status, `${name} ${format} at ${stage}`).toBe(expected(action, roles, stage) ? 200 : refusal);
          ledger.add(cell('export-draft', name, stage)).add(cell('export-approved', name, stage));
          cells += 1;
        }
      }
    }),
  );

  test(
    'what was frozen is shown to readers',
    everywhere(async (stage) => {
      const frozen = STAGES.indexOf(stage) >= STAGES.indexOf('signoff');
      for (const { name, roles } of SETS) {
        for (const path of ['/signoff', '/versions/1/canonical']) {
          const { status } = await personOf(name).call('GET', `/reviews/${reviewAt(stage)}${path}`);
          expect(status, `${name} ${path} at ${stage}`).toBe(frozen && expected('read', roles, stage) ? 200 : 404);
          cells += 1;
        }
      }
    }),
  );

  test(
    'the record shows all to owners, signing to signatories, to others their own acts',
    everywhere(async (stage) => {
      for (const { name, roles } of SETS) {
        const person = personOf(name);
        const { status, body } = await person.call<{ items: { kind: string; actor: { id: string } | null }[] }>(
          'GET',
          `/reviews/${reviewAt(stage)}/events`,
        );
        const [all, signing, own] = (['read-audit', 'read-sign-audit', 'read-own-audit'] as const).map((action) =>
          expected(action, roles, stage),
        );
        const refusal = expected('read', roles, stage) ? 403 : 404;
        expect(status, `${name} at ${stage}`).toBe(all || own ? 200 : refusal);
        for (const action of ['read-audit', 'read-sign-audit', 'read-own-audit'] as const)
          ledger.add(cell(action, name, stage));
        const others = status === 200 ? body.items.filter((event) => event.actor?.id !== person.id) : [];
        const kinds = new Set(others.map((event) => event.kind));
        expect(kinds.has('member.set'), `${name} at ${stage}`).toBe(all);
        expect(kinds.has('stage.changed'), `${name} at ${stage}`).toBe(Boolean(all || signing));
        cells += 3;
      }
    }),
  );

  test('T13 lists, the desk, tasks, search and notifications show what may be read, and no more', async () => {
    const { keeper, server } = world;
    const needs = { ...server.services.needs, database: server.database };
    await indexTexts(needs, { quietMs: 0, staleMs: 0 });
    await indexComments(needs);
    for (const { name, roles } of SETS) {
      const who = personOf(name);
      const ids = async (path: string): Promise<readonly string[]> =>
        JSON.stringify((await who.call('GET', path)).body).match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
      const listed = async (path: string, of: readonly Stage[]) => {
        const found = await ids(path);
        for (const stage of STAGES) {
          const shown = of.includes(stage) && expected('read', roles, stage);
          expect(found.includes(reviewAt(stage)), `${name} ${path} at ${stage}`).toBe(shown);
          cells += 1;
        }
      };
      const running = STAGES.filter((stage) => stage !== 'archived');
      await listed('/reviews', STAGES);
      for (const stage of STAGES) await listed(`/reviews?stage=${stage}`, [stage]);
      // Only the draft was renamed to what is searched for.
      await listed(`/reviews?q=${encodeURIComponent('另一个')}`, ['drafting']);
      await listed('/desk', running);
      // A thread of their own waits for everybody who wrote one, as long as they may comment.
      await listed(
        '/me/tasks',
        STAGES.filter((stage) => expected('comment', roles, stage)),
      );
      for (const words of ['发布按时', '@Former']) await listed(`/search?q=${encodeURIComponent(words)}`, STAGES);
      // Everybody was named in each, when it was in review.
      await listed('/me/notifications?filter=mentions', STAGES);
      const body = await wholeInbox(who);
      expect((await who.call('GET', '/me/notifications/unread')).body, name).toEqual({ unread: body.unread });
      expect(body.unread, name).toBe(body.items.filter(({ unread }) => unread).length);
      const may = new Set(
        (await keeper.call<{ items: { id: string; stage: Stage }[] }>('GET', '/reviews')).body.items
          .filter(({ stage }) => expected('read', roles, stage))
          .map(({ id }) => id),
      );
      expect(
        body.items.filter(({ reviewId }) => !may.has(reviewId)),
        name,
      ).toEqual([]);
      cells += 3;
    }
  });

  test(
    'a socket is opened to readers, shows those who may be seen, and takes words of those who may write',
    everywhere(async (stage, { id }) => {
      const { keeper, server } = world;
      const contributes = (roles: readonly Role[]) =>
        expected('write', roles, stage) || expected('suggest', roles, stage);
      const suggesters = SETS.filter(({ roles }) => contributes(roles) && !expected('write', roles, stage));
      const onlySuggests = (name: string) => suggesters.some((one) => one.name === name);
      const observer = await aTypist(server.url, keeper, id);
      const typists = new Map<string, Typist>();
      for (const { name } of SETS) typists.set(name, await typistOf(personOf(name), id));
      const settled = (one: Typist) => one.provider.synced || one.closed() !== null;
      await expect.poll(() => [...typists.values()].every(settled), { timeout: 10_000 }).toBe(true);
      for (const [name, typist] of typists) {
        if (!typist.provider.synced) continue;
        typist.provider.awareness.setLocalStateField('cursor', null);
        if (onlySuggests(name)) typist.suggest(`词${name}${stage}`);
        else typist.type(`词${name}${stage}`);
      }
      const writers = SETS.filter(({ roles }) => contributes(roles)).map(({ name }) => name);
      await expect
        .poll(() => writers.filter((name) => !typists.get(name)?.acknowledged.has(`词${name}${stage}`)), {
          timeout: 10_000,
        })
        .toEqual([]);
      const present = () =>
        new Set([...observer.provider.awareness.getStates().values()].map(({ user }) => (user as { id?: string })?.id));
      const seen = SETS.filter(({ roles }) => expected('presence', roles, stage));
      await expect
        .poll(() => seen.filter(({ name }) => !present().has(personOf(name).id)), { timeout: 10_000 })
        .toEqual([]);
      const { body: text } = await keeper.call<string>('GET', `/reviews/${id}/text`);
      for (const { name, roles } of SETS) {
        const typist = typists.get(name);
        const readable = expected('read', roles, stage);
        expect(typist?.provider.synced, `${name} reads at ${stage}`).toBe(readable);
        if (!readable) expect(typist?.closed(), `${name} at ${stage}`).toBe(4404);
        expect(text.includes(`词${name}${stage}`), `${name} writes at ${stage}`).toBe(contributes(roles));
        expect(typist?.acknowledged.size, `${name} at ${stage}`).toBe(contributes(roles) ? 1 : 0);
        expect(present().has(personOf(name).id), `${name} is seen at ${stage}`).toBe(
          expected('presence', roles, stage),
        );
        ledger.add(cell('presence', name, stage));
        cells += 4;
      }
      // Words that are no suggestion end the connection of who may only suggest, and are nowhere.
      for (const { name } of suggesters) {
        typists.get(name)?.type(`字${name}${stage}`);
        await expect.poll(() => typists.get(name)?.closed(), { timeout: 10_000 }).toBe(4400);
        const { body } = await keeper.call<string>('GET', `/reviews/${id}/text`);
        expect(body.includes(`字${name}${stage}`), `${name} writes at ${stage}`).toBe(false);
        cells += 1;
      }
      if (suggesters.length > 0) {
        const { status } = await keeper.call('POST', `/reviews/${id}/suggestions`, { id: 'all', decision: 'reject' });
        expect(status).toBe(200);
      }
      for (const typist of [observer, ...typists.values()]) typist.leave();
    }),
  );

  test(
    'T13 each kind of frame: a question for the text, an answer with content, presence, a question for it',
    everywhere(async (stage, { id }) => {
      const { keeper, server } = world;
      const { body } = await keeper.call<{ collab: { params: Record<string, string> } }>('GET', `/reviews/${id}`);
      const { params } = body.collab;
      const seen = await aTypist(server.url, keeper, id);
      await expect.poll(() => seen.provider.synced, { timeout: 10_000 }).toBe(true);
      seen.provider.awareness.setLocalStateField('cursor', null);
      const text = async () => (await world.keeper.call<string>('GET', `/reviews/${id}/text`)).body;
      for (const { name, roles } of SETS) {
        const socket = bare(server, id, { token: personOf(name).token, params });
        const reads = expected('read', roles, stage);
        const first = await Promise.race([socket.ready, socket.closed]);
        expect(first, `${name} asks for the text at ${stage}`).toBe(reads ? undefined : 4404);
        cells += 1;
        if (!reads) continue;
        const has = (kind: number) => socket.heard.includes(String(kind));
        socket.heard.length = 0;
        socket.send(Uint8Array.of(KIND.queryAwareness));
        // Frames are answered in their order: with this answer the one to the question before it is here.
        socket.sendStep1();
        await expect.poll(() => socket.heard.includes('0.1'), { timeout: 10_000 }).toBe(true);
        expect(has(KIND.awareness), `${name} asks who is here at ${stage}`).toBe(expected('presence', roles, stage));
        const before = Y.encodeStateVector(socket.doc);
        typed(socket.doc, `答${name}${stage}`);
        socket.sendStep2(Y.encodeStateAsUpdate(socket.doc, before));
        const writes = expected('write', roles, stage);
        const suggests = expected('suggest', roles, stage);
        const answered = () =>
          writes
            ? socket.ack() > 1
            : suggests
              ? socket.code() === 4400
              : socket.notices.some((one) => one.type === 'refused');
        await expect.poll(answered, { timeout: 10_000, message: `${name} answers at ${stage}` }).toBe(true);
        expect((await text()).includes(`答${name}${stage}`), `${name} answers at ${stage}`).toBe(writes);
        expect(socket.code(), `${name} stays at ${stage}`).toBe(writes || !suggests ? null : 4400);
        cells += 3;
        socket.ws.close();
      }
      seen.leave();
    }),
  );
});

describe('in a sign-off with a section returned', () => {
  const [open, shut] = ['例会不超过', '会议时间太长'];
  const returnedTo = ({ roles }: { roles: readonly Role[] }) => expected('write-returned', roles, 'signoff');
  let id: string;
  let measure: string;
  beforeAll(async () => {
    ({ id, measure } = await world.another('signoff'));
    const { keeper, act } = world;
    const { body } = await keeper.call<{ sections: { id: string }[] }>('GET', `/reviews/${id}/versions/1/document`);
    const key = body.sections.find((one) => JSON.stringify(one).includes(open))?.id;
    expect((await act(keeper, id, 'return-sections', { sectionKeys: [key], reason: '改' })).status).toBe(200);
  }, 60_000);

  test('T13 words are taken in it from those who write, and nowhere else from anybody', async () => {
    const typists = new Map<string, Typist>();
    for (const { name } of SETS) typists.set(name, await typistOf(personOf(name), id));
    const settled = (one: Typist) => one.provider.synced || one.closed() !== null;
    await expect.poll(() => [...typists.values()].every(settled), { timeout: 10_000 }).toBe(true);
    const text = async () => (await world.keeper.call<string>('GET', `/reviews/${id}/text`)).body;
    const readers = SETS.filter(({ roles }) => expected('read', roles, 'signoff'));
    expect(SETS.filter(({ name }) => typists.get(name)?.provider.synced)).toEqual(readers);
    const write = ({ name }: { name: string }, where: string, words: string) => {
      const typist = typists.get(name);
      if (typist) textWith(typist, where).insert(0, words);
    };
    for (const one of readers) write(one, open, `〔${one.name}〕`);
    const writers = readers.filter(returnedTo);
    const missing = async () => {
      const now = await text();
      return writers.filter(({ name }) => !now.includes(`〔${name}〕`));
    };
    await expect.poll(missing, { timeout: 10_000 }).toEqual([]);
    // Elsewhere: who writes is sent away, of everybody else nothing was taken anyhow.
    for (const one of readers) write(one, shut, `〖${one.name}〗`);
    const closed = () => writers.map(({ name }) => typists.get(name)?.closed());
    await expect.poll(closed, { timeout: 10_000 }).toEqual(writers.map(() => 4400));
    const after = await text();
    for (const one of SETS) {
      expect(after.includes(`〔${one.name}〕`), `${one.name} in the returned section`).toBe(returnedTo(one));
      ledger.add(cell('write-returned', one.name, 'signoff'));
      expect(after.includes(`〖${one.name}〗`), `${one.name} elsewhere`).toBe(false);
      cells += 2;
    }
    for (const typist of typists.values()) typist.leave();
  });

  const word = { digest: 'f'.repeat(64), decision: 'agree', password: PASSWORD };
  test('T13 comments, fields, points and signatures are those of a sign-off; nobody signs', async () => {
    for (const { name, roles } of SETS) {
      const who = personOf(name);
      const may = (action: Action) => expected(action, roles, 'signoff');
      const refusal = may('read') ? 403 : 404;
      const asked: [action: Action, allowed: number, status: number][] = [
        [
          'comment',
          201,
          (await who.call('POST', `/reviews/${id}/threads`, { quote: '发布按时', body: '看过了。' })).status,
        ],
        [
          'write-returned',
          200,
          (await who.call('PUT', `/reviews/${id}/points/${measure}/fields`, { due: '2027-01-31' })).status,
        ],
        ['read', 200, (await who.call('GET', `/reviews/${id}/points`)).status],
        // A section is open: that is said to who could sign.
        ['decide', 409, (await who.call('POST', `/reviews/${id}/decisions`, word)).status],
        ['change-title', 204, (await who.call('PATCH', `/reviews/${id}`, { title: '另一个标题' })).status],
        [
          'write',
          200,
          (await who.call('PUT', `/reviews/${id}/sections`, { sectionKey: 'done', state: 'final' })).status,
        ],
      ];
      for (const [action, allowed, status] of asked) {
        expect(status, `${name} ${action}`).toBe(may(action) ? allowed : refusal);
        cells += 1;
      }
    }
  });
});

/** A stranger is not told the socket's parameters: they try everybody's. */
function typistOf(person: Person, id: string): Promise<Typist> {
  return aTypist(world.server.url, { ...person, call: world.keeper.call }, id);
}

test(
  'T13 archiving is for an owner and an administrator of an approved text, taking out of it for an administrator',
  everywhere(async (stage, { id }) => {
    const back = { archive: 'unarchive', unarchive: 'archive' } as const;
    for (const action of ['archive', 'unarchive'] as const) {
      const from: Stage = action === 'archive' ? 'approved' : 'archived';
      for (const { name, roles } of SETS) {
        const said = verdict(await world.act(personOf(name), id, action));
        const ever = name === 'Admin' || (action === 'archive' && expected('archive', roles, from));
        const refused = expected('read', roles, stage) ? '403' : '404';
        const wanted = !ever ? refused : stage === from ? '200' : '409 wrong-stage';
        expect(said, `${name} ${action} at ${stage}`).toBe(wanted);
        if (said === '200') expect((await world.act(world.server.admin, id, back[action])).status).toBe(200);
        if (action === 'archive') ledger.add(cell('archive', name, stage));
        cells += 1;
      }
    }
  }),
);

test('T13 with its reason an owner drafts an approved text anew, and nobody else does', async () => {
  const { id } = world.at('approved');
  const again = (name: string) => world.act(personOf(name), id, 'reopen', { reason: '补充一项' });
  for (const { name, roles } of SETS.filter((one) => !expected('reopen', one.roles, 'approved')))
    expect((await again(name)).status, name).toBe(expected('read', roles, 'approved') ? 403 : 404);
  expect((await again('Owner')).body).toEqual({ stage: 'drafting' });
  expect((await again('OwnerSigns')).body.code).toBe('wrong-stage');
  cells += SETS.length;
});

test('a person who was disabled has no role anywhere', async () => {
  const editor = personOf('Editor');
  await world.server.admin.call('POST', `/people/${editor.id}/disable`);
  for (const stage of STAGES) {
    expect((await editor.call('GET', `/reviews/${reviewAt(stage)}/text`)).status).toBe(401);
    const { body } = await world.keeper.call<{ members: { personId: string }[] }>('GET', `/reviews/${reviewAt(stage)}`);
    expect(body.members.some((member) => member.personId === editor.id)).toBe(false);
  }
});

test('T13 every action of the table was asked of everybody at every stage, and every route that needs one', () => {
  // Nothing can be returned at another stage.
  const there = (action: Action, stage: Stage) => action !== 'write-returned' || stage === 'signoff';
  const missing = ACTIONS.flatMap((action) =>
    STAGES.filter((stage) => there(action, stage)).flatMap((stage) =>
      SETS.map(({ name }) => cell(action, name, stage)).filter((one) => !ledger.has(one)),
    ),
  );
  expect(missing).toEqual([]);
  const asked = new Set(asks.map(({ route }) => route.split(': ')[0]));
  const unasked = [...ROW_OF].filter(([route, row]) => isAction(row) && !asked.has(route)).map(([route]) => route);
  // Asked above in words of their own, or undoing what was asked.
  expect(unasked.sort()).toEqual([
    'DELETE /reviews/:id/members/:person',
    'GET /reviews/:id/events',
    'GET /reviews/:id/export',
    'POST /bin/:id/restore',
  ]);
  console.log(`matrix: ${cells} cells`);
  expect(cells).toBeGreaterThan(5000);
  expect(world.server.logged).toEqual([]);
});

/** All pages of somebody's inbox: it holds a line for every thread of every review that they look after. */
async function wholeInbox(who: Person): Promise<Inbox> {
  const first = (await who.call<Inbox>('GET', '/me/notifications')).body;
  const items = [...first.items];
  for (let { cursor } = first; cursor !== undefined; ) {
    const { body } = await who.call<Inbox>('GET', `/me/notifications?cursor=${encodeURIComponent(cursor)}`);
    items.push(...body.items);
    cursor = body.cursor;
  }
  return { ...first, items };
}
