// A seeded storm over a simulated service: three editors, a reader and a late one type while everything fails that can.
import { freezeText, refused } from './acts';
import { calmed, type Outcome } from './calm';
import { Misfortune } from './faults';
import { Hostile } from './hostile';
import { Simulation } from './simulation';
import { planTroubles } from './troubles';
import type { Typist } from './typist';
import { World } from './world';

export interface Storm {
  seed: number;
  nodes: number;
  /** Of each of the three editors. */
  edits: number;
  /** In ms of simulated time. */
  lasts: number;
  /** Frames of a hostile member; none when 0. */
  forged: number;
}

/** Short, with a forger all the time; every other seed on three nodes. */
export function hostileStorm(seed: number): Storm {
  return { seed, nodes: seed % 2 === 0 ? 3 : 1, edits: 20, lasts: 8000, forged: 120 };
}

export async function storm(input: Storm): Promise<Outcome> {
  const world = new World(input.seed);
  const sky = new Misfortune(world, { share: world.pick([0, 0.03, 0.12]) ?? 0, mayDie: world.chance(0.5) });
  const simulation = new Simulation({ world, nodes: input.nodes, store: sky });
  const { office } = simulation;
  const editors = ['Lin', 'Wang', 'Zhao'].map((name) => simulation.typist(office.person(name, 'editor')));
  const reader = simulation.typist(office.person('Sun', 'reader'));
  const late = simulation.typist(office.person('Late', 'editor'));
  for (const one of [...editors, reader]) one.goOnline();
  world.after(world.between(0, input.lasts), () => late.goOnline());
  for (const one of editors) keepTyping(simulation, one, input);
  planTroubles(simulation, sky, [...editors, reader], input.lasts);
  keepThawing(simulation);
  const hostile = new Hostile(simulation, office.person('Mallory', 'editor'));
  if (input.forged > 0) hostile.attack(input.forged, input.lasts);
  await world.run(input.lasts);
  return calmed(simulation, hostile);
}

function keepTyping(simulation: Simulation, typist: Typist, { edits, lasts }: Storm): void {
  const { world, office } = simulation;
  let left = edits;
  const key = () => {
    if (left === 0) return;
    left -= 1;
    // The page asks for the right; now and then it is lost between two keys.
    if (office.mayWrite(typist.person) || world.chance(0.1)) typist.edit();
    world.after(world.chance(0.5) ? world.between(0, 8) : world.between(0, (3 * lasts) / edits), key);
  };
  world.after(world.between(0, 500), key);
}

/** Looks every second, for ever: a freeze may come true long after its answer was lost. */
function keepThawing(simulation: Simulation): void {
  const { office, world } = simulation;
  const node = office.stage === 'drafting' ? null : simulation.aNode();
  if (node) freezeText(simulation, node, 'drafting').catch(refused);
  world.after(1000, () => keepThawing(simulation));
}
