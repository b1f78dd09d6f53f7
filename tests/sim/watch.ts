// The eyes of the simulation on the wire: nothing leaves a node before its commit, and no ack passes what is not committed (ST1).
import * as decoding from 'lib0/decoding';
import { KIND, SYNC } from '../../domain/protocol';
import type { Pipe, PipeWatch } from './pipe';
import type { Committed } from './truth';

export class Watch implements PipeWatch {
  /** What was seen too early, in words. */
  readonly faults: string[] = [];
  /** Pages whose frames are no honest ones: their acks are not looked at. */
  readonly strangers = new WeakSet<Pipe>();
  private readonly committed: Committed;
  private readonly seen = new WeakSet<Uint8Array>();
  private readonly frames = new WeakMap<Pipe, Uint8Array[]>();
  private readonly acked = new WeakMap<Pipe, number>();

  constructor(committed: Committed) {
    this.committed = committed;
  }

  sent(pipe: Pipe, payload: Uint8Array): void {
    if (payload[0] === KIND.ack) this.ackOf(pipe, payload);
    else if (payload[0] === KIND.sync && payload[1] !== SYNC.step1) this.contentOf(payload);
  }

  received(pipe: Pipe, payload: Uint8Array): void {
    if (payload[0] !== KIND.sync || payload[1] === SYNC.step1 || this.strangers.has(pipe)) return;
    const frames = this.frames.get(pipe) ?? [];
    frames.push(updateOf(payload));
    this.frames.set(pipe, frames);
  }

  private contentOf(payload: Uint8Array): void {
    // One broadcast goes to many sockets as the same bytes.
    if (this.seen.has(payload)) return;
    this.seen.add(payload);
    const early = this.committed.lacks(updateOf(payload));
    if (early) this.faults.push(`sent before its commit: ${early}`);
  }

  private ackOf(pipe: Pipe, payload: Uint8Array): void {
    if (this.strangers.has(pipe)) return;
    const decoder = decoding.createDecoder(payload);
    decoding.readVarUint(decoder);
    const n = decoding.readVarUint(decoder);
    const from = this.acked.get(pipe) ?? 0;
    this.acked.set(pipe, Math.max(n, from));
    const frames = this.frames.get(pipe) ?? [];
    if (n > frames.length) this.faults.push(`ack ${n} of ${frames.length} frames`);
    for (const update of frames.slice(from, n)) {
      const early = this.committed.lacks(update);
      if (early) this.faults.push(`ack ${n} before the commit of ${early}`);
    }
  }
}

function updateOf(payload: Uint8Array): Uint8Array {
  const decoder = decoding.createDecoder(payload);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  return decoding.readVarUint8Array(decoder);
}
