// Pending suggestions as a reader sees them: their words, their place, and the people behind them.

import { peopleByIds } from '../../db/queries/people';
import type { ReviewRow } from '../../db/queries/reviews';
import { clientsOf } from '../../db/text';
import { sectionAt, sectionsOf } from '../../domain/document/sections';
import type { SuggestionView } from '../../domain/view';
import type { Needs } from '../needs';
import { liveText } from '../text';
import { personOf } from './threads';

/** In the order of the text. The caller has asked for the right to read. */
export async function suggestionViews(needs: Needs, review: ReviewRow): Promise<SuggestionView[]> {
  const { template } = await needs.templates.get(review.templateId, review.templateVersion);
  const { text, epoch } = await needs.collab.read(review.id, (doc, at) => ({
    text: liveText(doc, review.title, template),
    epoch: at.epoch,
  }));
  if (text.suggestions.length === 0) return [];
  const owners = await clientsOf(needs.database.sql, review.id, epoch);
  const byClient = new Map(owners.map(({ clientId, personId }) => [clientId, personId]));
  const people = await peopleByIds(needs.database.db, [...byClient.values()]);
  const sections = sectionsOf(text.blocks);
  return text.suggestions.map(({ id, inserted, deleted, block, authors }) => ({
    id,
    inserted,
    deleted,
    sectionKey: sectionAt(sections, block)?.id ?? null,
    line: text.rendered.lines.findIndex((line) => line.block === block) + 1,
    // The server's own ids are nobody's.
    authors: [...new Set(authors.flatMap((client) => byClient.get(client) ?? []))].map((one) => personOf(people, one)),
    complete: authors.every((client) => byClient.has(client)),
  }));
}
