// Two ways to say "this cannot be": a bug shouts where it is, never as undefined three files later.

/** Returns `value`, or throws with `why` when it is null or undefined. For invariants of our own code, never for input. */
export function must<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new Error(`must: ${why}`);
  return value;
}

/** The end of an exhaustive switch: does not compile while a case is missing, throws when data breaks the types. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
