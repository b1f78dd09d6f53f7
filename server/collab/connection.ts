// One socket: frames in at their rate and in order, frames out as long as the other side reads, and its end.
import { must } from '../../domain/must';
import { CLOSE, CLOSE_REASON, type CloseCode, LIMIT, type Notice } from '../../domain/protocol';
import type { Stage } from '../../domain/review';
import type { Log } from '../log';
import type { Rights } from './access';
import { Acks } from './acks';
import type { Allowance } from './allowance';
import type { Clock } from './clock';
import { ackFrame, BadFrame, noticeFrame } from './frames';
import { BASE, othersThan } from './guard/held';
import { Inbox } from './inbox';
import { type Bucket, createBucket } from './limits';
import { Outgoing } from './outgoing';
import { RoomReset } from './pending';
import type { Room, Seat } from './room';
import { type Prepared, prepare, type Wire } from './wire';

export interface ConnectionNeeds {
  clock: Clock;
  log: Log;
  /** Frames a second; 0 = unlimited. */
  frameRate: number;
  count: Counters;
  /** Takes what waits in its inbox. A promise holds up what is left there. */
  handle(connection: Connection): void | Promise<void>;
  /** Calls after everything that runs now. */
  atTurnEnd(call: () => void): void;
  /** Nothing is taken from it or sent to it any more. */
  onClosed(connection: Connection): void;
  /** Its socket is over. */
  onGone(): void;
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

/** A stock client sends on each window of a busy room: far below this. */
const ECHOES_PER_FRAME = 10;
/** Looks into the log for what a frame leans on: each reads all that is new there, and whose the ids are. */
const LOOKS = { rate: 1, burst: 5 };
/** Answers of one person's connections in one text that are on their way: a whole document and a little more. */
const MOST_SENDING = 24 * 1024 * 1024;
/** A peer that does not answer the close frame is cut off; one that does not read will not answer. */
const CLOSE_MS = 3000;
const CUT_MS = 500;

export class Connection implements Seat {
  readonly acks = new Acks();
  /** Answers to SyncStep1 (PROMISES "Limits"). */
  readonly step1s: Bucket;
  /** Looks into the log for the sake of its frames. */
  readonly looks: Bucket;
  /** Words were written under an id that was new: each page has one of its own. */
  hasBegun = false;
  /** Echoes of presence do not count as frames, but they are not free either. */
  private readonly echoes: Bucket;
  readonly wants: { ack: boolean; notices: boolean };
  readonly docId: string;
  person = { id: '', name: '', colour: 1 };
  sessionId = '';
  rights: Rights = { write: false, suggest: false, presence: false, sections: [] };
  stage: Stage | null = null;
  presenceId: number | null = null;
  /** The log was asked whose the id is that it announced: once is enough. */
  hasLookedUp = false;
  /** When a SyncStep1 of ours went out that no step 2 has answered; null when none is open. */
  askedAt: number | null = null;
  /** The last SyncStep1 that has to wait for its answer. */
  unanswered: Uint8Array | null = null;
  /** Rights were to be asked again while it was being opened. */
  askedMeanwhile = false;
  /** Something came since the last ping. */
  alive = true;
  closed = false;

  private readonly wire: Wire;
  private readonly needs: ConnectionNeeds;
  readonly inbox: Inbox;
  readonly out: Outgoing;
  private joined: { room: Room; release: () => void; allowance: Allowance } | null = null;
  /** Bytes of the answer to a SyncStep1 that is being committed or on its way: one at a time. */
  private answering = 0;
  private readonly cancels = new Set<() => void>();

  constructor(wire: Wire, needs: ConnectionNeeds, input: { docId: string; wants: Connection['wants'] }) {
    this.wire = wire;
    this.needs = needs;
    this.docId = input.docId;
    this.wants = input.wants;
    this.echoes = createBucket(needs.clock, {
      rate: needs.frameRate * ECHOES_PER_FRAME,
      burst: LIMIT.frameBurst * ECHOES_PER_FRAME,
    });
    this.looks = createBucket(needs.clock, LOOKS);
    this.step1s = createBucket(needs.clock, { rate: LIMIT.step1PerTenSeconds / 10, burst: LIMIT.step1PerTenSeconds });
    this.inbox = new Inbox({
      clock: needs.clock,
      rate: needs.frameRate,
      handle: () => this.handled(),
      read: (on) => this.read(on),
      later: (ms, call) => this.later(ms, call),
    });
    this.out = new Outgoing(wire, {
      atTurnEnd: (call) => needs.atTurnEnd(call),
      ackFrame: () => ackFrame(this.acks.n),
      onFull: () => {
        needs.count.slowReaders += 1;
        this.close(CLOSE.overloaded, CUT_MS);
      },
    });
    wire.listen({
      message: (bytes) => this.receive(bytes),
      pong: () => {
        this.alive = true;
      },
      // Answers to pings pile up too when nobody reads them.
      ping: () => {
        if (this.out.isFull) this.terminate();
      },
      failed: (error) => needs.log.debug('a socket failed', { error }),
      gone: () => {
        this.leave();
        needs.onGone();
      },
    });
  }

