// How fast one connection may go: a bucket that refills with time and says how long to wait when it is empty.
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
