// The authorisation matrix through every door: each set of roles at each stage, over the API and the socket, in reviews that
// really went there (T13, T14, P7). What is expected comes from the second writing of the matrix, not from the code.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf } from '../../domain/document/layout';
import type { Action } from '../../domain/policy';
import { type Role, STAGES, type Stage } from '../../domain/review';
import type { ThreadView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { expected } from '../build/matrix';
import { READY } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { aTypist, type Typist, textWith } from '../build/typist';

/** Role sets of interest. None: a stranger, an administrator of the organisation, somebody who was taken out. */
const SETS: readonly { name: string; roles: readonly Role[] }[] = [
  { name: 'Owner', roles: ['owner'] },
  { name: 'OwnerSigns', roles: ['owner', 'signatory'] },
  { name: 'Editor', roles: ['editor'] },
  { name: 'EditorHead', roles: ['editor', 'head'] },
  { name: 'Suggester', roles: ['suggester'] },
  { name: 'SuggesterSigns', roles: ['suggester', 'signatory'] },
  { name: 'Commenter', roles: ['commenter'] },
  { name: 'CommenterSigns', roles: ['commenter', 'signatory'] },
  { name: 'Signatory', roles: ['signatory'] },
  { name: 'Head', roles: ['head'] },
  { name: 'Viewer', roles: ['viewer'] },
  { name: 'ViewerComments', roles: ['viewer', 'commenter'] },
  { name: 'Admin', roles: [] },
  { name: 'Stranger', roles: [] },
  { name: 'Former', roles: [] },
];
const NOWHERE = '00000000-0000-4000-8000-000000000000';

// y-websocket listens to the end of the process once a socket: more than ten are no leak here.
process.setMaxListeners(100);

let server: TestServer;
const people = new Map<string, Person>();
/** Keeps every review: an owner that no cell is about, and the person that cells add and take out. */
let keeper: Person;
let spare: Person;
/** An administrator who looks in by break-glass. */
let moderator: Person;
/** One review at each stage, with everybody in it. */
const reviews = new Map<Stage, string>();
let cells = 0;

const personOf = (name: string) => people.get(name) ?? keeper;
const reviewAt = (stage: Stage) => reviews.get(stage) ?? NOWHERE;

beforeAll(async () => {
  server = await aServer();
  keeper = await server.person('Keeper');
  spare = await server.person('Spare');
  moderator = await server.person('Moderator');
  await server.admin.call('PATCH', `/people/${moderator.id}`, { admin: true });
  for (const { name } of SETS) people.set(name, name === 'Admin' ? server.admin : await server.person(name));
  for (const stage of STAGES) reviews.set(stage, await reach(stage));
}, 120_000);
afterAll(() => server.close());

const act = (who: Person, id: string, action: string, more: object = {}) =>
  who.call<{ code?: string }>('POST', `/reviews/${id}/actions`, { action, ...more });

/** Through the API, as people go there; a must-fix of the keeper's stands in it from the start of the review until the freeze. */
async function reach(stage: Stage): Promise<string> {
  const made = await keeper.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    title: stage,
    text: READY,
    meta: { date: '2026-03-31' },
    members: SETS.filter(({ roles }) => roles.length > 0).map(({ name, roles }) => ({
      personId: personOf(name).id,
      roles,
    })),
  });
  const { id } = made.body;
  const former = personOf('Former');
  await keeper.call('PUT', `/reviews/${id}/members/${former.id}`, { roles: ['owner'] });
  await keeper.call('DELETE', `/reviews/${id}/members/${former.id}`);
  await keeper.call('POST', `/reviews/${id}/threads`, { quote: '会议时间太长', body: '写明时间' });
  const steps: Partial<Record<Stage, () => Promise<unknown>>> = {
    review: () => act(keeper, id, 'start-review'),
    signoff: () => act(keeper, id, 'freeze'),
    approved: () => sign(id),
    archived: () => act(keeper, id, 'archive'),
  };
  for (const next of STAGES.slice(1, STAGES.indexOf(stage) + 1)) await steps[next]?.();
  if (stage === 'drafting' || stage === 'review') await mustFix(id);
  expect((await keeper.call<{ stage: Stage }>('GET', `/reviews/${id}`)).body.stage).toBe(stage);
  return id;
}

const mustFix = (id: string) =>
  keeper.call<{ id: string }>('POST', `/reviews/${id}/threads`, {
    quote: '发布按时',
    body: '第几次？',
    kind: 'must-fix',
  });

