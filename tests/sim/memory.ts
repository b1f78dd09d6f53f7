// The tables of db/text.ts in memory, with the meaning of its statements: each call is one statement, done whole or not at all.
import {
  type AppendDocument,
  type AppendResult,
  type ClientRow,
  type LogRow,
  type Place,
  type StoredText,
  writtenIn,
} from '../../db/text';
import { must } from '../../domain/must';

export interface StoredUpdate extends LogRow {
  personId: string | null;
}

interface Binding extends ClientRow {
  /** When it was committed, in the order of all commits. */
  version: number;
  /** The clock after its last struct; null where no append has said. */
  clock: number | null;
  /** When that was committed. */
  clockVersion: number;
}

interface StoredDocument {
  epoch: number;
  freezeNo: number;
  lastSeq: number;
  updates: Map<number, StoredUpdate[]>;
  snapshots: Map<number, { seq: number; state: Uint8Array }[]>;
  clients: Map<number, Map<number, Binding>>;
  /** Who holds the row, and who waits for it in order. */
  holder: object | null;
  queue: (() => void)[];
}

/** What a statement fails with: PostgreSQL's SQLSTATE or the driver's own code. */
export class StoreError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`the store failed (${code})`);
    this.code = code;
  }
}

export class Memory {
  private readonly documents = new Map<string, StoredDocument>();
  /** Grows with every commit: a statement sees what was committed when it began. */
  version = 0;
  /** Snapshots written so far. */
  snapshots = 0;
  private readonly now: () => number;
  /** Called with what a commit put into the log. */
  onCommit: (docId: string, rows: readonly StoredUpdate[]) => void = () => undefined;

  constructor(now: () => number) {
    this.now = now;
  }

  insert(docId: string, seed: Uint8Array): void {
    const first = { seq: 1, bytes: seed, personId: null };
    this.documents.set(docId, {
      epoch: 1,
      freezeNo: 0,
      lastSeq: 1,
      updates: new Map([[1, [first]]]),
      snapshots: new Map(),
      clients: new Map(),
      holder: null,
      queue: [],
    });
    this.version += 1;
    this.onCommit(docId, [first]);
  }

  /** The row itself, for a hand in the database. */
  row(docId: string): Pick<StoredDocument, 'epoch' | 'freezeNo' | 'lastSeq'> {
    return this.document(docId);
  }

  rows(docId: string): readonly StoredUpdate[] {
    const document = this.document(docId);
    return document.updates.get(document.epoch) ?? [];
  }

  private document(docId: string): StoredDocument {
    return must(this.documents.get(docId), 'the document is there');
  }

  // -------------------------------------------------------------------------------------------------------------- reading

  load(docId: string): StoredText | null {
    const document = this.documents.get(docId);
    if (!document) return null;
    const { epoch, freezeNo } = document;
    const kept = document.snapshots.get(epoch)?.at(-1);
    const snapshot = kept ? { ...kept, sound: true } : null;
    const tail = this.readLog({ docId, epoch, after: snapshot?.seq ?? 0 });
    return { epoch, freezeNo, snapshot, tail, clients: this.clients(docId, epoch) };
  }

  readLog({ docId, epoch, after }: { docId: string; epoch: number; after: number }): LogRow[] {
    const rows = this.documents.get(docId)?.updates.get(epoch) ?? [];
    return rows.filter(({ seq }) => seq > after).map(({ seq, bytes }) => ({ seq, bytes }));
  }

  clients(docId: string, epoch: number): ClientRow[] {
    const bound = this.documents.get(docId)?.clients.get(epoch)?.values() ?? [];
    return [...bound].map(({ clientId, personId, wroteAt }) => ({ clientId, personId, wroteAt }));
  }

  places(docIds: readonly string[]): Map<string, Place> {
    const found = new Map<string, Place>();
    for (const id of docIds) {
      const document = this.documents.get(id);
      if (document) found.set(id, { epoch: document.epoch, lastSeq: document.lastSeq });
    }
    return found;
  }

  // -------------------------------------------------------------------------------------------------------------- writing

