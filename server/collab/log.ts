// The append queue: one statement at a time for all documents, tried again for ever, and nobody hears of an edit before it.
import type { AppendClient, AppendDocument, AppendResult, AppendUpdate } from '../../db/text';
import type { Log } from '../log';
import type { Clock } from './clock';
import { backOff, Pace } from './pace';

/** A document with something to append: a loaded room. */
export interface Appender {
  readonly docId: string;
  readonly epoch: number;
  readonly freezeNo: number;
  /** The first `count` of its updates are on disk, the last of them under `lastSeq`, and whose these ids are. Answers how many it sent on: updates times sockets. */
  committed(count: number, lastSeq: number, clients: readonly AppendClient[]): number;
  /** The database refused: nothing of this appender will ever be taken, and the queue has forgotten it. */
  refused(why: 'epoch' | 'freeze' | 'client' | 'gone'): void;
}

export interface QueueNeeds {
  append(batch: readonly AppendDocument[]): Promise<AppendResult[]>;
  /** Of the documents that are there. */
  places(docIds: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  clock: Clock;
  log: Log;
}

interface Waiting {
  updates: AppendUpdate[];
  clients: Map<number, AppendClient>;
  /** Not tried before this time: its row was locked, or its own data made a statement fail. */
  notBefore: number;
  failures: number;
  /** How often in a row its row was locked, or not there any more. */
  skipped: number;
}

interface Part {
  appender: Appender;
  waiting: Waiting;
  updates: AppendUpdate[];
  clients: AppendClient[];
}

/** One statement carries at most this much, so that its memory and its time are bounded; half of it after each failure in a row. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_UPDATES = 4000;
/** A locked row is tried again so soon, then half as often each time. */
const LOCKED_MS = { first: 5, most: 160 };
/** Some half a second: then the memory is behind a freeze of another node, and goes. */
const FREEZE_TRIES = 8;
/** After so many tries, about a second and a half, it is asked whether the row is there at all, and again after as many. */
const ASK_EVERY = 12;

export class AppendQueue {
  private readonly waiting = new Map<Appender, Waiting>();
  private inFlight = false;
  private scheduled = false;
  private wake: { at: number; cancel: () => void } | null = null;
  private readonly pace = new Pace();
  private failures = 0;
  readonly count = { commits: 0, updates: 0, failures: 0, refused: 0 };

  private readonly needs: QueueNeeds;

  constructor(needs: QueueNeeds) {
    this.needs = needs;
  }

  /** Takes what an appender has to store; it hears of it through `committed` or `refused`. */
  add(appender: Appender, what: { update?: AppendUpdate; clients?: readonly AppendClient[] }): void {
    let waiting = this.waiting.get(appender);
    if (!waiting) {
      waiting = { updates: [], clients: new Map(), notBefore: 0, failures: 0, skipped: 0 };
      this.waiting.set(appender, waiting);
    }
    if (what.update) waiting.updates.push(what.update);
    for (const client of what.clients ?? []) {
      const before = waiting.clients.get(client.clientId);
      waiting.clients.set(client.clientId, { ...client, wrote: client.wrote || before?.wrote === true });
    }
    this.schedule();
  }

  /** Forgets what an appender has not stored yet: its memory is thrown away. */
  drop(appender: Appender): void {
    this.waiting.delete(appender);
  }

  /** Updates that are not on disk yet. */
  get pending(): number {
    let count = 0;
    for (const { updates } of this.waiting.values()) count += updates.length;
    return count;
  }

  /** Whether the last statement failed: nothing is acknowledged until one passes. */
  get failing(): boolean {
    return this.failures > 0;
  }

