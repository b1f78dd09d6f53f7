// The frames of one socket on their way in: in order, those of one turn together, as fast as the rate allows (PROMISES "Limits").
import { LIMIT } from '../../domain/protocol';
import type { Clock } from './clock';
import { BadFrame, type ClientFrame, readFrame } from './frames';
import { type Bucket, createBucket, createDebt, type Debt } from './limits';

export interface InboxNeeds {
  clock: Clock;
  /** Frames a second; 0 = unlimited. */
  rate: number;
  /** Takes frames with `peek` and `drop` until there is none. Never throws; a promise holds up the frames that are left. */
  handle(): Promise<void> | null;
  /** Whether the socket is to be read on: beyond the rate it is read more slowly, and never closed for it. */
  read(on: boolean): void;
  /** Calls after `ms` unless the connection ends before. */
  later(ms: number, call: () => void): void;
}

/** What may wait before the socket is no longer read; one frame always may. */
const MAY_WAIT = { frames: 32, bytes: LIMIT.update };
/** Bytes of frames that are read: a whole document at once, then as much as the presence of a very full room. */
const VOLUME = { rate: 1024 * 1024, burst: 24 * 1024 * 1024 };

export class Inbox {
  private readonly needs: InboxNeeds;
  private readonly frames: Uint8Array[] = [];
  /** The first of them, read, or why it cannot be; its place in the rate is taken. */
  private first: ClientFrame | BadFrame | null = null;
  private readonly bucket: Bucket;
  private readonly volume: Debt;
  /** Of the frames that wait. */
  private bytes = 0;
  /** Closed until somebody is there to handle them. */
  private busy = true;
  private planned = false;
  private stopped = false;

  constructor(needs: InboxNeeds) {
    this.needs = needs;
    this.bucket = createBucket(needs.clock, { rate: needs.rate, burst: LIMIT.frameBurst });
    this.volume = createDebt(needs.clock, VOLUME);
    needs.read(false);
  }

  open(): void {
    this.goOn();
  }

  /** Handled in a microtask: what came with one look at the socket goes together. */
  push(frame: Uint8Array): void {
    if (this.stopped) return;
    this.frames.push(frame);
    this.bytes += frame.length;
    if (this.busy) {
      if (this.frames.length > MAY_WAIT.frames || this.bytes > MAY_WAIT.bytes) this.needs.read(false);
    } else if (!this.planned) {
      this.planned = true;
      queueMicrotask(() => {
        this.planned = false;
        if (!this.busy) this.work();
      });
    }
  }

  /** The next frame whose turn it is; null when there is none or the rate does not allow it yet. @throws BadFrame for one that is none. */
  peek(): ClientFrame | null {
    const first = this.look();
    if (first instanceof BadFrame) throw first;
    return first;
  }

  /** The next frame when it is one of text; what is no frame at all is told by `peek`. */
  peekContent(): (ClientFrame & { kind: 'content' }) | null {
    const first = this.look();
    return first && !(first instanceof BadFrame) && first.kind === 'content' ? first : null;
  }

  private look(): ClientFrame | BadFrame | null {
    if (this.first || this.stopped) return this.first;
    const bytes = this.frames[0];
    if (!bytes || this.volume.wait() > 0 || !this.bucket.take()) return null;
    this.volume.owe(bytes.length);
    this.first = readFrame(bytes);
    return this.first;
  }

  drop(): void {
    this.first = null;
    this.bytes -= this.frames.shift()?.length ?? 0;
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
    this.first = null;
    this.frames.length = 0;
    this.bytes = 0;
    this.needs.read(false);
  }

  private goOn(): void {
    this.busy = false;
    this.work();
  }

  private work(): void {
    if (this.frames.length > 0 && !this.stopped) {
      const later = this.needs.handle();
      if (later) {
        this.busy = true;
        void later.then(() => this.goOn());
      } else if (this.frames.length > 0) {
        this.busy = true;
        this.needs.later(Math.max(this.bucket.wait(), this.volume.wait()), () => this.goOn());
      }
    }
    if (this.stopped) return;
    if (this.frames.length === 0) this.needs.read(true);
    else if (this.busy) this.needs.read(false);
  }
}
