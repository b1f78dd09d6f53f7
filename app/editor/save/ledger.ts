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
  /** Sync frames handed to the present socket and not settled yet, with the edits made until then. */
  waiting: readonly { kind: SyncKind; seq: number }[];
  /** How many frames of the present socket are settled. */
  acked: number;
  /** Whether a step 2 of the present socket is settled. */
  whole: boolean;
}

/** `unsaved` edits came with the local copy from an earlier visit. */
export function newLedger(unsaved = 0): Ledger {
  return { seq: unsaved, saved: 0, settled: false, savedAt: null, waiting: [], acked: 0, whole: false };
}

export function unsavedOf(ledger: Ledger): number {
  return ledger.seq - ledger.saved;
}

/** One more edit of this page, online or not. */
export function edited(ledger: Ledger): Ledger {
  return { ...ledger, seq: ledger.seq + 1 };
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
    waiting: ledger.waiting.slice(done.length),
    acked: ledger.acked + done.length,
    whole,
  };
}
