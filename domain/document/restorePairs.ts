// Which row, cell or paragraph of a table goes on as which one of the table that it becomes.
import { commonOf } from './diffSequence';

/** By place in the second list the place in the first. */
export interface Pairs {
  /** In rising order: these stay where they are, whatever goes and comes between. */
  stays: ReadonlyMap<number, number>;
  /** They say the same, and stand elsewhere. */
  moved: ReadonlyMap<number, number>;
}

/** Equal ones in their order, equal ones that changed their place, and between those that stay first with first. */
export function pairsOf(present: readonly unknown[], target: readonly unknown[]): Pairs {
  const [a, b] = [present, target].map((all) => all.map((one) => JSON.stringify(one))) as [string[], string[]];
  const stays = new Map<number, number>();
  const common = [...commonOf(a, b), { a: a.length, b: b.length, length: 0 }];
  for (const same of common) for (let at = 0; at < same.length; at++) stays.set(same.b + at, same.a + at);
  const moved = movedIn(a, b, stays);
  const taken = new Set([...stays.values(), ...moved.values()]);
  let [fromA, fromB] = [0, 0];
  for (const same of common) {
    const left = between(fromA, same.a).filter((at) => !taken.has(at));
    const come = between(fromB, same.b).filter((at) => !moved.has(at));
    come.forEach((at, n) => {
      const was = left[n];
      if (was !== undefined) stays.set(at, was);
    });
    [fromA, fromB] = [same.a + same.length, same.b + same.length];
  }
  return { stays, moved };
}

/** As many as before are the same ones, whatever they say now: a column that nobody added or took stays beside its neighbours. */
export function pairsInPlace(present: readonly unknown[], target: readonly unknown[]): Pairs {
  if (present.length !== target.length) return pairsOf(present, target);
  return { stays: new Map(target.map((_, at) => [at, at])), moved: new Map() };
}

function movedIn(a: readonly string[], b: readonly string[], stays: ReadonlyMap<number, number>): Map<number, number> {
  const kept = new Set(stays.values());
  const left = new Map<string, number[]>();
  a.forEach((key, at) => {
    if (!kept.has(at)) left.set(key, [...(left.get(key) ?? []), at]);
  });
  const moved = new Map<number, number>();
  b.forEach((key, at) => {
    const was = stays.has(at) ? undefined : left.get(key)?.shift();
    if (was !== undefined) moved.set(at, was);
  });
  return moved;
}

function between(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
}
