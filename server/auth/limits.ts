// Limits of guessing: failures only, per account and per address; above them nothing is hashed at all (T42).

import type { Database } from '../../db/open';
import type { Queries } from '../../db/queries/db';
import { appendEvents } from '../../db/queries/events';
import {
  addFailure,
  type FailureBucket,
  failuresSince,
  forgetFailures,
  forgetFailuresBefore,
} from '../../db/queries/signInFailures';
import { addressGroup } from './address';
import type { Passwords } from './passwords';
import { commitment } from './tokens';

const MINUTE = 60_000;
const WINDOW = 10 * MINUTE;
const PER_ACCOUNT = 10;
const PER_ADDRESS = 50;

export interface Guess {
  /** The account's e-mail, whether or not somebody has it: both are counted alike. */
  email: string;
  /** The socket's peer; null for somebody who is signed in and only confirms a password. */
  address: string | null;
}

/** Failures allowed in a window, by key. */
type Limit = ReadonlyMap<string, number>;

export type Verdict = { ok: true } | { ok: false; retryAfter?: number };

export interface Limits {
  /** Runs `check` (one password comparison) unless a limit is reached; a failure is counted before the next one may try. */
  guess(who: Guess, check: () => Promise<boolean>): Promise<Verdict>;
  /** A new password makes old guesses worthless: the account starts anew. In the caller's transaction. */
  forget(tx: Queries, email: string): Promise<void>;
}

/** Keys are commitments: people type passwords into the wrong field, and addresses are nobody's business in a backup. */
export function createLimits(needs: {
  database: Database;
  secret: string;
  clock(): Date;
  passwords: Passwords;
}): Limits {
  const lanes = createLanes();
  const accountKey = (email: string) => `account:${commitment(needs.secret, email)}`;
  const confirmKey = (email: string) => `confirm:${commitment(needs.secret, email)}`;
  /**
   * Who is signed in is held to a limit of their own, so that a stranger's wrong sign-ins keep nobody from signing; their own
   * failures close the door of the account as well.
   */
  const limitsOf = ({ email, address }: Guess): { asked: Limit; counted: Limit } => {
    const account: [string, number] = [accountKey(email), PER_ACCOUNT];
    if (address === null) {
      const confirm: [string, number] = [confirmKey(email), PER_ACCOUNT];
      return { asked: new Map([confirm]), counted: new Map([confirm, account]) };
    }
    const limits = new Map([account, [`address:${commitment(needs.secret, addressGroup(address))}`, PER_ADDRESS]]);
    return { asked: limits, counted: limits };
  };
  const waitFor = async (db: Queries, limits: Limit): Promise<number> => {
    const now = needs.clock().getTime();
    const buckets = await failuresSince(db, [...limits.keys()], new Date(now - WINDOW - MINUTE));
    return Math.max(
      ...[...limits].map(([key, limit]) =>
        secondsUntilFree(
          buckets.filter((one) => one.key === key),
          limit,
          now,
        ),
      ),
    );
  };
  const failed = async (limits: Limit) => {
    const { db } = needs.database;
    const now = needs.clock().getTime();
    await db.transaction(async (tx) => {
      await addFailure(tx, [...limits.keys()], new Date(now - (now % MINUTE)));
      const buckets = await failuresSince(tx, [...limits.keys()], new Date(now - WINDOW - MINUTE));
      await appendEvents(tx, reached(limits, buckets));
    });
    await forgetFailuresBefore(db, new Date(now - 6 * WINDOW));
  };
  return {
    async guess(who, check) {
      const { asked, counted } = limitsOf(who);
      const early = await waitFor(needs.database.db, asked);
      if (early > 0) return { ok: false, retryAfter: early };
      // One guess at a time per account, and the limit is asked again when its turn has come: a thousand at once are ten.
      return lanes(accountKey(who.email), () =>
        needs.passwords.turn(async () => {
          const retryAfter = await waitFor(needs.database.db, asked);
          if (retryAfter > 0) return { ok: false, retryAfter };
          if (await check()) return { ok: true };
          await failed(counted);
          return { ok: false };
        }),
      );
    },
    forget: async (tx, email) => {
      for (const key of [accountKey(email), confirmKey(email)]) await forgetFailures(tx, key);
    },
  };
}

/** Seconds until fewer than `limit` failures count; 0 when so now. A bucket counts until its last second is a window old. */
export function secondsUntilFree(buckets: readonly FailureBucket[], limit: number, now: number): number {
  let left = totalOf(buckets);
  let free = now;
  for (const bucket of buckets.toSorted((a, b) => a.windowStart.getTime() - b.windowStart.getTime())) {
    if (left < limit) break;
    left -= bucket.count;
    free = bucket.windowStart.getTime() + MINUTE + WINDOW;
  }
  return Math.ceil((free - now) / 1000);
}

const totalOf = (buckets: readonly FailureBucket[]) => buckets.reduce((sum, one) => sum + one.count, 0);

/** One event when a limit is reached, none for the refusals after it: the record cannot be flooded. */
function reached(limits: Limit, buckets: readonly FailureBucket[]) {
  return [...limits]
    .filter(([key, limit]) => totalOf(buckets.filter((one) => one.key === key)) === limit)
    .map(([key]) => ({ kind: 'sign-in.limited', actorId: null, reviewId: null, body: { subject: key } }));
}

/** Work of one key goes one after another; keys do not wait for each other. */
function createLanes() {
  const tails = new Map<string, Promise<unknown>>();
  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turn = (tails.get(key) ?? Promise.resolve()).then(work, work);
    const tail = turn.then(
      () => undefined,
      () => undefined, // The caller of `turn` hears of the failure; the next in the lane only waits for the end.
    );
    tails.set(key, tail);
    void tail.then(() => tails.get(key) === tail && tails.delete(key));
    return turn;
  };
}
