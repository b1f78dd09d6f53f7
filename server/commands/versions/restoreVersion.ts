// version.restored: an earlier text comes back on top of the present one, which is kept; nothing of the history is undone.
import * as Y from 'yjs';
import { z } from 'zod';
import { dropNamedVersion, insertNamedVersion, settleNamedVersion } from '../../../db/queries/namedVersions';
import { openThreadsOf } from '../../../db/queries/reviews';
import type { Actor } from '../../../domain/actor';
import type { Block } from '../../../domain/document/blocks';
import { blocksOf, shownBlocks, UnknownContent } from '../../../domain/document/layout';
import { tidyMarks } from '../../../domain/document/marks';
import { restoreBlocks } from '../../../domain/document/restore';
import { pendingSuggestions } from '../../../domain/document/suggestions';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { parseVersionRef, type VersionRef, versionRefText } from '../../../domain/versionRef';
import { readAt } from '../../history/states';
import type { Needs } from '../../needs';
import { act, attempt, parse, reviewFor } from '../run';

export const restoreBody = z.strictObject({ point: z.string().max(100) });

interface Restored {
  /** False when the text was that already: nothing was written and nothing kept. */
  changed: boolean;
  /** The text before, as a version. */
  keptId?: string;
}

/**
 * VE23: the text before is kept first, then the server writes in the document's queue for this person, then it is on the record.
 * Refusals: not-found, forbidden, bad-request, wrong-stage (frozen meanwhile), unknown-content (a text of another schema).
 */
export async function restoreVersion(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<Restored>> {
  const wanted = await attempt(() => load(needs, actor, input));
  if (!wanted.ok) return wanted;
  const { ref, target, isThere } = wanted.value;
  if (isThere) return { ok: true, value: { changed: false } };
  const kept = await keep(needs, actor, input.reviewId, ref);
  if (!kept.ok) return kept;
  const keptId = kept.value;
  const written = await attempt(() => write(needs, actor, input.reviewId, target));
  if (!written.ok) {
    await act(needs, ({ tx }) => dropNamedVersion(tx, keptId));
    return written;
  }
  return act(needs, async ({ tx, event, after }) => {
    await settleNamedVersion(tx, keptId, written.value);
    event(actor, input.reviewId, { kind: 'version.restored', body: { from: versionRefText(ref), keptId } });
    after(() => needs.collab.notify(input.reviewId, { type: 'threads' }));
    return { changed: true, keptId };
  });
}

async function load(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<{ ref: VersionRef; target: Block[]; isThere: boolean }> {
  const ref = parseVersionRef(parse(restoreBody, input.body).point);
  if (!ref || ref.kind === 'now') throw new Refused('bad-request', { field: 'point' });
  const review = await reviewFor(needs.database.db, actor, input.reviewId, 'write');
  const target = await readAt(needs, review, ref, readable);
  const isThere = await needs.collab.read(
    review.id,
    (doc) => pendingSuggestions(doc).length === 0 && JSON.stringify(blocksOf(doc, false)) === JSON.stringify(target),
  );
  return { ref, target, isThere };
}

/** Words that were suggested then come back as they were shown. @throws Refused unknown-content: half a text is not restored. */
function readable(doc: Y.Doc): Block[] {
  try {
    return shownBlocks(doc);
  } catch (error) {
    if (error instanceof UnknownContent) throw new Refused('unknown-content', { detail: error.message });
    throw error;
  }
}

async function keep(needs: Needs, actor: Actor, reviewId: string, ref: VersionRef): Promise<Result<string>> {
  const state = await attempt(() => needs.collab.state(reviewId));
  if (!state.ok) return state;
  return act(needs, async ({ tx }) => {
    const review = await reviewFor(tx, actor, reviewId, 'write', true);
    return insertNamedVersion(tx, {
      ...state.value,
      reviewId: review.id,
      kind: 'restore',
      name: '',
      note: versionRefText(ref),
      createdBy: actor.personId,
    });
  });
}

/** Answers what the text was at the moment of the write: edits between the keeping and the write are in it. */
async function write(needs: Needs, actor: Actor, reviewId: string, target: readonly Block[]) {
  const open = await openThreadsOf(needs.database.db, reviewId);
  return needs.collab.write(reviewId, { marksOnly: false, personId: actor.personId }, (doc, at) => {
    const before = { ...at, state: Y.encodeStateAsUpdate(doc) };
    restoreBlocks(doc, target);
    tidyMarks(doc, open);
    return before;
  });
}
