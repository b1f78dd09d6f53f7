// Routes of what people keep beside the text: sections with owner and state, the fields of measures.
import { z } from 'zod';
import { fieldsOf, sectionsOf } from '../../../db/queries/structure';
import { SECTION_STATES } from '../../../domain/review';
import { reviewFor } from '../../commands/run';
import { setFields } from '../../commands/structure/setFields';
import { setSection } from '../../commands/structure/setSection';
import { json, orThrow, param, type Route } from '../route';

const named = z
  .union([z.object({ personId: z.string() }), z.object({ name: z.string() })])
  .nullable()
  .optional();

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
    request: z.object({
      sectionKey: z.string(),
      ownerId: z.string().nullable().optional(),
      state: z.enum(SECTION_STATES).optional(),
    }),
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
    request: z.object({
      owner: named,
      due: z.string().nullable().optional(),
      criterion: z.string().nullable().optional(),
      verifier: named,
    }),
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
