// Routes of the text: as lines, as outline, its findings and gates, recognising one, exporting one.

import type { ReviewRow } from '../../../db/queries/reviews';
import { openThreadsOf } from '../../../db/queries/reviews';
import { setPhrases } from '../../../db/queries/setPhrases';
import { standingWaivers } from '../../../db/queries/waivers';
import type { Actor } from '../../../domain/actor';
import { runChecks } from '../../../domain/checks/run';
import { outlineOf } from '../../../domain/document/outline';
import { doubts, recognise } from '../../../domain/document/recognise';
import { remaining } from '../../../domain/gates';
import { Refused } from '../../../domain/refusal';
import type { Template } from '../../../domain/template/template';
import { exportReview } from '../../commands/reviews/exportReview';
import { reviewFor } from '../../commands/run';
import { readUpload, UPLOAD_LIMIT } from '../../files/readUpload';
import { asSigned, readingFor, textRead } from '../../reading';
import { signingOf } from '../../signing';
import { besideOf, findingsOf, gatesOfText, type LiveText, liveText } from '../../text';
import { sharedFindings } from '../../views/sharedPassages';
import { unprintable } from '../../views/unprintable';
import { type Context, json, orThrow, param, type Route } from '../route';

/** The text with every edit acknowledged before the request (CONTRACT), for somebody who may read it now. */
async function textFor(
  context: Context,
  actor: Actor,
): Promise<{ review: ReviewRow; template: Template; text: LiveText }> {
  const { needs } = context;
  const review = await reviewFor(needs.database.db, actor, param(context, 'id'), 'read');
  const { template } = await needs.templates.get(review.templateId, review.templateVersion);
  return { review, template, text: await needs.collab.read(review.id, (doc) => liveText(doc, review.title, template)) };
}

/** The same, or the version that was approved, for whoever reads on in that one while the next is drafted (PO5). */
async function readText(context: Context, actor: Actor) {
  const { needs } = context;
  const read = asSigned(await readingFor(needs.database.db, actor, param(context, 'id')));
  const { template } = await needs.templates.get(read.review.templateId, read.review.templateVersion);
  return { template, ...(await textRead(needs, read, template)) };
}

export const textRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/recognise',
    summary: 'Recognises the structure of a text/plain or .docx body; nothing is stored',
    query: ['template'],
    body: 'bytes',
    limit: UPLOAD_LIMIT,
    answers: '{outline, findings, noise, unassigned, doubts, text}',
    handle: async ({ needs, query, bytes, contentType }) => {
      const found = query.template === undefined ? null : await needs.templates.newest(query.template);
      if (!found) throw new Refused('not-found', { field: 'template' });
      const text = await readUpload(bytes, contentType);
      const outline = recognise(text, found.template);
      const phrases = (await setPhrases(needs.database.db)).map(({ phrase }) => phrase);
      const findings = runChecks({ text, outline, template: found.template, phrases });
      return json(200, {
        outline,
        findings,
        noise: outline.noise,
        unassigned: outline.unassigned,
        doubts: doubts(outline, text),
        text,
      });
    },
  },
  {
    method: 'GET',
    path: '/reviews/:id/text',
    summary: 'Title and live text, one block a line, generated numbers included',
    answers: 'text/plain',
    handle: async (context, actor) => ({ status: 200, text: (await readText(context, actor)).text.rendered.text }),
  },
  {
    method: 'GET',
    path: '/reviews/:id/outline',
    summary:
      'The outline of the live text; parts and dimensions carry their sectionKey as `key`, measures their owner, due, criterion and verifier',
    answers: 'outline',
    handle: async (context, actor) => {
      const { title, template, text, fields } = await readText(context, actor);
      return json(200, outlineOf(title, text.blocks, template, fields));
    },
  },
  {
    method: 'GET',
    path: '/reviews/:id/findings',
    summary: 'What the checks find in the live text',
    answers: '{items}',
    handle: async (context, actor) => {
      const { review, template, text } = await textFor(context, actor);
      const beside = await besideOf(context.needs.database.db, review.id);
      const own = findingsOf(review.title, text, template, beside);
      const across = await sharedFindings(context.needs, actor, { review, template, text, beside });
      return json(200, { items: [...own, ...across].sort((a, b) => a.start - b.start) });
    },
  },
  {
    method: 'GET',
    path: '/reviews/:id/gates',
    summary: 'What still stands between the text and its freeze, without what is waived',
    answers: '{items}',
    handle: async (context, actor) => {
      const { review, template, text } = await textFor(context, actor);
      const db = context.needs.database.db;
      const [beside, threads] = [await besideOf(db, review.id), await openThreadsOf(db, review.id)];
      const gates = gatesOfText(review, template, text, beside, threads, await signingOf(db, review, template));
      return json(200, { items: remaining(gates, await standingWaivers(db, review.id)) });
    },
  },
  {
    method: 'GET',
    path: '/reviews/:id/unprintable',
    summary: 'Characters of the live text that no font of the server has: its PDF and its package would be refused',
    answers: '{items}',
    handle: async (context, actor) => {
      const { review, text } = await textFor(context, actor);
      const { database, glyphs } = context.needs;
      const beside = await besideOf(database.db, review.id);
      return json(200, { items: await unprintable({ text, beside, glyphs }) });
    },
  },
  {
    method: 'GET',
    path: '/reviews/:id/export',
    summary: 'The text as docx, md or json: the live draft, or a frozen version by number',
    query: ['format', 'version'],
    answers: 'bytes',
    handle: async (context, actor) => {
      const { format, version } = context.query;
      const file = orThrow(
        await exportReview(context.needs, actor, { reviewId: param(context, 'id'), format, version }),
      );
      return { status: 200, ...file };
    },
  },
];
