// Hours without a network: some pages write on by themselves, others through the server, and in the end all come together.
import { calmed, type Outcome } from './calm';
import { Misfortune } from './faults';
import { liveIn } from './live';
import { Simulation } from './simulation';
import type { Typist } from './typist';
import { World } from './world';

const HOUR_MS = 3_600_000;
const TIMES = 4;

export interface Offline extends Outcome {
  /** Simulated hours from the first to the last moment without a network. */
  hours: number;
  /** Characters in the text more often than somebody wrote them. */
  duplicated: number;
}

/** Between `TIMES` sittings hours pass; a page that is away may be loaded anew over its local copy, and undo. */
export async function offline(seed: number): Promise<Offline> {
  const world = new World(seed);
  const simulation = new Simulation({
    world,
    nodes: seed % 2 === 0 ? 3 : 1,
    store: new Misfortune(world, { share: 0, mayDie: false }),
  });
  const { office } = simulation;
  const typists = ['Lin', 'Wang', 'Zhao'].map((name) => simulation.typist(office.person(name, 'editor')));
  for (const one of typists) one.goOnline();
  await world.run(2000);
  const began = world.now;
  const total = 1 + world.below(72);
  const away = typists.slice(0, 1 + world.below(typists.length));
  for (const one of away) one.goOffline();
  for (let time = 0; time < TIMES; time++) {
    await sitting(simulation, typists);
    if (world.chance(0.3)) world.pick(away)?.reload();
    // Machines that sleep, and a service that goes on or is started anew meanwhile.
    if (world.chance(0.3)) simulation.aNode()?.die();
    world.sleep((total * HOUR_MS) / TIMES);
    await world.run(1000);
  }
  const hours = (world.now - began) / HOUR_MS;
  const outcome = await calmed(simulation);
  return { ...outcome, hours, duplicated: duplicatedIn(simulation) };
}

async function sitting({ world }: Simulation, typists: readonly Typist[]): Promise<void> {
  for (const one of typists)
    for (let left = 3 + world.below(8); left > 0; left--) world.after(world.between(0, 3000), () => one.edit());
  await world.run(3000);
}

function duplicatedIn({ typists, truth }: Simulation): number {
  const times = new Map<string, number>();
  for (const text of liveIn(typists[0]?.doc ?? fail()).values()) times.set(text, (times.get(text) ?? 0) + 1);
  let count = 0;
  for (const [text, n] of times) count += Math.max(0, n - (truth.copies.get(text) ?? n));
  return count;
}

function fail(): never {
  throw new Error('nobody is there');
}
