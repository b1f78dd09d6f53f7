// The other nodes as they are heard: who is there, and whether an envelope of theirs is missing.
import type { Envelope } from './envelope';

/** A node that was not heard for so long is gone: nodes say something every second. */
const GONE_MS = 30_000;

export class Peers {
  private readonly last = new Map<string, { number: number; heard: number }>();

  /** `next`: nothing is missing before it. `gap`: something is. `again`: heard before, or sent before what was heard. */
  hear({ node, number, messages }: Envelope, now: number): 'next' | 'gap' | 'again' {
    // Of a node that was not heard yet, or not for long, everything before is missing: it may have spoken while Redis was away.
    const known = this.last.get(node);
    if (!known) this.count(now);
    const before = known && now - known.heard <= GONE_MS ? known.number : 0;
    const next = before + (messages.length === 0 ? 0 : 1);
    if (number < next) return 'again';
    this.last.set(node, { number, heard: now });
    return number === next ? 'next' : 'gap';
  }

  /** How many are there. */
  count(now: number): number {
    for (const [node, { heard }] of this.last) if (now - heard > GONE_MS) this.last.delete(node);
    return this.last.size;
  }
}