async function sign(id: string): Promise<void> {
  const { body } = await keeper.call<{ digest: string }>('GET', `/reviews/${id}/signoff`);
  const signers = SETS.filter(({ roles }) => roles.includes('signatory') || roles.includes('head'));
  for (const { name } of signers)
    await personOf(name).call('POST', `/reviews/${id}/decisions`, {
      digest: body.digest,
      decision: 'agree',
      password: PASSWORD,
    });
}

/** Asks for one thing. `allowed`: answers that only somebody with the right gets; a refusal for another reason counts as that. */
interface Ask {
  action: Action;
  /** For actions that a stage forbids to somebody who could do them at another: 409 instead of 403. */
  moves?: boolean;
  allowed: readonly number[];
  ask(who: Person, id: string): Promise<{ status: number; body: unknown }>;
}

const get =
  (path: string) =>
  (who: Person, id: string): Promise<{ status: number; body: unknown }> =>
    who.call('GET', `/reviews/${id}${path}`);
const decision = { digest: 'f'.repeat(64), decision: 'agree', password: PASSWORD };

const ASKS: Record<string, Ask> = {
  'GET review': { action: 'know', allowed: [200], ask: get('') },
  ...Object.fromEntries(
    ['/text', '/outline', '/findings', '/gates', '/threads', '/versions', '/authors', '/history', '/structure'].map(
      (path) => [`GET ${path}`, { action: 'read', allowed: [200], ask: get(path) } satisfies Ask],
    ),
  ),
  'PUT sections': {
    action: 'write',
    allowed: [200],
    ask: (who, id) => who.call('PUT', `/reviews/${id}/sections`, { sectionKey: 'measures', state: 'review' }),
  },
  'PUT fields': {
    action: 'write',
    allowed: [200],
    ask: async (who, id) =>
      who.call('PUT', `/reviews/${id}/points/${await measureIn(id)}/fields`, { due: '2027-01-31' }),
  },
  'GET /suggestions': { action: 'read', allowed: [200], ask: get('/suggestions') },
  // Who may only suggest takes back their own.
  'POST suggestions': {
    action: 'suggest',
    allowed: [200],
    ask: (who, id) => who.call('POST', `/reviews/${id}/suggestions`, { id: 'all', decision: 'reject' }),
  },
  'POST threads': {
    action: 'comment',
    allowed: [201],
    ask: (who, id) => who.call('POST', `/reviews/${id}/threads`, { quote: '改进', body: '看过了。' }),
  },
  'POST replies': {
    action: 'comment',
    allowed: [201],
    ask: async (who, id) => who.call('POST', `/threads/${await threadOf(id)}/replies`, { body: '同意。' }),
  },
  'POST resolve': {
    action: 'resolve-any',
    allowed: [200],
    ask: async (who, id) => {
      const answer = await who.call('POST', `/threads/${await threadOf(id)}/resolve`, {});
      if (answer.status === 200) await keeper.call('POST', `/threads/${await threadOf(id)}/reopen`);
      return answer;
    },
  },
  'PUT assignment': {
    action: 'resolve-any',
    allowed: [200],
    ask: async (who, id) =>
      who.call('PUT', `/threads/${await threadOf(id)}/assignment`, { personId: keeper.id, due: '2026-12-01' }),
  },
  'PUT reaction': {
    action: 'comment',
    allowed: [204],
    ask: async (who, id) => who.call('PUT', `/comments/${await commentOf(id)}/reactions/seen`),
  },
  'GET edits': {
    action: 'read',
    allowed: [200],
    ask: async (who, id) => who.call('GET', `/comments/${await commentOf(id)}/edits`),
  },
  'PATCH review': {
    action: 'change-title',
    allowed: [204],
    ask: (who, id) => who.call('PATCH', `/reviews/${id}`, { title: '另一个标题' }),
  },
  'DELETE review': {
    action: 'delete',
    moves: true,
    allowed: [200],
    ask: async (who, id) => {
      const answer = await who.call('DELETE', `/reviews/${id}`);
      if (answer.status === 200) expect((await who.call('POST', `/bin/${id}/restore`)).status).toBe(200);
      return answer;
    },
  },
  'PUT member as commenter': { action: 'share', allowed: [200], ask: (who, id) => member(who, id, 'commenter') },
  'PUT member as viewer': { action: 'share-viewers', allowed: [200], ask: (who, id) => member(who, id, 'viewer') },
  // A gate keeps it closed, so that the next in the row finds the same stage; and so on below.
  'POST freeze': { action: 'freeze', moves: true, allowed: [409], ask: (who, id) => act(who, id, 'freeze') },
  'POST cancel-signoff': {
    action: 'cancel-signoff',
    moves: true,
    allowed: [400],
    ask: (who, id) => act(who, id, 'cancel-signoff'),
  },
  'POST start-review': {
    action: 'start-review',
    moves: true,
    allowed: [200],
    ask: (who, id) => backAfter(who, id, 'start-review', 'return-to-draft'),
  },
  'POST return-to-draft': {
    action: 'return-to-draft',
    moves: true,
    allowed: [200],
    ask: (who, id) => backAfter(who, id, 'return-to-draft', 'start-review'),
  },
  'POST decisions': {
    action: 'decide',
    moves: true,
    allowed: [409],
    ask: (who, id) => who.call('POST', `/reviews/${id}/decisions`, decision),
  },
  'DELETE decisions': {
    action: 'decide',
    moves: true,
    allowed: [409],
    ask: (who, id) => who.call('DELETE', `/reviews/${id}/decisions`, { digest: decision.digest, password: PASSWORD }),
  },
};

