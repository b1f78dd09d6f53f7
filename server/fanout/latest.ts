// Presence that waits for Redis: of each entry only the newest state, bounded, and behind everything else.
import type { FanoutMessage } from './fanout';
import { encodeMessage } from './message';

type PresenceMessage = Extract<FanoutMessage, { kind: 'presence' }>;
type Said = Omit<PresenceMessage, 'entries'> & { entries: Map<number, PresenceMessage['entries'][number]> };

/** Entries and documents; a few hundred bytes each. What finds no place is told again by its page within 18 s. */
const MOST = 5000;
/** One envelope carries about so much. */
const PARCEL_BYTES = 64 * 1024;

export class Latest {
  private readonly documents = new Map<string, Said>();
  private held = 0;
  /** Entries and questions that found no place. */
  dropped = 0;

  /** Documents with something to tell. */
  get size(): number {
    return this.documents.size;
  }

  push({ kind, docId, at, asks, entries }: PresenceMessage): void {
    let said = this.documents.get(docId);
    if (!said) {
      if (this.isFull()) return;
      said = { kind, docId, at, asks, entries: new Map() };
      this.documents.set(docId, said);
    }
    said.at = Math.max(said.at, at);
    said.asks ||= asks;
    for (const one of entries) {
      if (said.entries.has(one.clientId) || !this.isFull()) said.entries.set(one.clientId, one);
    }
  }

  /** Counts one more place when there is one. */
  private isFull(): boolean {
    const full = this.held >= MOST;
    if (full) this.dropped += 1;
    else this.held += 1;
    return full;
  }

  /** As much as goes together, encoded; at least one message when there is any. */
  take(): Uint8Array[] {
    const messages: Uint8Array[] = [];
    let bytes = 0;
    for (const [docId, { entries, ...said }] of this.documents) {
      if (bytes >= PARCEL_BYTES) break;
      const message = encodeMessage({ ...said, entries: [...entries.values()] });
      this.documents.delete(docId);
      this.held -= 1 + entries.size;
      messages.push(message);
      bytes += message.length;
    }
    return messages;
  }
}
