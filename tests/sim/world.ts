// Simulated time and chance: the seed alone decides what happens next, and everything that happens goes into one fingerprint.
import { random } from '../build/random';

interface Planned {
  at: number;
  order: number;
  run: (() => void) | null;
  /** Whether the engine's promises have to be waited for afterwards. */
  settles: boolean;
}

/** Any day: only differences count. */
const START = 1_750_000_000_000;

export class World {
  /** Milliseconds since 1970; not whole. */
  now = START;
  /** Events that happened. */
  count = 0;
  private readonly dice: (below: number) => number;
  private readonly heap: Planned[] = [];
  private order = 0;
  private print = 0x811c9dc5;

  constructor(seed: number) {
    this.dice = random(seed);
  }

  // --------------------------------------------------------------------------------------------------------------- chance

  /** A whole number below `below`. */
  below(below: number): number {
    return this.dice(below);
  }

  between(from: number, to: number): number {
    return from + ((to - from) * this.dice(1_000_000)) / 1_000_000;
  }

  chance(share: number): boolean {
    return this.dice(1_000_000) < share * 1_000_000;
  }

  pick<T>(from: readonly T[]): T | undefined {
    return from[this.dice(from.length)];
  }

  // ----------------------------------------------------------------------------------------------------------------- time

  /** Calls `run` after `ms` and then waits for what it set going; the answer takes it back. */
  after(ms: number, run: () => void): () => void {
    return this.plan(ms, run, true);
  }

  /** The same for what sets nothing of the engine going: cheaper. */
  quietly(ms: number, run: () => void): () => void {
    return this.plan(ms, run, false);
  }

  private plan(ms: number, run: () => void, settles: boolean): () => void {
    const planned: Planned = { at: this.now + Math.max(0, ms), order: this.order, run, settles };
    this.order += 1;
    push(this.heap, planned);
    return () => {
      planned.run = null;
    };
  }

  /** Runs the next event; false when there is none. */
  async next(): Promise<boolean> {
    for (let first = pop(this.heap); first; first = pop(this.heap)) {
      const { run } = first;
      if (!run) continue;
      this.now = Math.max(this.now, first.at);
      this.count += 1;
      this.note(first.order);
      run();
      if (first.settles) await settled();
      return true;
    }
    return false;
  }

  /** Runs on until it is so. Answers false when it is not so within `ms` of simulated time. */
  async until(so: () => boolean, ms: number): Promise<boolean> {
    const end = this.now + ms;
    while (!so()) {
      if (this.now > end || !(await this.next())) return so();
    }
    return true;
  }

  async run(ms: number): Promise<void> {
    let over = false;
    this.quietly(ms, () => {
      over = true;
    });
    await this.until(() => over, ms + 1);
  }

  /** Hours pass in which nobody does anything: what was due meanwhile happens once, as after a machine's sleep. */
  sleep(ms: number): void {
    this.now += ms;
  }

  // ---------------------------------------------------------------------------------------------------------- fingerprint

  /** Takes a number or bytes into the fingerprint of the run (FNV-1a). */
  note(what: number | Uint8Array): void {
    if (typeof what === 'number') this.print = Math.imul(this.print ^ (what & 0xffffffff), 0x01000193);
    else for (const byte of what) this.print = Math.imul(this.print ^ byte, 0x01000193);
  }

  /** The same for the same seed and the same code, and else hardly ever. */
  get fingerprint(): string {
    return `${(this.print >>> 0).toString(16)}-${this.count}`;
  }
}

/** All promises that can go on without an event have gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

// ------------------------------------------------------------------------------------------------------ a heap of events

function isBefore(one: Planned, other: Planned): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

function push(heap: Planned[], planned: Planned): void {
  let place = heap.push(planned) - 1;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (!parent || !isBefore(planned, parent)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = planned;
}

function pop(heap: Planned[]): Planned | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!first || !last || first === last) return first;
  let place = 0;
  for (;;) {
    let below = 2 * place + 1;
    const [left, right] = [heap[below], heap[below + 1]];
    if (!left) break;
    if (right && isBefore(right, left)) below += 1;
    const child = heap[below];
    if (!child || !isBefore(child, last)) break;
    heap[place] = child;
    place = below;
  }
  heap[place] = last;
  return first;
}
