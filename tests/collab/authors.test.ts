// A hostile editor over real sockets forges whatever a frame can hold: every character keeps its author, nobody's words are lost.
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { blocksOf, contentOf, SEED_CLIENT } from '../../domain/document/layout';
import { renderText } from '../../domain/document/render';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import type { Person } from '../build/api';
import { aCollab, type Bare, bare, type, until } from '../build/collab';
import { ownersByOffset } from '../build/owners';
import { aServer, type TestServer } from '../build/server';
import { gc, item, rawFrame } from './guardCorpus';
import { type Dice, dice, textsOf } from './guardEdits';

const SEEDS = Number(process.env.AUTHOR_SEEDS ?? 6);
const FIRST = Number(process.env.AUTHOR_SEED ?? 1);
const template = must(
  builtinTemplates().find(({ id }) => id === 'retrospective'),
  'a template of ours',
);
const z = (e: encoding.Encoder) => encoding.writeVarString(e, 'z');

// y-websocket and ws listen to the end of the process.
process.setMaxListeners(50);

let server: TestServer;
let lin: Person;
let wang: Person;
let mallory: Person;

beforeAll(async () => {
  server = await aServer();
  lin = await server.person('Mei');
  wang = await server.person('Wang');
  mallory = await server.person('Mallory');
}, 60_000);
afterAll(() => server.close());

async function aReview(): Promise<string> {
  const made = await lin.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: '回顾\n\n一、需要改进的\n会议太多，落实不够。',
    members: [wang, mallory].map(({ id }) => ({ personId: id, roles: ['editor'] })),
  });
  return made.body.id;
}

/** Who typed what, by id and clock: kept where it is typed, before any of it reaches the server. */
type Truth = Map<string, { person: string; character: string }>;

/** A page of this person: what its document says by itself is sent, and written into the truth. */
async function aPage(reviewId: string, person: Person, truth: Truth): Promise<Bare> {
  const page = bare(server, reviewId, { token: person.token });
  page.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'server') return;
    remember(truth, update, person.id);
    page.sendUpdate(update);
  });
  await page.ready;
  await until('its own step 2 is settled', () => page.ack() > 0);
  return page;
}

function remember(truth: Truth, update: Uint8Array, person: string): void {
  for (const { id, content } of Y.decodeUpdate(update).structs as Y.Item[])
    if (content instanceof Y.ContentString)
      for (let k = 0; k < content.str.length; k++)
        truth.set(`${id.client}:${id.clock + k}`, { person, character: content.str.charAt(k) });
}

/** Types or deletes somewhere, as an editor does, and waits until that is on disk. */
async function edits(page: Bare, random: Dice, word: string): Promise<void> {
  const before = page.ack();
  const text: Y.XmlText | undefined = random.pick(textsOf(contentOf(page.doc)));
  page.doc.transact(() => {
    if (!text) type(page.doc, word);
    else if (random.chance(0.3) && text.length > 3) text.delete(random.int(text.length - 2), 2);
    else text.insert(random.int(text.length + 1), word);
  });
  await until('an honest edit is acknowledged', () => page.ack() > before || page.code() !== null);
}

