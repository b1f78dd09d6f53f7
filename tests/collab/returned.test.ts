// Sections returned during a sign-off, over real sockets: those alone are written; a frame that touches another ends its connection.

import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initProseMirrorDoc, updateYFragment } from 'y-prosemirror';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { inSections } from '../../app/editor/plugins/inSections';
import { keepsOthers } from '../../app/editor/plugins/otherSections';
import { repairPointIds } from '../../app/editor/plugins/pointIds';
import { undoKeepsOthers } from '../../app/editor/suggest/tryUndo';
import { appendBlocks, commentKey, contentOf, elementOf } from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';
import { decideSuggestions } from '../../domain/document/suggestions';
import type { Role } from '../../domain/review';
import { othersThan } from '../../server/collab/guard/held';
import { judge } from '../../server/collab/guard/judge';
import { trialOf } from '../../server/collab/guard/trial';
import { aCollab, type Bare, bare, leave, type Somebody, stock, synced, type TestCollab, until } from '../build/collab';
import { digestsBut, returnedIn, SECTIONS } from '../build/returned';
import { item, rawFrame } from './guardCorpus';
import { type Dice, dice, Editor, textsOf, WHOLE_WORDS } from './guardEdits';

const OPEN = ['two'];
const THREAD = '018f3c1e-aaaa-7bbb-8ccc-1234567890ab';

let at: TestCollab;
/** Another node over the same database. */
let other: TestCollab;
let lin: Somebody;
let wang: Somebody;
let zhao: Somebody;
let sun: Somebody;
beforeAll(async () => {
  at = await aCollab({ linger: 50 });
  other = await aCollab({ linger: 50, over: at.database });
  [lin, wang, zhao, sun] = await Promise.all([
    at.person('Lin'),
    at.person('Wang'),
    at.person('Zhao'),
    at.person('Sun'),
  ]);
});
afterAll(async () => {
  await other.close();
  await at.close();
});

const members = (): [Somebody, Role[]][] => [
  [lin, ['owner']],
  [wang, ['editor']],
  [zhao, ['suggester']],
  [sun, ['signatory']],
];

/** The block that says this. */
function block(doc: Y.Doc, words: string): Y.XmlElement {
  const found = contentOf(doc)
    .toArray()
    .find((one) => one instanceof Y.XmlElement && one.toString().includes(words));
  if (!(found instanceof Y.XmlElement)) throw new Error(`no block with ${words}`);
  return found;
}
const text = (doc: Y.Doc, words: string) =>
  textsOf(contentOf(doc)).find((one) => one.toString().includes(words)) as Y.XmlText;
const index = (doc: Y.Doc, words: string) => contentOf(doc).toArray().indexOf(block(doc, words));
const remove = (doc: Y.Doc, words: string) => contentOf(doc).delete(index(doc, words), 1);
const put = (doc: Y.Doc, where: number, ...blocks: Parameters<typeof elementOf>[0][]) =>
  contentOf(doc).insert(where, blocks.map(elementOf));
const heading = (level: 1 | 2 | 3, key: string | null = null) =>
  ({ type: 'heading', level, key, id: null, runs: [{ text: '新标题', marks: [] }] }) as const;
function move(doc: Y.Doc, words: string, before: string): void {
  const copy = block(doc, words).clone();
  contentOf(doc).insert(index(doc, before), [copy]);
  const places = contentOf(doc).toArray();
  contentOf(doc).delete(
    places.findIndex((one) => one !== copy && one.toString().includes(words)),
    1,
  );
}

/** Sends what `edit` changes in the socket's document, as one frame. */
function send(one: Bare, edit: (doc: Y.Doc) => void, as: 'sendUpdate' | 'sendStep2' = 'sendUpdate'): void {
  const before = Y.encodeStateVector(one.doc);
  const updates: Uint8Array[] = [];
  const keep = (bytes: Uint8Array) => updates.push(bytes);
  one.doc.on('update', keep);
  one.doc.transact(() => edit(one.doc));
  one.doc.off('update', keep);
  one[as](as === 'sendStep2' ? Y.encodeStateAsUpdate(one.doc, before) : Y.mergeUpdates(updates));
}

async function join(node: TestCollab, id: string, who: Somebody, doc?: Y.Doc): Promise<Bare> {
  const one = bare(node, id, { token: who.token, ...(doc && { doc }) });
  await one.ready;
  return one;
}

