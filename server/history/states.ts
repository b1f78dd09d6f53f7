// The text as it was: at a version, or behind any row of the log.
import * as Y from 'yjs';
import { endOfLog, frozenState, logBetween, stateBefore } from '../../db/queries/history';
import { namedVersionState } from '../../db/queries/namedVersions';
import type { ReviewRow } from '../../db/queries/reviews';
import { parseCanonical } from '../../domain/document/canonical';
import type { Place } from '../../domain/history';
import { Refused } from '../../domain/refusal';
import type { VersionRef } from '../../domain/versionRef';
import type { Needs } from '../needs';
import { each, inSlices } from './slices';

export interface TextAt extends Place {
  title: string;
}

/** `read` may neither change nor keep the document. @throws Refused not-found for a state that this review does not have. */
export async function readAt<T>(
  needs: Needs,
  review: ReviewRow,
  ref: VersionRef,
  read: (doc: Y.Doc, at: TextAt) => T,
): Promise<T> {
  const { title } = review;
  if (ref.kind === 'now') return needs.collab.read(review.id, (doc, at) => read(doc, { ...at, title }));
  const { state, base, rows, ...at } = await keptAt(needs, review, ref);
  const doc = new Y.Doc();
  try {
    if (state) Y.applyUpdate(doc, state);
    let next = base + 1;
    for await (const piece of rows) {
      // The log of an epoch that began with a restore is whole from its first state on alone.
      if (piece[0] && piece[0].seq !== next) throw new Refused('not-found', { field: 'version' });
      await inSlices(each(piece, (row) => applyRow(needs, review.id, doc, row)));
      next += piece.length;
    }
    return read(doc, at);
  } finally {
    doc.destroy();
  }
}

/** `base`: the row that `state` holds last; `rows` are those behind it. */
type Kept = TextAt & { state: Uint8Array | null; base: number; rows: AsyncIterable<Row[]> };
type Row = Place & { bytes: Uint8Array };

async function keptAt(needs: Needs, review: ReviewRow, ref: Exclude<VersionRef, { kind: 'now' }>): Promise<Kept> {
  const { title } = review;
  const { db, sql } = needs.database;
  switch (ref.kind) {
    case 'frozen': {
      const frozen = await frozenState(sql, review.id, ref.no);
      if (!frozen) throw new Refused('not-found', { field: 'version' });
      return { ...frozen, title: parseCanonical(frozen.canonical).title, base: frozen.seq, rows: none() };
    }
    case 'named': {
      const named = await namedVersionState(db, review.id, ref.id);
      if (!named) throw new Refused('not-found', { field: 'version' });
      return { epoch: named.epoch, seq: named.seq, state: named.state, title, base: named.seq, rows: none() };
    }
    case 'change': {
      const at = { epoch: ref.epoch, seq: ref.seq };
      const end = await endOfLog(sql, review.id);
      if (!end || at.epoch > end.epoch || (at.epoch === end.epoch && at.seq > end.seq))
        throw new Refused('not-found', { field: 'version' });
      const base = await stateBefore(sql, review.id, at);
      const rows = logBetween(sql, review.id, { epoch: at.epoch, seq: base?.seq ?? 0 }, at);
      return { ...at, title, state: base?.state ?? null, base: base?.seq ?? 0, rows };
    }
  }
}

async function* none(): AsyncGenerator<Row[]> {}

/** A damaged row is left out, as it is when the text is opened (RM11). */
function applyRow(needs: Needs, docId: string, doc: Y.Doc, { bytes, epoch, seq }: Row): void {
  try {
    Y.applyUpdate(doc, bytes);
  } catch (error) {
    needs.log.warn('a row of the log cannot be read and is left out of an older text', { docId, epoch, seq, error });
  }
}