const FORGED: Record<string, (page: Bare, random: Dice, truth: Truth) => Uint8Array> = {
  'words under a victim’s id': (page, random, truth) => {
    const [client, clock] = next(page, random, truth);
    return rawFrame([[client, clock, [item(4, { left: [client, clock - 1] }, z)]]]);
  },
  'all clocks to come of a victim’s id (danger 3)': (page, random, truth) => {
    const [client, clock] = next(page, random, truth);
    return rawFrame([[client, clock, [gc(2 ** 20)]]]);
  },
  'other words at known clocks of a victim': (page, random, truth) => {
    const [client, clock] = next(page, random, truth);
    return rawFrame([[client, Math.max(0, clock - 3), [item(4, {}, z)]]]);
  },
  'words under the reserved id of the seed': (page) => {
    const clock = Y.getState(page.doc.store, SEED_CLIENT);
    return rawFrame([[SEED_CLIENT, clock, [item(4, { left: [SEED_CLIENT, clock - 1] }, z)]]]);
  },
  'own words with forged neighbours': (page, random, truth) => {
    const ids = idsIn(random.pick(textsOf(contentOf(page.doc))));
    const own = 1_000_000 + random.int(2 ** 30);
    const structs = Array.from({ length: 1 + random.int(5) }, (_, k) => {
      const left = random.chance(0.8) ? random.pick(ids) : undefined;
      const right = random.chance(0.8) || !left ? random.pick(ids) : undefined;
      ids.push([own, k]);
      truth.set(`${own}:${k}`, { person: mallory.id, character: 'z' });
      return item(4, { ...(left && { left }), ...(right && { right }) }, z);
    });
    return rawFrame([[own, 0, structs]]);
  },
  'deletions of everything that a victim wrote': (page, random, truth) => {
    const [client, clock] = next(page, random, truth);
    return rawFrame([], [[client, [[0, clock]]]]);
  },
  'the whole document back, as if it were hers': (page) => Y.encodeStateAsUpdate(page.doc),
};

/** A client id of an honest person's, and its next clock. */
function next(page: Bare, random: Dice, truth: Truth): [client: number, clock: number] {
  const honest = [...truth].filter(([, { person }]) => person !== mallory.id).map(([key]) => Number(key.split(':')[0]));
  const client = random.pick([...new Set(honest)]);
  return [client, Y.getState(page.doc.store, client)];
}

function idsIn(text: Y.XmlText | undefined): [number, number][] {
  const ids: [number, number][] = [];
  for (let at = text?._start ?? null; at; at = at.right)
    for (let k = 0; k < at.length; k++) ids.push([at.id.client, at.id.clock + k]);
  return ids.length > 0 ? ids : [[SEED_CLIENT, 0]];
}

test(`P8 AU1 AU2 AU8 ${SEEDS} hostile sessions over sockets: no character has a wrong author, no victim loses a word`, async () => {
  const sum = { characters: 0, wrong: 0, lost: 0, forged: 0, refused: 0 };
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const random = dice(seed);
    const id = await aReview();
    const truth: Truth = new Map();
    const honest = [await aPage(id, lin, truth), await aPage(id, wang, truth)];
    let hostile = await aPage(id, mallory, truth);
    // Undoes what the server brings: the deletions and insertions of others.
    let undo = new Y.UndoManager(contentOf(hostile.doc), { trackedOrigins: new Set(['server']), captureTimeout: 0 });
    for (let step = 0; step < 8; step++) {
      for (const page of honest) await edits(page, random, page === honest[0] ? '林写' : '王写');
      const name = random.pick(['undo of what others did', ...Object.keys(FORGED)]);
      const before = hostile.ack();
      sum.forged += 1;
      const forge = FORGED[name];
      if (forge) hostile.sendUpdate(forge(hostile, random, truth));
      else if (undo.undoStack.length === 0 || undo.undo() === null) continue;
      await until(`judged: ${name}`, () => hostile.code() !== null || hostile.ack() > before);
      if (hostile.code() === null) continue;
      sum.refused += 1;
      hostile = await aPage(id, mallory, truth);
      undo = new Y.UndoManager(contentOf(hostile.doc), { trackedOrigins: new Set(['server']), captureTimeout: 0 });
    }
    expect(
      honest.map((page) => page.code()),
      `seed ${seed}`,
    ).toEqual([null, null]);
    const { title } = (await lin.call<{ title: string }>('GET', `/reviews/${id}`)).body;
    const { body } = await lin.call<{
      text: string;
      blocks: { runs: { person: string | null; start: number; end: number }[] }[];
    }>('GET', `/reviews/${id}/authors`);
    const { expected, gone } = await server.services.collab.read(id, (doc) => ({
      expected: ownersByOffset(
        doc,
        renderText(title, blocksOf(doc), template),
        ({ client, clock }) => truth.get(`${client}:${clock}`)?.person ?? null,
      ),
      gone: lost(doc, truth),
    }));
    const said = new Map(
      body.blocks.flatMap(({ runs }) =>
        runs.flatMap(({ person, start, end }) =>
          Array.from({ length: end - start }, (_, k) => [start + k, person] as const),
        ),
      ),
    );
    sum.characters += expected.size;
    for (const [offset, person] of expected) if (said.get(offset) !== person) sum.wrong += 1;
    sum.wrong += Math.abs(said.size - expected.size);
    sum.lost += gone;
    for (const page of [...honest, hostile]) page.ws.close();
  }
  console.info(
    `P8 AU: seeds ${FIRST} to ${FIRST + SEEDS - 1}, ${sum.forged} forged frames (${sum.refused} closed), ${sum.characters} characters, ` +
      `attributed wrongly ${sum.wrong}, victims’ edits lost or changed ${sum.lost}`,
  );
  expect([sum.wrong, sum.lost]).toEqual([0, 0]);
  expect(sum.refused).toBeGreaterThan(SEEDS);
  expect(server.logged).toEqual([]);
}, 120_000);

