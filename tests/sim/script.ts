// A script of 300 steps that is the same each time but for one call to the store, and what it leaves behind.
import { freezeText, readText, refused, writeText } from './acts';
import { calmed, type Outcome } from './calm';
import { type Fate, KthCall } from './faults';
import { Simulation } from './simulation';
import { World } from './world';

const STEPS = 300;
const STEP_MS = 40;

export interface Scripted extends Outcome {
  /** Calls to the store that the script has made. */
  calls: number;
}

/** The k-th call to the store (from 1) meets its fate; none does when k is 0. */
export async function scripted(k: number, fate: Fate): Promise<Scripted> {
  const kth = new KthCall(k, fate);
  const world = new World(2026);
  const simulation = new Simulation({ world, nodes: 1, store: kth });
  const { office } = simulation;
  // A node that died is back at once: the script goes on.
  simulation.restart = () => 20;
  const editors = ['Lin', 'Wang', 'Zhao'].map((name) => simulation.typist(office.person(name, 'editor')));
  const reader = simulation.typist(office.person('Sun', 'reader'));
  for (const one of [...editors, reader]) one.goOnline();
  for (let step = 0; step < STEPS; step++) {
    world.after(200 + step * STEP_MS, () => {
      const node = simulation.aNode();
      if (step === 100) return reader.cut();
      if (step === 150) return editors[1]?.goOffline();
      if (step === 180) return editors[1]?.goOnline();
      if (step % 50 === 20 && node) return readText(simulation, node);
      if (step % 70 === 30 && node) return writeText(simulation, node);
      if (step % 110 === 60 && node) return void freezeText(simulation, node, 'drafting').catch(refused);
      editors[step % editors.length]?.edit();
    });
  }
  // Everybody leaves, the room is let go with a snapshot, and everybody comes back.
  const end = 200 + STEPS * STEP_MS;
  world.after(end + 1000, () => {
    for (const one of [...editors, reader]) one.goOffline();
  });
  await world.run(end + 12_000);
  const outcome = await calmed(simulation);
  return { ...outcome, calls: kth.calls.length };
}
