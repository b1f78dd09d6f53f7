// The one way from a page to /api/v1: the session cookie goes along, every failure comes back as a Problem.
import type { Problem } from '../../domain/view';

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Calls `/api/v1${path}`. `body`: a Blob goes as bytes under its own type, anything else as JSON.
 * A network failure, or an answer that no server of ours gives, is the problem `unavailable`. Never throws.
 * `headers`: an `idempotency-key`, so that a request sent again counts once.
 */
export async function call<T>(
  method: Method,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<Answer<T>> {
  const sent = payload(body);
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      ...sent,
      headers: { ...sent.headers, ...headers },
    });
  } catch (cause) {
    return { ok: false, problem: unavailable(0, String(cause)) };
  }
  if (response.status === 204) return { ok: true, value: undefined as T };
  const answer = await readJson(response);
  if (response.ok && answer !== NOT_JSON) return { ok: true, value: answer as T };
  return { ok: false, problem: isProblem(answer) ? answer : unavailable(response.status) };
}

function payload(body: unknown): { body?: BodyInit; headers?: Record<string, string> } {
  if (body === undefined) return {};
  if (body instanceof Blob) return { body, headers: { 'content-type': body.type } };
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

const NOT_JSON = Symbol('not JSON');

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return NOT_JSON; // A proxy's page, or a line that broke half way: the caller answers `unavailable`.
  }
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && typeof (answer as Problem).code === 'string';
}

function unavailable(status: number, detail?: string): Problem {
  return { type: 'about:blank', title: 'unavailable', status, code: 'unavailable', ...(detail && { detail }) };
}
