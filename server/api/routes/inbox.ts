// Routes of one's inbox.
import { markRead, markReadBody } from '../../commands/inbox/markRead';
import { inbox, unreadCount } from '../../views/inbox';
import { tasks } from '../../views/lists';
import { json, orThrow, type Route } from '../route';

export const inboxRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/me/tasks',
    summary: 'What waits for one, by day, 200 at a time; `counts`: how many there are of each kind in all',
    query: ['kind', 'cursor'],
    answers: '{items:[{kind, reviewId, title, detail, due, at, threadId?, sectionKey?}], counts, cursor?}',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await tasks(needs, actor, query))),
  },
  {
    method: 'GET',
    path: '/me/notifications',
    summary: 'What reached one, a digest per thread, unread first, 50 a page; only of reviews that one may read now',
    query: ['filter', 'cursor'],
    answers:
      '{items:[{id, reviewId, title, threadId, kind, acts, unread, at, actors, quote, words, body}], unread, cursor?}; filter: all·to-me·mentions·following',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await inbox(needs, actor, query))),
  },
  {
    method: 'GET',
    path: '/me/notifications/unread',
    summary: 'How many digests hold something unread',
    answers: '{unread}',
    handle: async ({ needs }, actor) => json(200, { unread: await unreadCount(needs, actor) }),
  },
  {
    method: 'POST',
    path: '/me/notifications/read',
    summary: 'Marks digests read by id, or everything up to an instant',
    request: markReadBody,
    answers: '{marked}',
    handle: async ({ needs, body }, actor) => json(200, orThrow(await markRead(needs, actor, body))),
  },
];
