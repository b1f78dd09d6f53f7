// The other nodes as they are heard: who is there, and whether an envelope of theirs is missing.
import type { Envelope } from './envelope';

/** A node that was not heard for so long is gone: nodes say something every second. */
const GONE_MS = 30_000;

export class Peers {
  private readonly last = new Map<string, { number: number; heard: number }>();

  /** `next`: nothing is missing before it. `gap`: something is. `again`: heard before, or sent before what was heard. */
  hear({ node, number, messages }: Envelope, now: number): 'next' | 'gap' | 'again' {
    const before = this.last.get(node)?.number;
    const isBeat = messages.length === 0;
    if (before !== undefined && number < before + (isBeat ? 0 : 1)) return 'again';
    this.last.set(node, { number, heard: now });
    return before === undefined || number === before + (isBeat ? 0 : 1) ? 'next' : 'gap';
  }

  /** How many are there. */
  count(now: number): number {
    for (const [node, { heard }] of this.last) if (now - heard > GONE_MS) this.last.delete(node);
    return this.last.size;
  }
}
