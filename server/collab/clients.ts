// Whose a Yjs client id is in one document (PROMISES, authorship 2): bound once, to the person, for good.
import type { AppendClient, ClientRow } from '../../db/text';
import { LIMIT } from '../../domain/protocol';
import type { Clock } from './clock';
import { type Bucket, createBucket } from './limits';

const DAY_MS = 24 * 60 * 60 * 1000;
/** New ids that a person announces: each page that is opened has one, and a page that comes back has its own again. */
const ANNOUNCED = { rate: 0.1, burst: 30 };
/** Of one person in one text: thirty openings of the page a day for a year. Each costs every key of everybody a look. */
const MOST_EVER = 10_000;

interface Owner {
  personId: string;
  /** In ms since 1970; null while it was only announced. */
  wroteAt: number | null;
  /** Whether the log has it, or will with a pending append. */
  stored: boolean;
}

export class ClientIds {
  private readonly clock: Clock;
  /** Those that wrote, and those that were bound here. */
  private readonly owners = new Map<number, Owner>();
  private announced = new AnnouncedIds([]);
  private readonly announcing = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Takes all that the log knows; what this node has bound meanwhile stays. */
  learn(rows: readonly ClientRow[]): void {
    const announced: ClientRow[] = [];
    for (const row of rows) {
      const { clientId, personId } = row;
      const wroteAt = row.wroteAt ?? this.owners.get(clientId)?.wroteAt ?? null;
      if (wroteAt !== null) this.owners.set(clientId, { personId, wroteAt, stored: true });
      else {
        this.owners.delete(clientId);
        announced.push(row);
      }
    }
    this.announced = new AnnouncedIds(announced);
  }

  ownerOf(clientId: number): string | null {
    return this.find(clientId)?.personId ?? null;
  }

  private find(clientId: number): Owner | null {
    const known = this.owners.get(clientId);
    if (known) return known;
    const personId = this.announced.ownerOf(clientId);
    return personId === null ? null : { personId, wroteAt: null, stored: true };
  }

  /** Whether this person may announce one more id of which nobody has heard; a page that may not is shown when it asks again. */
  mayAnnounce(personId: string): boolean {
    const bucket = this.announcing.get(personId) ?? createBucket(this.clock, ANNOUNCED);
    this.announcing.set(personId, bucket);
    return bucket.take();
  }

  /** Binds an id that is free or this person's own. Answers what the log must learn, null when it knows already. */
  bind(
    clientId: number,
    who: { personId: string; sessionId: string },
    wrote: { at: number } | null,
  ): AppendClient | null {
    const known = this.find(clientId);
    if (known?.stored && (wrote === null || known.wroteAt !== null)) return null;
    this.owners.set(clientId, { personId: who.personId, wroteAt: wrote?.at ?? null, stored: true });
    return { clientId, personId: who.personId, sessionId: who.sessionId, wrote: wrote !== null };
  }

  /** Whether nobody has written under this id yet. */
  isUnwritten(clientId: number): boolean {
    return (this.owners.get(clientId)?.wroteAt ?? null) === null;
  }

  /** How many ids this person has begun to write under: in the day before `now`, and in all. */
  written(personId: string, now: number): { today: number; ever: number } {
    const count = { today: 0, ever: 0 };
    for (const owner of this.owners.values()) {
      if (owner.personId !== personId || owner.wroteAt === null) continue;
      count.ever += 1;
      if (owner.wroteAt > now - DAY_MS) count.today += 1;
    }
    return count;
  }

  /** Whether so many more of this person's fit (authorship 2). What is in a text never leaves its state vectors again. */
  holds(personId: string, more: number, now: number): boolean {
    const { today, ever } = this.written(personId, now);
    return today + more <= LIMIT.writingClientsPerDay && ever + more <= MOST_EVER;
  }
}

/** People of one document, at most. */
const PEOPLE = 2 ** 20;

/**
 * Ids that were announced and never written under, as the log has them: far more than those that wrote, and hardly ever asked for.
 * Eight bytes each: the id (32 bits) and its person's number, in order.
 */
class AnnouncedIds {
  private readonly people: string[];
  private readonly keys: Float64Array;

  constructor(rows: readonly ClientRow[]) {
    const numbers = new Map<string, number>();
    this.keys = Float64Array.from(rows, ({ clientId, personId }) => {
      const number = numbers.get(personId) ?? numbers.size;
      numbers.set(personId, number);
      return clientId * PEOPLE + number;
    }).sort();
    this.people = [...numbers.keys()];
  }

  ownerOf(clientId: number): string | null {
    const from = clientId * PEOPLE;
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.keys[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    const key = this.keys[low] ?? Number.POSITIVE_INFINITY;
    return key < from + PEOPLE ? (this.people[key - from] ?? null) : null;
  }
}
