// Faults of the engine that the simulation found, each as the shortest scene that shows it.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import { KIND, SYNC } from '../../domain/protocol';
import { presenceFrame, syncFrame } from '../build/collab';
import type { Call, Fate, Faults } from './faults';
import { brokenIn } from './invariants';
import { Simulation } from './simulation';
import { World } from './world';

/** Everything goes well but what the scene asks for. */
class Arranged implements Faults {
  private readonly next_: [Call, Fate][] = [];

  arrange(call: Call, fate: Fate): void {
    this.next_.push([call, fate]);
  }

  next(call: Call): Fate {
    const at = this.next_.findIndex(([one]) => one === call);
    return this.next_.splice(at, at < 0 ? 0 : 1)[0]?.[1] ?? { kind: 'done' };
  }
}

function scene(nodes: number): { simulation: Simulation; store: Arranged } {
  const store = new Arranged();
  const simulation = new Simulation({ world: new World(1), nodes, store });
  if (simulation.hub) simulation.hub.calm = true;
  return { simulation, store };
}

test('ST1 FO13 a node that is told of a deletion tells nobody of what it holds uncommitted in the same paragraph', async () => {
  const { simulation, store } = scene(2);
  const { world, office } = simulation;
  const lin = simulation.typist(office.person('Lin', 'editor'), 0);
  const zhao = simulation.typist(office.person('Zhao', 'editor'), 1);
  const sun = simulation.typist(office.person('Sun', 'reader'), 1);
  for (const one of [lin, zhao, sun]) one.goOnline();
  await world.run(3000);
  store.arrange('append', { kind: 'silent', happens: false, ms: 1000 });
  zhao.change((doc) => (contentOf(doc).get(0) as Y.XmlElement).insert(1, [new Y.XmlText('未存')]));
  await world.run(300);
  expect(zhao.unsaved).toBe(1);
  lin.change((doc) => contentOf(doc).delete(0, 1));
  await world.run(300);
  expect(contentOf(sun.doc).length).toBe(0);
  expect(sun.doc.store.pendingDs).toBeNull();
  await world.run(5000);
  expect(await brokenIn(simulation)).toEqual([]);
});

test('FO14 who comes from another node is known, also when her words came by message', async () => {
  const { simulation } = scene(2);
  const { world, office } = simulation;
  const lin = simulation.typist(office.person('Lin', 'editor'), 1);
  lin.goOnline();
  await world.run(1000);
  const wang = simulation.typist(office.person('Wang', 'editor'), 0);
  wang.goOnline();
  await world.run(1000);
  wang.append();
  await world.run(1000);
  wang.goOffline();
  wang.append();
  wang.moveTo(1);
  wang.goOnline();
  await world.run(2000);
  expect(wang.endings).toEqual([]);
  expect(wang.unsaved).toBe(0);
  expect(await brokenIn(simulation)).toEqual([]);
});

test('FO14 nobody is told 4409 before the log was asked, however early she comes and without presence', async () => {
  const { simulation, store } = scene(2);
  const { world, office } = simulation;
  const lin = simulation.typist(office.person('Lin', 'editor'), 1);
  lin.goOnline();
  await world.run(1000);
  const wang = simulation.typist(office.person('Wang', 'editor'), 0);
  wang.goOnline();
  await world.run(1000);
  // What the second node asks when the message comes is not answered.
  store.arrange('clients', { kind: 'silent', happens: false, ms: 400 });
  wang.append();
  await world.run(100);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(wang.doc));
  doc.clientID = wang.doc.clientID;
  contentOf(doc).insert(0, [new Y.XmlElement('paragraph')]);
  wang.goOffline();
  const codes: number[] = [];
  const page = simulation.nodes[1]?.connect(
    wang.person,
    {
      opened: () => page?.push(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(doc))),
      message: () => undefined,
      closed: (code) => codes.push(code),
    },
    () => 1,
  );
  await world.run(1000);
  expect(codes).toEqual([]);
  expect(contentOf(lin.doc).length).toBe(3);
});

