// next-auth's routes for signing in. Reading and ending sessions is ours: its own would clear the cookie when the database blips,
// and would answer "signed out" although the session could not be ended.
import type { NextRequest } from 'next/server';
import { handlers } from '../../../auth';
import { currentActor } from '../../../session';

type Context = { params: Promise<{ nextauth: string[] }> };

const HANDED_ON: readonly (string | undefined)[] = ['csrf', 'providers', 'signin', 'callback', 'error'];

export async function GET(request: NextRequest, context: Context): Promise<Response> {
  const [action] = (await context.params).nextauth;
  if (action === 'session') return session();
  return HANDED_ON.includes(action) ? handlers.GET(request) : problem(404, 'not-found');
}

export async function POST(request: NextRequest, context: Context): Promise<Response> {
  const [action] = (await context.params).nextauth;
  return HANDED_ON.includes(action) ? handlers.POST(request) : problem(404, 'not-found');
}

/** next-auth's own shape, or null. An outage is 503 and leaves the cookie alone. */
async function session(): Promise<Response> {
  try {
    const actor = await currentActor();
    const user = actor && { id: actor.personId, name: actor.name, email: actor.email };
    return Response.json(user && { user }, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    console.error(error);
    return problem(503, 'unavailable');
  }
}

function problem(status: number, code: string): Response {
  const body = { type: `urn:countersign:${code}`, title: code.replaceAll('-', ' '), status, code };
  return Response.json(body, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
