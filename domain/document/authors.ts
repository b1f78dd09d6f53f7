// Who wrote and who deleted what, read from the update log alone: nothing inside the document is believed (PROMISES, authorship).
import * as Y from 'yjs';
import { Ranges } from './authorsRanges';
import { MOVED } from './layout';
import { type Ids, movedIds } from './moved';

/** A row of the update log; `seq` counts within its epoch. */
export interface LogEntry {
  epoch: number;
  seq: number;
  /** Null for the server's own writes. */
  personId: string | null;
  /** In ms since 1970, by the database's clock. */
  at: number;
  bytes: Uint8Array;
}

/** What one row brought, in characters (UTF-16 code units) of text. */
export interface Change extends Omit<LogEntry, 'bytes'> {
  inserted: number;
  deleted: number;
}

export interface Authorship {
  personId: string | null;
  at: number;
}

/** A stretch of one client's clocks with one answer; null where no readable row says anything. */
export interface Attributed {
  clock: number;
  /** Exclusive. */
  end: number;
  by: Authorship | null;
}

type ByClient = Map<number, Ranges>;

/** In the place of a row: of nobody who is known. */
const NOBODY = -1;

/**
 * Takes the rows of all epochs in their order. A row is what the server's own document emitted for one person's judged frame,
 * so it holds new structs and newly deleted ranges alone; where two rows bring the same (a retry, two nodes at once), the first
 * counts (AU1, AU2). `domain/history.ts` makes entries of the changes, `authorsPlaces.ts` finds the characters of a text.
 */
export class Authors {
  private epoch: number | null = null;
  /** Ids that a row brought; value: row * 2, plus one where they are characters. */
  private inserted: ByClient = new Map();
  /** Value: row. */
  private deleted: ByClient = new Map();
  private readonly rows: Authorship[] = [];

  /** What the row changed; null when it cannot be read, and then it attributes nothing (AU5). */
  add({ epoch, seq, personId, at, bytes }: LogEntry): Change | null {
    const update = decoded(bytes);
    if (!update) return null;
    const before = { inserted: this.inserted, deleted: this.deleted };
    const opens = epoch !== this.epoch;
    if (opens) {
      // Only the ids of its first state go over: another history may use the others anew (AU4).
      this.epoch = epoch;
      this.inserted = new Map();
      this.deleted = new Map();
    }
    const row = this.rows.push({ personId, at }) - 1;
    // In an epoch's first state, what the epoch before knew of the words goes over by itself.
    if (personId === null && !opens) for (const one of update.moved) this.move(one);
    const change: Change = { epoch, seq, personId, at, inserted: 0, deleted: 0 };
    for (const { id, length, isText } of update.structs) {
      const ranges = rangesOf(this.inserted, id.client);
      if (opens) inherit(ranges, before.inserted.get(id.client), id.clock, id.clock + length);
      const fresh = ranges.claim(id.clock, id.clock + length, row * 2 + (isText ? 1 : 0));
      if (isText) for (const [from, to] of fresh) change.inserted += to - from;
    }
    for (const [client, deletions] of update.deletions) {
      const ranges = rangesOf(this.deleted, client);
      for (const { clock, len } of deletions) {
        if (opens) inherit(ranges, before.deleted.get(client), clock, clock + len);
        for (const [from, to] of ranges.claim(clock, clock + len, row))
          change.deleted += this.charactersIn(client, from, to);
      }
    }
    return change;
  }

  /** AU10: the new ids belong to those whose the words were; that the old ones are gone is nobody's deletion. */
  private move({ to, from }: Moved): void {
    const ranges = rangesOf(this.inserted, to.client);
    let { clock } = to;
    for (const was of from) {
      const end = clock + was.length;
      const shift = clock - was.clock;
      for (const one of this.inserted.get(was.client)?.within(was.clock, was.clock + was.length) ?? [])
        ranges.claim(one.clock + shift, one.end + shift, one.value);
      ranges.claim(clock, end, NOBODY);
      rangesOf(this.deleted, was.client).claim(was.clock, was.clock + was.length, NOBODY);
      clock = end;
    }
  }

  /** Who brought these ids. */
  writersOf(client: number, clock: number, end: number): Attributed[] {
    return this.attributed(this.inserted.get(client), clock, end, (value) => value >> 1);
  }

  /** Who deleted of these ids what is deleted; `length` in characters, never 0. */
  deletersOf(client: number, clock: number, end: number): (Attributed & { length: number })[] {
    return this.attributed(this.deleted.get(client), clock, end, (value) => value)
      .map((one) => ({ ...one, length: one.by ? this.charactersIn(client, one.clock, one.end) : 0 }))
      .filter(({ length }) => length > 0);
  }

  /** Every deletion of characters in this epoch, client by client. */
  *deletions(): Iterable<{ client: number; clock: number; end: number }> {
    for (const [client, ranges] of this.deleted) for (const { clock, end } of ranges) yield { client, clock, end };
  }

  private attributed(
    ranges: Ranges | undefined,
    clock: number,
    end: number,
    rowOf: (value: number) => number,
  ): Attributed[] {
    const found: Attributed[] = [];
    let from = clock;
    for (const range of ranges?.within(clock, end) ?? []) {
      if (range.clock > from) found.push({ clock: from, end: range.clock, by: null });
      found.push({ clock: range.clock, end: range.end, by: this.rows[rowOf(range.value)] ?? null });
      from = range.end;
    }
    if (from < end) found.push({ clock: from, end, by: null });
    return found;
  }

  private charactersIn(client: number, clock: number, end: number): number {
    let count = 0;
    for (const range of this.inserted.get(client)?.within(clock, end) ?? [])
      if (range.value % 2 === 1) count += range.end - range.clock;
    return count;
  }
}

function rangesOf(all: ByClient, client: number): Ranges {
  const known = all.get(client);
  if (known) return known;
  const ranges = new Ranges();
  all.set(client, ranges);
  return ranges;
}

/** What the epoch before knew of these ids is true in this one (AU4). */
function inherit(ranges: Ranges, before: Ranges | undefined, clock: number, end: number): void {
  for (const known of before?.within(clock, end) ?? []) ranges.claim(known.clock, known.end, known.value);
}

interface Moved {
  to: Omit<Ids, 'length'>;
  from: readonly Ids[];
}

interface Decoded {
  structs: { id: Y.ID; length: number; isText: boolean }[];
  /** What the server says that it wrote anew elsewhere: to be believed in its own rows alone. */
  moved: Moved[];
  deletions: Map<number, { clock: number; len: number }[]>;
}

/** Structs of no length stand in a damaged row, and are dropped when it is loaded (danger 2). */
function decoded(bytes: Uint8Array): Decoded | null {
  try {
    const { structs, ds } = Y.decodeUpdate(bytes);
    return {
      structs: structs.flatMap((struct) =>
        struct.length > 0 && !(struct instanceof Y.Skip)
          ? [{ id: struct.id, length: struct.length, isText: isText(struct) }]
          : [],
      ),
      moved: structs.flatMap((struct) => movedBy(struct) ?? []),
      deletions: ds.clients,
    };
  } catch {
    // Loading leaves such a row out too, and says so in the log (RM11).
    return null;
  }
}

function movedBy(struct: Y.Item | Y.GC | Y.Skip): Moved | null {
  if (!(struct instanceof Y.Item) || (struct.parent as unknown) !== MOVED || struct.parentSub === null) return null;
  return struct.content instanceof Y.ContentAny ? movedIds([struct.parentSub, struct.content.arr[0]]) : null;
}

function isText(struct: Y.Item | Y.GC): boolean {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentString;
}