  // -------------------------------------------------------------------------------------------------------------- its room

  /** From now on frames are handled. */
  join(room: Room, release: () => void): void {
    this.joined = { room, release, allowance: room.allowanceOf(this.person.id) };
    room.seats.add(this);
    this.inbox.open();
  }

  get room(): Room | null {
    return this.joined?.room ?? null;
  }

  /** What its person may cost in this text. Only once it is there. */
  get allowance(): Allowance {
    return must(this.joined, 'frames are handled in a room').allowance;
  }

  /** What its frames must leave as it is, tried on a copy first; null where it may write all, or nothing. */
  get held(): string | null {
    const { write, suggest, sections } = this.rights;
    if (write) return null;
    return suggest ? BASE.key : sections.length > 0 ? othersThan(sections).key : null;
  }

  get seesPresence(): boolean {
    return this.joined !== null && this.rights.presence;
  }

  // ------------------------------------------------------------------------------------------------------------------- in

  private receive(bytes: Uint8Array | null): void {
    if (this.closed) return;
    this.alive = true;
    this.needs.count.framesIn += 1;
    if (bytes === null) this.close(CLOSE.badFrame);
    else this.inbox.push(bytes);
  }

  private read(on: boolean): void {
    if (!this.closed) this.wire.read(on);
  }

  private handled(): Promise<void> | null {
    try {
      const later = this.needs.handle(this);
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
    if (this.echoes.take()) this.inbox.uncount();
  }

  /** Frames of it wait: a missing answer to a ping says nothing then. */
  get isBehind(): boolean {
    return this.inbox.waiting > 0;
  }

  /** Bytes of a frame that is not whole yet. */
  get unfinished(): number {
    return this.wire.unfinished;
  }

  /** Takes nothing more; what was taken is still answered. */
  stopReading(): void {
    this.inbox.stop();
  }

  // ------------------------------------------------------------------------------------------------------------------ out

  send(frame: Uint8Array): void {
    this.out.send(prepare(frame));
  }

  sendPrepared(message: Prepared): void {
    this.out.send(message);
  }

  hear(message: Prepared): boolean {
    return this.out.broadcast(message);
  }

  settle(frame: number, isStep2: boolean): void {
    this.acks.settle(frame, isStep2);
    if (this.wants.ack) this.out.acknowledge();
  }

  notice(notice: Notice): void {
    if (this.wants.notices) this.send(noticeFrame(notice));
  }

  ping(frame: Uint8Array): void {
    if (this.closed) return;
    this.alive = false;
    this.wire.ping();
    this.send(frame);
  }

  /** Whether its person's connections have all taken enough of what they asked for to be answered on. */
  get mayAnswer(): boolean {
    return this.answering === 0 && this.allowance.sending < MOST_SENDING;
  }

  /** An answer to a SyncStep1, encoded now, as soon as it is committed. */
  answer(room: Room, message: Prepared): void {
    const { length } = message.payload;
    this.answering = length;
    this.allowance.sending += length;
    this.out.expectStep2();
    room.whenCommitted({ first: true, done: () => this.out.sendStep2(message, () => this.answered()) });
  }

  private answered(): void {
    if (this.joined) this.joined.allowance.sending -= this.answering;
    this.answering = 0;
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
    this.wire.read(true);
    this.wire.close(code, CLOSE_REASON[code]);
    this.needs.clock.after(patience, () => this.wire.terminate());
  }

  /** Without a word: the other side is gone. */
  terminate(): void {
    this.wire.terminate();
    this.leave();
  }

  private leave(): void {
    if (this.closed) return;
    this.closed = true;
    this.out.close();
    this.inbox.stop();
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
    this.answered();
    if (this.joined) {
      const { room, release } = this.joined;
      room.seats.delete(this);
      room.presence.leave(this);
      release();
    }
    this.needs.onClosed(this);
  }
}
