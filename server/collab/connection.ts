// One socket: frames in at their rate and in order, frames out as long as the other side reads, and its end.
import type WebSocket from 'ws';
import { CLOSE, CLOSE_REASON, type CloseCode, LIMIT, type Notice } from '../../domain/protocol';
import type { Stage } from '../../domain/review';
import type { Log } from '../log';
import type { Rights } from './access';
import { Acks } from './acks';
import type { Clock } from './clock';
import { ackFrame, BadFrame, noticeFrame } from './frames';
import { type Bucket, createBucket } from './limits';
import { RoomReset } from './pending';
import type { Room, Seat } from './room';

export interface ConnectionNeeds {
  clock: Clock;
  log: Log;
  /** Frames a second; 0 = unlimited. */
  frameRate: number;
  count: Counters;
  /** One frame of the client, copied. A promise holds up the frames behind it. */
  handle(connection: Connection, frame: Uint8Array): void | Promise<void>;
  onClosed(connection: Connection): void;
}

/** For /metrics. */
export interface Counters {
  framesIn: number;
  refusedFrames: number;
  gaps: number;
  /** Items of undo with their neighbours the wrong way round (yjs#794), put right. */
  crossed: number;
  slowReaders: number;
  closes: number;
}

/** Frames that wait to be handled before the socket is no longer read. */
const INBOX = 32;
/** A peer that does not answer the close frame is cut off; one that does not read will not answer. */
const CLOSE_MS = 3000;
const CUT_MS = 500;

export class Connection implements Seat {
  readonly acks = new Acks();
  /** Answers to SyncStep1 (PROMISES "Limits"). */
  readonly step1s: Bucket;
  readonly wants: { ack: boolean; notices: boolean };
  readonly docId: string;
  person = { id: '', name: '', colour: 1 };
  sessionId = '';
  rights: Rights = { write: false, presence: false };
  stage: Stage | null = null;
  presenceId: number | null = null;
  subscribed = false;
  /** When a SyncStep1 of ours went out that no step 2 has answered; null when none is open. */
  askedAt: number | null = null;
  /** The last SyncStep1 that has to wait for its answer. */
  unanswered: Uint8Array | null = null;
  /** Rights were to be asked again while it was being opened. */
  askedMeanwhile = false;
  /** Not counted against the send buffer: a step 2 may be larger. */
  largeUnsent = 0;
  /** Something came since the last ping. */
  alive = true;
  closed = false;

  private readonly ws: WebSocket;
  private readonly needs: ConnectionNeeds;
  private readonly frames: Bucket;
  private readonly inbox: Uint8Array[] = [];
  private joined: { room: Room; release: () => void } | null = null;
  private busy = true;
  private stopped = false;
  private ackPlanned = false;
  private readonly cancels = new Set<() => void>();

  constructor(ws: WebSocket, needs: ConnectionNeeds, input: { docId: string; wants: Connection['wants'] }) {
    this.ws = ws;
    this.needs = needs;
    this.docId = input.docId;
    this.wants = input.wants;
    this.frames = createBucket(needs.clock, { rate: needs.frameRate, burst: LIMIT.frameBurst });
    this.step1s = createBucket(needs.clock, { rate: LIMIT.step1PerTenSeconds / 10, burst: LIMIT.step1PerTenSeconds });
    // Nothing is read before it is known who is there.
    ws.pause();
    ws.on('message', (data, isBinary) => this.receive(data, isBinary));
    ws.on('pong', () => {
      this.alive = true;
    });
    // Answers to pings pile up too when nobody reads them.
    ws.on('ping', () => {
      if (ws.bufferedAmount - this.largeUnsent > LIMIT.sendBuffer) this.terminate();
    });
    ws.on('error', (error) => needs.log.debug('a socket failed', { error }));
    ws.on('close', () => this.leave());
  }

  // -------------------------------------------------------------------------------------------------------------- its room

  /** From now on frames are handled. */
  join(room: Room, release: () => void): void {
    this.joined = { room, release };
    room.seats.add(this);
    this.busy = false;
    this.ws.resume();
    this.work();
  }

  get room(): Room | null {
    return this.joined?.room ?? null;
  }

  get seesPresence(): boolean {
    return this.joined !== null && this.rights.presence;
  }

  // ------------------------------------------------------------------------------------------------------------------- in

  private receive(data: WebSocket.RawData, isBinary: boolean): void {
    if (this.closed || this.stopped) return;
    this.alive = true;
    this.needs.count.framesIn += 1;
    if (!isBinary || !Buffer.isBuffer(data)) {
      this.close(CLOSE.badFrame);
      return;
    }
    // A copy of its own: the socket's buffer is shared with other frames (danger 10).
    this.inbox.push(new Uint8Array(data));
    this.work();
  }