/** The sample text, with a suggestion pending in `three`; frozen, and `two` returned. */
async function aReturned(open: readonly string[] = OPEN): Promise<string> {
  const id = await at.review(members(), []);
  await at.collab.write(id, { marksOnly: false }, (doc) => {
    contentOf(doc).delete(0, contentOf(doc).length);
    appendBlocks(doc, SECTIONS);
    text(doc, '删留').format(0, 1, { deletion: { id: 'gone' } });
  });
  await returnedIn(at, id, lin, open);
  return id;
}

const ATTACKS: { name: string; edit(doc: Y.Doc): void }[] = [
  { name: 'words in another section', edit: (doc) => text(doc, '发布按时').insert(2, '甲') },
  { name: 'a deletion there', edit: (doc) => text(doc, '发布按时').delete(2, 2) },
  { name: 'a block deleted there', edit: (doc) => remove(doc, '资料发得晚') },
  { name: 'a block put in there', edit: (doc) => put(doc, index(doc, '资料提前'), { ...SECTIONS[5] } as never) },
  { name: 'words before the first section', edit: (doc) => text(doc, '各位同事').insert(0, '甲') },
  { name: 'the date at the end', edit: (doc) => text(doc, '3月31日').insert(0, '甲') },
  { name: 'the date no longer a date', edit: (doc) => block(doc, '3月31日').removeAttribute('role') },
  { name: 'words in a part below the open one', edit: (doc) => text(doc, '资料发得晚').insert(0, '甲') },
  { name: 'a block moved in', edit: (doc) => move(doc, '发布按时', '会议时间') },
  { name: 'a block moved out', edit: (doc) => move(doc, '会议时间', '资料发得晚') },
  { name: 'blocks changed about elsewhere', edit: (doc) => move(doc, '资料提前', '例会不超过') },
  { name: 'the heading of another renamed', edit: (doc) => text(doc, '做得好的').insert(0, '甲') },
  { name: 'its key', edit: (doc) => block(doc, '做得好的').setAttribute('key', 'another') },
  { name: 'its level', edit: (doc) => block(doc, '做得好的').setAttribute('level', 2 as never) },
  { name: 'the key of the open one', edit: (doc) => block(doc, '需要改进').setAttribute('key', 'one') },
  { name: 'the level of the open one', edit: (doc) => block(doc, '需要改进').setAttribute('level', 3 as never) },
  { name: 'the heading of the open one deleted', edit: (doc) => remove(doc, '需要改进') },
  { name: 'a heading that splits the open one', edit: (doc) => put(doc, index(doc, '周一的例会'), heading(1)) },
  { name: 'a part below the open one', edit: (doc) => put(doc, index(doc, '周一的例会'), heading(2, 'more')) },
  { name: 'a heading that splits another', edit: (doc) => put(doc, index(doc, '资料提前'), heading(1)) },
  {
    name: 'a copy of the open heading over another section',
    edit: (doc) => {
      remove(doc, '需要改进');
      put(doc, index(doc, '做得好的') + 1, heading(1, 'two'));
    },
  },
  { name: 'a level-three heading elsewhere', edit: (doc) => put(doc, index(doc, '资料提前'), heading(3)) },
  { name: 'the kind of a point elsewhere', edit: (doc) => block(doc, '例会不超过').setAttribute('kind', 'cause') },
  {
    name: 'the id of a measure elsewhere, and so its fields',
    edit: (doc) => block(doc, '例会不超过').setAttribute('id', 'm9'),
  },
  {
    name: 'two measures elsewhere whose fields change about',
    edit: (doc) => {
      block(doc, '例会不超过').setAttribute('id', 'm2');
      block(doc, '资料提前').setAttribute('id', 'm1');
    },
  },
  {
    name: 'a point here that takes the fields of one there',
    edit: (doc) => block(doc, '发议程').setAttribute('id', 'm1'),
  },
  { name: 'a role elsewhere', edit: (doc) => block(doc, '发布按时').setAttribute('role', 'salutation') },
  { name: 'a list elsewhere another list', edit: (doc) => block(doc, '资料发得晚').setAttribute('kind', 'bullet') },
  { name: 'a mark elsewhere', edit: (doc) => text(doc, '发布按时').format(0, 2, { strong: {} }) },
  {
    name: 'a link elsewhere',
    edit: (doc) => text(doc, '发布按时').format(0, 2, { link: { href: 'https://example.org/' } }),
  },
  { name: 'words in a table elsewhere', edit: (doc) => text(doc, '第二版').insert(0, '甲') },
  { name: 'a row out of a table elsewhere', edit: (doc) => block(doc, '第二版').delete(1, 1) },
  {
    name: 'a cell elsewhere wider',
    edit: (doc) =>
      ((block(doc, '第二版').get(0) as Y.XmlElement).get(0) as Y.XmlElement).setAttribute('colspan', 2 as never),
  },
  {
    name: 'a suggested insertion elsewhere',
    edit: (doc) => text(doc, '发布按时').insert(2, '甲', { insertion: { id: 'x' } }),
  },
  {
    name: 'a suggested deletion elsewhere',
    edit: (doc) => text(doc, '发布按时').format(0, 2, { deletion: { id: 'x' } }),
  },
  { name: 'a suggestion elsewhere accepted', edit: (doc) => decideSuggestions(doc, 'gone', 'accept') },
  { name: 'a suggestion elsewhere rejected', edit: (doc) => decideSuggestions(doc, 'gone', 'reject') },
  {
    name: 'good words here and bad ones there in one frame',
    edit: (doc) => {
      text(doc, '会议时间').insert(0, '甲');
      text(doc, '发布按时').insert(0, '乙');
    },
  },
];

