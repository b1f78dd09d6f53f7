// A simulated page of an honest person: a real Y.Doc, the page's own ledger, back-off and undo cure, and the stock sync protocol.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import * as ledger from '../../app/editor/save/ledger';
import { endsForEver, waitBefore } from '../../app/editor/session/backoff';
import { GIVEN, isEdit } from '../../app/editor/session/edits';
import { syncKindOf } from '../../app/editor/session/socket';
import { contentOf } from '../../domain/document/layout';
import { KIND, type Notice } from '../../domain/protocol';
import { presenceFrame } from '../build/collab';
import { editAtRandom, type Fresh } from './edits';
import type { Person } from './office';
import type { ClientEnd, Pipe } from './pipe';
import type { Edit, Truth } from './truth';
import type { World } from './world';

export interface TypistNeeds {
  world: World;
  truth: Truth;
  fresh: Fresh;
  /** A socket to this node, or to any that takes sockets; null when there is none. */
  connect(client: ClientEnd, node: number | null): Pipe | null;
  /** Edits that the page has just called saved. */
  onSaved(edits: readonly Edit[]): void;
  /** The page writes and shows itself under this client id from now on. */
  onCopy(clientId: number): void;
  /** An entry of presence came to the page of this client id. */
  onSeen(by: number, clientId: number, state: unknown): void;
}

/** The page's own name for the server as the origin of a change. */
const SERVER = Symbol('server');
/** What the page does by itself: undo follows it. */
const PAGE = Symbol('page');
/** A stock client takes silence for the end (danger 9), and looks that often. */
const SILENCE_MS = 30_000;
const LOOK_MS = 3000;
/** A stock client shows itself again when it has not for so long. */
const SHOW_MS = 15_000;

export class Typist {
  readonly person: Person;
  doc: Y.Doc;
  account = ledger.newLedger();
  isOnline = false;
  isSynced = false;
  /** Close codes that no honest page may get. */
  readonly endings: number[] = [];
  /** Who shows up, by the server's word; what it has seen of a client id stays with its clock, as in a stock client. */
  readonly seen = new Map<number, { clock: number; state: unknown }>();
  /** How many times words were moved aside. */
  aside = 0;
  /** Edits in the order of the ledger's count. */
  private edits: Edit[] = [];
  private history: Y.UndoManager;
  private readonly needs: TypistNeeds;
  private pipe: Pipe | null = null;
  private isOpen = false;
  private attempt = 0;
  private clock = 0;
  private heardAt = 0;
  private node: number | null = null;

  constructor(person: Person, needs: TypistNeeds) {
    this.person = person;
    this.needs = needs;
    [this.doc, this.history] = this.newCopy(null);
    this.watchSilence();
  }

  // ------------------------------------------------------------------------------------------------------------- its copy

  /** `kept`: the state of a local copy that was there before. */
  private newCopy(kept: Uint8Array | null): [Y.Doc, Y.UndoManager] {
    const { world } = this.needs;
    const doc = new Y.Doc();
    doc.clientID = world.below(2 ** 31);
    this.needs.onCopy(doc.clientID);
    if (kept) Y.applyUpdate(doc, kept, GIVEN);
    doc.on('afterTransaction', (transaction: Y.Transaction) => this.changed(transaction));
    // Behind the counting, as in the page: an edit is counted before it is sent.
    doc.on('update', (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (doc !== this.doc) return;
      if (isEdit(transaction, SERVER)) this.account = ledger.edited(this.account, world.now);
      if (origin !== SERVER && origin !== GIVEN) this.send((encoder) => sync.writeUpdate(encoder, update));
    });
    const history = new Y.UndoManager(doc.getXmlFragment('content'), {
      captureTimeout: Number.MAX_SAFE_INTEGER,
      trackedOrigins: new Set([PAGE]),
    });
    return [doc, history];
  }

  private changed(transaction: Y.Transaction): void {
    if (transaction.doc !== this.doc || transaction.origin === GIVEN || transaction.origin === SERVER) return;
    const edit = this.needs.truth.typed(this.person, transaction);
    // The ledger counts with the update event, which comes next, and not for transactions that change nothing.
    const isEmpty = edit.created.length === 0 && edit.deleted.length === 0;
    if (!isEmpty && isEdit(transaction, SERVER)) this.edits.push(edit);
  }

