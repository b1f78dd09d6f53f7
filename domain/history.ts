// The history of a text as people read it: neighbouring changes of the log are one entry until somebody pauses (AU7).
import type { Change } from './document/authors';

export interface HistoryEntry {
  epoch: number;
  /** First and last row of the log in it. */
  fromSeq: number;
  toSeq: number;
  /** First and last change, in ms since 1970. */
  since: number;
  at: number;
  /** In the order of their first change; empty for the server's own words (a seed, an import). */
  people: string[];
  /** Characters (UTF-16 code units). Those of a restored text that were there before count for nothing. */
  inserted: number;
  deleted: number;
  /** Rows of the log. */
  saves: number;
  /** Versions that were frozen behind its last change and before the next one. */
  versions: number[];
}

/** Without a change for so long, the next one opens a new entry. */
export const PAUSE_MS = 5 * 60_000;
/** A team that never pauses still gets a new entry so often. */
export const LONGEST_MS = 60 * 60_000;

/** Who wrote so lately is writing, as far as the history tells. */
export const EDITING_MS = 2 * 60_000;

/** Where a version stands: a frozen one, or (null) one that was named or kept. */
export interface Mark {
  no: number | null;
  epoch: number;
  seq: number;
}

/** A state of the text: the row of the log behind which it stands. */
export interface Place {
  epoch: number;
  seq: number;
}

/** Where a page of the history ends: before the `nth` of those that stand at one place, from 0. */
export interface HistoryCursor extends Place {
  nth: number;
}

/**
 * VE4: what stands before the cursor, the newest `limit` of it, oldest first like `all`. What comes later stands behind what is there,
 * at its place too: no page moves.
 */
export function historyPage<T extends { place: Place }>(
  all: readonly T[],
  before: HistoryCursor | null,
  limit: number,
): { page: readonly T[]; cursor?: HistoryCursor } {
  const nth: number[] = [];
  for (const { place } of all) {
    const last = nth.length - 1;
    nth.push(samePlace(all[last]?.place, place) ? (nth[last] ?? 0) + 1 : 0);
  }
  const isBefore = ({ place: { epoch, seq } }: T, at: number) =>
    before === null || (epoch - before.epoch || seq - before.seq || (nth[at] ?? 0) - before.nth) < 0;
  const end = all.filter(isBefore).length;
  const from = Math.max(0, end - limit);
  const oldest = all[from];
  const more = from > 0 && oldest ? { cursor: { ...oldest.place, nth: nth[from] ?? 0 } } : {};
  return { page: all.slice(from, end), ...more };
}

const samePlace = (one: Place | undefined, other: Place) => one?.epoch === other.epoch && one.seq === other.seq;

/** Takes the changes in the order of the log. An entry that is closed never changes again: only the last one grows. */
export class History {
  private readonly entries: HistoryEntry[] = [];
  /** Those that no change has come behind yet, in the order of the log. */
  private marks: readonly Mark[];
  /** A version stands behind the last entry. */
  private closed = false;

  constructor(marks: readonly Mark[]) {
    this.marks = marks;
  }

  add(change: Change): void {
    const passed = this.marks.findIndex(
      ({ epoch, seq }) => epoch > change.epoch || (epoch === change.epoch && seq >= change.seq),
    );
    if (passed !== 0) this.closeAt(this.marks.slice(0, passed === -1 ? undefined : passed));
    const last = this.entries.at(-1);
    if (last && !this.closed && !opens(last, change)) join(last, change);
    else if (!isUpkeep(change)) {
      this.entries.push(first(change));
      this.closed = false;
    }
  }

  /** Oldest first, when there are no more changes. */
  finish(): readonly HistoryEntry[] {
    this.closeAt(this.marks);
    return this.entries;
  }

  private closeAt(marks: readonly Mark[]): void {
    if (marks.length === 0) return;
    this.marks = this.marks.slice(marks.length);
    this.closed = true;
    this.entries.at(-1)?.versions.push(...marks.flatMap(({ no }) => no ?? []));
  }
}

function opens(last: HistoryEntry, change: Change): boolean {
  if (change.epoch !== last.epoch) return true;
  if (change.at - last.at > PAUSE_MS || change.at - last.since > LONGEST_MS) return true;
  // The server's own words stand alone; its marks and clean-ups go with whatever they follow.
  return !isUpkeep(change) && (change.personId === null) !== (last.people.length === 0);
}

/** Comment marks and the clean-up of formats: nobody's, and no word of the text. */
function isUpkeep({ personId, inserted, deleted }: Change): boolean {
  return personId === null && inserted === 0 && deleted === 0;
}

function first({ epoch, seq, personId, at, inserted, deleted }: Change): HistoryEntry {
  const people = personId === null ? [] : [personId];
  return { epoch, fromSeq: seq, toSeq: seq, since: at, at, people, inserted, deleted, saves: 1, versions: [] };
}

function join(entry: HistoryEntry, { seq, personId, at, inserted, deleted }: Change): void {
  entry.toSeq = seq;
  entry.saves += 1;
  entry.at = Math.max(entry.at, at);
  entry.inserted += inserted;
  entry.deleted += deleted;
  if (personId !== null && !entry.people.includes(personId)) entry.people.push(personId);
}