const WAYS = ['sendUpdate', 'sendStep2'] as const;

describe('GU24 beyond the returned section', () => {
  // One text for all: none of them leaves anything in it.
  let id: string;
  let owner: Bare;
  beforeAll(async () => {
    id = await aReturned();
    owner = await join(at, id, lin);
  });
  afterAll(() => owner.ws.close());

  const content = () => owner.heard.filter((kind) => kind.startsWith('0.')).length;
  let sent = 0;
  test.each(ATTACKS.map((attack, n) => ({ ...attack, n })))(
    '$name: 4400, nothing of it is applied, nobody notices',
    async ({ edit, n }) => {
      // Each by one of the two ways, all by both on a full run.
      for (const as of process.env.FULL === '1' ? WAYS : WAYS.slice(n % 2, (n % 2) + 1)) {
        const hostile = await join(at, id, wang);
        const [before, heard, acked] = [await at.collab.state(id), content(), owner.ack()];
        send(hostile, edit, as);
        expect(await hostile.closed).toBe(4400);
        const after = await at.collab.state(id);
        expect(after.seq).toBe(before.seq);
        expect(Buffer.from(after.state).equals(Buffer.from(before.state))).toBe(true);
        expect(content()).toBe(heard);
        send(owner, (doc) => text(doc, '会议时间').insert(0, '友'));
        sent += 1;
        await until('honest words still arrive', () => owner.ack() > acked);
      }
      expect(owner.code()).toBeNull();
    },
  );

  test('what honest people wrote meanwhile is there', async () => {
    expect((await at.text(id)).split('友').length - 1).toBe(sent);
  });
});

test('GU24 an undo of what was written elsewhere before the return, and offline words of other sections, are refused', async () => {
  const id = await at.review(members(), ['一。', '二。']);
  const page = new Y.Doc();
  const first = await join(at, id, wang, page);
  const undo = new Y.UndoManager(contentOf(page), { captureTimeout: 0, trackedOrigins: new Set(['page']) });
  const before = Y.encodeStateVector(page);
  page.transact(() => put(page, 0, heading(1, 'one')), 'page');
  page.transact(() => put(page, 2, heading(1, 'two')), 'page');
  first.sendUpdate(Y.encodeStateAsUpdate(page, before));
  await until('it is there', async () => (await at.text(id)).split('新标题').length === 3);
  first.ws.close();
  const offline = new Y.Doc();
  Y.applyUpdate(offline, Y.encodeStateAsUpdate(page));
  text(offline, '一。').insert(0, '离线');
  text(offline, '二。').insert(0, '离线');
  await returnedIn(at, id, lin, OPEN);
  const said = await at.text(id);
  const late = bare(at, id, { token: wang.token, doc: offline });
  expect(await late.closed).toBe(4400);
  const again = await join(at, id, wang, page);
  expect(undoKeepsOthers(undo, 'undo', OPEN)).toBe(false);
  send(again, () => undo.undo());
  expect(await again.closed).toBe(4400);
  expect(await at.text(id)).toBe(said);
});

