// What one person may cost in one document, over all connections and after each return: beyond it they are read more slowly (GU28, GU29).
import type { Clock } from './clock';
import { createDebt, type Debt } from './limits';

export interface Allowance {
  /** Work that frames made, in steps of the guard (guard/cost.ts): a tenth of a core, half a second of it at once. */
  work: Debt;
  /** Bytes added to the log, which keeps them: a whole document at once, then what nobody can type. */
  stored: Debt;
  /** Steps along the text that its frames took: they come again with every load, so that this is never paid back. */
  walked: number;
  /** Bytes of answers to SyncStep1 that its connections have not taken yet. */
  sending: number;
}

const WORK = { rate: 2_000_000, burst: 10_000_000 };
const STORED = { rate: 256 * 1024, burst: 24 * 1024 * 1024 };
/** So much of it is kept in mind for as long as the process lives. */
const WALKED = 100_000;
/** In so long both are full again whatever was owed in good faith: who was not seen since is forgotten. */
const FORGET_MS = 10 * 60_000;
const SWEEP_MS = 60_000;

export class Allowances {
  private readonly clock: Clock;
  private readonly known = new Map<string, { allowance: Allowance; seenAt: number }>();
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Kept for a while after the last connection has gone: leaving pays no debt. Asked once a connection. */
  of(docId: string, personId: string): Allowance {
    const now = this.clock.now();
    this.sweep(now);
    const key = `${docId} ${personId}`;
    const allowance = this.known.get(key)?.allowance ?? {
      work: createDebt(this.clock, WORK),
      stored: createDebt(this.clock, STORED),
      walked: 0,
      sending: 0,
    };
    this.known.set(key, { allowance, seenAt: now });
    return allowance;
  }

  private sweep(now: number): void {
    if (now - this.sweptAt < SWEEP_MS) return;
    this.sweptAt = now;
    for (const [key, { allowance, seenAt }] of this.known) {
      const { work, stored, walked, sending } = allowance;
      const owes = work.wait() > 0 || stored.wait() > 0 || walked > WALKED || sending > 0;
      if (!owes && now - seenAt > FORGET_MS) this.known.delete(key);
    }
  }
}
