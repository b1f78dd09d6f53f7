// What ids look like from outside: checked before any query sees them.

/** Every id of ours is a lower-case UUID. Anything else cannot exist, so it is "not found" and never an SQL error. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
}