test('GU24 comment marks elsewhere, and all kinds of change in the open section, pass; who may only suggest, sign or read writes nothing', async () => {
  const id = await aReturned();
  const [owner, writer] = [await join(at, id, lin), await join(at, id, wang)];
  await at.collab.write(id, { marksOnly: true }, (doc) =>
    text(doc, '发布按时').format(0, 2, { [commentKey(THREAD)]: {} }),
  );
  await until('the mark is with the writer', () => writer.doc.getXmlFragment('content').toString().includes('comment'));
  send(writer, (doc) => {
    text(doc, '需要改进').insert(0, '最');
    put(doc, index(doc, '周一的例会'), heading(3), SECTIONS[3] as never);
    block(doc, '发议程').setAttribute('kind', 'cause');
    remove(doc, '会议时间');
  });
  await until('all of it is there', async () => (await at.text(id)).includes('最需要改进的'));
  expect(writer.code()).toBeNull();
  for (const who of [zhao, sun]) {
    const one = await join(at, id, who);
    send(one, (doc) => text(doc, '周一的').insert(0, '丙', { insertion: { id: 's' } }));
    await until('it is refused', () => one.notices.some(({ type }) => type === 'refused') || one.code() !== null);
    expect(await at.text(id)).not.toContain('丙');
    one.ws.close();
  }
  for (const one of [owner, writer]) one.ws.close();
});

test('GU24 on a second node the same: refused there too, and a section returned meanwhile opens there', async () => {
  const id = await aReturned();
  const [here, there] = [await join(at, id, lin), await join(other, id, wang)];
  send(there, (doc) => text(doc, '发布按时').insert(0, '甲'));
  expect(await there.closed).toBe(4400);
  await returnedIn(at, id, lin, ['one']);
  expect(await here.closed).toBe(4503);
  let again = await join(other, id, wang);
  send(again, (doc) => text(doc, '发布按时').insert(0, '乙'));
  // A room that stood there since before the return learns of it from the first append that is refused, and asks to come back.
  const code = await Promise.race([again.closed, until('it is on disk', () => again.ack() > 1)]);
  if (code !== undefined) {
    expect(code).toBe(4503);
    again = await join(other, id, wang);
    send(again, (doc) => text(doc, '发布按时').insert(0, '乙'));
    await until('it is on disk', () => again.ack() > 1);
  }
  send(again, (doc) => text(doc, '资料发得晚').insert(0, '丙'));
  expect(await again.closed).toBe(4400);
});

test('GU24 forged neighbours: whatever is taken, the other sections have the same digests after a load', {
  timeout: 300_000,
}, () => {
  const seeds = process.env.FULL === '1' ? 1000 : 60;
  const count = { taken: 0, refused: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    const random = dice(seed);
    const doc = new Y.Doc();
    doc.clientID = 7;
    appendBlocks(doc, SECTIONS);
    const start = digestsBut(doc, OPEN);
    // Of the blocks' list, and of the words on either side of a boundary.
    const known: [number, number][] = [];
    const note = (first: Y.Item | null) => {
      for (let one = first; one; one = one.right)
        for (let k = 0; k < one.length; k++) known.push([one.id.client, one.id.clock + k]);
    };
    for (const words of ['会议时间', '周一的例会', '资料发得晚']) note(text(doc, words)._start);
    const clocks = new Map<number, number>();
    for (let frame = 0; frame < 12; frame++) {
      const client = 41 + random.int(3);
      const from = clocks.get(client) ?? 0;
      const own: [number, number][] = [];
      const structs = Array.from({ length: 1 + random.int(3) }, (_, k) => {
        const ids = random.chance(0.6) ? known.slice(0, 8) : [...known, ...own];
        const left = random.chance(0.8) ? random.pick(ids) : undefined;
        const right = random.chance(0.5) || !left ? random.pick(ids) : undefined;
        own.push([client, from + k]);
        return item(4, { ...(left && { left }), ...(right && { right }) }, (e) => encoding.writeVarString(e, 'z'));
      });
      const update = rawFrame([[client, from, structs]]);
      const verdict = judge({ update, kind: 'update', doc, ownerOf: () => 'own' });
      if (verdict.kind !== 'apply') continue;
      const taken = trialOf(doc, othersThan(OPEN), () => true).keeps(verdict.update, { loose: verdict.loose > 0 });
      count[taken ? 'taken' : 'refused'] += 1;
      if (!taken) continue;
      known.push(...own);
      clocks.set(client, from + structs.length);
      Y.applyUpdate(doc, verdict.update);
      const loaded = new Y.Doc();
      Y.applyUpdate(loaded, Y.encodeStateAsUpdate(doc));
      expect(digestsBut(loaded, OPEN), `seed ${seed}, frame ${frame}`).toEqual(start);
    }
    doc.destroy();
  }
  console.info(`returned: forged neighbours, ${count.taken} taken, ${count.refused} refused, seeds 1 to ${seeds}`);
  expect(Math.min(count.taken, count.refused)).toBeGreaterThan(seeds / 2);
});

