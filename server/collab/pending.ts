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

export class Pending {
  private entries: (Applied & { waiters: Waiter[] })[] = [];

  get count(): number {
    return this.entries.length;
  }

  push(applied: Applied): void {
    this.entries.push({ ...applied, waiters: [] });
  }

  /** False when nothing is pending: then the waiter has nothing to wait for. */
  wait(waiter: Waiter): boolean {
    const last = this.entries.at(-1);
    last?.waiters.push(waiter);
    return last !== undefined;
  }

  /** Takes the first `count` out: they are committed, the first of them under `firstSeq`. `tell` calls their waiters, one kind at a time. */
  take(
    count: number,
    firstSeq: number,
  ): { updates: Uint8Array[]; marks: boolean; waiting(first: boolean): [Waiter, number][] } {
    const batch = this.entries.splice(0, count);
    return {
      updates: batch.map(({ bytes }) => bytes),
      marks: batch.some(({ marks }) => marks),
      waiting: (first) =>
        batch.flatMap(({ waiters }, at) =>
          waiters
            .filter((waiter) => (waiter.first ?? false) === first)
            .map((waiter): [Waiter, number] => [waiter, firstSeq + at]),
        ),
    };
  }

  /** Nothing of it will ever be committed. Answers who waited. */
  drop(): Waiter[] {
    return this.entries.splice(0).flatMap(({ waiters }) => waiters);
  }
}