test('PR9 an id is shown to nobody before the log says whose it is; a reader keeps hers too', async () => {
  const { simulation, store } = scene(1);
  const { world, office, memory } = simulation;
  const ids: number[] = [];
  const watcher = simulation.nodes[0]?.connect(
    office.person('Mallory', 'editor'),
    {
      opened: () => watcher?.push(presenceFrame([7, 1, { cursor: null }])),
      message: (bytes) => {
        if (bytes[0] === KIND.awareness) ids.push(...bytes);
      },
      closed: () => undefined,
    },
    () => 1,
  );
  await world.run(1000);
  ids.length = 0;
  store.arrange('append', { kind: 'silent', happens: false, ms: 1000 });
  const sun = simulation.typist(office.person('Sun', 'reader'));
  sun.goOnline();
  await world.run(900);
  expect(memory.clients(office.reviewId, 1).map(({ clientId }) => clientId)).toEqual([7]);
  expect(ids).toEqual([]);
  await world.run(1500);
  expect(memory.clients(office.reviewId, 1).map(({ clientId }) => clientId)).toEqual([7, sun.doc.clientID]);
  expect(ids.length).toBeGreaterThan(0);
});

test('FO15 an id that another node has bound is not taken, and nobody comes to harm', async () => {
  const { simulation } = scene(2);
  const { world, office, memory } = simulation;
  const lin = simulation.typist(office.person('Lin', 'editor'), 1);
  lin.goOnline();
  await world.run(1000);
  const wang = simulation.typist(office.person('Wang', 'editor'), 0);
  wang.goOnline();
  await world.run(1000);
  const thief = simulation.nodes[1]?.connect(
    office.person('Mallory', 'editor'),
    {
      opened: () => thief?.push(presenceFrame([wang.doc.clientID, 1, { cursor: null }])),
      message: () => undefined,
      closed: () => undefined,
    },
    () => 1,
  );
  const { room_resets_total: before } = simulation.nodes[1]?.engine.stats() ?? {};
  await world.run(1000);
  expect(simulation.nodes[1]?.engine.stats().room_resets_total).toBe(before);
  const owner = memory.clients(office.reviewId, 1).find(({ clientId }) => clientId === wang.doc.clientID);
  expect(owner?.personId).toBe(wang.person.id);
  wang.goOffline();
  wang.append();
  wang.moveTo(1);
  wang.goOnline();
  await world.run(2000);
  expect(wang.endings).toEqual([]);
  expect(await brokenIn(simulation)).toEqual([]);
});

test('ST20 a question of the server names no id before its commit', async () => {
  const { simulation, store } = scene(1);
  const { world, office } = simulation;
  const wang = simulation.typist(office.person('Wang', 'editor'));
  wang.goOnline();
  await world.run(1000);
  store.arrange('append', { kind: 'silent', happens: false, ms: 1000 });
  wang.append();
  await world.run(200);
  const heard: Uint8Array[] = [];
  const late = simulation.nodes[0]?.connect(
    office.person('Late', 'editor'),
    { opened: () => undefined, message: (bytes) => heard.push(bytes), closed: () => undefined },
    () => 1,
  );
  await world.run(500);
  expect(late?.isCut).toBe(false);
  expect(heard.filter((bytes) => bytes[0] === KIND.sync)).toEqual([]);
  await world.run(1500);
  expect(heard.filter((bytes) => bytes[0] === KIND.sync).length).toBeGreaterThan(0);
});

test('FO16 P14 two texts under one id of her own on two nodes at once: one of them is taken, and everybody sees the same', async () => {
  const { simulation } = scene(2);
  const { world, office, memory } = simulation;
  const lin = simulation.typist(office.person('Lin', 'editor'), 0);
  const zhao = simulation.typist(office.person('Zhao', 'editor'), 1);
  for (const one of [lin, zhao]) one.goOnline();
  await world.run(2000);
  const twin = office.person('Twin', 'editor');
  const frameOf = (words: string, at: number) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, simulation.seedBytes);
    doc.clientID = 77;
    const before = Y.encodeStateVector(doc);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    contentOf(doc).insert(at, [paragraph]);
    return syncFrame(SYNC.update, Y.encodeStateAsUpdate(doc, before));
  };
  // Both nodes take their frame while neither can append.
  const holder = {};
  memory.hold(office.reviewId, holder, () => world.after(300, () => memory.letGo([office.reviewId], holder)));
  const codes: number[] = [];
  for (const [node, frame] of [frameOf('甲', 0), frameOf('乙', 1)].entries()) {
    const pipe = simulation.nodes[node]?.connect(
      twin,
      { opened: () => pipe?.push(frame), message: () => undefined, closed: (code) => codes.push(code) },
      () => 1,
    );
    if (pipe) simulation.watch.strangers.add(pipe);
  }
  await world.run(20_000);
  expect(codes).toContain(4503);
  expect(contentOf(lin.doc).toString()).toBe(contentOf(zhao.doc).toString());
  expect(contentOf(lin.doc).toString()).toMatch(/甲|乙/);
  expect(await brokenIn(simulation, [twin.id])).toEqual([]);
});
