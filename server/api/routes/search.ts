// Search over titles, texts and comments.
import { search } from '../../views/search';
import { json, orThrow, type Route } from '../route';

export const searchRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/search',
    summary:
      'Reviews whose title, text or comments hold every term; "…" keeps words together; newest change first, 20 a page',
    query: ['q', 'cursor'],
    answers:
      '{items:[{reviewId, title:[{text, hit}], stage, updatedAt, hits:[{kind: text·comment, sectionKey, section, parts:[{text, hit}], threadId?, author?, at?}]}], cursor?}',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await search(needs, actor, query))),
  },
];
