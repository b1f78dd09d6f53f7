// The composition root: the one place that constructs services and hands each what it needs.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Database } from '../db/open';
import { keepStanding } from '../db/queries/lostThreads';
import { organisationName } from '../db/queries/people';
import { openThreadsOf } from '../db/queries/reviews';
import { createRate } from './api/rate';
import { createRouter } from './api/router';
import { routes } from './api/routes';
import { actorOf } from './auth/actor';
import { createAuthDoor } from './auth/door';
import type { Passwords } from './auth/passwords';
import { confirmPassword } from './auth/signIn';
import { createAccess } from './collab/access';
import { createCollab } from './collab/collab';
import { createStore } from './collab/store';
import type { Collab } from './collab/types';
import { createPeopleNeeds, type PeopleNeeds } from './commands/people/needs';
import { refuseCopy } from './commands/reviews/refuseCopy';
import type { Fanout } from './fanout/fanout';
import { Glyphs } from './files/glyphs';
import { Turns } from './files/turns';
import { Histories } from './history/histories';
import { createKeys } from './keys/keys';
import type { Log } from './log';
import type { Needs } from './needs';
import type { Runtime } from './runtime';
import { cardOf, createTemplateStore } from './templates';
import { VERSION } from './version';
import { accountPage } from './views/account';
import { auditPage, shownKeys } from './views/audit';
import { binPage } from './views/bin';
import { desk, reviewList } from './views/lists';
import { organisationReviewsPage } from './views/organisation';
import { peoplePage } from './views/people';
import { reviewPage } from './views/reviewPage';
import { reviewRecord } from './views/reviewRecord';
import { search } from './views/search';

export interface Services {
  needs: Needs & PeopleNeeds;
  collab: Collab;
  /** Handles every request below /api/v1. */
  api(request: IncomingMessage, response: ServerResponse): Promise<void>;
  runtime: Runtime;
}

interface Given {
  database: Database;
  log: Log;
  secret: string;
  /** Signing keys and the administrator's fonts lie in it. */
  dataDir: string;
  /** Without a trailing slash. */
  publicUrl: string;
  /** Frames a second per connection; 0 = unlimited. */
  frameRate: number;
  /** Requests a minute per session or token; 0 = unlimited. */
  apiRate: number;
  /** Without one this process is the only node. */
  fanout?: Fanout;
  /** With today's cost by default. */
  passwords?: Passwords;
}

export function createServices(given: Given): Services {
  const { database, log, secret, dataDir, publicUrl, frameRate, apiRate, fanout } = given;
  const people: PeopleNeeds = createPeopleNeeds({
    database,
    log,
    secret,
    publicUrl,
    ...(given.passwords ? { passwords: given.passwords } : {}),
    onSessionsEnded: (who) => collab.askAgain(who),
  });
  // The chain is written by one at a time: many of these must not hold the whole pool while they wait for it.
  const refusals = new Turns(1, 100);
  const collab = createCollab({
    store: createStore(database),
    access: createAccess(database),
    log,
    publicUrl,
    frameRate,
    version: VERSION,
    ...(fanout ? { fanout } : {}),
    identify: ({ headers }, token) =>
      actorOf(people, { cookieHeader: headers.cookie, authorization: headers.authorization, queryToken: token }),
    stillSignedIn: (sessionIds) => people.sessions.standing(sessionIds),
    openThreads: (reviewId) => openThreadsOf(database.db, reviewId),
    onStanding: (_reviewId, standing) => keepStanding(database.db, standing),
    otherHistory: (what) => refusals.take(() => refuseCopy(database, what)),
  });
  const needs: Needs & PeopleNeeds = {
    ...people,
    collab,
    templates: createTemplateStore(database.db),
    keys: createKeys({ db: database.db, log, folder: join(dataDir, 'keys') }),
    fontFolder: join(dataDir, 'fonts'),
    glyphs: new Glyphs(join(dataDir, 'fonts')),
    histories: new Histories(database.sql),
    confirmPassword: (personId, password) => confirmPassword(people, personId, password),
  };
  const api = createRouter({
    routes,
    needs,
    publicUrl,
    log,
    rate: createRate(apiRate),
    identify: ({ headers }) =>
      actorOf(people, {
        cookieHeader: headers.cookie,
        authorization: headers.authorization,
        acceptLanguage: headers['accept-language'],
      }),
  });
  return { needs, collab, api, runtime: runtimeOf(needs) };
}

/** Plain data for the pages (STACK trap 2). */
function runtimeOf(needs: Needs & PeopleNeeds): Runtime {
  const { publicUrl, log } = needs;
  return {
    publicUrl,
    ...logged(log, { organisation: () => organisationName(needs.database.db) }),
    auth: logged(log, createAuthDoor(needs)),
    views: logged(log, {
      reviewPage: (actor, reviewId) => reviewPage(needs, actor, reviewId),
      desk: (actor) => desk(needs, actor),
      reviewList: (actor, query) => reviewList(needs, actor, query),
      search: (actor, query) => search(needs, actor, query),
      templates: async () => (await needs.templates.all()).map(({ template }) => cardOf(template)),
      account: (actor) => accountPage(needs, actor),
      people: (actor, query) => peoplePage(needs, actor, query),
      reviewRecord: (actor, asked) => reviewRecord(needs, actor, asked),
      audit: (actor, query) => auditPage(needs, actor, query),
      bin: (actor, query) => binPage(needs, actor, query),
      organisationReviews: (actor, query) => organisationReviewsPage(needs, actor, query),
      signingKeys: () => shownKeys(needs),
    }),
  };
}

/** Next prints what its pages throw as it is, values of statements included: our own log says it instead, without them. */
function logged<T extends object>(log: Log, doors: T): T {
  const told = Object.entries(doors).map(([name, door]) => {
    if (typeof door !== 'function') return [name, door];
    return [
      name,
      async (...given: unknown[]) => {
        try {
          return await door(...given);
        } catch (error) {
          log.error('a page could not be served', { door: name, error });
          throw new Error(`${name} failed; the log of the server says why`);
        }
      },
    ];
  });
  return Object.fromEntries(told) as T;
}
