// Which of a connection's sync frames are settled: the number behind kind 4 (CONTRACT "Socket").

/**
 * Frames are numbered from 1 as they are received; they settle in order. A refused frame holds the number back until a step 2
 * that came after it has settled: that one carries everything the client has.
 */
export class Acks {
  private received = 0;
  private settledTo = 0;
  /** First and last refused frame that no step 2 has covered yet; between them nothing settles. */
  private firstRefused: number | null = null;
  private lastRefused = 0;

  /** Counts a frame; answers its number. */
  receive(): number {
    this.received += 1;
    return this.received;
  }

  refuse(frame: number): void {
    this.firstRefused ??= frame;
    this.lastRefused = Math.max(this.lastRefused, frame);
  }

  settle(frame: number, isStep2: boolean): void {
    if (isStep2 && this.firstRefused !== null && this.firstRefused < frame) {
      this.firstRefused = this.lastRefused > frame ? frame + 1 : null;
    }
    if (this.firstRefused === null || frame < this.firstRefused) this.settledTo = Math.max(this.settledTo, frame);
  }

  /** The first n frames that are settled. */
  get n(): number {
    return this.settledTo;
  }
}
