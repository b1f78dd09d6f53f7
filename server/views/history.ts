// Who wrote and deleted what in a text, and its history: computed from the update log at each question, never stored.
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as Y from 'yjs';
import { endOfLog, frozenPlaces, frozenState, logUntil, type Place } from '../../db/queries/history';
import { peopleByIds } from '../../db/queries/people';
import type { ReviewRow } from '../../db/queries/reviews';
import type { Actor } from '../../domain/actor';
import { Authors, type LogEntry } from '../../domain/document/authors';
import { authorsAt, placesOf, type Stretch } from '../../domain/document/authorsPlaces';
import { parseCanonical } from '../../domain/document/canonical';
import { History, type HistoryEntry } from '../../domain/history';
import { Refused } from '../../domain/refusal';
import type { PersonView } from '../../domain/view';
import { reviewFor } from '../commands/run';
import { Turns } from '../files/turns';
import type { Needs } from '../needs';
import { liveText } from '../text';
import { personOf } from './threads';

/** Of the process's one thread at a stretch: a keystroke of somebody else waits no longer (P9). */
const SLICE_MS = 10;
const turns = new Turns(2, 50);
const PAGE = 50;

export interface AuthorsView extends Place {
  /** Title and text, as GET /text answers it; all offsets are in it. */
  text: string;
  /** Everybody whom the others name. */
  people: PersonView[];
  /** Lines with words of the text. `person` is null for the server's own (a seed, an import); `at` of a run's last character. */
  blocks: { line: number; runs: { person: string | null; at: string | null; start: number; end: number }[] }[];
  /** `line` and `start` while the block is there in which the characters stood. */
  deletions: { person: string | null; at: string; length: number; line?: number; start?: number }[];
}

/** Of the live text with every edit acknowledged before, or of a frozen version. @throws Refused not-found, forbidden. */
export async function authorsView(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; version: number | null },
): Promise<AuthorsView> {
  return forReaders(needs, actor, input.reviewId, async (review) => {
    const { text, places, epoch, seq } = await placesIn(needs, review, input.version);
    const authors = new Authors();
    await fold(needs, review.id, { epoch, seq }, (row) => authors.add(row));
    const { lines, deletions } = await inSlices(authorsAt(places, authors));
    const people = await peopleByIds(needs.database.db, [
      ...lines.flatMap(({ runs }) => runs.map(({ person }) => person)),
      ...deletions.map(({ person }) => person),
    ]);
    return {
      epoch,
      seq,
      text,
      people: [...people.values()],
      blocks: lines.map(({ line, runs }) => ({ line, runs: runs.map((run) => ({ ...run, at: iso(run.at) })) })),
      deletions: deletions.map(({ person, at, length, place }) => ({ person, at: iso(at), length, ...place })),
    };
  });
}

/** Asked twice: whoever may not read waits for nothing, and who lost the right while waiting gets nothing (P6). */
async function forReaders<T>(
  needs: Needs,
  actor: Actor,
  reviewId: string,
  work: (review: ReviewRow) => Promise<T>,
): Promise<T> {
  const may = () => reviewFor(needs.database.db, actor, reviewId, 'read');
  await may();
  return turns.take(async () => work(await may()));
}

async function placesIn(
  needs: Needs,
  review: ReviewRow,
  version: number | null,
): Promise<Place & { text: string; places: Stretch[] }> {
  const { template } = await needs.templates.get(review.templateId, review.templateVersion);
  const read = (doc: Y.Doc, title: string, at: Place) => {
    const { rendered } = liveText(doc, title, template);
    return { epoch: at.epoch, seq: at.seq, text: rendered.text, places: placesOf(doc, rendered) };
  };
  if (version === null) return needs.collab.read(review.id, (doc, at) => read(doc, review.title, at));
  const frozen = await frozenState(needs.database.sql, review.id, version);
  if (!frozen) throw new Refused('not-found', { field: 'version' });
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, frozen.state);
    return read(doc, parseCanonical(frozen.canonical).title, frozen);
  } finally {
    doc.destroy();
  }
}

export type HistoryItem = Omit<HistoryEntry, 'people' | 'since' | 'at'> & {
  people: PersonView[];
  since: string;
  at: string;
};

/** Newest first, 50 a page. @throws Refused not-found, forbidden. */
export async function historyView(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; before: Place | null },
): Promise<{ items: HistoryItem[]; cursor?: string }> {
  const { db, sql } = needs.database;
  return forReaders(needs, actor, input.reviewId, async (review) => {
    const end = await endOfLog(sql, review.id);
    if (!end) throw new Refused('not-found');
    const authors = new Authors();
    const history = new History(await frozenPlaces(sql, review.id));
    await fold(needs, review.id, end, (row) => {
      const change = authors.add(row);
      if (change) history.add(change);
    });
    const { before } = input;
    const entries = history
      .finish()
      .filter(
        ({ epoch, fromSeq }) => !before || epoch < before.epoch || (epoch === before.epoch && fromSeq < before.seq),
      );
    const page = entries.slice(-PAGE).reverse();
    const people = await peopleByIds(
      db,
      page.flatMap((entry) => entry.people),
    );
    const items = page.map((entry) => ({
      ...entry,
      since: iso(entry.since),
      at: iso(entry.at),
      people: entry.people.map((id) => personOf(people, id)),
    }));
    const last = page.at(-1);
    return entries.length > PAGE && last ? { items, cursor: `${last.epoch}.${last.fromSeq}` } : { items };
  });
}

/** A cursor as `historyView` writes it; null for what is none. */
export function historyCursor(text: string): Place | null {
  const [, epoch, seq] = /^(\d{1,10})\.(\d{1,15})$/.exec(text) ?? [];
  return epoch === undefined ? null : { epoch: Number(epoch), seq: Number(seq) };
}

async function fold(needs: Needs, docId: string, until: Place, take: (row: LogEntry) => void): Promise<void> {
  for await (const piece of logUntil(needs.database.sql, docId, until)) await inSlices(each(piece, take));
}

function* each<T>(items: readonly T[], take: (item: T) => void): Generator<undefined, void> {
  for (const item of items) {
    take(item);
    yield;
  }
}

async function inSlices<T>(work: Generator<undefined, T>): Promise<T> {
  for (let began = performance.now(); ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began < SLICE_MS) continue;
    await nextTurn();
    began = performance.now();
  }
}

function iso(at: number): string;
function iso(at: number | null): string | null;
function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
