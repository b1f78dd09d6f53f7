// Routes of the text's history: who wrote and deleted what, and the entries that the log makes.
import { Refused } from '../../../domain/refusal';
import { versionNoOf } from '../../commands/reviews/exportReview';
import { authorsView, historyCursor, historyView } from '../../views/history';
import { json, param, type Route } from '../route';
import { pointOf } from './points';

export const historyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/authors',
    summary:
      'Who wrote each character of the live text, of a version or of any state (`point`), and who deleted what; offsets are those of `text`',
    query: ['version', 'point'],
    answers:
      '{epoch, seq, text, people:[{id, name, colour}], blocks:[{line, runs:[{person, at, start, end}]}], deletions:[{person, at, length, line?, start?}]}; `person` is null for the server’s own words',
    handle: async (context, actor) => {
      const { version, point } = context.query;
      const no = version === undefined ? null : versionNoOf(version);
      if (version !== undefined && no === null) throw new Refused('bad-request', { field: 'version' });
      const at = no === null ? pointOf(point ?? 'now') : ({ kind: 'frozen', no } as const);
      return json(200, await authorsView(context.needs, actor, { reviewId: param(context, 'id'), at }));
    },
  },
  {
    method: 'GET',
    path: '/reviews/:id/history',
    summary: 'Changes of the text, newest first, 50 a page: what was written until somebody paused is one entry',
    query: ['cursor'],
    answers:
      '{items:[{epoch, fromSeq, toSeq, since, at, people:[{id, name, colour}], inserted, deleted, saves, versions}], cursor?}',
    handle: async (context, actor) => {
      const { cursor } = context.query;
      const before = cursor === undefined ? null : historyCursor(cursor);
      if (cursor !== undefined && before === null) throw new Refused('bad-request', { field: 'cursor' });
      return json(200, await historyView(context.needs, actor, { reviewId: param(context, 'id'), before }));
    },
  },
];
