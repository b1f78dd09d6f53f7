// The frames of one socket on their way in: in order, one after the other, as fast as the rate allows (PROMISES "Limits").
import { LIMIT } from '../../domain/protocol';
import type { Clock } from './clock';
import { type Bucket, createBucket } from './limits';

export interface InboxNeeds {
  clock: Clock;
  /** Frames a second; 0 = unlimited. */
  rate: number;
  /** Never throws; a promise holds up the frames behind it. */
  handle(frame: Uint8Array): Promise<void> | null;
  /** Whether the socket is to be read on: beyond the rate it is read more slowly, and never closed for it. */
  read(on: boolean): void;
  /** Calls after `ms` unless the connection ends before. */
  later(ms: number, call: () => void): void;
}

/** Frames that may wait before the socket is no longer read. */
const MAY_WAIT = 32;

export class Inbox {
  private readonly needs: InboxNeeds;
  private readonly frames: Uint8Array[] = [];
  private readonly bucket: Bucket;
  /** Closed until somebody is there to handle them. */
  private busy = true;
  private stopped = false;

  constructor(needs: InboxNeeds) {
    this.needs = needs;
    this.bucket = createBucket(needs.clock, { rate: needs.rate, burst: LIMIT.frameBurst });
    needs.read(false);
  }

  open(): void {
    this.goOn();
  }

  push(frame: Uint8Array): void {
    if (this.stopped) return;
    this.frames.push(frame);
    this.work();
  }

  /** The frame that is being handled does not count against the rate. */
  uncount(): void {
    this.bucket.giveBack();
  }

  get waiting(): number {
    return this.frames.length;
  }

  /** Takes nothing more and forgets what waits; what is being handled is still answered. */
  stop(): void {
    this.stopped = true;
    this.frames.length = 0;
    this.needs.read(false);
  }

  private goOn(): void {
    this.busy = false;
    this.work();
  }

  private work(): void {
    while (!this.busy && !this.stopped) {
      const frame = this.frames[0];
      if (!frame) break;
      if (this.bucket.take()) {
        this.frames.shift();
        this.handle(frame);
      } else {
        this.busy = true;
        this.needs.later(this.bucket.wait(), () => this.goOn());
      }
    }
    if (this.stopped) return;
    if (this.frames.length === 0) this.needs.read(true);
    else if (this.busy || this.frames.length > MAY_WAIT) this.needs.read(false);
  }

  private handle(frame: Uint8Array): void {
    const later = this.needs.handle(frame);
    if (!later) return;
    this.busy = true;
    void later.then(() => this.goOn());
  }
}
