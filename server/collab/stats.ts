// The engine's numbers for /metrics: never a name, never an id.
import type { Connection, Counters } from './connection';
import type { AppendQueue } from './log';
import type { Rooms } from './rooms';
import type { Standstill } from './standstill';

export function statsOf(from: {
  rooms: Rooms;
  connections: ReadonlySet<Connection>;
  queue: AppendQueue;
  count: Counters;
  standstill: Standstill;
}): Record<string, number> {
  const { rooms, connections, queue, count, standstill } = from;
  return {
    rooms: rooms.size,
    connections: connections.size,
    pending_updates: queue.pending,
    log_failing: queue.failing ? 1 : 0,
    commits_total: queue.count.commits,
    committed_updates_total: queue.count.updates,
    append_failures_total: queue.count.failures,
    appends_refused_total: queue.count.refused,
    frames_in_total: count.framesIn,
    frames_refused_total: count.refusedFrames,
    gaps_total: count.gaps,
    crossed_items_total: count.crossed,
    slow_readers_total: count.slowReaders,
    closes_total: count.closes,
    standstills_total: standstill.times,
    room_loads_total: rooms.count.loads,
    room_resets_total: rooms.count.resets,
    damaged_updates_total: rooms.count.damaged,
    reordered_texts_total: rooms.count.reordered,
  };
}
