// How often the log is written: at once when it is quiet, rarer while many listen, and with pauses while the store fails.

/**
 * Between two commits (ENGINE, choice 3), growing while a lot is sent on. A commit costs one write to each socket that hears it: where a
 * crowd hears the same, waiting longer saves most of them (decision 009); where few do, it would only hold up who waits for its answer.
 */
const INTERVAL_MS = { least: 5, most: 16, mostOfACrowd: 28 };
/** Sockets that hear an update, on average. */
const CROWD = 20;
/** Updates times sockets in a second, averaged over the last commits. */
const DELIVERIES = { few: 2000, many: 15_000 };
const BACK_OFF_MS = { first: 50, most: 5000 };

export class Pace {
  private lastBegan = Number.NEGATIVE_INFINITY;
  private interval: number = INTERVAL_MS.least;
  private notBefore = 0;
  private heardAt = Number.NEGATIVE_INFINITY;

  /** The time from which on a statement may begin, in ms since 1970. */
  get next(): number {
    return Math.max(this.lastBegan + this.interval, this.notBefore);
  }

  began(now: number): void {
    this.lastBegan = now;
  }

  /** The updates of the last commit were sent on so many times by `now`: the interval follows, half the way each time. */
  heardBy(deliveries: number, updates: number, now: number): void {
    const rate = (deliveries * 1000) / Math.max(this.interval, now - this.heardAt);
    const busy = Math.min(1, Math.max(0, (rate - DELIVERIES.few) / (DELIVERIES.many - DELIVERIES.few)));
    const most = deliveries >= updates * CROWD ? INTERVAL_MS.mostOfACrowd : INTERVAL_MS.most;
    this.interval = (this.interval + INTERVAL_MS.least + busy * (most - INTERVAL_MS.least)) / 2;
    this.heardAt = now;
  }

  failed(now: number, failures: number): void {
    this.notBefore = now + backOff(failures);
  }
}

/** Pause after so many failures in a row: doubling from 50 ms to 5 s. */
export function backOff(failures: number): number {
  return Math.min(BACK_OFF_MS.most, BACK_OFF_MS.first * 2 ** Math.min(10, failures - 1));
}
