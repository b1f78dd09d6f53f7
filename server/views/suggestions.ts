// Pending suggestions as a reader sees them: their words, their place, and the people behind them.

import { peopleByIds } from '../../db/queries/people';
import type { ReviewRow } from '../../db/queries/reviews';
import { clientsOf } from '../../db/text';
import type { Authors } from '../../domain/document/authors';
import { sectionAt, sectionsOf } from '../../domain/document/sections';
import type { Suggestion } from '../../domain/document/suggestions';
import type { SuggestionView } from '../../domain/view';
import type { Needs } from '../needs';
import { liveText } from '../text';
import { personOf } from './threads';

/** In the order of the text. The caller has asked for the right to read. */
export async function suggestionViews(needs: Needs, review: ReviewRow): Promise<SuggestionView[]> {
  const { template } = await needs.templates.get(review.templateId, review.templateVersion);
  const { text, at } = await needs.collab.read(review.id, (doc, { epoch, seq }) => ({
    text: liveText(doc, review.title, template),
    at: { epoch, seq },
  }));
  if (text.suggestions.length === 0) return [];
  const owners = await clientsOf(needs.database.sql, review.id, at.epoch);
  const since = await needs.histories.upTo(review.id, at, { orLater: true }, async ({ authors }) =>
    text.suggestions.map(({ ids }) => firstOf(authors, ids)),
  );
  const byClient = new Map(owners.map(({ clientId, personId }) => [clientId, personId]));
  const people = await peopleByIds(needs.database.db, [...byClient.values()]);
  const sections = sectionsOf(text.blocks);
  return text.suggestions.map(({ id, inserted, deleted, block, authors }, n) => ({
    id,
    inserted,
    deleted,
    sectionKey: sectionAt(sections, block)?.id ?? null,
    line: text.rendered.lines.findIndex((line) => line.block === block) + 1,
    // The server's own ids are nobody's.
    authors: [...new Set(authors.flatMap((client) => byClient.get(client) ?? []))].map((one) => personOf(people, one)),
    complete: authors.every((client) => byClient.has(client)),
    at: since[n] ?? null,
  }));
}

/** When the log first had one of these ids; null where no readable row has. */
function firstOf(authors: Authors, ids: Suggestion['ids']): string | null {
  const times = ids.flatMap(({ client, clock }) =>
    authors.writersOf(client, clock, clock + 1).flatMap(({ by }) => by?.at ?? []),
  );
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}
