// Routes of people: signing in by API, the directory, and what administrators do with people and the organisation.
import type { Actor } from '../../../domain/actor';
import type { Result } from '../../../domain/result';
import { createPerson, createPersonBody } from '../../commands/people/createPerson';
import { disablePerson, enablePerson } from '../../commands/people/disablePerson';
import { handOver, handOverBody } from '../../commands/people/handOver';
import { inviteLink, resetLink } from '../../commands/people/makeLink';
import { renameOrganisation, renameOrganisationBody } from '../../commands/people/renameOrganisation';
import { closeSession, openApiSession, sessionBody } from '../../commands/people/sessions';
import { setAdmin, setAdminBody } from '../../commands/people/setAdmin';
import { findPeople, peoplePage } from '../../views/people';
import { type Context, json, nothing, orThrow, param, type Route } from '../route';

/** A row for an act on one person that answers nothing or a link. */
function onPerson(
  verb: string,
  summary: string,
  answers: string,
  run: (context: Context, actor: Actor, personId: string) => Promise<Result<unknown>>,
): Route {
  return {
    method: 'POST',
    path: `/people/:id/${verb}`,
    summary,
    answers,
    handle: async (context, actor) => {
      const value = orThrow(await run(context, actor, param(context, 'id')));
      return value === null ? nothing : json(201, value);
    },
  };
}

export const peopleRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/session',
    summary: 'Signs in by e-mail and password; the token is shown this once',
    open: true,
    request: sessionBody,
    answers: '{token, user{id, name, email}}',
    handle: async ({ needs, body, address }) => json(201, orThrow(await openApiSession(needs, { body, address }))),
  },
  {
    method: 'DELETE',
    path: '/session',
    summary: 'Ends the session or token that asks, at once on sockets too',
    answers: 'nothing',
    handle: async ({ needs }, actor) => {
      orThrow(await closeSession(needs, actor));
      return nothing;
    },
  },
  {
    method: 'GET',
    path: '/people',
    summary: 'People whose name holds `q`, by name, 20 at a time; administrators see and search e-mails too',
    query: ['q', 'cursor'],
    answers: '{items:[{id, name, colour}], cursor?}',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await findPeople(needs, actor, query))),
  },
  {
    method: 'GET',
    path: '/people/all',
    summary: 'Everybody in the order they came, 100 at a time; `q`: whose name or e-mail holds it (administrators)',
    query: ['q', 'cursor'],
    answers: '{items:[{id, name, email, admin, colour, state, createdAt}], total, phrases, cursor?}',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await peoplePage(needs, actor, query))),
  },
  {
    method: 'POST',
    path: '/people',
    summary: 'Adds a person (administrators); without a password they join by an invitation link',
    request: createPersonBody,
    answers: '{id}',
    handle: async ({ needs, body }, actor) => json(201, orThrow(await createPerson(needs, actor, body))),
  },
  {
    method: 'PATCH',
    path: '/people/:id',
    summary: 'Makes or unmakes an administrator',
    request: setAdminBody,
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(await setAdmin(context.needs, actor, { personId: param(context, 'id'), body: context.body }));
      return nothing;
    },
  },
  onPerson(
    'invite',
    'A new invitation link of 7 days; older links of the person are spent',
    '{path, expiresAt}',
    ({ needs }, actor, personId) => inviteLink(needs, actor, { personId }),
  ),
  onPerson('reset', 'A link of 24 hours to choose a new password', '{path, expiresAt}', ({ needs }, actor, personId) =>
    resetLink(needs, actor, { personId }),
  ),
  onPerson(
    'disable',
    'Takes a person out: sessions, tokens and links end at once',
    'nothing',
    ({ needs }, actor, personId) => disablePerson(needs, actor, { personId }),
  ),
  onPerson('enable', 'Lets a disabled person sign in again', 'nothing', ({ needs }, actor, personId) =>
    enablePerson(needs, actor, { personId }),
  ),
  {
    method: 'POST',
    path: '/people/:id/hand-over',
    summary: 'Another owner for all reviews of a disabled person; their members are told (administrators)',
    request: handOverBody,
    answers: '{reviews}',
    handle: async (context, actor) =>
      json(200, orThrow(await handOver(context.needs, actor, { personId: param(context, 'id'), body: context.body }))),
  },
  {
    method: 'PATCH',
    path: '/organisation',
    summary: 'Renames the organisation (administrators); frozen texts keep the name they had',
    request: renameOrganisationBody,
    answers: 'nothing',
    handle: async ({ needs, body }, actor) => {
      orThrow(await renameOrganisation(needs, actor, body));
      return nothing;
    },
  },
];