  get unsaved(): number {
    return ledger.unsavedOf(this.account);
  }

  edit(): void {
    const { world, fresh } = this.needs;
    const act = world.below(10);
    // The page wraps both, because UndoManager can throw (PROMISES, the page's side).
    if (act === 0) attempt(() => this.history.undo());
    else if (act === 1) attempt(() => this.history.redo());
    else editAtRandom(world, this.doc, PAGE, fresh);
    if (world.chance(0.5)) this.history.stopCapturing();
  }

  /** The text that the page was made with. */
  given(state: Uint8Array): void {
    Y.applyUpdate(this.doc, state, GIVEN);
  }

  /** From the next socket on. */
  moveTo(node: number | null): void {
    this.node = node;
  }

  /** One edit of this person's. */
  change(edit: (doc: Y.Doc) => void): void {
    this.doc.transact(() => edit(this.doc), PAGE);
  }

  /** A paragraph at the end. */
  append(): void {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(this.needs.fresh(1))]);
    this.change((doc) => contentOf(doc).push([paragraph]));
  }

  /** The page is loaded anew over its local copy, which may lack what was typed last. */
  reload(): void {
    const { world, truth } = this.needs;
    this.pipe?.leave();
    this.lost();
    const unsaved = this.edits.slice(this.account.saved);
    const isWhole = world.chance(0.8);
    const kept = isWhole ? Y.encodeStateAsUpdate(this.doc) : null;
    if (!isWhole) truth.giveUp(unsaved);
    this.doc.destroy();
    [this.doc, this.history] = this.newCopy(kept);
    this.account = ledger.newLedger();
    this.edits = [];
    // As `holdsMore` would find: words of the visit before are one unsaved edit of this one.
    if (isWhole && unsaved.length > 0) {
      this.account = ledger.edited(this.account, world.now);
      this.edits = [joined(unsaved)];
    }
    if (this.isOnline) this.comeBack(0);
  }

  /** The server declined words of this copy: they move aside, and a fresh copy takes its place. */
  private moveAside(): void {
    const { truth } = this.needs;
    this.aside += 1;
    this.pipe?.leave();
    this.lost();
    truth.giveUp(this.edits.slice(this.account.saved));
    this.doc.destroy();
    [this.doc, this.history] = this.newCopy(null);
    this.account = ledger.newLedger();
    this.edits = [];
    if (this.isOnline) this.comeBack(0);
  }

  // ---------------------------------------------------------------------------------------------------------- its socket

  goOnline(): void {
    if (this.isOnline) return;
    this.isOnline = true;
    this.attempt = 0;
    this.comeBack(0);
  }

  goOffline(): void {
    this.isOnline = false;
    const { world } = this.needs;
    this.pipe?.cut({ node: world.chance(0.3) ? null : world.between(0, 500), client: null });
    this.lost();
  }

  /** The network fails; either side may not hear of it for a long time. */
  cut(): void {
    const { world } = this.needs;
    const node = world.chance(0.3) ? null : world.between(0, 2000);
    this.pipe?.cut({ node, client: world.chance(0.2) ? null : world.between(0, 1000) });
  }

  /** Really, which the page itself may not know yet. */
  get isConnected(): boolean {
    return this.isOpen && this.pipe?.isCut === false;
  }

  /** Bytes that a node has sent and that are not here yet: a deletion on its way shows in no state vector. */
  get onTheWay(): number {
    return this.pipe?.unsent ?? 0;
  }

  private comeBack(ms: number): void {
    this.needs.world.after(ms, () => {
      if (!this.isOnline || this.pipe) return;
      const pipe: Pipe | null = this.needs.connect(
        {
          opened: () => this.pipe === pipe && this.opened(),
          message: (bytes) => this.pipe === pipe && this.heard(bytes),
          closed: (code) => this.pipe === pipe && this.closed(code),
        },
        this.node,
      );
      this.pipe = pipe;
      this.heardAt = this.needs.world.now;
      // A new socket: the server counts from nothing again.
      if (pipe) this.account = ledger.socketOpened(this.account);
      else this.closed(1006);
    });
  }

  private opened(): void {
    this.isOpen = true;
    this.send((encoder) => sync.writeSyncStep1(encoder, this.doc));
    this.show();
  }

  /** Its own entry of presence, newer than before. */
  show(): void {
    this.clock += 1;
    if (this.isOpen) this.pipe?.push(presenceFrame([this.doc.clientID, this.clock, { cursor: null }]));
  }

  /** From now on as long as the page lives. */
  keepShowing(): void {
    this.show();
    this.needs.world.after(SHOW_MS, () => this.keepShowing());
  }

  private lost(): void {
    this.pipe = null;
    this.isOpen = false;
    this.isSynced = false;
    for (const one of this.seen.values()) one.state = null;
  }

  private closed(code: number): void {
    this.lost();
    if (endsForEver(code)) {
      this.endings.push(code);
      return;
    }
    const { world } = this.needs;
    this.comeBack(waitBefore({ code, attempt: this.attempt, chance: world.between(0, 1) }));
    this.attempt += 1;
  }

  private watchSilence(): void {
    const { world } = this.needs;
    world.quietly(LOOK_MS, () => {
      if (this.pipe && world.now - this.heardAt > SILENCE_MS) {
        this.pipe.leave();
        this.closed(1006);
      }
      this.watchSilence();
    });
  }

  private heard(bytes: Uint8Array): void {
    this.heardAt = this.needs.world.now;
    const decoder = decoding.createDecoder(bytes);
    const kind = decoding.readVarUint(decoder);
    if (kind === KIND.sync) this.sync(decoder);
    else if (kind === KIND.ack) this.settle(decoding.readVarUint(decoder));
    else if (kind === KIND.awareness) this.see(decoding.readVarUint8Array(decoder));
    else if (kind === KIND.notice) this.noticed(JSON.parse(decoding.readVarString(decoder)) as Notice);
  }

  /** As y-protocols: news is what has a higher clock. */
  private see(entries: Uint8Array): void {
    const decoder = decoding.createDecoder(entries);
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      const [id, clock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
      const state: unknown = JSON.parse(decoding.readVarString(decoder));
      const known = this.seen.get(id);
      if (known === undefined || clock > known.clock || (clock === known.clock && state === null))
        this.seen.set(id, { clock, state });
      this.needs.onSeen(this.doc.clientID, id, state);
    }
  }

  private sync(decoder: decoding.Decoder): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, KIND.sync);
    const step = sync.readSyncMessage(decoder, encoder, this.doc, SERVER, (error) => {
      throw error;
    });
    if (step === sync.messageYjsSyncStep2) {
      this.isSynced = true;
      this.attempt = 0;
      this.offerLater();
    }
    if (encoding.length(encoder) > 1) this.push(encoding.toUint8Array(encoder));
  }

  /** As the page: readers are never asked, but words of theirs are offered, and the refusal brings them to light. */
  private offerLater(): void {
    const { pipe } = this;
    this.needs.world.after(500, () => {
      if (this.pipe !== pipe || !this.isSynced) return;
      const asked = this.account.whole || this.account.waiting.some(({ kind }) => kind === 'step2');
      if (!asked && this.unsaved > 0) this.send((encoder) => sync.writeSyncStep2(encoder, this.doc));
    });
  }

  private noticed(notice: Notice): void {
    if (notice.type === 'refused' && this.unsaved > 0) this.moveAside();
  }

  private settle(n: number): void {
    const { saved } = this.account;
    this.account = ledger.framesSettled(this.account, n, this.needs.world.now);
    if (this.account.saved > saved) this.needs.onSaved(this.edits.slice(saved, this.account.saved));
  }

  private send(write: (encoder: encoding.Encoder) => void): void {
    if (!this.isOpen) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, KIND.sync);
    write(encoder);
    this.push(encoding.toUint8Array(encoder));
  }

  /** What `countingSocket` does: noted with the seq so far, then handed over. */
  private push(frame: Uint8Array): void {
    const kind = syncKindOf(frame);
    if (kind) this.account = ledger.frameSent(this.account, kind);
    this.pipe?.push(frame);
  }
}

function attempt(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    // Yjs' own error, which the page shows as "nothing undone"; anything else would be a bug of the simulation.
    if (!(error instanceof Error)) throw error;
  }
}

function joined(edits: readonly Edit[]): Edit {
  return { created: edits.flatMap(({ created }) => created), deleted: edits.flatMap(({ deleted }) => deleted) };
}
