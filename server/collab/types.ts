// What the rest of the server asks of the collaboration engine, and what the engine asks of the rest.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type postgres from 'postgres';
import type * as Y from 'yjs';
import type { Actor } from '../../domain/actor';
import type { Notice } from '../../domain/protocol';
import type { KnownThread, Standing } from './tidy';

/** A transaction of postgres.js; drizzle runs in it through `queriesIn(tx)`. */
export type Tx = postgres.TransactionSql;

export interface Frozen {
  /** A document of its own, not the live one. */
  doc: Y.Doc;
  state: Uint8Array;
  epoch: number;
  seq: number;
}

export interface Collab {
  /** Takes an upgrade whose path begins with /collab/. Foreign Origins and paths are refused by HTTP, rights by a close code. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Reads the text with at least every acknowledged edit in it. `fn` gets a document it may not change or keep. */
  read<T>(reviewId: string, fn: (doc: Y.Doc, at: { epoch: number; seq: number }) => T): Promise<T>;
  /** The committed state as one update, with its place in the log. */
  state(reviewId: string): Promise<{ state: Uint8Array; epoch: number; seq: number }>;
  /**
   * The server's own write (comment marks, import): `fn` changes the live document in one transaction with origin 'server'.
   * Resolves after the commit; peers see it only then. With `marksOnly` it passes in every stage (PROMISES, way of a frame 9).
   * With `returned` it passes while sections are returned: it changes nothing outside of them. @throws Refused wrong-stage.
   * `personId`: who wrote it, as the log will tell. `at`: where the log stands before it, unless another node writes meanwhile.
   */
  write<T>(
    reviewId: string,
    options: { marksOnly: boolean; returned?: boolean; personId?: string },
    fn: (doc: Y.Doc, at: { epoch: number; seq: number }) => T,
  ): Promise<T>;
  /**
   * Runs inside the document's queue: flushes, locks the row, hands `fn` the frozen text, raises freeze_no in the same
   * transaction. What `fn` throws rolls everything back. Writers fall back to asking again (4503) after the commit.
   */
  freeze<T>(reviewId: string, fn: (tx: Tx, frozen: Frozen) => Promise<T>): Promise<T>;
  /** Rights of these connections are asked again: 4503 where they changed, 4401/4403/4404 where they ended. */
  askAgain(who: { reviewId?: string; personId?: string; sessionId?: string }): void;
  /** Marks and rows of the open threads are brought in step soon (RM20). */
  lookAtMarks(reviewId: string): void;
  /** Kind 5 to every connection of the review that asked for notices. */
  notify(reviewId: string, notice: Notice): void;
  /** Accepts no more, saves, closes with 1012. */
  drain(): Promise<void>;
  stats(): Record<string, number>;
}

/** What the engine is given by the composition root. */
export interface CollabNeeds {
  /** The person behind an upgrade request: cookie, `Authorization: Bearer`, or `token` of the query. Throws on an outage of the store. */
  identify(request: IncomingMessage, token: string | null): Promise<Actor | null>;
  /** Those of the sessions behind connections that still stand, asked again after `askAgain` and every few seconds. */
  stillSignedIn(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Open threads with their quotes, for the tidy of marks. */
  openThreads(reviewId: string): Promise<readonly KnownThread[]>;
  /** After a look at the marks that found something new. Answers whether it was news still. Absent: nobody keeps it. */
  onStanding?(reviewId: string, standing: Standing): Promise<boolean>;
  /** For the record: a connection wrote under another person's client id (4409). Nobody waits for it. Absent: the log alone says so. */
  otherHistory?(what: { reviewId: string; personId: string; clientId: number }): Promise<void>;
}
