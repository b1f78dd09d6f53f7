// What a room has applied and the log has not committed yet, in order, with everybody who waits to hear of it.
import type { CloseCode } from '../../domain/protocol';

/** The room's memory was thrown away before this was committed: load again, judge again. */
export class RoomReset extends Error {
  readonly code: CloseCode;
  constructor(code: CloseCode) {
    super(`the room was thrown away (${code})`);
    this.code = code;
  }
}

/** Who wants to be told when everything applied until now is committed. */
export interface Waiter {
  /** Before the broadcast of its batch (step 2) or after it (everything else). */
  first?: boolean;
  /** `seq`: of the last update before it. */
  done(seq: number): void;
  failed?(error: RoomReset): void;
}

export interface Applied {
  bytes: Uint8Array;
  /** Whether it touched comment marks. */
  marks: boolean;
}

export interface Taken {
  updates: Uint8Array[];
  /** Whether one of them touched comment marks. */
  marks: boolean;
  first: [Waiter, number][];
  later: [Waiter, number][];
}

/** What all rooms together have not committed yet, in bytes. */
export interface Backlog {
  bytes: number;
}

export class Pending {
  private entries: (Applied & { waiters: Waiter[] })[] = [];
  private readonly backlog: Backlog;
  /** Of its updates. */
  bytes = 0;

  constructor(backlog: Backlog) {
    this.backlog = backlog;
  }

  get count(): number {
    return this.entries.length;
  }

  push(applied: Applied): void {
    this.entries.push({ ...applied, waiters: [] });
    this.weigh(applied.bytes.length);
  }

  /** False when nothing is pending: then the waiter has nothing to wait for. */
  wait(waiter: Waiter): boolean {
    const last = this.entries.at(-1);
    last?.waiters.push(waiter);
    return last !== undefined;
  }

  /** Takes the first `count` out: they are committed, the first of them under `firstSeq`. Who waited, with the seq of its update. */
  take(count: number, firstSeq: number): Taken {
    const taken: Taken = { updates: [], marks: false, first: [], later: [] };
    this.entries.splice(0, count).forEach(({ bytes, marks, waiters }, at) => {
      taken.updates.push(bytes);
      this.weigh(-bytes.length);
      taken.marks ||= marks;
      for (const waiter of waiters) (waiter.first ? taken.first : taken.later).push([waiter, firstSeq + at]);
    });
    return taken;
  }

  /** Nothing of it will ever be committed. Answers who waited. */
  drop(): Waiter[] {
    this.weigh(-this.bytes);
    return this.entries.splice(0).flatMap(({ waiters }) => waiters);
  }

  private weigh(bytes: number): void {
    this.bytes += bytes;
    this.backlog.bytes += bytes;
  }
}