/** What an honest person typed is there or was deleted, never something else and never missing. */
function lost(doc: Y.Doc, truth: Truth): number {
  let count = 0;
  for (const [key, { person, character }] of truth) {
    if (person === mallory.id) continue;
    const [client = 0, clock = 0] = key.split(':').map(Number);
    if (clock >= Y.getState(doc.store, client)) count += 1;
    else {
      const struct: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(client, clock));
      if (struct.deleted || !(struct instanceof Y.Item)) continue;
      const { content } = struct;
      if (!(content instanceof Y.ContentString) || content.str.charAt(clock - struct.id.clock) !== character)
        count += 1;
    }
  }
  return count;
}

test('GU17 P8 the record says once that a connection wrote under another person’s id, and nobody waits for it', async () => {
  const id = await aReview();
  const truth: Truth = new Map();
  const victim = await aPage(id, lin, truth);
  victim.type('林的句子');
  await until('hers is there', () => victim.ack() > 1);
  const hostile = await aPage(id, mallory, truth);
  const clock = Y.getState(hostile.doc.store, victim.doc.clientID);
  const forged = rawFrame([[victim.doc.clientID, clock, [item(4, { left: [victim.doc.clientID, clock - 1] }, z)]]]);
  for (let n = 0; n < 5; n++) hostile.sendUpdate(forged);
  expect(await hostile.closed).toBe(4409);
  const refusals = async () => {
    const { body } = await lin.call<{ items: { kind: string; actor: { id: string }; body: object }[] }>(
      'GET',
      `/reviews/${id}/events`,
    );
    return body.items.filter(({ kind }) => kind === 'copy.refused').map(({ actor, body }) => ({ by: actor.id, body }));
  };
  await until('the event is there', async () => (await refusals()).length > 0);
  victim.type('还在写');
  await until('the victim goes on', () => victim.ack() > 2);
  expect(await refusals()).toEqual([
    { by: mallory.id, body: { reason: 'other history', clientId: victim.doc.clientID } },
  ]);
  victim.ws.close();
});

test('GU17 a record that cannot be written is said in the log, and the connection is closed all the same', async () => {
  const at = await aCollab({ otherHistory: () => Promise.reject(new Error('the database is away')) });
  const [one, other] = [await at.person('One'), await at.person('Other')];
  const id = await at.review([
    [one, ['owner']],
    [other, ['editor']],
  ]);
  const victim = bare(at, id, { token: one.token });
  await victim.ready;
  victim.type('甲');
  await until('taken', () => victim.ack() > 1);
  const hostile = bare(at, id, { token: other.token });
  await hostile.ready;
  const before = Y.encodeStateVector(victim.doc);
  victim.doc.transact(() => textsOf(contentOf(victim.doc))[0]?.insert(0, '未发送'));
  hostile.sendUpdate(Y.encodeStateAsUpdate(victim.doc, before));
  expect(await hostile.closed).toBe(4409);
  await until('it is logged', () => at.logged.some((line) => line.includes('the record does not say')));
  victim.ws.close();
  await at.close();
});
