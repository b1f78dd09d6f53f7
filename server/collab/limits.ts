// How fast somebody may go: buckets that refill with time and say how long to wait when they are empty.
import type { Clock } from './clock';

export interface Bucket {
  /** Takes one; false when there is none left. */
  take(): boolean;
  /** Gives one back: what turned out not to count. */
  giveBack(): void;
  /** Milliseconds until there is one again; 0 when there is. */
  wait(): number;
}

/** `rate` a second, at most `burst` saved up. A rate of 0 is no limit. */
export function createBucket(clock: Clock, { rate, burst }: { rate: number; burst: number }): Bucket {
  if (rate === 0) return { take: () => true, giveBack: () => undefined, wait: () => 0 };
  let tokens = burst;
  let at = clock.now();
  const refill = () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + (Math.max(0, now - at) * rate) / 1000);
    at = now;
  };
  return {
    take: () => {
      refill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    giveBack: () => {
      tokens = Math.min(burst, tokens + 1);
    },
    wait: () => {
      refill();
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1000) / rate);
    },
  };
}

/** For what is known to cost only when it is done: who owes waits until it is paid. */
export interface Debt {
  owe(cost: number): void;
  /** Milliseconds until nothing is owed; 0 when nothing is. */
  wait(): number;
}

/** `rate` is paid a second, at most `burst` is saved up. Without a debt nobody looks at the clock: a key costs a subtraction. */
export function createDebt(clock: Clock, { rate, burst }: { rate: number; burst: number }): Debt {
  let left = burst;
  let at = clock.now();
  return {
    owe: (cost) => {
      left -= cost;
    },
    wait: () => {
      if (left >= 0) return 0;
      const now = clock.now();
      left = Math.min(burst, left + (Math.max(0, now - at) * rate) / 1000);
      at = now;
      return left >= 0 ? 0 : Math.ceil((-left * 1000) / rate);
    },
  };
}