async function measureIn(id: string): Promise<string> {
  const blocks = await server.services.collab.read(id, (doc) => blocksOf(doc, false));
  return blocks.find((one) => one.type === 'point' && one.kind === 'measure')?.id ?? NOWHERE;
}

async function threadOf(id: string): Promise<string> {
  const { body } = await keeper.call<{ items: ThreadView[] }>('GET', `/reviews/${id}/threads`);
  return body.items.find((one) => one.kind === 'normal')?.id ?? NOWHERE;
}

async function commentOf(id: string): Promise<string> {
  const { body } = await keeper.call<{ items: ThreadView[] }>('GET', `/reviews/${id}/threads`);
  return body.items.find((one) => one.kind === 'normal')?.comments[0]?.id ?? NOWHERE;
}

/** Sets the spare person's roles and takes them out again. */
async function member(who: Person, id: string, role: Role) {
  const answer = await who.call('PUT', `/reviews/${id}/members/${spare.id}`, { roles: [role] });
  if (answer.status === 200) expect((await who.call('DELETE', `/reviews/${id}/members/${spare.id}`)).status).toBe(204);
  return answer;
}

async function backAfter(who: Person, id: string, move: string, back: string) {
  const answer = await act(who, id, move);
  if (answer.status === 200) expect((await act(keeper, id, back)).status).toBe(200);
  return answer;
}

/** What the answer says: the right is there, or which refusal came instead. */
function verdict({ allowed }: Ask, { status, body }: { status: number; body: unknown }): string {
  const code = (body as { code?: string }).code;
  if (code === 'wrong-stage') return 'not now';
  if (status === 404 || status === 403) return String(status);
  return allowed.includes(status) ? 'allowed' : `${status} ${code}`;
}

/** One review a stage: what is asked of one does not touch the others, so that they are asked side by side. */
const everywhere = (ask: (stage: Stage) => Promise<void>) => () => Promise.all(STAGES.map(ask));

