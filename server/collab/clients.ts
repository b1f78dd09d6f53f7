// Whose a Yjs client id is in one document (PROMISES, authorship 2): bound once, to the person, for good.
import type { AppendClient, ClientRow } from '../../db/text';

const DAY_MS = 24 * 60 * 60 * 1000;

interface Owner {
  personId: string;
  /** In ms since 1970; null while it was only announced. */
  wroteAt: number | null;
  /** Whether the log has it, or will with a pending append. */
  stored: boolean;
}

export class ClientIds {
  private readonly owners = new Map<number, Owner>();

  /** Adds what the log knows; what this node has bound meanwhile stays. */
  learn(rows: readonly ClientRow[]): void {
    for (const { clientId, personId, wroteAt } of rows) {
      const known = this.owners.get(clientId);
      const at = wroteAt ?? known?.wroteAt ?? null;
      this.owners.set(clientId, { personId, wroteAt: at, stored: true });
    }
  }

  ownerOf(clientId: number): string | null {
    return this.owners.get(clientId)?.personId ?? null;
  }

  /** Binds an id that is free or this person's own. Answers what the log must learn, null when it knows already. */
  bind(
    clientId: number,
    who: { personId: string; sessionId: string },
    wrote: { at: number } | null,
  ): AppendClient | null {
    const known = this.owners.get(clientId);
    if (known?.stored && (wrote === null || known.wroteAt !== null)) return null;
    this.owners.set(clientId, { personId: who.personId, wroteAt: wrote?.at ?? null, stored: true });
    return { clientId, personId: who.personId, sessionId: who.sessionId, wrote: wrote !== null };
  }

  /** How many ids this person has begun to write under in the day before `now`. */
  writtenToday(personId: string, now: number): number {
    let count = 0;
    for (const owner of this.owners.values()) {
      if (owner.personId === personId && owner.wroteAt !== null && owner.wroteAt > now - DAY_MS) count += 1;
    }
    return count;
  }
}
