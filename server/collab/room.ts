// One document in memory: what is applied, what of it is committed, and who hears of it when (PROMISES, way of a frame 8).
import * as Y from 'yjs';
import type { AppendClient } from '../../db/text';
import { isCommentKey } from '../../domain/document/layout';
import { CLOSE, type CloseCode, LIMIT } from '../../domain/protocol';
import type { Fanout } from '../fanout/fanout';
import type { Log } from '../log';
import { ClientIds } from './clients';
import type { Clock } from './clock';
import { updateFrame } from './frames';
import type { Loaded } from './load';
import type { Appender, AppendQueue } from './log';
import { Presence, type Present } from './presence';
import type { Store } from './store';

/** A connection as the room sees it. */
export interface Seat extends Present {
  /** Whether it has had a step 2: from then on it gets every broadcast. */
  readonly subscribed: boolean;
  close(code: CloseCode): void;
}

/** The room's memory was thrown away before this was committed: load again, judge again. */
export class RoomReset extends Error {
  readonly code: CloseCode;
  constructor(code: CloseCode) {
    super(`the room was thrown away (${code})`);
    this.code = code;
  }
}

export interface RoomNeeds {
  store: Store;
  queue: AppendQueue;
  fanout: Fanout;
  clock: Clock;
  log: Log;
  /** The room is dead: nobody may find it any more. */
  onReset(room: Room): void;
  /** A commit changed comment marks. */
  onMarks(room: Room): void;
}

/** What wants to be told when everything applied until now is committed. */
export interface Waiter {
  /** Before the broadcast of its batch (step 2) or after it. */
  first?: boolean;
  /** `seq`: of the last update before it. */
  done(seq: number): void;
  failed?(error: RoomReset): void;
}

interface Pending {
  bytes: Uint8Array;
  waiters: Waiter[];
  marks: boolean;
}

/** Who changes the document right now. */
type Source =
  | { kind: 'client'; personId: string; clients: readonly AppendClient[] }
  | { kind: 'server' }
  /** Committed already, by another node or before: heard, not stored. */
  | { kind: 'remote' };

const COMPACT_EVERY = 500;
/** ENGINE, choice 2: merging is quadratic. */
const MERGE_AT_MOST = 64;

export class Room implements Appender {
  readonly docId: string;
  readonly epoch: number;
  freezeNo: number;
  readonly doc: Y.Doc;
  /** Everything up to here is applied and committed. */
  seq: number;
  readonly clients = new ClientIds();
  readonly seats = new Set<Seat>();
  readonly presence: Presence;
  /** Updates behind the newest snapshot. */
  tail: number;
  /** Somebody has been here since it was loaded: its marks were looked at. */
  visited = false;
  dead = false;

  private readonly needs: RoomNeeds;
  private readonly pending: Pending[] = [];
  private source: Source | null = null;
  private gate: Promise<void> | null = null;
  private catching: Promise<void> = Promise.resolve();
  /** Size of the state from above; `exact` until the next change when it was measured. */
  private bytes: number;
  private exact = false;
  private step2: { of: string; bytes: Uint8Array } | null = null;
  private compacting = false;

  constructor(needs: RoomNeeds, input: { docId: string; epoch: number; freezeNo: number; loaded: Loaded }) {
    this.needs = needs;
    this.docId = input.docId;
    this.epoch = input.epoch;
    this.freezeNo = input.freezeNo;
    this.doc = input.loaded.doc;
    this.seq = input.loaded.seq;
    this.tail = input.loaded.tail;
    this.bytes = input.loaded.bytes;
    this.presence = new Presence({ clock: needs.clock, seats: this.seats });
    this.doc.on('update', (bytes, origin, _doc, transaction) => this.changed(bytes, origin, transaction));
  }

  // ------------------------------------------------------------------------------------------------------------- changing

  /** A judged update of a person. Nobody hears of it before its commit. */
  applyFrom(who: { personId: string; clients: readonly AppendClient[] }, update: Uint8Array): void {
    this.change({ kind: 'client', ...who }, (source) => Y.applyUpdate(this.doc, update, source));
  }

  /** The server's own write, in one transaction. What `fn` throws throws the room's memory away: Yjs cannot roll back. */
  write<T>(fn: (doc: Y.Doc) => T): T {
    return this.change({ kind: 'server' }, (source) => this.doc.transact(() => fn(this.doc), source));
  }

  /** Binds client ids without a word: stored with the next commit. */
  bind(clients: readonly AppendClient[]): void {
    if (clients.length > 0 && !this.dead) this.needs.queue.add(this, { clients });
  }

  private change<S extends Source, T>(source: S, run: (source: S) => T): T {
    if (this.dead) throw new RoomReset(CLOSE.askAgain);
    this.source = source;
    try {
      return run(source);
    } catch (error) {
      this.needs.log.error('a change stopped half-way; the room is loaded again', { docId: this.docId, error });
      this.reset(CLOSE.overloaded);
      throw error;
    } finally {
      this.source = null;
    }
  }

