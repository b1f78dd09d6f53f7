// Search over titles, texts and comments.
import { search } from '../../views/search';
import { json, orThrow, type Route } from '../route';

export const searchRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/search',
    summary:
      'Reviews whose title, text or comments hold every term; "…" keeps words together; newest change first, 20 a page; an empty page with a cursor goes on',
    query: ['q', 'in', 'stage', 'cursor'],
    answers:
      '{items:[{reviewId, title:[{text, hit}], stage, updatedAt, hits:[{kind: text·comment, sectionKey, section, parts:[{text, hit}], threadId?, author?, at?}]}], cursor?, places?:[{kind: title·text·comment, stage}]}',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await search(needs, actor, query))),
  },
];
