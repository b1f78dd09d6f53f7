// version.named and version.renamed: somebody who writes gives the text as it stands a name; its author or an owner changes that.
import { z } from 'zod';
import {
  insertNamedVersion,
  namedVersion,
  namedVersionList,
  renameNamedVersion,
} from '../../../db/queries/namedVersions';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import { MAX_VERSION_NAME, MAX_VERSION_NOTE, mayRenameVersion } from '../../../domain/namedVersion';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { act, attempt, parse, reviewFor } from '../run';

export const nameBody = z.strictObject({
  name: wordsInput(MAX_VERSION_NAME).min(1),
  note: wordsInput(MAX_VERSION_NOTE).optional(),
});

/**
 * Keeps the text with every edit acknowledged before. The same person asking for the same name of the same text again gets the
 * same version (VE1). Refusals: not-found, forbidden (also while frozen), bad-request.
 */
export async function nameVersion(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<{ id: string }>> {
  const kept = await attempt(async () => {
    const words = parse(nameBody, input.body);
    await reviewFor(needs.database.db, actor, input.reviewId, 'write');
    return { ...words, ...(await needs.collab.state(input.reviewId)) };
  });
  if (!kept.ok) return kept;
  const { name, note = '', epoch, seq, state } = kept.value;
  return act(needs, async ({ tx, event }) => {
    const review = await reviewFor(tx, actor, input.reviewId, 'write', true);
    const before = (await namedVersionList(tx, review.id)).find(
      (one) =>
        one.kind === 'named' &&
        one.epoch === epoch &&
        one.seq === seq &&
        one.name === name &&
        one.createdBy === actor.personId,
    );
    if (before) return { id: before.id };
    const id = await insertNamedVersion(tx, {
      reviewId: review.id,
      epoch,
      seq,
      kind: 'named',
      name,
      note,
      state,
      createdBy: actor.personId,
    });
    event(actor, review.id, { kind: 'version.named', body: { versionId: id, name } });
    return { id };
  });
}

/** Refusals: not-found, forbidden, bad-request. A note that is not given stays. */
export async function renameVersion(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; versionId: string; body: unknown },
): Promise<Result<null>> {
  return act(needs, async ({ tx, event }) => {
    const { name, note } = parse(nameBody, input.body);
    const review = await reviewFor(tx, actor, input.reviewId, 'read', true);
    const version = isId(input.versionId) ? await namedVersion(tx, review.id, input.versionId) : null;
    if (!version) throw new Refused('not-found');
    if (!mayRenameVersion(review, actor.personId, version)) throw new Refused('forbidden');
    if (version.name === name && (note ?? version.note) === version.note) return null;
    await renameNamedVersion(tx, version.id, name, note ?? version.note);
    event(actor, review.id, { kind: 'version.renamed', body: { versionId: version.id, from: version.name, to: name } });
    return null;
  });
}
