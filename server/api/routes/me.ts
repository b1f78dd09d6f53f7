// Routes of oneself: profile, password, tokens, sessions.
import { changePassword, changePasswordBody } from '../../commands/people/changePassword';
import { endSession } from '../../commands/people/sessions';
import { listTokens, makeToken, makeTokenBody, revokeToken } from '../../commands/people/tokens';
import { updateProfile, updateProfileBody } from '../../commands/people/updateProfile';
import { withdrawStanding, withdrawStandingBody } from '../../commands/signoff/withdrawStanding';
import { accountPage, sessionPage } from '../../views/account';
import { json, nothing, once, orThrow, param, type Route } from '../route';

export const meRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/me',
    summary:
      'Oneself, with tokens, the first sessions, and the own reservations and objections that nobody has withdrawn',
    answers:
      '{person, tokens, sessions, cursor?, standing:[{id, decision, opinion, version, at, review}]}; `review` is null where one reads it no more',
    handle: async ({ needs }, actor) => json(200, await accountPage(needs, actor)),
  },
  {
    method: 'PATCH',
    path: '/me',
    summary: 'Name, language (null: as the browser says) and theme',
    request: updateProfileBody,
    answers: 'nothing',
    handle: async ({ needs, body }, actor) => {
      orThrow(await updateProfile(needs, actor, body));
      return nothing;
    },
  },
  {
    method: 'POST',
    path: '/me/password',
    summary: 'Another password; every other session and token of the person ends',
    request: changePasswordBody,
    answers: 'nothing',
    handle: async ({ needs, body }, actor) => {
      orThrow(await changePassword(needs, actor, body));
      return nothing;
    },
  },
  {
    method: 'GET',
    path: '/me/tokens',
    summary: 'Personal tokens that stand',
    answers: '{items}',
    handle: async ({ needs }, actor) => json(200, orThrow(await listTokens(needs, actor))),
  },
  {
    method: 'POST',
    path: '/me/tokens',
    summary: 'A personal token (browser sessions only); it is shown this once',
    request: makeTokenBody,
    answers: '{id, token, expiresAt}',
    handle: async ({ needs, body }, actor) => json(201, orThrow(await makeToken(needs, actor, body))),
  },
  {
    method: 'DELETE',
    path: '/me/tokens/:id',
    summary: 'Revokes a personal token at once',
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(await revokeToken(context.needs, actor, { tokenId: param(context, 'id') }));
      return nothing;
    },
  },
  {
    method: 'GET',
    path: '/me/sessions',
    summary: 'Where one is signed in: this session first, then the last used, 50 at a time',
    query: ['cursor'],
    answers: '{items:[{id, current, createdAt, lastSeenAt}], cursor?}',
    handle: async ({ needs, query }, actor) => json(200, orThrow(await sessionPage(needs, actor, query))),
  },
  {
    method: 'DELETE',
    path: '/me/sessions/:id',
    summary: 'Ends one of one’s own sessions, also on another machine',
    answers: 'nothing',
    handle: async (context, actor) => {
      orThrow(await endSession(context.needs, actor, { sessionId: param(context, 'id') }));
      return nothing;
    },
  },
  {
    method: 'DELETE',
    path: '/me/standing/:id',
    summary: 'Withdraws an own reservation or objection that stands, also without a place in the sign-off',
    request: withdrawStandingBody,
    answers: 'nothing',
    handle: async (context, actor) => {
      const input = {
        decisionId: param(context, 'id'),
        body: context.body,
        once: once(context, actor),
      };
      orThrow(await withdrawStanding(context.needs, actor, input));
      return nothing;
    },
  },
];
