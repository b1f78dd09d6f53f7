// What a room remembers of its comment threads between two looks at the marks: which marks went, by whom, and what would bring them back.
import type * as Y from 'yjs';
import type { Unmarked } from '../../domain/document/stood';
import { unmarkedBy } from '../../domain/document/stood';
import { marksDeleted, textsWritten, touchesHeadings, touchesMarks } from './touched';

/** The words of a mark that goes are read from the whole text: between two looks at most so often, whatever clients send. */
const READINGS = 50;

/** Marks of threads that are not open are remembered only while there are not more in all. */
const MOST = 500;

/** A mark that went: what it stood on, as far as that was read, and who took it, as far as this node saw it. */
export interface GoneMark {
  by: string | null;
  stood: Unmarked | null;
}

export class ThreadMemory {
  /** By key of the mark. */
  private readonly marks = new Map<string, GoneMark>();
  private readings = 0;
  /** Of each lost thread the longest line of its words. */
  private needles: readonly string[] = [];
  /** There are threads, so that headings matter. */
  private holds = false;

  /**
   * To be asked in `afterTransaction` of a change of the text, by a person of this node (null: nobody, or by another node). Answers
   * whether the marks want looking at. Without threads it costs a look at what is new and at the paragraphs that words were deleted
   * from; with lost ones the paragraph written in, too.
   */
  changed(
    transaction: Y.Transaction,
    source: { kind: 'client' | 'server' | 'remote'; personId: string | null },
  ): boolean {
    // The node where a mark went looks at it; where words came back is seen by the node that knows which are missing.
    if (source.kind === 'remote') return this.isBack(transaction);
    if (!touchesMarks(transaction, this.holds))
      return this.isBack(transaction) || (this.holds && touchesHeadings(transaction));
    this.holds = true;
    const { all, gone } = marksDeleted(transaction);
    const fresh = new Set([...gone].filter((key) => !this.marks.get(key)?.stood));
    const read = fresh.size > 0 && this.readings++ < READINGS ? unmarkedBy(transaction, fresh) : null;
    for (const key of all)
      this.marks.set(key, { by: source.personId, stood: read?.get(key) ?? this.marks.get(key)?.stood ?? null });
    return true;
  }

  private isBack(transaction: Y.Transaction): boolean {
    if (this.needles.length === 0) return false;
    for (const words of textsWritten(transaction))
      if (this.needles.some((needle) => words.includes(needle))) return true;
    return false;
  }

  /** What is remembered of the marks that went, for the tidy. */
  get gone(): ReadonlyMap<string, Unmarked> {
    return new Map([...this.marks].flatMap(([key, { stood }]) => (stood ? [[key, stood] as const] : [])));
  }

  goneMark(key: string): GoneMark {
    return this.marks.get(key) ?? { by: null, stood: null };
  }

  /**
   * After a look: `lost` are the marks, by key, that still have no place, with their words; what was remembered of others that are open
   * is over. A thread that was settled while its words were away may be opened again.
   */
  looked(lost: ReadonlyMap<string, string>, open: ReadonlySet<string>): void {
    for (const [key, { stood }] of this.marks)
      if (!lost.has(key) && (open.has(key) || !stood || this.marks.size > MOST)) this.marks.delete(key);
    this.needles = [...lost.values()].map(longestLine).filter((line) => line !== '');
    this.readings = 0;
    this.holds = open.size > 0;
  }
}

function longestLine(words: string): string {
  return words.split('\n').reduce((longest, line) => (line.length > longest.length ? line : longest), '');
}