describe('at every stage', () => {
  test.each(Object.entries(ASKS))('%s is answered to exactly those who may', async (name, one) => {
    await everywhere(async (stage) => {
      for (const { name: who, roles } of SETS) {
        const said = verdict(one, await one.ask(personOf(who), reviewAt(stage)));
        const elsewhere = one.moves && STAGES.some((other) => expected(one.action, roles, other));
        const refusal = !expected('read', roles, stage) ? '404' : elsewhere ? 'not now' : '403';
        expect(said, `${who} ${name} at ${stage}`).toBe(expected(one.action, roles, stage) ? 'allowed' : refusal);
        cells += 1;
      }
    })();
  });

  test(
    'TH11 hiding somebody else’s comment is for an administrator who looks in by break-glass, and for no role',
    everywhere(async (stage) => {
      const comment = await commentOf(reviewAt(stage));
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
      expect(await read(keeper)).toMatchObject({ hidden: false, body: '写明时间' });
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
        const others = status === 200 ? body.items.filter((event) => event.actor?.id !== person.id) : [];
        const kinds = new Set(others.map((event) => event.kind));
        expect(kinds.has('member.set'), `${name} at ${stage}`).toBe(all);
        if (stage !== 'drafting')
          expect(kinds.has('stage.changed'), `${name} at ${stage}`).toBe(Boolean(all || signing));
        cells += 3;
      }
    }),
  );

  test(
    'lists, the desk and search agree with reading',
    everywhere(async (stage) => {
      for (const { name, roles } of SETS) {
        const readable = expected('read', roles, stage);
        for (const path of ['/reviews', `/reviews?stage=${stage}`, '/reviews?q=%E5%8F%A6%E4%B8%80%E4%B8%AA']) {
          const { body } = await personOf(name).call<{ items: { id: string }[] }>('GET', path);
          const listed = body.items.some((item) => item.id === reviewAt(stage));
          // Only the draft was renamed to what is searched for.
          expect(listed, `${name} ${path} at ${stage}`).toBe(
            readable && (!path.includes('q=') || stage === 'drafting'),
          );
          cells += 1;
        }
      }
    }),
  );

  test(
    'a socket is opened to readers, shows those who may be seen, and takes words of those who may write',
    everywhere(async (stage) => {
      const id = reviewAt(stage);
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
});

describe('in a sign-off with a section returned', () => {
  const [open, shut] = ['例会不超过', '会议时间太长'];
  const returnedTo = ({ roles }: { roles: readonly Role[] }) => expected('write-returned', roles, 'signoff');
  let id: string;
  beforeAll(async () => {
    id = await reach('signoff');
    const { body } = await keeper.call<{ sections: { id: string }[] }>('GET', `/reviews/${id}/versions/1/document`);
    const key = body.sections.find((one) => JSON.stringify(one).includes(open))?.id;
    expect((await act(keeper, id, 'return-sections', { sectionKeys: [key], reason: '改' })).status).toBe(200);
  }, 60_000);

  test('T13 words are taken in it from those who write, and nowhere else from anybody', async () => {
    const typists = new Map<string, Typist>();
    for (const { name } of SETS) typists.set(name, await typistOf(personOf(name), id));
    const settled = (one: Typist) => one.provider.synced || one.closed() !== null;
    await expect.poll(() => [...typists.values()].every(settled), { timeout: 10_000 }).toBe(true);
    const text = async () => (await keeper.call<string>('GET', `/reviews/${id}/text`)).body;
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
      expect(after.includes(`〖${one.name}〗`), `${one.name} elsewhere`).toBe(false);
      cells += 2;
    }
    for (const typist of typists.values()) typist.leave();
  });

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
          (await who.call('PUT', `/reviews/${id}/points/${await measureIn(id)}/fields`, { due: '2027-01-31' })).status,
        ],
        ['read', 200, (await who.call('GET', `/reviews/${id}/points`)).status],
        // A section is open: that is said to who could sign.
        ['decide', 409, (await who.call('POST', `/reviews/${id}/decisions`, decision)).status],
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
  return aTypist(server.url, { ...person, call: keeper.call }, id);
}

test('archive is for an owner and an administrator of an approved text', async () => {
  const id = reviewAt('approved');
  for (const { name, roles } of SETS.toReversed()) {
    const admin = name === 'Admin';
    const { status, body } = await act(personOf(name), id, 'archive');
    const may = admin || expected('archive', roles, 'approved');
    if (admin) expect(status, name).toBe(200);
    else
      expect(may ? body.code : status, name).toBe(
        may ? 'wrong-stage' : expected('read', roles, 'approved') ? 403 : 404,
      );
    cells += 1;
  }
  for (const { name, roles } of SETS) {
    const { status } = await act(personOf(name), id, 'unarchive');
    const refusal = expected('read', roles, 'archived') ? 403 : 404;
    expect(status, name).toBe(name === 'Admin' ? 200 : refusal);
    cells += 1;
  }
});

test('a person who was disabled has no role anywhere', async () => {
  const editor = personOf('Editor');
  await server.admin.call('POST', `/people/${editor.id}/disable`);
  for (const stage of STAGES) {
    expect((await editor.call('GET', `/reviews/${reviewAt(stage)}/text`)).status).toBe(401);
    const { body } = await keeper.call<{ members: { personId: string }[] }>('GET', `/reviews/${reviewAt(stage)}`);
    expect(body.members.some((member) => member.personId === editor.id)).toBe(false);
  }
});

test('every cell was asked, and none was an internal error', () => {
  console.log(`matrix: ${cells} cells`);
  expect(cells).toBeGreaterThan(1500);
  expect(server.logged).toEqual([]);
});