  private changed(bytes: Uint8Array, origin: unknown, transaction: Y.Transaction): void {
    this.step2 = null;
    this.bytes += bytes.length;
    this.exact = false;
    const { source } = this;
    if (!source) {
      this.needs.log.error('the document was changed by somebody who may only read; the room is loaded again', {
        docId: this.docId,
      });
      this.reset(CLOSE.overloaded);
      return;
    }
    // Yjs' clean-up of formats is an update of its own, with another origin: the server's (way of a frame 9).
    const whose = origin === source ? source : { kind: 'server' as const };
    if (whose.kind === 'remote') {
      this.broadcast([bytes]);
      return;
    }
    const personId = whose.kind === 'client' ? whose.personId : null;
    this.pending.push({ bytes, waiters: [], marks: whose.kind === 'client' && touchesMarks(transaction) });
    this.needs.queue.add(this, { update: { bytes, personId }, clients: whose.kind === 'client' ? whose.clients : [] });
  }

  // ------------------------------------------------------------------------------------------------------------ committing

  /** Tells when everything applied until now is committed: at once when it is. */
  whenCommitted(waiter: Waiter): void {
    const last = this.pending.at(-1);
    if (this.dead) waiter.failed?.(new RoomReset(CLOSE.askAgain));
    else if (last) last.waiters.push(waiter);
    else waiter.done(this.seq);
  }

  /** @throws RoomReset when it never will be. */
  flush(): Promise<void> {
    return new Promise((resolve, reject) => this.whenCommitted({ done: () => resolve(), failed: reject }));
  }

  get hasPending(): boolean {
    return this.pending.length > 0;
  }

  /** Where the log will stand when everything applied is committed, if no other node writes in between. */
  get expectedSeq(): number {
    return this.seq + this.pending.length;
  }

  committed(count: number, lastSeq: number): number {
    const batch = this.pending.splice(0, count);
    const before = lastSeq - count;
    if (before === this.seq) this.seq = lastSeq;
    else if (lastSeq > this.seq) void this.catchUp().catch((error: unknown) => this.missed(error));
    this.tail += count;
    batch.forEach((one, at) => {
      for (const waiter of one.waiters) if (waiter.first) this.tell(waiter, before + at + 1);
    });
    const updates = batch.map(({ bytes }) => bytes);
    const deliveries = this.broadcast(updates);
    if (count > 0)
      this.needs.fanout.publish({
        kind: 'updates',
        docId: this.docId,
        epoch: this.epoch,
        seqFrom: before + 1,
        updates,
      });
    batch.forEach((one, at) => {
      for (const waiter of one.waiters) if (!waiter.first) this.tell(waiter, before + at + 1);
    });
    if (batch.some((one) => one.marks)) this.needs.onMarks(this);
    if (this.tail >= COMPACT_EVERY) void this.compact();
    return deliveries;
  }

  /** One waiter's error is its own: the others of the batch are still told. */
  private tell(waiter: Waiter, seq: number): void {
    try {
      waiter.done(seq);
    } catch (error) {
      this.needs.log.error('telling of a commit failed', { docId: this.docId, error });
    }
  }

  refused(why: 'epoch' | 'freeze' | 'client'): void {
    this.needs.log.info('the log refused a document; it is loaded again', { docId: this.docId, why });
    this.reset(why === 'freeze' ? CLOSE.askAgain : CLOSE.otherHistory);
  }

  private broadcast(updates: readonly Uint8Array[]): number {
    let deliveries = 0;
    for (let at = 0; at < updates.length; at += MERGE_AT_MOST) {
      const part = updates.slice(at, at + MERGE_AT_MOST);
      const frame = updateFrame(part.length === 1 && part[0] ? part[0] : Y.mergeUpdates(part));
      for (const seat of this.seats) {
        if (!seat.subscribed) continue;
        seat.send(frame);
        deliveries += 1;
      }
    }
    return deliveries;
  }

  // ------------------------------------------------------------------------------------------------------- the other nodes

  /** Reads what the log holds beyond this memory: updates and client ids of other nodes. */
  catchUp(): Promise<void> {
    this.catching = this.catching.catch(() => undefined).then(() => this.readOn());
    return this.catching;
  }

  private async readOn(): Promise<void> {
    if (this.dead) return;
    const { docId, epoch } = this;
    const rows = await this.needs.store.readLog({ docId, epoch, after: this.seq });
    if (rows.length > 0) this.clients.learn(await this.needs.store.clients(docId, epoch));
    if (this.dead) return;
    this.applyRemote(rows);
  }

