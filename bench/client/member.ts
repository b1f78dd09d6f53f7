// A light client: a socket that keeps what it hears as bytes and knows when it came; the document is built when it is asked for.
import WebSocket from 'ws';
import * as Y from 'yjs';
import type { Seat } from '../subjects/subject';
import { reachedBy } from './reached';
import { WIRES } from './wire';

const OPEN_MS = 60_000;

export class Member {
  /** Own structs: what this client writes. Nothing that it hears is applied here. */
  readonly own = new Y.Doc();
  /** Every update and step 2 that was heard, in order. */
  readonly heard: Uint8Array[] = [];
  /** Called with each update of others or of itself that comes back: which client has been heard up to which clock. */
  onReached: ((client: number, clock: number) => void) | null = null;
  onAck: ((settled: number) => void) | null = null;
  /** When the answer to the hello was there. */
  syncedAt = 0;
  closed: number | null = null;
  sent = 0;
  private acked = 0;
  private readonly ws: WebSocket;
  private readonly seat: Seat;
  readonly synced: Promise<void>;

  constructor(seat: Seat) {
    this.seat = seat;
    this.ws = new WebSocket(seat.url, { perMessageDeflate: false });
    this.synced = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no answer to the hello')), OPEN_MS);
      const done = () => {
        clearTimeout(late);
        this.syncedAt ||= performance.now();
        resolve();
      };
      this.ws.on('open', () => {
        for (const frame of WIRES[seat.wire].hello(seat, Uint8Array.of(0))) this.ws.send(frame);
        if (!WIRES[seat.wire].answers) done();
      });
      this.ws.on('message', (data: Buffer) => this.receive(data, done));
      this.ws.on('error', reject);
      this.ws.on('close', (code) => {
        this.closed = code;
        reject(new Error(`closed with ${code}`));
      });
    });
    // Whoever cares awaits it; a client that is cut off later must not end the process.
    this.synced.catch(() => undefined);
  }

  private receive(data: Buffer, synced: () => void): void {
    const heard = WIRES[this.seat.wire].read(data);
    switch (heard.kind) {
      case 'step1':
        // An answer is a sync frame like an update, and counted like one.
        this.send(Y.encodeStateAsUpdate(this.own, heard.stateVector), 1);
        break;
      case 'step2':
        this.heard.push(heard.update);
        synced();
        break;
      case 'update':
        this.heard.push(heard.update);
        if (this.onReached) for (const [client, clock] of reachedBy(heard.update)) this.onReached(client, clock);
        break;
      case 'ack':
        this.acked = heard.upTo ?? this.acked + 1;
        this.onAck?.(this.acked);
        break;
      case 'other':
        break;
    }
  }

  /** Answers its number among the sync frames of this socket, from 1. */
  send(update: Uint8Array, step: 1 | 2 = 2): number {
    this.ws.send(WIRES[this.seat.wire].frame(this.seat, step, update));
    this.sent += 1;
    return this.sent;
  }

  /** Changes the own document and sends what came of it. */
  write(change: (content: Y.XmlFragment) => void): number {
    const before = Y.encodeStateVector(this.own);
    this.own.transact(() => change(this.own.getXmlFragment('content')));
    return this.send(Y.encodeStateAsUpdate(this.own, before));
  }

  /** From now on nothing is read from the socket: the kernel's buffers fill, then the server's. */
  stall(): void {
    this.ws.pause();
  }

  resume(): void {
    this.ws.resume();
  }

  /** The document as this client would show it. */
  document(): Y.Doc {
    const doc = new Y.Doc();
    doc.transact(() => {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.own));
      for (const update of this.heard) Y.applyUpdate(doc, update);
    });
    return doc;
  }

  text(): string {
    const doc = this.document();
    const text = doc.getXmlFragment('content').toString();
    doc.destroy();
    return text;
  }

  async leave(): Promise<void> {
    if (this.ws.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((resolve) => this.ws.once('close', resolve));
    this.ws.resume();
    this.ws.close();
    await closed;
    this.own.destroy();
  }
}

/** Clients in their seats, all with the answer to their hello. */
export async function joined(seats: readonly Seat[]): Promise<Member[]> {
  const members = seats.map((seat) => new Member(seat));
  await Promise.all(members.map((one) => one.synced));
  return members;
}
