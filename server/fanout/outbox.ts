// Messages that wait for Redis, bounded: when there are too many the oldest go, because the log holds what they said.

const MOST_BYTES = 4 * 1024 * 1024;
const MOST_MESSAGES = 10_000;
/** One envelope carries about so much: large enough to be few, small enough for a slow subscriber. */
const PARCEL_BYTES = 64 * 1024;

export class Outbox {
  private waiting: Uint8Array[] = [];
  private held = 0;
  /** Messages that nobody will hear. */
  dropped = 0;

  get size(): number {
    return this.waiting.length;
  }

  push(message: Uint8Array): void {
    this.waiting.push(message);
    this.held += message.length;
    while (this.held > MOST_BYTES || this.waiting.length > MOST_MESSAGES) {
      this.held -= this.waiting.shift()?.length ?? 0;
      this.dropped += 1;
    }
  }

  /** The oldest ones, as many as go together; at least one when there is any. */
  take(): Uint8Array[] {
    let bytes = 0;
    let count = 0;
    for (const one of this.waiting) {
      if (count > 0 && bytes + one.length > PARCEL_BYTES) break;
      bytes += one.length;
      count += 1;
    }
    this.held -= bytes;
    return this.waiting.splice(0, count);
  }
}
