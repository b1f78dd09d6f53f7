// Routes of versions that people name.
import { namedVersionList } from '../../../db/queries/namedVersions';
import { reviewFor } from '../../commands/run';
import { nameBody, nameVersion, renameVersion } from '../../commands/versions/nameVersion';
import { namedVersionViews } from '../../views/versions';
import { json, nothing, orThrow, param, type Route } from '../route';

export const versionRoutes: readonly Route[] = [
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
