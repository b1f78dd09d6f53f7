// A node that stands still while a person is removed, and wakes with her frames and the others' words before it (RM35; P6).
import { expect, test } from 'vitest';
import { KIND } from '../../domain/protocol';
import type { Pipe } from './pipe';
import { Simulation } from './simulation';
import { World } from './world';

const FIRST = Number(process.env.SEED ?? 1);
const COUNT = Number(process.env.SEEDS ?? (process.env.FULL === '1' ? 1000 : 8));

interface Seen {
  /** Of the removed person's, after the node woke up: rows that the log took, messages that she was sent, times that she was shown elsewhere. */
  taken: number;
  sent: number;
  shown: number;
  /** What waited for the node when it woke: hers, and somebody else's words for her. */
  waited: number;
  broken: string[];
  code: number | undefined;
}

async function sleeper(seed: number): Promise<Seen> {
  const world = new World(seed);
  const simulation = new Simulation({ world, nodes: 2, store: { next: () => ({ kind: 'done' }) } });
  const { office, memory, watch, hub } = simulation;
  if (hub) hub.calm = true;
  const [lin, wang, zhao] = ['Lin', 'Wang', 'Zhao'].map((name, n) =>
    simulation.typist(office.person(name, 'editor'), n === 0 ? 0 : 1),
  );
  if (!lin || !wang || !zhao) throw new Error('three people');
  const [hers, lins] = [new Set<Pipe | null>(), new Set<Pipe | null>()];
  const connect = simulation.connect.bind(simulation);
  simulation.connect = (person, client, node) => {
    const pipe = connect(person, client, node);
    if (person === wang.person) hers.add(pipe);
    if (person === lin.person) lins.add(pipe);
    return pipe;
  };
  const seen: Seen = { taken: 0, sent: 0, shown: 0, waited: 0, broken: [], code: undefined };
  let isAwake = false;
  const { onCommit } = memory;
  memory.onCommit = (docId, rows) => {
    onCommit(docId, rows);
    if (isAwake) seen.taken += rows.filter(({ personId }) => personId === wang.person.id).length;
  };
  const sent = watch.sent.bind(watch);
  watch.sent = (pipe, payload) => {
    if (isAwake && hers.has(pipe)) seen.sent += 1;
    if (isAwake && lins.has(pipe) && payload[0] === KIND.awareness && Buffer.from(payload).includes(wang.person.id))
      seen.shown += 1;
    sent(pipe, payload);
  };
  for (const one of [lin, wang, zhao]) one.goOnline();
  await world.run(3000);
  let isOver = false;
  const type = () => {
    if (isOver) return;
    for (const one of [lin, wang, zhao]) world.after(world.between(0, 150), () => one.append());
    wang.show();
    world.after(150, type);
  };
  type();
  await world.run(world.between(200, 400));
  const node = simulation.nodes[1];
  // Some of her words are taken and not on their way to the log yet.
  for (let n = 0; n < 8; n++) world.after(n / 2, () => wang.append());
  await world.until(() => (node?.engine.stats().pending_updates ?? 0) > 1, 500);
  const ms = world.between(2500, 8000);
  node?.standStill(ms);
  world.after(ms, () => {
    isAwake = true;
    seen.waited = node?.waits ?? 0;
  });
  // Every third time nobody can be asked when it wakes.
  const away = seed % 3 === 0 ? 4000 : 0;
  const back = world.now + ms + away;
  office.isAway = () => isAwake && world.now < back;
  await world.run(world.between(1, 500));
  office.remove(wang.person);
  simulation.nodes[0]?.engine.askAgain({ personId: wang.person.id });
  const seesHer = () => lin.seen.get(wang.doc.clientID)?.state != null;
  if (!seesHer()) seen.broken.push('she was never seen');
  // The poll of rights on the other node, and her way to the page.
  world.after(5000, () => {
    if (node?.standsStill && seesHer()) seen.broken.push('she is still seen on the other node');
  });
  await world.run(ms + away + 1000);
  isOver = true;
  seen.code = wang.endings[0];
  const others = [lin, zhao];
  const served = () => others.every((one) => one.isConnected && one.unsaved === 0);
  if (!(await world.until(served, 30_000))) seen.broken.push('somebody else is not served');
  if (others.some((one) => one.endings.length > 0)) seen.broken.push('somebody else was shown the door');
  seen.broken.push(...simulation.faults, ...watch.faults);
  return seen;
}

test('RM35 P6 a node that wakes takes nothing of a person removed meanwhile and sends her nothing, whatever waits for it', {
  timeout: 600_000,
}, async () => {
  const sum = { waited: 0, taken: 0, sent: 0, shown: 0 };
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    const seen = await sleeper(seed);
    expect(seen.broken, `seed ${seed}`).toEqual([]);
    expect(seen.code, `seed ${seed}`).toBe(4401);
    sum.waited += seen.waited;
    sum.taken += seen.taken;
    sum.sent += seen.sent;
    sum.shown += seen.shown;
  }
  console.info(`standstill: ${COUNT} seeds from ${FIRST}: ${JSON.stringify(sum)}`);
  expect(sum.waited).toBeGreaterThan(COUNT * 10);
  expect([sum.taken, sum.sent, sum.shown]).toEqual([0, 0, 0]);
});
