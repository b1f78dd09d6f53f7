// What the update logs tell, folded and kept in memory: a question reads only the rows that came since the last one (decision 014).
import type postgres from 'postgres';
import { logBetween } from '../../db/queries/history';
import { Authors, type Change, type LogEntry } from '../../domain/document/authors';
import type { Place } from '../../domain/history';
import { each, inSlices } from './slices';

/** A log as far as it was read. */
export interface Fold {
  /** Up to and including; null before the first row. */
  at: Place | null;
  authors: Authors;
  /** Of the rows that can be read, in the order of the log. */
  changes: Change[];
}

/** Rows that may be kept of all documents together, about 200 bytes each; the one asked for last stays whatever it weighs. */
const MOST_ROWS = 300_000;

export class Histories {
  /** Rows of logs that were read: what a test counts. */
  rowsRead = 0;
  private readonly sql: postgres.Sql;
  private readonly most: number;
  /** Least recently asked first. */
  private readonly kept = new Map<string, Fold>();
  /** The last question about each document: the next one waits for it. */
  private readonly busy = new Map<string, Promise<unknown>>();

  constructor(sql: postgres.Sql, most = MOST_ROWS) {
    this.sql = sql;
    this.most = most;
  }

  /**
   * `work` with the log up to `until`; nobody folds on meanwhile. `orLater`: later rows of the same epoch may be in it as well,
   * which changes nothing about who wrote what is there at `until`.
   */
  async upTo<T>(
    docId: string,
    until: Place,
    { orLater }: { orLater: boolean },
    work: (fold: Fold) => Promise<T>,
  ): Promise<T> {
    const before = this.busy.get(docId);
    const mine = (async () => {
      // Whoever asked before is told of its own failure.
      await before?.catch(() => undefined);
      return work(await this.foldFor(docId, until, orLater));
    })();
    this.busy.set(docId, mine);
    try {
      return await mine;
    } finally {
      if (this.busy.get(docId) === mine) this.busy.delete(docId);
    }
  }

  private async foldFor(docId: string, until: Place, orLater: boolean): Promise<Fold> {
    const known = this.kept.get(docId) ?? newFold();
    const isBeyond = known.at !== null && isBehind(known.at, until);
    if (isBeyond && orLater && known.at?.epoch === until.epoch) return this.keep(docId, known);
    if (isBeyond) return this.foldOn(docId, newFold(), until);
    // Out of the shelf while it grows: half of it would be taken for the whole.
    this.kept.delete(docId);
    return this.keep(docId, await this.foldOn(docId, known, until));
  }

  private async foldOn(docId: string, fold: Fold, until: Place): Promise<Fold> {
    const take = (row: LogEntry) => {
      const change = fold.authors.add(row);
      if (change) fold.changes.push(change);
    };
    for await (const piece of logBetween(this.sql, docId, fold.at, until)) {
      this.rowsRead += piece.length;
      await inSlices(each(piece, take));
    }
    fold.at = until;
    return fold;
  }

  private keep(docId: string, fold: Fold): Fold {
    this.kept.delete(docId);
    this.kept.set(docId, fold);
    let rows = 0;
    for (const one of this.kept.values()) rows += one.changes.length;
    for (const [id, one] of this.kept) {
      if (rows <= this.most || one === fold) break;
      this.kept.delete(id);
      rows -= one.changes.length;
    }
    return fold;
  }
}

function newFold(): Fold {
  return { at: null, authors: new Authors(), changes: [] };
}

function isBehind(a: Place, b: Place): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.seq > b.seq);
}