  saveSnapshot({ docId, epoch, seq, state }: { docId: string; epoch: number; seq: number; state: Uint8Array }): void {
    const document = this.document(docId);
    const kept = document.snapshots.get(epoch) ?? [];
    const before = kept.filter((one) => one.seq < seq).at(-1)?.seq ?? 0;
    const rest = kept.filter((one) => one.seq >= before);
    if (rest.every((one) => one.seq !== seq)) rest.push({ seq, state });
    document.snapshots.set(
      epoch,
      rest.sort((one, other) => one.seq - other.seq),
    );
    this.version += 1;
    this.snapshots += 1;
  }

  /** Takes the rows that nobody holds; answers which. */
  holdFree(docIds: readonly string[], holder: object): Set<string> {
    const held = new Set<string>();
    for (const id of docIds) {
      const document = this.documents.get(id);
      if (!document || document.holder !== null) continue;
      document.holder = holder;
      held.add(id);
    }
    return held;
  }

  /** Calls `then` with the row held, now or when those before have let it go. */
  hold(docId: string, holder: object, then: () => void): void {
    const document = this.document(docId);
    const take = () => {
      document.holder = holder;
      then();
    };
    if (document.holder === null) take();
    else document.queue.push(take);
  }

  letGo(docIds: Iterable<string>, holder: object): void {
    for (const id of docIds) {
      const document = this.document(id);
      if (document.holder !== holder) continue;
      document.holder = null;
      document.queue.shift()?.();
    }
  }

  /**
   * The append of those documents whose rows `held` names. `seen` is the version that the statement sees of the bindings: one
   * that came later makes the whole statement fail, as the primary key and person_id do. @throws StoreError 23502.
   */
  append(batch: readonly AppendDocument[], held: ReadonlySet<string>, seen: number): AppendResult[] {
    const results = batch.map((one) => this.judged(one, held, seen));
    this.version += 1;
    return batch.map((one, at) => {
      const result = must(results[at], 'each document is judged');
      return result.kind === 'committed' ? this.put(one) : result;
    });
  }

  private judged(one: AppendDocument, held: ReadonlySet<string>, seen: number): AppendResult {
    const document = this.documents.get(one.docId);
    if (!document || !held.has(one.docId)) return { kind: 'locked' };
    if (document.epoch !== one.epoch) return { kind: 'refused', why: 'epoch' };
    if (document.freezeNo !== one.freezeNo) return { kind: 'refused', why: 'freeze' };
    const bound = document.clients.get(document.epoch);
    const others = one.clients.flatMap(({ clientId, personId }) => {
      const binding = bound?.get(clientId);
      return binding && binding.personId !== personId ? [binding] : [];
    });
    const elsewhere = [...writtenIn(one).values()].flatMap(({ clientId, from }) => {
      const binding = bound?.get(clientId);
      return binding && binding.clock !== null && binding.clock !== from ? [binding] : [];
    });
    const isSeen = others.some(({ version }) => version <= seen) || elsewhere.some((it) => it.clockVersion <= seen);
    if (isSeen) return { kind: 'refused', why: 'client' };
    if (others.length + elsewhere.length > 0) throw new StoreError('23502');
    return { kind: 'committed', lastSeq: 0 };
  }

  private put({ docId, clients, updates }: AppendDocument): AppendResult {
    const document = this.document(docId);
    const { epoch } = document;
    const bound = document.clients.get(epoch) ?? new Map<number, Binding>();
    document.clients.set(epoch, bound);
    for (const { clientId, personId, wrote } of clients) {
      const known = bound.get(clientId);
      const wroteAt = known?.wroteAt ?? (wrote ? this.now() : null);
      const { version, clock, clockVersion } = known ?? { version: this.version, clock: null, clockVersion: 0 };
      bound.set(clientId, { clientId, personId, wroteAt, version, clock, clockVersion });
    }
    for (const { clientId, to } of writtenIn({ updates }).values()) {
      const binding = bound.get(clientId);
      if (binding) bound.set(clientId, { ...binding, clock: to, clockVersion: this.version });
    }
    const log = document.updates.get(epoch) ?? [];
    document.updates.set(epoch, log);
    const rows = updates.map(({ bytes, personId }, place) => ({
      seq: document.lastSeq + place + 1,
      bytes: bytes.slice(),
      personId,
    }));
    log.push(...rows);
    document.lastSeq += updates.length;
    this.onCommit(docId, rows);
    return { kind: 'committed', lastSeq: document.lastSeq };
  }
}
