// What ids look like from outside: checked before any query sees them.

/** Every id of ours is a lower-case UUID. Anything else cannot exist, so it is "not found" and never an SQL error. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
}

/** The id of nothing: asked for in place of one that is not there, so that the answer takes as long as for a foreign one (T14). */
export const NOTHING = '00000000-0000-0000-0000-000000000000';