  /** Handles what has come, as fast as the rate allows; beyond it the socket is read more slowly and never closed for it. */
  private work(): void {
    while (!this.busy && !this.closed) {
      const frame = this.inbox[0];
      if (!frame) break;
      if (!this.frames.take()) {
        this.waitFor(this.frames.wait());
        break;
      }
      this.inbox.shift();
      const later = this.handled(frame);
      if (later) {
        this.busy = true;
        void later.then(() => {
          this.busy = false;
          this.work();
        });
      }
    }
    if (this.closed || this.stopped) return;
    if (this.inbox.length > INBOX || (this.busy && this.inbox.length > 0)) this.ws.pause();
    else if (this.inbox.length === 0 && this.ws.isPaused && this.joined) this.ws.resume();
  }

  private waitFor(ms: number): void {
    this.busy = true;
    this.later(ms, () => {
      this.busy = false;
      this.work();
    });
  }

  private handled(frame: Uint8Array): Promise<void> | null {
    try {
      const later = this.needs.handle(this, frame);
      return later ? later.catch((error: unknown) => this.failed(error)) : null;
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  private failed(error: unknown): void {
    if (error instanceof BadFrame) {
      this.needs.count.refusedFrames += 1;
      this.needs.log.info('a frame was refused', { docId: this.docId, personId: this.person.id, why: error.message });
      this.close(error.code);
    } else if (error instanceof RoomReset) {
      // The room has closed its connections with the code that fits; this is for one that was on its way.
      this.close(error.code);
    } else {
      this.needs.log.error('a frame could not be handled', { docId: this.docId, error });
      this.close(CLOSE.overloaded);
    }
  }

  /** A presence frame of echoes alone does not count (PROMISES "Limits"). */
  uncount(): void {
    this.frames.giveBack();
  }

  /** Frames of it wait: a missing answer to a ping says nothing then. */
  get isBehind(): boolean {
    return this.inbox.length > 0;
  }

  /** Takes nothing more; what was taken is still answered. */
  stopReading(): void {
    this.stopped = true;
    this.inbox.length = 0;
    this.ws.pause();
  }

  // ------------------------------------------------------------------------------------------------------------------ out

  send(frame: Uint8Array): void {
    if (this.closed) return;
    if (this.ws.bufferedAmount - this.largeUnsent > LIMIT.sendBuffer) {
      this.needs.count.slowReaders += 1;
      this.close(CLOSE.overloaded, CUT_MS);
    } else this.ws.send(frame);
  }

  /** A step 2: as large as a document. Only one is on its way at a time. */
  sendLarge(frame: Uint8Array): void {
    if (this.closed) return;
    this.largeUnsent += frame.length;
    this.ws.send(frame, () => {
      this.largeUnsent -= frame.length;
    });
  }

  settle(frame: number, isStep2: boolean): void {
    this.acks.settle(frame, isStep2);
    if (!this.wants.ack || this.ackPlanned) return;
    this.ackPlanned = true;
    // After the broadcast of the same commit, and once for all its frames.
    queueMicrotask(() => {
      this.ackPlanned = false;
      this.send(ackFrame(this.acks.n));
    });
  }

  notice(notice: Notice): void {
    if (this.wants.notices) this.send(noticeFrame(notice));
  }

  ping(frame: Uint8Array): void {
    if (this.closed) return;
    this.alive = false;
    this.ws.ping();
    this.send(frame);
  }

  // ------------------------------------------------------------------------------------------------------------------ end

  /** Calls after `ms` unless the connection ends before. */
  later(ms: number, call: () => void): void {
    const cancel = this.needs.clock.after(ms, () => {
      this.cancels.delete(cancel);
      call();
    });
    this.cancels.add(cancel);
  }

  /** From here on nothing is accepted from it and nothing sent to it, whether or not it answers the close frame. */
  close(code: CloseCode, patience: number = CLOSE_MS): void {
    if (this.closed) return;
    this.leave();
    this.needs.count.closes += 1;
    this.ws.resume();
    this.ws.close(code, CLOSE_REASON[code]);
    this.needs.clock.after(patience, () => this.ws.terminate());
  }

  /** Without a word: the other side is gone. */
  terminate(): void {
    this.ws.terminate();
    this.leave();
  }

  private leave(): void {
    if (this.closed) return;
    this.closed = true;
    this.inbox.length = 0;
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
    if (this.joined) {
      const { room, release } = this.joined;
      room.seats.delete(this);
      room.presence.leave(this);
      if (this.presenceId !== null) room.clients.giveBack(this.presenceId);
      release();
    }
    this.needs.onClosed(this);
  }
}
