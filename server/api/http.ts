// HTTP for /api: reading a bounded body, answering JSON, bytes or a problem (RFC 9457). Knows no route.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Refusal, Refused, statusOf } from '../../domain/refusal';
import type { Problem } from '../../domain/view';

export type Answer =
  | { status: number; json: unknown }
  | { status: number; text: string }
  | { status: 204 }
  | { status: number; bytes: Uint8Array; type: string; filename: string };

const CUT_OFF = 'the body was cut off';

/** The whole body. @throws Refused `too-large` as soon as it passes `limit` bytes, `bad-request` when it is cut off. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw new Refused('too-large', { detail: `limit ${limit} bytes` });
  if (request.headers['content-encoding']) throw new Refused('unsupported-type', { field: 'content-encoding' });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new Refused('too-large', { detail: `limit ${limit} bytes` });
      chunks.push(chunk);
    }
  } catch (error) {
    // The client left in the middle: nobody hears the answer, and it is no fault of ours to log.
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') throw new Refused('bad-request', { detail: CUT_OFF });
    throw error;
  }
  if (request.headers['content-length'] !== undefined && size !== announced)
    throw new Refused('bad-request', { detail: CUT_OFF });
  return Buffer.concat(chunks);
}

/** A JSON object. An empty body is an empty object. @throws Refused `unsupported-type`, `bad-json`. */
export function parseJson(bytes: Uint8Array, contentType: string | undefined): Record<string, unknown> {
  if (bytes.length === 0) return {};
  const [type, ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((one) => one.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (type !== 'application/json' || (charset !== undefined && charset !== 'utf-8'))
    throw new Refused('unsupported-type', { field: 'content-type', detail: 'application/json in UTF-8' });
  const value = jsonOf(bytes);
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Refused('bad-json', { detail: 'a JSON object is needed' });
  return value as Record<string, unknown>;
}

/** Such a key means one thing to JSON.parse and another to what copies its result. */
function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('the key __proto__');
  return value;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), refusePrototype);
  } catch (error) {
    throw new Refused('bad-json', { detail: error instanceof Error ? error.message.slice(0, 200) : 'not JSON' });
  }
}

export function send(response: ServerResponse, answer: Answer, head = false): void {
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  response.statusCode = answer.status;
  if ('json' in answer) end(response, 'application/json; charset=utf-8', JSON.stringify(answer.json), head);
  else if ('text' in answer) end(response, 'text/plain; charset=utf-8', answer.text, head);
  else if ('bytes' in answer) {
    response.setHeader(
      'content-disposition',
      `attachment; filename="export"; filename*=UTF-8''${encodeURIComponent(answer.filename)}`,
    );
    end(response, answer.type, Buffer.from(answer.bytes), head);
  } else response.end();
}

export function sendProblem(response: ServerResponse, refusal: Refusal, head = false): void {
  const status = statusOf(refusal.code);
  const problem: Problem = {
    type: `urn:countersign:${refusal.code}`,
    title: refusal.code.replaceAll('-', ' '),
    status,
    code: refusal.code,
    ...(refusal.detail ? { detail: refusal.detail } : {}),
    ...(refusal.field ? { field: refusal.field } : {}),
    ...(refusal.gates ? { gates: refusal.gates } : {}),
  };
  if (refusal.retryAfter) response.setHeader('retry-after', String(Math.ceil(refusal.retryAfter)));
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  response.statusCode = status;
  end(response, 'application/problem+json; charset=utf-8', JSON.stringify(problem), head);
}

function end(response: ServerResponse, type: string, body: string | Buffer, head: boolean): void {
  response.setHeader('content-type', type);
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(head ? undefined : body);
}
