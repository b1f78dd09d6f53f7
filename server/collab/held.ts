// The text of a room in memory: a Y.Doc while somebody works with it, else the bytes of its state alone (ENGINE, choice 6).
import * as Y from 'yjs';
import { step2Frame } from './frames';
import { type Prepared, prepare } from './wire';

export interface HeldNeeds {
  /** A document was made: from now on it is the text. */
  onWake(doc: Y.Doc): void;
  /** The client id of the server's own writes; chance by default. */
  clientId?: () => number;
}

/** The state vector of an empty document. */
const NOTHING = Uint8Array.of(0);

export class HeldText {
  private readonly needs: HeldNeeds;
  private awake: Y.Doc | null = null;
  private asleep: Uint8Array = new Uint8Array();
  /** Of the server's own writes here; null while there was no document yet. It outlives a rest. */
  private ownId: number | null = null;
  /** The document was asked for since the last look. */
  private used = true;
  private lastDiff: { of: string; bytes: Uint8Array } | null = null;
  private lastStep2: { of: Uint8Array; message: Prepared } | null = null;
  private lastVector: { bytes: Uint8Array; clients: ReadonlyMap<number, number> } | null = null;

  /** `from`: a document, or the bytes of a state that are known to be sound. */
  constructor(from: Y.Doc | Uint8Array, needs: HeldNeeds) {
    this.needs = needs;
    if (from instanceof Y.Doc) this.wake(from);
    else this.asleep = from;
  }

  /** Made from the bytes when it is asked for. */
  get doc(): Y.Doc {
    this.used = true;
    if (this.awake) return this.awake;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, this.asleep);
    this.wake(doc);
    return doc;
  }

  private wake(doc: Y.Doc): void {
    this.ownId ??= this.needs.clientId?.() ?? doc.clientID;
    doc.clientID = this.ownId;
    this.awake = doc;
    this.asleep = new Uint8Array();
    this.needs.onWake(doc);
  }

  get isAwake(): boolean {
    return this.awake !== null;
  }

  /** The document has changed: what was encoded of it is old. */
  changed(): void {
    this.lastDiff = null;
    this.lastStep2 = null;
    this.lastVector = null;
  }

  state(): Uint8Array {
    return this.diffFor(NOTHING);
  }

  /** What a client with this state vector lacks. Kept for the next who asks the same. */
  diffFor(stateVector: Uint8Array): Uint8Array {
    const wantsAll = stateVector.length === 1 && stateVector[0] === 0;
    if (wantsAll && !this.awake) return this.asleep;
    const of = Buffer.from(stateVector).toString('latin1');
    if (this.lastDiff?.of !== of) this.lastDiff = { of, bytes: Y.encodeStateAsUpdate(this.doc, stateVector) };
    return this.lastDiff.bytes;
  }

  /** The same as the answer to a SyncStep1: twenty who come in at once are sent the same bytes. */
  step2For(stateVector: Uint8Array): Prepared {
    const of = this.diffFor(stateVector);
    if (this.lastStep2?.of !== of) this.lastStep2 = { of, message: prepare(step2Frame(of)) };
    return this.lastStep2.message;
  }

  stateVector(): Uint8Array {
    return this.vector().bytes;
  }

  /** Whether something in the text was written under this client id, or will be by the server. */
  knows(clientId: number): boolean {
    return clientId === this.ownId || this.vector().clients.has(clientId);
  }

  private vector(): { bytes: Uint8Array; clients: ReadonlyMap<number, number> } {
    if (!this.lastVector) {
      const bytes = this.awake ? Y.encodeStateVector(this.awake) : Y.encodeStateVectorFromUpdate(this.asleep);
      this.lastVector = { bytes, clients: Y.decodeStateVector(bytes) };
    }
    return this.lastVector;
  }

  /** Whether these ASCII letters can stand in the text or in the names of its marks: an answer without making the document. */
  mayHold(ascii: string): boolean {
    return this.awake !== null || Buffer.from(this.asleep).includes(ascii, 0, 'latin1');
  }

  /** To be called now and then while nothing is under way: who was not asked for since the last call keeps the bytes alone. */
  rest(): void {
    this.lastStep2 = null;
    if (this.used) this.used = false;
    else if (this.awake) {
      const state = this.state();
      this.awake.destroy();
      this.awake = null;
      this.asleep = state;
      this.lastDiff = null;
    }
  }

  destroy(): void {
    this.awake?.destroy();
  }
}
