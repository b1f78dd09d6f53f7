// Routes of versions that people name.
import { namedVersionList } from '../../../db/queries/namedVersions';
import { Refused } from '../../../domain/refusal';
import { reviewFor } from '../../commands/run';
import { nameBody, nameVersion, renameVersion } from '../../commands/versions/nameVersion';
import { restoreBody, restoreVersion } from '../../commands/versions/restoreVersion';
import { timelineView } from '../../views/timeline';
import { namedVersionViews, pointView } from '../../views/versions';
import { json, nothing, orThrow, param, type Route } from '../route';
import { pointOf } from './points';

export const versionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/timeline',
    summary:
      'The history as its page shows it, newest first, 200 a page: changes between pauses, and versions with their places; `named=1`: versions alone',
    query: ['cursor', 'named'],
    answers:
      '{items:[{kind, point, at, inserted, deleted, from, …}], cursor?, last, now:{epoch, seq, editing:[person]}, may:{name, restore}}; `point` names the state to the routes below',
    handle: async (context, actor) => {
      const { cursor, named } = context.query;
      const parts = /^(\d{1,9})\.(\d{1,15})\.(\d{1,9})$/.exec(cursor ?? '');
      if (cursor !== undefined && !parts) throw new Refused('bad-request', { field: 'cursor' });
      const [epoch = 0, seq = 0, nth = 0] = parts?.slice(1).map(Number) ?? [];
      const before = parts && { epoch, seq, nth };
      return json(
        200,
        await timelineView(context.needs, actor, {
          reviewId: param(context, 'id'),
          before,
          named: named === '1',
          now: context.needs.clock(),
        }),
      );
    },
  },
  {
    method: 'GET',
    path: '/reviews/:id/points/:point',
    summary: 'The text as it was: `now`, `vNO` frozen, `nID` named, `cEPOCH.SEQ` behind a row of the log',
    answers: '{point, title, blocks:[{block, number}], characters, suggestions, whole}',
    handle: async (context, actor) =>
      json(
        200,
        await pointView(context.needs, actor, {
          reviewId: param(context, 'id'),
          at: pointOf(param(context, 'point')),
        }),
      ),
  },
  {
    method: 'POST',
    path: '/reviews/:id/restore',
    summary: 'Brings an earlier text back on top of the present one, which is kept as a version; by who may write',
    request: restoreBody,
    answers: '{changed, keptId?}; nothing changes where the text is that already',
    handle: async (context, actor) =>
      json(
        200,
        orThrow(await restoreVersion(context.needs, actor, { reviewId: param(context, 'id'), body: context.body })),
      ),
  },
  {
    method: 'GET',
    path: '/reviews/:id/named-versions',
    summary: 'Versions that somebody named, or that were kept before a clean-up or a restore; newest first',
    answers: '{items:[{id, kind, name, note, epoch, seq, by, at}]}; `name` is empty where nobody has given one',
    handle: async (context, actor) => {
      const review = await reviewFor(context.needs.database.db, actor, param(context, 'id'), 'read');
      const rows = await namedVersionList(context.needs.database.db, review.id);
      return json(200, { items: await namedVersionViews(context.needs, rows) });
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/named-versions',
    summary: 'Gives the text as it stands a name; asked twice for the same text it is the same version',
    request: nameBody,
    answers: '{id}',
    handle: async (context, actor) =>
      json(
        201,
        orThrow(await nameVersion(context.needs, actor, { reviewId: param(context, 'id'), body: context.body })),
      ),
  },
  {
    method: 'PATCH',
    path: '/reviews/:id/named-versions/:versionId',
    summary: 'Another name or note, by its author or an owner',
    request: nameBody,
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(
        await renameVersion(context.needs, actor, {
          reviewId: param(context, 'id'),
          versionId: param(context, 'versionId'),
          body: context.body,
        }),
      );
      return nothing;
    },
  },
];