  /** At once when nothing is in flight and the interval has passed; in a microtask, so that one frame's updates go together. */
  private schedule(): void {
    if (this.inFlight || this.scheduled || this.waiting.size === 0) return;
    // Each update comes by here: none can be written before the pace allows it.
    if (this.wake && this.wake.at <= this.pace.next) return;
    this.wake?.cancel();
    this.wake = null;
    const at = this.soonest();
    const wait = at - this.needs.clock.now();
    if (wait > 0) {
      const cancel = this.needs.clock.after(wait, () => {
        this.wake = null;
        void this.commit();
      });
      this.wake = { at, cancel };
      return;
    }
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      void this.commit();
    });
  }

  /** When something of what waits may be written, ms since 1970. */
  private soonest(): number {
    let soonest = Number.POSITIVE_INFINITY;
    for (const { notBefore } of this.waiting.values()) soonest = Math.min(soonest, notBefore);
    return Math.max(this.pace.next, soonest);
  }

  private async commit(): Promise<void> {
    if (this.inFlight) return;
    const parts = this.take();
    if (parts.length === 0) return this.schedule();
    this.inFlight = true;
    this.pace.began(this.needs.clock.now());
    try {
      await this.tryOnce(parts);
    } finally {
      this.inFlight = false;
    }
    this.schedule();
  }

  /** What is ready, up to the limits of one statement; it stays in `waiting` until the answer. */
  private take(): Part[] {
    const now = this.needs.clock.now();
    const parts: Part[] = [];
    // What is too much for the store just now would be too much at each try.
    const most = MOST_BYTES / 2 ** Math.min(10, this.failures);
    let bytes = 0;
    let count = 0;
    for (const [appender, waiting] of this.waiting) {
      if (waiting.notBefore > now) continue;
      if (bytes >= most || count >= MOST_UPDATES) break;
      let take = 0;
      while (take < waiting.updates.length && bytes < most && count < MOST_UPDATES) {
        bytes += waiting.updates[take]?.bytes.length ?? 0;
        count += 1;
        take += 1;
      }
      parts.push({
        appender,
        waiting,
        updates: waiting.updates.slice(0, take),
        clients: [...waiting.clients.values()],
      });
    }
    return parts;
  }

  private async tryOnce(parts: readonly Part[]): Promise<void> {
    try {
      await this.append(parts);
      if (this.failures > 0) this.needs.log.info('the log is written again', { failures: this.failures });
      this.failures = 0;
    } catch (error) {
      if (!isOfTheData(error)) return this.storeFailed(error);
      // One document's data must not hold up the others: each for itself, and who fails alone waits alone.
      for (const part of parts) await this.tryAlone(part);
    }
  }

  private async tryAlone(part: Part): Promise<void> {
    try {
      await this.append([part]);
    } catch (error) {
      if (!isOfTheData(error)) return this.storeFailed(error);
      part.waiting.failures += 1;
      part.waiting.notBefore = this.needs.clock.now() + backOff(part.waiting.failures);
      this.count.failures += 1;
      this.needs.log.error('a document could not be appended; it is tried again', {
        docId: part.appender.docId,
        error,
      });
    }
  }

  /** Connection lost, disk full, restart: nobody hears anything until it passes (ENGINE, choice 1). */
  private storeFailed(error: unknown): void {
    this.failures += 1;
    this.count.failures += 1;
    this.pace.failed(this.needs.clock.now(), this.failures);
    this.needs.log.error('appending failed; it is tried again', { failures: this.failures, error });
  }

  private async append(parts: readonly Part[]): Promise<void> {
    const results = await this.needs.append(
      parts.map(({ appender, updates, clients }) => ({
        docId: appender.docId,
        epoch: appender.epoch,
        freezeNo: appender.freezeNo,
        updates,
        clients,
      })),
    );
    this.count.commits += 1;
    let deliveries = 0;
    let updates = 0;
    parts.forEach((part, at) => {
      const result = results[at];
      // Dropped meanwhile: its memory is gone, and whoever loads it anew reads these rows.
      if (!result || this.waiting.get(part.appender) !== part.waiting) return;
      updates += part.updates.length;
      try {
        deliveries += this.settle(part, result);
      } catch (error) {
        // It is committed all the same: trying again would store it twice.
        this.needs.log.error('telling of a commit failed', { docId: part.appender.docId, error });
      }
    });
    this.pace.heardBy(deliveries, updates, this.needs.clock.now());
  }

  /** The row is held, by another node's append or a freeze: in a moment. Answers what was sent on: nothing. */
  private later(waiting: Waiting): 0 {
    const { first, most } = LOCKED_MS;
    waiting.notBefore = this.needs.clock.now() + Math.min(most, first * 2 ** Math.min(10, waiting.skipped));
    waiting.skipped += 1;
    return 0;
  }

  /** A row that was removed is skipped like one that is held, and would be for ever. Beside the log: it holds up nobody. */
  private async lookFor(appender: Appender, waiting: Waiting): Promise<void> {
    try {
      const there = await this.needs.places([appender.docId]);
      if (there.has(appender.docId) || this.waiting.get(appender) !== waiting) return;
      this.refuse(appender, 'gone');
    } catch (error) {
      this.needs.log.warn('a document that cannot be appended could not be looked for', {
        docId: appender.docId,
        error,
      });
    }
  }

  private refuse(appender: Appender, why: Parameters<Appender['refused']>[0]): void {
    this.count.refused += 1;
    this.waiting.delete(appender);
    appender.refused(why);
  }

  private settle({ appender, waiting, updates, clients }: Part, result: AppendResult): number {
    switch (result.kind) {
      case 'locked':
        this.later(waiting);
        if (waiting.skipped % ASK_EVERY === 0) void this.lookFor(appender, waiting);
        return 0;
      case 'refused':
        // A freeze of our own may be committed and not answered: an announcement that comes between says nothing about the text.
        if (result.why === 'freeze' && updates.length === 0 && waiting.skipped < FREEZE_TRIES)
          return this.later(waiting);
        this.refuse(appender, result.why);
        return 0;
      case 'committed':
        waiting.failures = 0;
        waiting.skipped = 0;
        waiting.updates.splice(0, updates.length);
        for (const client of clients)
          if (waiting.clients.get(client.clientId) === client) waiting.clients.delete(client.clientId);
        if (waiting.updates.length === 0 && waiting.clients.size === 0) this.waiting.delete(appender);
        this.count.updates += updates.length;
        return appender.committed(updates.length, result.lastSeq, clients);
    }
  }
}

/** SQLSTATE classes 22 and 23: the values are at fault, not the connection or the disk. */
function isOfTheData(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^2[23]...$/.test(code);
}
