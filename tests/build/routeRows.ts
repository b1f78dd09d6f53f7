// Which row of the matrix each route of the API asks, written by hand: a route that is not listed here fails T13.
import type { Action } from '../../domain/policy';

/**
 * `reading`: whoever may read the live text or the approved version. `thread`: the rules of threads over `comment`. `moves`: the rows of
 * the moves. `own`: about the person who asks. `signed-in`: for everybody with a session. `admin`: administrators alone. `moderate`: those of them who read
 * the review. `public`: anybody.
 */
export type Row = Action | 'reading' | 'thread' | 'moves' | 'own' | 'signed-in' | 'admin' | 'moderate' | 'public';

const ROWS: Partial<Record<Row, string>> = {
  public: 'POST /session, POST /verify, GET /openapi.json',
  own: `DELETE /session, GET /me, PATCH /me, POST /me/password, GET /me/tokens, POST /me/tokens, DELETE /me/tokens/:id,
    GET /me/sessions, DELETE /me/sessions/:id, DELETE /me/standing/:id, GET /desk, GET /reviews, GET /search, GET /me/tasks, GET /me/notifications,
    GET /me/notifications/unread, POST /me/notifications/read, GET /me/absence, PUT /me/absence, DELETE /me/absence,
    GET /bin`,
  'signed-in': 'GET /people, GET /templates, POST /reviews, POST /recognise, GET /set-phrases',
  admin: `GET /people/all, POST /people, PATCH /people/:id, POST /people/:id/invite, POST /people/:id/reset,
    POST /people/:id/disable, POST /people/:id/enable, POST /people/:id/hand-over, PATCH /organisation, POST /set-phrases, DELETE /set-phrases, GET /audit,
    GET /audit/events, GET /audit/verify, GET /organisation/reviews, POST /reviews/:id/break-glass, POST /reviews/:id/purge, DELETE /reviews/:id/purge,
    POST /reviews/:id/purge/confirm`,
  reading: `GET /reviews/:id, GET /reviews/:id/text, GET /reviews/:id/outline, GET /reviews/:id/timeline,
    GET /reviews/:id/points/:point, GET /reviews/:id/signoff, GET /reviews/:id/versions, GET /reviews/:id/versions/:no/canonical,
    GET /reviews/:id/versions/:no/document`,
  read: `GET /reviews/:id/findings, GET /reviews/:id/gates, GET /reviews/:id/unprintable, GET /reviews/:id/authors, GET /reviews/:id/history,
    GET /reviews/:id/named-versions, GET /reviews/:id/structure, GET /reviews/:id/threads, GET /comments/:id/edits,
    GET /reviews/:id/suggestions, GET /reviews/:id/waivers, GET /reviews/:id/shared-passages, GET /reviews/:id/signoff-plan,
    GET /reviews/:id/points`,
  'export-approved': 'GET /reviews/:id/export',
  'read-own-audit': 'GET /reviews/:id/events',
  'change-title': 'PATCH /reviews/:id',
  delete: 'DELETE /reviews/:id, POST /bin/:id/restore',
  share: 'PUT /reviews/:id/members/:person, DELETE /reviews/:id/members/:person',
  moves: 'POST /reviews/:id/actions',
  write: `POST /reviews/:id/restore, POST /reviews/:id/named-versions, PATCH /reviews/:id/named-versions/:versionId,
    PUT /reviews/:id/sections, PUT /reviews/:id/points/:point/fields, POST /reviews/:id/clean-up`,
  suggest: 'POST /reviews/:id/suggestions',
  thread: `POST /reviews/:id/threads, POST /threads/:id/replies, POST /threads/:id/resolve, POST /threads/:id/reopen,
    PUT /threads/:id/assignment, PUT /threads/:id/place, PATCH /comments/:id, DELETE /comments/:id,
    PUT /comments/:id/reactions/:name, DELETE /comments/:id/reactions/:name`,
  moderate: 'PUT /comments/:id/hidden, DELETE /comments/:id/hidden',
  waive: 'POST /reviews/:id/waivers, DELETE /reviews/:id/waivers/:waiver',
  decide: 'POST /reviews/:id/decisions, DELETE /reviews/:id/decisions',
  'plan-signoff': 'PUT /reviews/:id/signoff-plan',
  'change-signers': `POST /reviews/:id/signoff/lines, POST /reviews/:id/signoff/lines/:line/remove,
    POST /reviews/:id/signoff/lines/:line/remind, PUT /reviews/:id/signoff/lines/:line/due`,
  'pass-on': `POST /reviews/:id/signoff/lines/:line/transfer, POST /reviews/:id/signoff/lines/:line/delegate,
    POST /reviews/:id/signoff/lines/:line/give-back`,
  'return-sections': 'POST /reviews/:id/signoff/return',
  'answer-point': 'POST /reviews/:id/points/:point/answer',
};

/** By method and path. */
export const ROW_OF: ReadonlyMap<string, Row> = new Map(
  (Object.entries(ROWS) as [Row, string][]).flatMap(([row, names]) =>
    names.split(',').map((name): [string, Row] => [name.trim(), row]),
  ),
);
