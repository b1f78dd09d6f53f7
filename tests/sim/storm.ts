// A seeded storm over a simulated service, the calm after it, and what of the promises is broken then.
import { freezeText, readText, refused, writeText } from './acts';
import { Misfortune } from './faults';
import { Hostile } from './hostile';
import { brokenIn, vectorOf } from './invariants';
import { Simulation } from './simulation';
import type { Typist } from './typist';

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

export interface Outcome {
  fingerprint: string;
  broken: string[];
  edits: number;
  saved: number;
  deaths: number;
  aside: number;
  /** Rows of the log that are the hostile member's, and how often she was shown the door. */
  hostileRows: number;
  expelled: number;
}

/** Longer than every pause of the engine and of a page. */
const QUIET_WITHIN_MS = 120_000;
const STILL_MS = 4000;

export async function storm(input: Storm): Promise<Outcome> {
  const { seed, nodes } = input;
  let misfortune: Misfortune | null = null;
  const simulation = new Simulation({
    seed,
    nodes,
    faults: (world) => {
      misfortune = new Misfortune(world, { share: world.pick([0, 0.03, 0.12]) ?? 0, mayDie: world.chance(0.5) });
      return misfortune;
    },
  });
  const sky = misfortune as Misfortune | null;
  if (!sky) throw new Error('a store has faults');
  const { office, world } = simulation;
  const editors = ['Lin', 'Wang', 'Zhao'].map((name) => simulation.typist(office.person(name, 'editor')));
  const reader = simulation.typist(office.person('Sun', 'reader'));
  const late = simulation.typist(office.person('Late', 'editor'));
  for (const one of [...editors, reader]) one.goOnline();
  world.after(world.between(0, input.lasts), () => late.goOnline());
  for (const one of editors) keepTyping(simulation, one, input);
  plan(simulation, sky, input, [...editors, reader]);
  keepThawing(simulation);
  const hostile = new Hostile(simulation, office.person('Mallory', 'editor'));
  if (input.forged > 0) hostile.attack(input.forged, input.lasts);
  await world.run(input.lasts);
  return calmed(simulation, sky, hostile);
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

function plan(simulation: Simulation, sky: Misfortune, { lasts }: Storm, typists: readonly Typist[]): void {
  const { world, memory, office } = simulation;
  const often = (most: number, act: () => void) => {
    for (let n = world.below(most + 1); n > 0; n--) world.after(world.between(0, lasts), act);
  };
  const someone = (act: (typist: Typist) => void) => () => act(world.pick(typists) ?? must0(typists));
  const somewhere = (act: (node: Simulation['nodes'][number]) => void) => () => {
    const node = simulation.aNode();
    if (node) act(node);
  };
  often(
    6,
    someone((one) => one.cut()),
  );
  often(
    3,
    someone((one) => {
      one.goOffline();
      world.after(world.between(0, lasts / 2), () => one.goOnline());
    }),
  );
  often(
    2,
    someone((one) => one.reload()),
  );
  often(
    2,
    somewhere((node) => node.die()),
  );
  often(
    2,
    somewhere((node) => node.dieAfter(world.below(60))),
  );
  often(
    1,
    somewhere((node) => node.drain()),
  );
  often(
    3,
    somewhere((node) => readText(simulation, node)),
  );
  often(
    3,
    somewhere((node) => writeText(simulation, node)),
  );
  often(
    2,
    somewhere((node) => {
      const stage = world.chance(0.5) ? office.stage : 'signoff';
      freezeText(simulation, node, stage).catch(refused);
    }),
  );
  often(1, () => sky.goAway(world.between(10, 5000)));
  often(2, () => {
    const holder = {};
    memory.hold(office.reviewId, holder, () => {
      world.after(world.between(1, 800), () => memory.letGo([office.reviewId], holder));
    });
  });
  office.isAway = () => sky.isAway && !sky.calm;
}

function must0(typists: readonly Typist[]): Typist {
  const [first] = typists;
  if (!first) throw new Error('nobody types');
  return first;
}

/** Looks every second, for ever: a freeze may come true long after its answer was lost. */
function keepThawing(simulation: Simulation): void {
  const { office, world } = simulation;
  const node = office.stage === 'drafting' ? null : simulation.aNode();
  if (node) freezeText(simulation, node, 'drafting').catch(refused);
  world.after(1000, () => keepThawing(simulation));
}

/** Everything works again; what must hold is looked at when nothing moves any more. */
export async function calmed(simulation: Simulation, sky: Misfortune | null, hostile?: Hostile): Promise<Outcome> {
  const { world, typists, hub, truth, committed } = simulation;
  if (sky) sky.calm = true;
  if (hub) hub.calm = true;
  for (const one of typists) one.goOnline();
  const rests = await world.until(() => isQuiet(simulation), QUIET_WITHIN_MS);
  await world.run(STILL_MS);
  const rested = rests && (await world.until(() => isQuiet(simulation), QUIET_WITHIN_MS));
  const strangers = hostile ? [hostile.person.id] : [];
  for (const id of strangers) truth.deletedByOther(committed.deletionsOf(id));
  const broken = await brokenIn(simulation, strangers);
  if (!rested) broken.unshift(`it never came to rest: ${whyNot(simulation)}`);
  return {
    fingerprint: world.fingerprint,
    broken,
    edits: simulation.truth.characters.size,
    saved: simulation.saved.length,
    deaths: simulation.deaths,
    aside: typists.reduce((sum, one) => sum + one.aside, 0),
    hostileRows: strangers.reduce((sum, id) => sum + committed.rowsOf(id), 0),
    expelled: hostile?.expelled ?? 0,
  };
}

function isQuiet(simulation: Simulation): boolean {
  return whyNot(simulation) === null;
}

function whyNot({ typists, committed, office }: Simulation): string | null {
  if (office.stage !== 'drafting') return 'the text is frozen';
  for (const one of typists) {
    if (!one.isConnected || !one.isSynced) return `${one.person.name} is not there`;
    if (one.unsaved > 0) return `${one.person.name} has ${one.unsaved} unsaved`;
    if (one.person.role === 'editor' && !one.account.settled) return `${one.person.name} is not settled`;
  }
  const vector = vectorOf(committed.doc);
  const other = typists.find(({ doc }) => vectorOf(doc) !== vector);
  return other ? `${other.person.name} has another state` : null;
}
