// What a storm is made of, each at a seeded time: networks, pages, nodes, the store, and the rest of the server's own acts.
import { freezeText, readText, refused, writeText } from './acts';
import type { Misfortune } from './faults';
import type { SimNode } from './node';
import type { Simulation } from './simulation';
import type { Typist } from './typist';

interface Trouble {
  /** So many times at most. */
  most: number;
  act(): void;
}

export function planTroubles(simulation: Simulation, sky: Misfortune, typists: readonly Typist[], lasts: number): void {
  const { world, office } = simulation;
  office.isAway = () => sky.isAway;
  const all = [...ofPages(simulation, typists, lasts), ...ofNodes(simulation), ...ofTheStore(simulation, sky)];
  for (const { most, act } of all)
    for (let times = world.below(most + 1); times > 0; times--) world.after(world.between(0, lasts), act);
}

function ofPages({ world }: Simulation, typists: readonly Typist[], lasts: number): Trouble[] {
  const someone = (most: number, what: (typist: Typist) => void): Trouble => ({
    most,
    act: () => {
      const typist = world.pick(typists);
      if (typist) what(typist);
    },
  });
  return [
    someone(6, (one) => one.cut()),
    someone(3, (one) => {
      one.goOffline();
      world.after(world.between(0, lasts / 2), () => one.goOnline());
    }),
    someone(2, (one) => one.reload()),
  ];
}

function ofNodes(simulation: Simulation): Trouble[] {
  const { world, office } = simulation;
  const somewhere = (most: number, what: (node: SimNode) => void): Trouble => ({
    most,
    act: () => {
      const node = simulation.aNode();
      if (node) what(node);
    },
  });
  return [
    somewhere(2, (node) => node.die()),
    somewhere(2, (node) => node.dieAfter(world.below(60))),
    somewhere(1, (node) => node.drain()),
    somewhere(3, (node) => readText(simulation, node)),
    somewhere(3, (node) => writeText(simulation, node)),
    somewhere(2, (node) => {
      const stage = world.chance(0.5) ? office.stage : 'signoff';
      freezeText(simulation, node, stage).catch(refused);
    }),
  ];
}

function ofTheStore({ world, memory, office }: Simulation, sky: Misfortune): Trouble[] {
  const holdTheRow = () => {
    const holder = {};
    memory.hold(office.reviewId, holder, () => {
      world.after(world.between(1, 800), () => memory.letGo([office.reviewId], holder));
    });
  };
  return [
    { most: 1, act: () => sky.goAway(world.between(10, 5000)) },
    { most: 2, act: holdTheRow },
  ];
}
