// How far an update brings its reader: the end of each writer's run in it. Many clients hear the same bytes: read once.
import * as Y from 'yjs';

const KEPT = 4096;
const known = new Map<string, readonly [client: number, clock: number][]>();

export function reachedBy(update: Uint8Array): readonly [client: number, clock: number][] {
  const key = Buffer.from(update.buffer, update.byteOffset, update.byteLength).toString('latin1');
  const before = known.get(key);
  if (before) return before;
  const ends = new Map<number, number>();
  for (const { id, length } of Y.decodeUpdate(update).structs) {
    ends.set(id.client, Math.max(ends.get(id.client) ?? 0, id.clock + length));
  }
  if (known.size >= KEPT) known.clear();
  const reached = [...ends];
  known.set(key, reached);
  return reached;
}
