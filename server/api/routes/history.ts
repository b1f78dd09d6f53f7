// Routes of the text's history: who wrote and deleted what, and the entries that the log makes.
import { Refused } from '../../../domain/refusal';
import { versionNoOf } from '../../commands/reviews/exportReview';
import { authorsView, historyCursor, historyView } from '../../views/history';
import { json, param, type Route } from '../route';

export const historyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/authors',
    summary:
      'Who wrote each character of the live text or of a version, and who deleted what; offsets are those of `text`',
    query: ['version'],
    answers:
      '{epoch, seq, text, people:[{id, name, colour}], blocks:[{line, runs:[{person, at, start, end}]}], deletions:[{person, at, length, line?, start?}]}; `person` is null for the server’s own words',
    handle: async (context, actor) => {
      const { version: wanted } = context.query;
      const version = wanted === undefined ? null : versionNoOf(wanted);
      if (wanted !== undefined && version === null) throw new Refused('bad-request', { field: 'version' });
      return json(200, await authorsView(context.needs, actor, { reviewId: param(context, 'id'), version }));
    },
  },
  {
    method: 'GET',
    path: '/reviews/:id/history',
    summary: 'Changes of the text, newest first, 50 a page: what was written until somebody paused is one entry',
    query: ['cursor'],
    answers:
      '{items:[{epoch, fromSeq, toSeq, since, at, people:[{id, name, colour}], inserted, deleted, versions}], cursor?}',
    handle: async (context, actor) => {
      const { cursor } = context.query;
      const before = cursor === undefined ? null : historyCursor(cursor);
      if (cursor !== undefined && before === null) throw new Refused('bad-request', { field: 'cursor' });
      return json(200, await historyView(context.needs, actor, { reviewId: param(context, 'id'), before }));
    },
  },
];