/** A page in which a section is open: what its guard would drop is not made (ED: otherSections), its points get ids as the page gives them. */
class Writer extends Editor {
  dropped = 0;

  override edit(random: Dice): void {
    if (random.chance(0.12)) this.back(random.chance(0.6) ? 'undo' : 'redo');
    else this.write(random);
    const { doc } = initProseMirrorDoc(contentOf(this.doc), schema);
    repairPointIds(contentOf(this.doc), inSections(doc, OPEN));
  }

  private back(step: 'undo' | 'redo'): void {
    const stack = step === 'undo' ? this.undo.undoStack : this.undo.redoStack;
    if (stack.length === 0) return;
    if (undoKeepsOthers(this.undo, step, OPEN)) {
      try {
        this.undo[step]();
      } catch (error) {
        if (!(error instanceof Error)) throw error;
      }
    } else {
      stack.pop();
      this.dropped += 1;
    }
  }

  private write(random: Dice): void {
    const scratch = new Editor(Y.encodeStateAsUpdate(this.doc), 4000 + random.int(1000), WHOLE_WORDS);
    scratch.edit(random);
    const { doc: next } = initProseMirrorDoc(contentOf(scratch.doc), schema);
    const { doc, meta } = initProseMirrorDoc(contentOf(this.doc), schema);
    scratch.doc.destroy();
    if (next.eq(doc)) return;
    if (keepsOthers(doc, next, OPEN))
      this.doc.transact(() => updateYFragment(this.doc, contentOf(this.doc), next, meta), 'page');
    else this.dropped += 1;
  }
}

const ROUNDS = Number(process.env.RETURNED_ROUNDS ?? (process.env.FULL === '1' ? 40 : 2));
const STEPS = 250;

test(`GU24 ${ROUNDS * STEPS} random edits of two pages in the open section: nobody is ever closed, the other digests stand`, async () => {
  let made = 0;
  let dropped = 0;
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const random = dice(seed);
    const id = await aReturned();
    const start = await at.collab.read(id, (doc) => digestsBut(doc, OPEN));
    const empty = Y.encodeStateAsUpdate(new Y.Doc());
    const pages: [Writer, Writer] = [new Writer(empty, 101, WHOLE_WORDS), new Writer(empty, 102, WHOLE_WORDS)];
    const closed: string[] = [];
    const sockets: WebsocketProvider[] = pages.map(({ doc }, n) => {
      const provider = stock(at, n === 0 ? lin : wang, id, {}, doc);
      provider.on('connection-close', (event) => closed.push(`${n}: ${event?.code}`));
      return provider;
    });
    await Promise.all(sockets.map(synced));
    for (let step = 0; step < STEPS; step++) {
      const page = random.pick(pages);
      const before = Y.snapshot(page.doc);
      page.edit(random);
      if (Y.equalSnapshots(before, Y.snapshot(page.doc))) continue;
      made += 1;
      // Most edits meet: the others have them only now and then.
      if (random.chance(0.8)) continue;
      await until(`step ${step} of seed ${seed} is with all`, async () => {
        if (closed.length > 0) throw new Error(`closed at step ${step} of seed ${seed}: ${closed}`);
        const held = await at.collab.read(id, (live) => Y.snapshot(live));
        return pages.every((one) => Y.equalSnapshots(held, Y.snapshot(one.doc)));
      });
      expect(await at.collab.read(id, (doc) => digestsBut(doc, OPEN)), `seed ${seed}, step ${step}`).toEqual(start);
    }
    dropped += pages[0].dropped + pages[1].dropped;
    expect(closed).toEqual([]);
    leave(...sockets);
  }
  console.info(
    `returned: ${made} edits of two pages over stock sockets, ${dropped} not made, nobody closed, seeds 1 to ${ROUNDS}`,
  );
  expect(Math.min(made, dropped)).toBeGreaterThan(ROUNDS * 10);
}, 600_000);

test('none of this was an internal error', () => {
  const errors = [...at.logged, ...other.logged].filter((line) => line.includes('"error"'));
  expect(errors).toEqual([]);
});
