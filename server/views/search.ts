// Search: reviews by title, text and comments, each hit with its place. Rights are asked in the statement that finds (SE4).
import { peopleByIds } from '../../db/queries/people';
import {
  type FoundReview,
  foundComments,
  foundTexts,
  searchPlaces,
  searchReviews,
  sectionsOfTexts,
} from '../../db/queries/search';
import { isLooked, type Looked } from '../../db/queries/searchSql';
import type { Actor } from '../../domain/actor';
import { Refused } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import { STAGES } from '../../domain/review';
import { holds, lineHits, marked, SEARCH_KINDS, type SearchKind, searchQuery, snippet } from '../../domain/search';
import type { SearchHit, SearchItem, SearchPage } from '../../domain/view';
import { storable } from '../commands/inputs';
import { attempt } from '../commands/run';
import type { Needs } from '../needs';
import { cursorOf, cursorText } from './cursor';
import { personOf } from './threads';

const PAGE = 20;
/** Reviews have the two halves of a word more often than the word: so many pages are looked through for one that is not empty. */
const PAGES = 5;
/** Shown of one review. */
const LINES = 3;
const COMMENTS = 3;
/** Characters of a text that are looked through for its lines, from the first hit on. */
const WINDOW = 20_000;
/** Comments of a review that are looked through: one alone may have thousands with a common word, and the others wait for theirs. */
const COMMENTS_READ = 40;

type Place = { updatedAt: Date; id: string };

/** `in`: where the words stand. */
export interface SearchAsked {
  q?: string;
  in?: string;
  stage?: string;
  cursor?: string;
}

/**
 * Newest change first, at most 20 reviews a page, and at most 100 looked through (SE10); the first page says by what it can be narrowed
 * (SE11). Refusals: bad-request for an unknown stage or kind, or a cursor that is none of ours.
 */
export async function search(needs: Needs, actor: Actor, query: SearchAsked): Promise<Result<SearchPage>> {
  return attempt(async () => {
    if (query.q !== undefined && !storable(query.q)) throw new Refused('bad-request', { field: 'q' });
    const kind = SEARCH_KINDS.find((one) => one === query.in);
    if (query.in && !kind) throw new Refused('bad-request', { field: 'in' });
    const stage = STAGES.find((one) => one === query.stage);
    if (query.stage && !stage) throw new Refused('bad-request', { field: 'stage' });
    let cursor: Place | undefined = query.cursor === undefined ? undefined : cursorOf(query.cursor);
    const looked = searchQuery(query.q ?? '');
    if (!isLooked(looked)) return { items: [] };
    const places = cursor ? {} : { places: await searchPlaces(needs.database, actor.personId, looked) };
    for (let n = 0; n < PAGES; n++) {
      const found = await searchReviews(needs.database, actor.personId, looked, {
        limit: PAGE + 1,
        ...(kind ? { kinds: [kind] } : {}),
        ...(stage ? { stage } : {}),
        ...(cursor ? { cursor } : {}),
      });
      const items = await itemsOf(needs, found.slice(0, PAGE), looked, kind);
      const last = found[PAGE - 1];
      if (found.length <= PAGE || !last) return { items, ...places };
      if (items.length > 0) return { items, cursor: cursorText(last), ...places };
      cursor = last;
    }
    return { items: [], ...(cursor ? { cursor: cursorText(cursor) } : {}), ...places };
  });
}

/** Those that hold the words, with where; `kind`: there alone. */
async function itemsOf(
  needs: Needs,
  found: readonly FoundReview[],
  looked: Looked,
  kind: SearchKind | undefined,
): Promise<SearchItem[]> {
  const ids = found.map(({ id }) => id);
  const within = (one: SearchKind) => (kind === undefined || kind === one ? ids : []);
  const [texts, comments] = await Promise.all([
    foundTexts(needs.database.db, within('text'), looked, WINDOW),
    commentHits(needs, within('comment'), looked),
  ]);
  const titles = within('title');
  return found.flatMap(({ id, title, stage, updatedAt }): SearchItem[] => {
    const inText = texts
      .filter((text) => text.reviewId === id)
      .flatMap((one) => lineHits(one.text, looked.terms, one.sections, { first: one.line, limit: LINES }))
      .map((hit): SearchHit => ({ kind: 'text', ...hit }));
    const hits = [...inText, ...(comments.get(id) ?? []).slice(0, COMMENTS)];
    const titled = titles.includes(id) && holds(title, looked.terms);
    if (hits.length === 0 && !titled) return [];
    return [{ reviewId: id, title: marked(title, looked.terms), stage, updatedAt: updatedAt.toISOString(), hits }];
  });
}

/** By review. */
async function commentHits(needs: Needs, reviewIds: readonly string[], looked: Looked) {
  const { db } = needs.database;
  const read = await foundComments(db, reviewIds, looked, COMMENTS_READ);
  const held = read.filter(({ body }) => holds(body, looked.terms));
  const [people, sections] = await Promise.all([
    peopleByIds(
      db,
      held.map(({ authorId }) => authorId),
    ),
    sectionsOfTexts(db, [...new Set(held.map(({ reviewId }) => reviewId))]),
  ]);
  const hits = new Map<string, SearchHit[]>();
  for (const { reviewId, threadId, authorId, at, sectionKey, body } of held) {
    const hit: SearchHit = {
      kind: 'comment',
      threadId,
      author: personOf(people, authorId).name,
      at: at.toISOString(),
      sectionKey,
      section: sections.get(reviewId)?.find(({ key }) => key === sectionKey)?.title ?? '',
      parts: snippet(body, looked.terms) ?? [],
    };
    hits.set(reviewId, [...(hits.get(reviewId) ?? []), hit]);
  }
  return hits;
}
