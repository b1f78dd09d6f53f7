// Routes of what people keep beside the text: sections with owner and state, the fields of measures.
import { fieldsOf, sectionsOf } from '../../../db/queries/structure';
import { reviewFor } from '../../commands/run';
import { setFields, setFieldsBody } from '../../commands/structure/setFields';
import { setSection, setSectionBody } from '../../commands/structure/setSection';
import { json, orThrow, param, type Route } from '../route';

export const structureRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/structure',
    summary: 'Owner and state of the sections, by sectionKey; fields of the measures, by the id of the point',
    answers: '{sections:{KEY:{owner, state}}, fields:{POINT:{owner, due, criterion, verifier}}}',
    handle: async (context, actor) => {
      const { db } = context.needs.database;
      const review = await reviewFor(db, actor, param(context, 'id'), 'read');
      return json(200, { sections: await sectionsOf(db, review.id), fields: await fieldsOf(db, review.id) });
    },
  },
  {
    method: 'PUT',
    path: '/reviews/:id/sections',
    summary: 'Sets owner or state of one section',
    request: setSectionBody,
    answers: '{ownerId, state}',
    handle: async (context, actor) =>
      json(
        200,
        orThrow(await setSection(context.needs, actor, { reviewId: param(context, 'id'), body: context.body })),
      ),
  },
  {
    method: 'PUT',
    path: '/reviews/:id/points/:point/fields',
    summary: 'Sets fields of a measure; those not named stay, null clears one',
    request: setFieldsBody,
    answers: '{owner, due, criterion, verifier}',
    handle: async (context, actor) =>
      json(
        200,
        orThrow(
          await setFields(context.needs, actor, {
            reviewId: param(context, 'id'),
            pointId: param(context, 'point'),
            body: context.body,
          }),
        ),
      ),
  },
];
