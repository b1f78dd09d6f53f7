// What goes out over one socket: in order, all of a turn as one write, and only as long as the other side reads.
import { LIMIT } from '../../domain/protocol';
import { type Prepared, prepare, type Wire } from './wire';

export interface OutgoingNeeds {
  /** Calls after everything that runs now. */
  atTurnEnd(call: () => void): void;
  /** The acknowledgement as it stands at the end of the turn. */
  ackFrame(): Uint8Array;
  /** Too much is unread: the socket is to be cut off. */
  onFull(): void;
}

/** A step 2 of so many bytes goes out with what else there is to send. */
const SMALL = 16 * 1024;

export class Outgoing {
  private readonly wire: Wire;
  private readonly needs: OutgoingNeeds;
  private box: Prepared[] = [];
  private ackDue = false;
  private planned = false;
  private closed = false;
  /** Not counted against the send buffer: a step 2 may be larger. */
  private largeUnsent = 0;
  /** Broadcasts since the first step 2 was encoded: they are not in it, and wait for it. Null before and after. */
  private heldBack: Prepared[] | null = null;
  private subscribed = false;
  private readonly flushThis = () => this.flush();

  constructor(wire: Wire, needs: OutgoingNeeds) {
    this.wire = wire;
    this.needs = needs;
  }

  get isFull(): boolean {
    return this.wire.unsent - this.largeUnsent > LIMIT.sendBuffer;
  }

  send(message: Prepared): void {
    if (this.closed) return;
    if (this.isFull) {
      this.needs.onFull();
      return;
    }
    this.box.push(message);
    this.plan();
  }

  /** An acknowledgement is due: behind the broadcast of the same commit, and once for all its frames. */
  acknowledge(): void {
    this.ackDue = true;
    this.plan();
  }

  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    this.needs.atTurnEnd(this.flushThis);
  }

  private flush(): void {
    this.planned = false;
    if (this.closed) return;
    if (this.ackDue) this.box.push(prepare(this.needs.ackFrame()));
    this.ackDue = false;
    if (this.box.length > 0) this.wire.send(this.box);
    this.box = [];
  }

  /** From the encoding of its first step 2 on it gets every broadcast, behind that step 2. Answers whether it went out. */
  broadcast(message: Prepared): boolean {
    if (this.subscribed) this.send(message);
    else this.heldBack?.push(message);
    return this.subscribed;
  }

  /** A step 2 has been encoded: what is broadcast from now on belongs behind it. */
  expectStep2(): void {
    if (!this.subscribed) this.heldBack ??= [];
  }

  /** A step 2 whose content is committed; `taken` when the other side has it, or never will. */
  sendStep2(message: Prepared, taken: () => void): void {
    const { length } = message.payload;
    if (length <= SMALL) {
      this.send(message);
      taken();
    } else if (!this.closed) {
      this.flush();
      this.largeUnsent += length;
      this.wire.sendLarge(message, () => {
        this.largeUnsent -= length;
        taken();
      });
    }
    this.subscribed = true;
    for (const held of this.heldBack ?? []) this.send(held);
    this.heldBack = null;
  }

  /** What was sent until now still goes out, nothing after it. */
  close(): void {
    this.flush();
    this.closed = true;
  }
}
