// Honest suggesters beside somebody who writes, over stock sockets: thousands of edits, nobody is ever closed; and what a keystroke costs.
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { appendBlocks, contentOf } from '../../domain/document/layout';
import { decideSuggestions, pendingSuggestions } from '../../domain/document/suggestions';
import { BASE } from '../../server/collab/guard/held';
import { Trial } from '../../server/collab/guard/trial';
import { aCollab, leave, type Somebody, stock, synced, type TestCollab, until } from '../build/collab';
import { dice, Editor, textsOf, WHOLE_WORDS } from './guardEdits';
import { base, Suggester } from './suggestEdits';

/** Texts, each with so many edits. */
const ROUNDS = Number(process.env.SUGGEST_ROUNDS ?? (process.env.FULL === '1' ? 50 : 5));
const STEPS = 200;
const SEED = Number(process.env.SUGGEST_SEED ?? 1);
const SENTENCES = Array.from({ length: 10 }, (_, n) => `第${n}点理论学习不够系统深入，会议太多，效率不高。`);

let at: TestCollab;
let people: Somebody[];
beforeAll(async () => {
  at = await aCollab({ linger: 50 });
  people = await Promise.all(['Lin', 'Wang', 'Zhao'].map((name) => at.person(name)));
});
afterAll(() => at.close());

test(`GU18 ${ROUNDS * STEPS} random edits of a writer and two suggesters in the same texts: nobody is ever closed, all see the same`, async () => {
  const made = [0, 0, 0];
  for (let seed = SEED; seed < SEED + ROUNDS; seed++) {
    for (const [n, edits] of (await session(seed)).entries()) made[n] = (made[n] ?? 0) + edits;
  }
  console.info(
    `suggest: ${made.join(' + ')} edits over stock sockets, nobody closed, seeds ${SEED} to ${SEED + ROUNDS - 1}`,
  );
  expect(Math.min(...made)).toBeGreaterThan((ROUNDS * STEPS) / 12);
}, 600_000);

/** One text; each edit is with all before the next is made. Answers how many each of the three made. */
async function session(seed: number): Promise<number[]> {
  const random = dice(seed);
  const id = await at.review(
    people.map((one, n) => [one, [n === 0 ? 'owner' : 'suggester']] as const),
    SENTENCES,
  );
  const empty = Y.encodeStateAsUpdate(new Y.Doc());
  const editors: [Editor, Suggester, Suggester] = [
    new Editor(empty, 100, WHOLE_WORDS),
    new Suggester(empty, 101),
    new Suggester(empty, 102),
  ];
  const closed: string[] = [];
  const sockets: WebsocketProvider[] = editors.map(({ doc }, n) => {
    const provider = stock(at, people[n] as Somebody, id, {}, doc);
    provider.on('connection-close', (event) => closed.push(`${n}: ${event?.code}`));
    return provider;
  });
  await Promise.all(sockets.map(synced));
  const made = [0, 0, 0];
  for (let step = 0; step < STEPS; step++) {
    const who = random.int(3);
    const { doc } = editors[who] as Editor;
    const before = Y.snapshot(doc);
    const decides = random.chance(0.1);
    const said = await at.collab.read(id, base);
    if (decides) await at.collab.write(id, { marksOnly: false }, (live) => decide(live, random));
    else editors[who]?.edit(random);
    if (!Y.equalSnapshots(before, Y.snapshot(doc))) made[who] = (made[who] ?? 0) + 1;
    await until(`step ${step} of seed ${seed} is with all`, async () => {
      if (closed.length > 0) throw new Error(`closed at step ${step} of seed ${seed}: ${closed}`);
      const held = await at.collab.read(id, (live) => Y.snapshot(live));
      return editors.every((one) => Y.equalSnapshots(held, Y.snapshot(one.doc)));
    });
    if (who > 0 && !decides) expect(await at.collab.read(id, base), `step ${step} of seed ${seed}`).toBe(said);
  }
  for (const { doc } of editors)
    expect(contentOf(doc).toString(), `seed ${seed}`).toBe(
      await at.collab.read(id, (live) => contentOf(live).toString()),
    );
  leave(...sockets);
  return made;
}

