// The calm after whatever happened: everything works again, and when nothing moves any more the promises are looked at.
import { Misfortune } from './faults';
import type { Hostile } from './hostile';
import { brokenIn, vectorOf } from './invariants';
import type { Simulation } from './simulation';

export interface Outcome {
  fingerprint: string;
  broken: string[];
  edits: number;
  saved: number;
  deaths: number;
  aside: number;
  /** Snapshots that were written. */
  snapshots: number;
  /** Rows of the log that are the hostile member's, and how often she was shown the door. */
  hostileRows: number;
  expelled: number;
}

/** Longer than every pause of the engine and of a page. */
const QUIET_WITHIN_MS = 120_000;
const STILL_MS = 4000;

export async function calmed(simulation: Simulation, hostile?: Hostile): Promise<Outcome> {
  const { world, typists, hub, truth, committed, store } = simulation;
  if (store instanceof Misfortune) store.calm = true;
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
    snapshots: simulation.memory.snapshots,
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
    if (one.onTheWay > 0) return `${one.person.name} has not heard all`;
    if (one.person.role === 'editor' && !one.account.settled) return `${one.person.name} is not settled`;
  }
  const vector = vectorOf(committed.doc);
  const other = typists.find(({ doc }) => vectorOf(doc) !== vector);
  return other ? `${other.person.name} has another state` : null;
}
