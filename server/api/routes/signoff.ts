// Routes of the sign-off: its state, decisions, versions, and the review's own record of events.
import { peopleByIds } from '../../../db/queries/people';
import { versionList, versionNo } from '../../../db/queries/versions';
import { can } from '../../../domain/policy';
import { mayReadVersion } from '../../../domain/reading';
import { Refused } from '../../../domain/refusal';
import { versionNoOf } from '../../commands/reviews/exportReview';
import { decide, decideBody, withdraw, withdrawBody } from '../../commands/signoff/decide';
import { readingFor } from '../../reading';
import { reviewRecord } from '../../views/reviewRecord';
import { signoffView } from '../../views/signoff';
import { personOf } from '../../views/threads';
import { json, nothing, once, orThrow, param, type Route } from '../route';

export const signoffRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/reviews/:id/signoff',
    summary: 'The newest version and who has signed it',
    answers: '{version, digest, recordSha256, steps, openSections, complete}; 404 before the first freeze',
    handle: async (context, actor) => {
      const db = context.needs.database.db;
      const { review, only } = await readingFor(db, actor, param(context, 'id'));
      const sees = can(review, actor.personId, 'change-signers');
      const view = await signoffView(db, review.id, actor.personId, { sees, no: only });
      if (!view) throw new Refused('not-found');
      return json(200, view);
    },
  },
  {
    method: 'POST',
    path: '/reviews/:id/decisions',
    summary: 'A signatory decides on exact bytes; the password is asked again; a moved digest is 409',
    request: decideBody,
    answers: '{id}',
    handle: async (context, actor) => {
      const input = {
        reviewId: param(context, 'id'),
        body: context.body,
        idempotencyKey: context.idempotencyKey,
        once: once(context, actor),
      };
      return json(201, orThrow(await decide(context.needs, actor, input)));
    },
  },
  {
    method: 'DELETE',
    path: '/reviews/:id/decisions',
    summary: 'A signatory takes back the standing decision, before completion',
    request: withdrawBody,
    answers: 'nothing',
    handle: async (context, actor) => {
      const input = {
        reviewId: param(context, 'id'),
        body: context.body,
        once: once(context, actor),
      };
      orThrow(await withdraw(context.needs, actor, input));
      return nothing;
    },
  },
  {
    method: 'GET',
    path: '/reviews/:id/versions',
    summary: 'Frozen versions, newest first',
    answers: '{items:[{no, digest, recordSha256, frozenAt, frozenBy, outcome}]}',
    handle: async (context, actor) => {
      const db = context.needs.database.db;
      const { review } = await readingFor(db, actor, param(context, 'id'));
      const rows = (await versionList(db, review.id)).filter((row) => mayReadVersion(review, actor.personId, row));
      const people = await peopleByIds(
        db,
        rows.map((row) => row.frozenBy),
      );
      const items = rows.map(({ id: _id, contentSha256, frozenAt, frozenBy, ...row }) => ({
        ...row,
        digest: contentSha256,
        frozenAt: frozenAt.toISOString(),
        frozenBy: personOf(people, frozenBy).name,
      }));
      return json(200, { items });
    },
  },
  // Two names for one thing: what a signature names, and what the difference since one's own is made of.
  ...['canonical', 'document'].map(
    (name): Route => ({
      method: 'GET',
      path: `/reviews/:id/versions/:no/${name}`,
      summary: 'The exact bytes that a signature of this version names',
      answers: 'bytes of countersign.document/1',
      handle: async (context, actor) => {
        const db = context.needs.database.db;
        const { review } = await readingFor(db, actor, param(context, 'id'));
        const no = versionNoOf(param(context, 'no'));
        const version = no === null ? null : await versionNo(db, review.id, no);
        if (!version || !mayReadVersion(review, actor.personId, version)) throw new Refused('not-found');
        return { status: 200, bytes: version.canonical, type: 'application/json', filename: `version-${no}.json` };
      },
    }),
  ),
  {
    method: 'GET',
    path: '/reviews/:id/events',
    summary:
      'What happened in this review, newest first: all for owners, own acts for others, sign events for signatories',
    query: ['cursor'],
    answers:
      '{items, reads: all|signing|own, brokenAt, cursor?}; `brokenAt`: the newest of these that does not follow on in the chain',
    handle: async (context, actor) => {
      const asked = { reviewId: param(context, 'id'), cursor: context.query.cursor };
      return json(200, orThrow(await reviewRecord(context.needs, actor, asked)));
    },
  },
];
