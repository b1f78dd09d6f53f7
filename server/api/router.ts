// From a request to a handler: path, method, sender, rate, body; every refusal is a problem, every surprise a logged 500.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAway } from '../../db/away';
import type { Actor } from '../../domain/actor';
import { Refused } from '../../domain/refusal';
import { Turns } from '../files/turns';
import type { Log } from '../log';
import { parseJson, readBody, send, sendProblem } from './http';
import type { Rate } from './rate';
import type { Context, Route } from './route';

export const PREFIX = '/api/v1';
const DEFAULT_LIMIT = 256 * 1024;
/** A body that took longer is asked again whose it is; half of what P6 allows. */
const SLOW_BODY_MS = 1_000;
/** Requests that may wait for their turn at a route that has turns. */
const WAITING = 50;

export interface RouterNeeds {
  routes: readonly Route[];
  needs: Context['needs'];
  publicUrl: string;
  log: Log;
  rate: Rate;
  identify(request: IncomingMessage): Promise<Actor | null>;
}

/** Handles every request below /api/v1. Never throws. */
export function createRouter(
  config: RouterNeeds,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const table = config.routes.map((route) => ({
    route,
    segments: route.path.split('/').slice(1),
    turns: route.atOnce === undefined ? null : new Turns(route.atOnce, WAITING),
  }));
  return async (request, response) => {
    const head = request.method === 'HEAD';
    try {
      const { path, search } = targetOf(request.url ?? '/');
      const matches = table.flatMap(({ route, segments, turns }) => {
        const params = matched(segments, path.slice(PREFIX.length));
        return params ? [{ route, params, turns }] : [];
      });
      if (matches.length === 0) throw new Refused('not-found');
      const method = head ? 'GET' : request.method;
      const found = matches.find(({ route }) => route.method === method);
      if (!found) {
        response.setHeader('allow', matches.map(({ route }) => route.method).join(', '));
        throw new Refused('method-not-allowed');
      }
      const work = () => answer(config, request, search, found.route, found.params);
      send(response, await (found.turns ? found.turns.take(work) : work()), head);
    } catch (error) {
      if (error instanceof Refused) return refuse(request, response, error, head);
      config.log.error('a request failed', { method: request.method, path: request.url?.split('?')[0], error });
      if (response.headersSent) response.destroy();
      else sendProblem(response, isAway(error) ? { code: 'unavailable', retryAfter: 5 } : { code: 'internal' }, head);
    }
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, error: Refused, head: boolean): void {
  // What was not read of the body must not be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  sendProblem(response, error.refusal, head);
}

async function answer(
  config: RouterNeeds,
  request: IncomingMessage,
  search: string,
  route: Route,
  params: Record<string, string>,
) {
  const query = queryOf(search, route.query ?? []);
  if (route.open) return route.handle(await contextOf(config, request, route, params, query));
  sameOrigin(config, request);
  const actor = await config.identify(request);
  if (!actor) throw new Refused('unsigned');
  config.rate.take(actor.sessionId);
  const asked = performance.now();
  const context = await contextOf(config, request, route, params, query);
  if (performance.now() - asked < SLOW_BODY_MS) return route.handle(context, actor);
  // Whoever signed out, or was disabled, while the body trickled in does nothing with it any more (P6).
  const still = await config.identify(request);
  if (!still) throw new Refused('unsigned');
  return route.handle(context, still);
}

async function contextOf(
  config: RouterNeeds,
  request: IncomingMessage,
  route: Route,
  params: Record<string, string>,
  query: Record<string, string>,
): Promise<Context> {
  const takesBody = route.method !== 'GET';
  const bytes = takesBody ? await readBody(request, route.limit ?? DEFAULT_LIMIT) : new Uint8Array();
  const key = request.headers['idempotency-key'];
  if (Array.isArray(key) || (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key)))
    throw new Refused('bad-request', { field: 'idempotency-key' });
  return {
    needs: config.needs,
    params,
    query,
    bytes,
    body:
      takesBody && route.body !== 'bytes' ? fieldsFor(route, parseJson(bytes, request.headers['content-type'])) : {},
    contentType: request.headers['content-type'] ?? '',
    idempotencyKey: key ?? null,
    route: `${route.method} ${route.path}`,
    address: request.socket.remoteAddress ?? '',
  };
}

/** A route that takes no fields refuses them here; the others' commands parse strictly for themselves. */
function fieldsFor(route: Route, body: Record<string, unknown>): Record<string, unknown> {
  const [field] = Object.keys(body);
  if (!route.request && field !== undefined) throw new Refused('unknown-field', { field: field.slice(0, 100) });
  return body;
}

/** A browser's cookie counts only for its own pages: a foreign page's request carries a foreign Origin or Sec-Fetch-Site. */
function sameOrigin(config: RouterNeeds, request: IncomingMessage): void {
  if (request.headers.authorization) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const safe = request.method === 'GET' || request.method === 'HEAD';
  if (origin !== undefined && origin !== config.publicUrl) throw new Refused('foreign-origin');
  if (site !== undefined && site !== 'same-origin' && !(safe && site === 'none')) throw new Refused('foreign-origin');
  if (!safe && origin === undefined && request.headers.cookie !== undefined) throw new Refused('foreign-origin');
}

function matched(segments: readonly string[], path: string): Record<string, string> | null {
  const parts = path.split('/').slice(1);
  if (parts.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = decoded(part);
    else if (segment !== part) return null;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    throw new Refused('not-found', { detail: error instanceof URIError ? 'a broken % sequence' : 'path' });
  }
}

/** The path as it was sent: nobody's dots are resolved, so one route has one spelling. */
function targetOf(target: string): { path: string; search: string } {
  const at = target.indexOf('?');
  return at === -1 ? { path: target, search: '' } : { path: target.slice(0, at), search: target.slice(at + 1) };
}

function queryOf(search: string, allowed: readonly string[]): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(search)) {
    if (!allowed.includes(key)) throw new Refused('unknown-field', { field: key.slice(0, 100) });
    if (Object.hasOwn(query, key)) throw new Refused('bad-request', { field: key, detail: 'given twice' });
    query[key] = value;
  }
  return query;
}