  /** Committed rows in order; what is known already has no effect. */
  applyRemote(rows: readonly { seq: number; bytes: Uint8Array }[]): void {
    for (const { seq, bytes } of rows) {
      if (seq <= this.seq) continue;
      this.change({ kind: 'remote' }, (source) => Y.applyUpdate(this.doc, bytes, source));
      this.seq = seq;
      this.tail += 1;
    }
  }

  /** A message of another node: applied when it is the next, else the log is asked. */
  heard(message: { epoch: number; seqFrom: number; updates: readonly Uint8Array[] }): void {
    if (this.dead) return;
    if (message.epoch !== this.epoch) this.reset(CLOSE.otherHistory);
    else if (message.seqFrom === this.seq + 1) {
      this.applyRemote(message.updates.map((bytes, at) => ({ seq: message.seqFrom + at, bytes })));
    } else if (message.seqFrom + message.updates.length - 1 > this.seq) {
      void this.catchUp().catch((error: unknown) => this.missed(error));
    }
  }

  private missed(error: unknown): void {
    this.needs.log.warn('the log could not be read; the next message or edit asks again', { docId: this.docId, error });
  }

  // --------------------------------------------------------------------------------------------------------------- reading

  /** The diff for this state vector with everything applied; it may leave only when that is committed. */
  diffFor(stateVector: Uint8Array): Uint8Array {
    const of = Buffer.from(stateVector).toString('latin1');
    if (this.step2?.of !== of) this.step2 = { of, bytes: Y.encodeStateAsUpdate(this.doc, stateVector) };
    return this.step2.bytes;
  }

  /** Whether the document may grow by so many bytes. The running sum only grows: near the limit the state is measured. */
  holds(more: number): boolean {
    if (this.bytes + more > LIMIT.document && !this.exact) {
      this.bytes = Y.encodeStateAsUpdate(this.doc).length;
      this.exact = true;
    }
    return this.bytes + more <= LIMIT.document;
  }

  /** Writes a snapshot of what is applied, once it is committed. A failure costs the next load some time and nothing else. */
  compact(): Promise<void> {
    if (this.compacting || this.dead) return Promise.resolve();
    this.compacting = true;
    const state = Y.encodeStateAsUpdate(this.doc);
    const expected = this.expectedSeq;
    const behind = this.tail + this.pending.length;
    return new Promise<void>((resolve) => {
      this.whenCommitted({
        done: (seq) => {
          // A failure waits for the next round too: the log has everything.
          this.tail = Math.max(0, this.tail - behind);
          // Another node's update stands between: this state lacks it.
          if (seq !== expected || this.seq < expected) return resolve();
          this.needs.store
            .saveSnapshot({ docId: this.docId, epoch: this.epoch, seq, state })
            .catch((error: unknown) =>
              this.needs.log.warn('a snapshot could not be written', { docId: this.docId, error }),
            )
            .then(resolve);
        },
        failed: () => resolve(),
      });
    }).finally(() => {
      this.compacting = false;
    });
  }

  // ----------------------------------------------------------------------------------------------------------- the gate

  /** While a freeze is under way, changes wait here. Null when there is none. */
  get closedGate(): Promise<void> | null {
    return this.gate;
  }

  /** Runs `work` while nobody changes the document. Reads go on. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    while (this.gate) await this.gate;
    let open = (): void => undefined;
    this.gate = new Promise((resolve) => {
      open = resolve;
    });
    try {
      return await work();
    } finally {
      this.gate = null;
      open();
    }
  }

  // ------------------------------------------------------------------------------------------------------------- the end

  /** Throws the memory away: what was not committed is gone here, and comes again from its clients. */
  reset(code: CloseCode): void {
    if (this.dead) return;
    this.needs.queue.drop(this);
    const waiting = this.pending.splice(0).flatMap((one) => one.waiters);
    this.destroy();
    for (const seat of [...this.seats]) seat.close(code);
    for (const waiter of waiting) waiter.failed?.(new RoomReset(code));
    this.needs.onReset(this);
  }

  destroy(): void {
    this.dead = true;
    this.presence.close();
    this.doc.destroy();
  }
}

/** Whether a transaction wrote or deleted a comment mark. */
function touchesMarks(transaction: Y.Transaction): boolean {
  const { store } = transaction.doc;
  for (const [client, clock] of transaction.afterState) {
    const from = transaction.beforeState.get(client) ?? 0;
    const structs = clock > from ? (store.clients.get(client) ?? []) : [];
    for (let at = structs.length - 1; at >= 0; at--) {
      const struct = structs[at];
      if (!struct || struct.id.clock < from) break;
      if (isCommentMark(struct)) return true;
    }
  }
  let found = false;
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    found ||= isCommentMark(struct);
  });
  return found;
}

function isCommentMark(struct: unknown): boolean {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentFormat && isCommentKey(struct.content.key);
}
