// The history of a text for its page: what was written between pauses, the versions between, and how it began.
import { endOfLog, type FrozenRow, frozenRows } from '../../db/queries/history';
import { type NamedVersionRow, namedVersionList } from '../../db/queries/namedVersions';
import { peopleByIds } from '../../db/queries/people';
import type { ReviewRow } from '../../db/queries/reviews';
import { type StoredSignoff, signoffsOf } from '../../db/queries/signoff';
import type { Actor } from '../../domain/actor';
import { EDITING_MS, type HistoryCursor, type HistoryEntry, historyPage, type Place } from '../../domain/history';
import { must } from '../../domain/must';
import { mayRenameVersion } from '../../domain/namedVersion';
import { can } from '../../domain/policy';
import { isApproved } from '../../domain/reading';
import { Refused } from '../../domain/refusal';
import { agrees, progressOf } from '../../domain/signoff';
import { parseVersionRef, versionRefText } from '../../domain/versionRef';
import type { PersonView, Point, RestoredFrom, TimelineItem, TimelineView } from '../../domain/view';
import type { Needs } from '../needs';
import { entriesOf, forAllReaders } from './history';
import { personOf } from './threads';

const PAGE = 200;

/** What the items are made of, loaded once. */
interface Loaded {
  review: ReviewRow;
  template: { zh: string; en: string };
  entries: readonly HistoryEntry[];
  named: readonly NamedVersionRow[];
  frozen: readonly FrozenRow[];
  signoffs: ReadonlyMap<string, StoredSignoff>;
  people: ReadonlyMap<string, PersonView>;
  reader: string;
}

/** Newest first, 200 a page, those before a place; `named`: versions alone (VE5). @throws Refused not-found, forbidden, bad-request. */
export async function timelineView(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; before: HistoryCursor | null; named: boolean; now: Date },
): Promise<TimelineView> {
  return forAllReaders(needs, actor, input.reviewId, async ({ review, only }) => {
    const end = await endOfLog(needs.database.sql, review.id);
    if (!end) throw new Refused('not-found');
    const loaded = await load(needs, review, end, actor.personId);
    if (only !== null) return approvedOnly(loaded, only);
    const all = itemsOf(loaded);
    const versions = all.filter(({ isVersion }) => isVersion);
    const { page, cursor } = historyPage(input.named ? versions : all, input.before, PAGE);
    const last = loaded.entries.at(-1);
    const isFresh = last !== undefined && input.now.getTime() - last.at < EDITING_MS;
    return {
      items: page.map(({ item }) => item).reverse(),
      ...(cursor ? { cursor: `${cursor.epoch}.${cursor.seq}.${cursor.nth}` } : {}),
      last: (versions.at(-1) ?? all[0])?.item ?? null,
      now: { ...end, editing: isFresh ? last.people.map((id) => personOf(loaded.people, id)) : [] },
      may: { name: can(review, actor.personId, 'write'), restore: can(review, actor.personId, 'write') },
    };
  });
}

/** Of the history, what was approved: of the words between and behind nothing is told, not even how many there are (PO5). */
function approvedOnly(loaded: Loaded, no: number): TimelineView {
  const approved = loaded.frozen.filter(isApproved);
  const items = approved.map((row) => frozenItem(loaded, row));
  for (const [n, item] of items.entries()) item.from = items[n - 1]?.point ?? null;
  const { epoch, seq } = must(
    approved.find((row) => row.no === no),
    'the approved version is one of them',
  );
  return {
    items: items.toReversed(),
    last: items.at(-1) ?? null,
    now: { epoch, seq, editing: [] },
    may: { name: false, restore: false },
  };
}

async function load(needs: Needs, review: ReviewRow, end: Place, reader: string): Promise<Loaded> {
  const { db, sql } = needs.database;
  const entries = await entriesOf(needs, review.id, end);
  const named = await namedVersionList(db, review.id);
  const frozen = await frozenRows(sql, review.id);
  const { template } = await needs.templates.get(review.templateId, review.templateVersion);
  const ids = [
    review.createdBy,
    ...entries.flatMap(({ people }) => people),
    ...named.map(({ createdBy }) => createdBy),
    ...frozen.map(({ frozenBy }) => frozenBy),
  ];
  return {
    review,
    template: template.name,
    entries,
    named,
    frozen,
    signoffs: await signoffsOf(db, frozen),
    people: await peopleByIds(db, [...new Set(ids)]),
    reader,
  };
}