function decide(doc: Y.Doc, random: ReturnType<typeof dice>): void {
  const pending = pendingSuggestions(doc);
  if (pending.length > 0) decideSuggestions(doc, random.pick(pending).id, random.chance(0.5) ? 'accept' : 'reject');
}

/** What the server holds, for a trial without sockets. */
function aText(paragraphs: readonly string[]): Y.Doc {
  const doc = new Y.Doc();
  appendBlocks(
    doc,
    paragraphs.map((text) => ({ type: 'paragraph', role: null, id: null, runs: [{ text, marks: [] }] })),
  );
  return doc;
}

test('GU19 the copy that follows the room answers as a fresh copy does, to suggesters’ edits and to everybody else’s', () => {
  const seeds = 6;
  const answers = { yes: 0, no: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    const random = dice(seed);
    const room = aText(SENTENCES);
    const state = Y.encodeStateAsUpdate(room);
    const editors = [new Editor(state, 100, WHOLE_WORDS), new Suggester(state, 101), new Suggester(state, 102)];
    room.on('update', (bytes: Uint8Array) => {
      for (const { inbox } of editors) inbox.push(bytes);
    });
    let trial = new Trial(room, BASE, () => true);
    for (let step = 0; step < 60; step++) {
      const editor = editors[random.int(3)] as Editor;
      if (random.chance(0.7)) editor.receive();
      editor.edit(random);
      for (const { bytes } of editor.outbox.splice(0)) {
        const fresh = new Y.Doc();
        Y.applyUpdate(fresh, Y.encodeStateAsUpdate(room));
        Y.applyUpdate(fresh, bytes);
        // Some edits the room takes without a trial, as a writer's.
        if (random.chance(0.7)) {
          const same = base(fresh) === base(room);
          expect(trial.keeps(bytes, { loose: false }), `seed ${seed}, step ${step}`).toBe(same);
          answers[same ? 'yes' : 'no'] += 1;
        }
        if (!trial.usable) trial = new Trial(room, BASE, () => true);
        Y.applyUpdate(room, bytes);
      }
    }
    trial.close();
  }
  console.info(`suggest: a copy answered ${answers.yes} times yes, ${answers.no} times no, seeds 1 to ${seeds}`);
  expect(Math.min(answers.yes, answers.no)).toBeGreaterThan(seeds);
});

test('P9 GU20 in a text of 20,000 characters a suggester’s keystroke costs little', () => {
  const room = aText(Array.from({ length: 200 }, (_, n) => `${n}，${'学得不系统'.repeat(20)}`));
  const page = new Y.Doc();
  Y.applyUpdate(page, Y.encodeStateAsUpdate(room));
  const started = performance.now();
  const trial = new Trial(room, BASE, () => true);
  const opening = performance.now() - started;
  const costs: number[] = [];
  const cpu = process.cpuUsage();
  page.on('update', (bytes: Uint8Array) => {
    const before = performance.now();
    expect(trial.keeps(bytes, { loose: false })).toBe(true);
    costs.push(performance.now() - before);
    Y.applyUpdate(room, bytes);
  });
  const text = textsOf(contentOf(page))[100] as Y.XmlText;
  for (let n = 0; n < 600; n++) text.insert(10 + n, '字', { insertion: { id: 'a' } });
  const sorted = costs.toSorted((a, b) => a - b);
  const [median, slowest] = [sorted[300] ?? 0, sorted.at(-1) ?? 0];
  const { user, system } = process.cpuUsage(cpu);
  const each = (user + system) / 1000 / costs.length;
  console.info(
    `suggest: 20,000 characters: the copy ${opening.toFixed(1)} ms, a keystroke ${median.toFixed(2)} ms, the slowest of 600 ${slowest.toFixed(1)} ms; CPU with typing and the room ${each.toFixed(2)} ms each`,
  );
  // CPU, not time: a busy machine may pause anything. At ten keystrokes a second this is a tenth of one core at most.
  expect(each).toBeLessThan(10);
  trial.close();
});
