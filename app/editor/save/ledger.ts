// The account of this page's edits: which were handed to the socket, which the server has settled. A value; no clock (P2).

export type SyncKind = 'step2' | 'update';

export interface Ledger {
  /** Edits made in this copy so far. */
  seq: number;
  /** How many of them the server has committed. */
  saved: number;
  /** Whether a full exchange of this copy was ever settled: before it nobody knows what the server has. */
  settled: boolean;
  /** When an own edit was last settled, in ms since 1970. */
  savedAt: number | null;
  /** When unsaved edits were made, in ms since 1970: the first of each quarter of a second, oldest first. */
  times: readonly { seq: number; at: number }[];
  /** Sync frames handed to the present socket and not settled yet, with the edits made until then. */
  waiting: readonly { kind: SyncKind; seq: number }[];
  /** How many frames of the present socket are settled. */
  acked: number;
  /** Whether a step 2 of the present socket is settled. */
  whole: boolean;
}

/** Longer than a busy server takes; P2 allows 3 s, in ms. */
export const LATE_MS = 2000;
const TIME_STEP_MS = 250;
/** Who writes for hours without a server is late by the first of them. */
const MOST_TIMES = 64;

export function newLedger(): Ledger {
  return { seq: 0, saved: 0, settled: false, savedAt: null, times: [], waiting: [], acked: 0, whole: false };
}

export function unsavedOf(ledger: Ledger): number {
  return ledger.seq - ledger.saved;
}

/** When the oldest unsaved edit was made, in ms since 1970, at most a quarter of a second too early; null when all are saved. */
export function unsavedSince(ledger: Ledger): number | null {
  return ledger.times[0]?.at ?? null;
}

/** Whether an edit has waited for its acknowledgement longer than "saving" may be said of it (P2). */
export function isLate(ledger: Ledger, now: number): boolean {
  const since = unsavedSince(ledger);
  return since !== null && now - since >= LATE_MS;
}

/** One more edit of this page, online or not. `at` in ms since 1970. */
export function edited(ledger: Ledger, at: number): Ledger {
  const { times } = ledger;
  const seq = ledger.seq + 1;
  const last = times.at(-1);
  const noted = times.length < MOST_TIMES && (!last || at - last.at >= TIME_STEP_MS);
  return { ...ledger, seq, times: noted ? [...times, { seq, at }] : times };
}

/** A new socket: the server counts from nothing again. */
export function socketOpened(ledger: Ledger): Ledger {
  return { ...ledger, waiting: [], acked: 0, whole: false };
}

/** A sync frame was handed to the socket's `send`. */
export function frameSent(ledger: Ledger, kind: SyncKind): Ledger {
  return { ...ledger, waiting: [...ledger.waiting, { kind, seq: ledger.seq }] };
}

/**
 * The server settled the first `n` sync frames of this socket (kind 4). Updates count only once a step 2 of the same socket is
 * settled: it carries what an earlier socket may have lost. `at` in ms since 1970. An older or impossible n changes nothing more.
 */
export function framesSettled(ledger: Ledger, n: number, at: number): Ledger {
  const done = ledger.waiting.slice(0, Math.max(0, n - ledger.acked));
  const last = done.at(-1);
  if (!last) return ledger;
  const whole = ledger.whole || done.some((frame) => frame.kind === 'step2');
  const saved = whole ? Math.max(ledger.saved, last.seq) : ledger.saved;
  return {
    ...ledger,
    saved,
    settled: ledger.settled || whole,
    savedAt: saved > ledger.saved ? at : ledger.savedAt,
    times: timesAfter(ledger, saved),
    waiting: ledger.waiting.slice(done.length),
    acked: ledger.acked + done.length,
    whole,
  };
}

/** The one that the first unsaved edit falls under, and those after it. */
function timesAfter({ seq, times }: Ledger, saved: number): Ledger['times'] {
  if (saved === seq) return [];
  return times.filter((_, at) => (times[at + 1]?.seq ?? Number.POSITIVE_INFINITY) > saved + 1);
}
