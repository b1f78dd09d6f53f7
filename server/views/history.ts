// Who wrote and deleted what in a text, and its history: read from the update log, never stored.
import { endOfLog, versionPlaces } from '../../db/queries/history';
import { peopleByIds } from '../../db/queries/people';
import type { ReviewRow } from '../../db/queries/reviews';
import type { Actor } from '../../domain/actor';
import { authorsAt, placesOf } from '../../domain/document/authorsPlaces';
import { History, type HistoryEntry, type Place } from '../../domain/history';
import { Refused } from '../../domain/refusal';
import type { VersionRef } from '../../domain/versionRef';
import type { PersonView } from '../../domain/view';
import { reviewFor } from '../commands/run';
import { Turns } from '../files/turns';
import { inSlices } from '../history/slices';
import { readAt } from '../history/states';
import type { Needs } from '../needs';
import { type Read, readingFor } from '../reading';
import { liveText } from '../text';
import { personOf } from './threads';

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

/** Of any state of the text (VE3); `now` has every edit acknowledged before. @throws Refused not-found, forbidden. */
export async function authorsView(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; at: VersionRef },
): Promise<AuthorsView> {
  return forReaders(needs, actor, input.reviewId, async (review) => {
    const { template } = await needs.templates.get(review.templateId, review.templateVersion);
    const { text, places, epoch, seq } = await readAt(needs, review, input.at, (doc, at) => {
      const { rendered } = liveText(doc, at.title, template);
      return { epoch: at.epoch, seq: at.seq, text: rendered.text, places: placesOf(doc, rendered) };
    });
    const { lines, deletions } = await needs.histories.upTo(
      review.id,
      { epoch, seq },
      { orLater: false },
      ({ authors }) => inSlices(authorsAt(places, authors)),
    );
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

/** As `forReaders`, also for those who read on in the approved version alone: `only` is its number (PO5). */
export async function forAllReaders<T>(
  needs: Needs,
  actor: Actor,
  reviewId: string,
  work: (read: Read) => Promise<T>,
): Promise<T> {
  const may = () => readingFor(needs.database.db, actor, reviewId);
  await may();
  return turns.take(async () => work(await may()));
}

/** Asked twice: whoever may not read waits for nothing, and who lost the right while waiting gets nothing (P6). */
export async function forReaders<T>(
  needs: Needs,
  actor: Actor,
  reviewId: string,
  work: (review: ReviewRow) => Promise<T>,
): Promise<T> {
  const may = () => reviewFor(needs.database.db, actor, reviewId, 'read');
  await may();
  return turns.take(async () => work(await may()));
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
    const all = await entriesOf(needs, review.id, end);
    const { before } = input;
    const entries = all.filter(
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

/** Oldest first. */
export async function entriesOf(needs: Needs, reviewId: string, end: Place): Promise<readonly HistoryEntry[]> {
  const marks = await versionPlaces(needs.database.sql, reviewId);
  return needs.histories.upTo(reviewId, end, { orLater: false }, async ({ changes }) => {
    const history = new History(marks);
    for (const change of changes) history.add(change);
    return history.finish();
  });
}

function iso(at: number): string;
function iso(at: number | null): string | null;
function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
