// Versions of a text as pages and the API show them.
import type * as Y from 'yjs';
import type { NamedVersionRow } from '../../db/queries/namedVersions';
import { peopleByIds } from '../../db/queries/people';
import { versionNo } from '../../db/queries/versions';
import type { Actor } from '../../domain/actor';
import { blocksOf, shownBlocks, UnknownContent } from '../../domain/document/layout';
import { numberBlocks } from '../../domain/document/render';
import { wordsOf } from '../../domain/document/sections';
import { pendingSuggestions } from '../../domain/document/suggestions';
import { isApproved } from '../../domain/reading';
import { Refused } from '../../domain/refusal';
import { type VersionRef, versionRefText } from '../../domain/versionRef';
import type { NamedVersionView, PointView } from '../../domain/view';
import { readAt } from '../history/states';
import type { Needs } from '../needs';
import { forAllReaders } from './history';
import { personOf } from './threads';

export async function namedVersionViews(needs: Needs, rows: readonly NamedVersionRow[]): Promise<NamedVersionView[]> {
  const people = await peopleByIds(
    needs.database.db,
    rows.map(({ createdBy }) => createdBy),
  );
  return rows.map(({ id, kind, name, note, epoch, seq, createdBy, createdAt }) => ({
    id,
    kind,
    name,
    note,
    epoch,
    seq,
    by: personOf(people, createdBy),
    at: createdAt.toISOString(),
  }));
}

/** The text at any point of its history (VE3). @throws Refused not-found, forbidden. */
export async function pointView(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; at: VersionRef },
): Promise<PointView> {
  return forAllReaders(needs, actor, input.reviewId, async ({ review, only }) => {
    const { at } = input;
    const version = only !== null && at.kind === 'frozen' ? await versionNo(needs.database.db, review.id, at.no) : null;
    if (only !== null && !(version && isApproved(version))) throw new Refused('not-found', { field: 'version' });
    const { template } = await needs.templates.get(review.templateId, review.templateVersion);
    return readAt(needs, review, input.at, (doc, { title }) => {
      const blocks = blocksOf(doc, false);
      return {
        point: versionRefText(input.at),
        title,
        blocks: numberBlocks(blocks, template).map(({ block, number }) => ({ block, number })),
        characters: blocks.reduce((sum, block) => sum + wordsOf(block).replaceAll(/[\t\n]/g, '').length, 0),
        suggestions: pendingSuggestions(doc).length,
        whole: isWhole(doc),
      };
    });
  });
}

function isWhole(doc: Y.Doc): boolean {
  try {
    shownBlocks(doc);
    return true;
  } catch (error) {
    if (error instanceof UnknownContent) return false;
    throw error;
  }
}
