// Long work on the process's one thread, in slices: a keystroke of somebody else waits no longer than one of them (P9).
import { setImmediate as nextTurn } from 'node:timers/promises';

const SLICE_MS = 10;

/** Runs a generator to its end; between its stops others go first. */
export async function inSlices<T>(work: Generator<undefined, T>): Promise<T> {
  for (let began = performance.now(); ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began < SLICE_MS) continue;
    await nextTurn();
    began = performance.now();
  }
}

export function* each<T>(items: Iterable<T>, take: (item: T) => void): Generator<undefined, void> {
  for (const item of items) {
    take(item);
    yield;
  }
}
