// Requests a minute per session or token (COUNTERSIGN_API_RATE), counted in memory: a restart forgives.
import { Refused } from '../../domain/refusal';
import { realClock } from '../collab/clock';

export interface Rate {
  /** @throws Refused `too-many-requests` above the rate. */
  take(key: string): void;
}

/** A bucket that holds one minute's worth and refills steadily. `perMinute` 0 is no limit. */
export function createRate(perMinute: number, now: () => number = realClock.now): Rate {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key) {
      if (perMinute === 0) return;
      const at = now();
      if (buckets.size > 10_000) for (const [old, bucket] of buckets) if (at - bucket.at > 60_000) buckets.delete(old);
      const bucket = buckets.get(key) ?? { left: perMinute, at };
      bucket.left = Math.min(perMinute, bucket.left + ((at - bucket.at) / 60_000) * perMinute);
      bucket.at = at;
      buckets.set(key, bucket);
      if (bucket.left < 1) throw new Refused('too-many-requests', { retryAfter: ((1 - bucket.left) / perMinute) * 60 });
      bucket.left -= 1;
    },
  };
}