/** Oldest first. */
function itemsOf(loaded: Loaded): { place: Place; isVersion: boolean; item: TimelineItem }[] {
  const placed: { place: Place; isVersion: boolean; item: TimelineItem }[] = [
    ...loaded.entries.map((entry, index) => ({
      place: { epoch: entry.epoch, seq: entry.toSeq },
      isVersion: false,
      item: entryItem(loaded, entry, index),
    })),
    ...loaded.frozen.map((row) => ({ place: row, isVersion: true, item: frozenItem(loaded, row) })),
    ...loaded.named.map((row) => ({ place: row, isVersion: true, item: namedItem(loaded, row) })),
  ];
  placed.sort(
    (a, b) =>
      a.place.epoch - b.place.epoch ||
      a.place.seq - b.place.seq ||
      Number(a.isVersion) - Number(b.isVersion) ||
      a.item.at.localeCompare(b.item.at),
  );
  const since = { inserted: 0, deleted: 0 };
  let before: Point | null = null;
  let version: Point | null = placed[0]?.item.point ?? null;
  for (const { item, isVersion } of placed) {
    item.from = isVersion && version !== item.point ? version : before;
    before = item.point;
    if (isVersion) {
      version = item.point;
      Object.assign(item, since);
      Object.assign(since, { inserted: 0, deleted: 0 });
    } else if (item.kind !== 'created') {
      since.inserted += item.inserted;
      since.deleted += item.deleted;
    }
  }
  return placed;
}

function entryItem(loaded: Loaded, entry: HistoryEntry, index: number): TimelineItem {
  const { review, people } = loaded;
  const { epoch, toSeq: seq, inserted, deleted } = entry;
  const common = {
    point: versionRefText({ kind: 'change', epoch, seq }),
    at: new Date(entry.at).toISOString(),
    inserted,
    deleted,
    from: null,
  };
  if (index === 0 && entry.people.length === 0)
    return { kind: 'created', ...common, by: personOf(people, review.createdBy), template: loaded.template };
  const kept = loaded.named.find(
    (row) => row.kind === 'restore' && row.epoch === entry.epoch && row.seq + 1 === entry.fromSeq,
  );
  return {
    kind: 'changes',
    ...common,
    since: new Date(entry.since).toISOString(),
    people: entry.people.map((id) => personOf(people, id)),
    saves: entry.saves,
    ...(kept ? { restored: restoredFrom(loaded, kept.note) } : {}),
  };
}

function namedItem(loaded: Loaded, row: NamedVersionRow): TimelineItem {
  const { id, kind, name, note, createdBy, createdAt } = row;
  return {
    kind: 'named',
    point: versionRefText({ kind: 'named', id }),
    id,
    named: kind,
    name,
    note: kind === 'restore' ? '' : note,
    by: personOf(loaded.people, createdBy),
    at: createdAt.toISOString(),
    inserted: 0,
    deleted: 0,
    from: null,
    mayRename: mayRenameVersion(loaded.review, loaded.reader, row),
    ...(kind === 'restore' ? { before: restoredFrom(loaded, note) } : {}),
  };
}

function frozenItem({ people, signoffs }: Loaded, row: FrozenRow): TimelineItem {
  const signoff = signoffs.get(row.id);
  const lines = signoff
    ? progressOf(signoff).steps.flatMap((step) => step.lines.filter(({ resting }) => !resting))
    : [];
  return {
    kind: 'frozen',
    point: versionRefText({ kind: 'frozen', no: row.no }),
    no: row.no,
    by: personOf(people, row.frozenBy),
    at: row.frozenAt.toISOString(),
    inserted: 0,
    deleted: 0,
    from: null,
    outcome: row.outcome,
    signed: lines.filter(({ state }) => agrees(state)).length,
    asked: lines.length,
  };
}

/** The state that a restore brought back, by what was written down of it. */
function restoredFrom({ named, frozen, entries }: Loaded, point: string): RestoredFrom {
  const ref = parseVersionRef(point);
  switch (ref?.kind) {
    case 'named': {
      const row = named.find(({ id }) => id === ref.id);
      return { point, name: row && row.name !== '' ? row.name : null, at: row?.createdAt.toISOString() ?? null };
    }
    case 'frozen': {
      const row = frozen.find(({ no }) => no === ref.no);
      return { point, name: null, at: row?.frozenAt.toISOString() ?? null };
    }
    case 'change': {
      const entry = entries.find(
        ({ epoch, fromSeq, toSeq }) => epoch === ref.epoch && fromSeq <= ref.seq && ref.seq <= toSeq,
      );
      return { point, name: null, at: entry ? new Date(entry.at).toISOString() : null };
    }
    default:
      return { point, name: null, at: null };
  }
}
