// Words that somebody has begun and not sent: they outlive their field, its tab, a phone's sheet and a reload (TH16).
import type { Around } from '../../../domain/document/fit';
import { dropUnsent, keepUnsent, readUnsent } from '../../editor/copy/unsentItems';

/** The place of a comment that is not opened yet. */
export interface BegunPlace {
  anchor: { from: unknown; to: unknown };
  quote: string;
  /** What stood around it when it was begun; absent: nobody has looked. */
  around?: Around | undefined;
}

export interface BegunWords {
  body: string;
  mustFix?: boolean;
  /** Of a new comment. */
  place?: BegunPlace;
}

/** The words of a new comment. Those of a reply have the thread's id for a key. */
export const NEW = 'new';

/** The key of other words for a comment: by its id, or by that of one that is not sent yet. */
export function editKey(id: string): string {
  return `edit/${id}`;
}

/** Written down so long after the last letter, in ms. */
const KEEP_AFTER_MS = 200;

type Whose = Parameters<typeof readUnsent>[0];

/** Of one person in one review. What is written is there at once, and in the browser's store a moment later. */
export class Begun {
  private readonly whose: Whose;
  private readonly words = new Map<string, BegunWords>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<() => void>();
  private over = false;

  constructor(whose: Whose) {
    this.whose = whose;
  }

  get(key: string): BegunWords | undefined {
    return this.words.get(key);
  }

  /** Null or nothing but white space: nothing is begun any more. */
  set(key: string, words: BegunWords | null): void {
    if (this.over) return;
    if (words === null || words.body.trim() === '') this.words.delete(key);
    else this.words.set(key, words);
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => void this.keep(key), KEEP_AFTER_MS),
    );
  }

  /** Words that were begun elsewhere, or given up; those who draw them are told. */
  bring(key: string, words: BegunWords): void {
    this.set(key, words);
    this.tell();
  }

  /** What was begun under one key goes on under another. */
  carry(from: string, to: string): void {
    const words = this.words.get(from);
    if (!words) return;
    this.set(from, null);
    this.bring(to, words);
  }

  /** Brings what an earlier page kept; what was begun here meanwhile stays. */
  async load(): Promise<void> {
    for (const item of await readUnsent(this.whose)) {
      const { begun, words } = (item ?? {}) as { begun?: unknown; words?: unknown };
      if (typeof begun !== 'string' || !isBegun(words) || this.over || this.words.has(begun)) continue;
      this.words.set(begun, words);
    }
    this.tell();
  }

  /** Tells when words came otherwise than by a field: out of the store, from another key, or brought back. Answers how to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The review is not theirs any more: nothing is kept. */
  end(): void {
    this.over = true;
    this.words.clear();
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  /** What waits is written down at once: the page may be gone in a moment. */
  flush(): void {
    for (const [key, timer] of this.timers) {
      clearTimeout(timer);
      void this.keep(key);
    }
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private async keep(key: string): Promise<void> {
    this.timers.delete(key);
    const words = this.words.get(key);
    // Beside the comments on their way, and wiped with them; of another shape, so that neither is taken for the other.
    if (words) await keepUnsent(this.whose, `begun/${key}`, { begun: key, words });
    else await dropUnsent(this.whose, `begun/${key}`);
  }
}

function isBegun(words: unknown): words is BegunWords {
  const { body, place } = (words ?? {}) as Partial<BegunWords>;
  return typeof body === 'string' && (place === undefined || typeof place?.quote === 'string');
}
