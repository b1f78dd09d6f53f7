// Texts that a worker could not read: each is left alone for a while, longer each time, so that none stands first for ever.
import type { Database } from '../../db/open';

const FIRST_MS = 30_000;
const MOST_MS = 6 * 3_600_000;
/** More than this at once is no matter of single texts: the oldest are tried again. */
const MOST = 1000;

export class Failing {
  private readonly texts = new Map<string, { failures: number; notBefore: number }>();

  /** Those that are not to be tried now. */
  left(now: number): string[] {
    return [...this.texts].flatMap(([id, { notBefore }]) => (notBefore > now ? [id] : []));
  }

  failed(id: string, now: number): void {
    const failures = (this.texts.get(id)?.failures ?? 0) + 1;
    this.texts.delete(id);
    this.texts.set(id, { failures, notBefore: now + Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(20, failures - 1)) });
    const [oldest] = this.texts.keys();
    if (this.texts.size > MOST && oldest !== undefined) this.texts.delete(oldest);
  }

  passed(id: string): void {
    this.texts.delete(id);
  }
}

const failing = new WeakMap<Database, Failing>();

/** Those of one database, for all workers of the process that read texts. A restart tries all again. */
export function failingIn(database: Database): Failing {
  const known = failing.get(database) ?? new Failing();
  failing.set(database, known);
  return known;
}
