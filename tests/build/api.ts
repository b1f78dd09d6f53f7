// Calling a running server's API as a person: for contract, process and browser tests alike.

export const PASSWORD = 'quiet harbour 9';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
  /** The body as it came. */
  bytes: Uint8Array;
}

/** JSON in and out; a string or bytes are sent as they are, and what is no JSON comes back as text. */
export type Caller = <T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer<T>>;

export interface Person {
  id: string;
  email: string;
  token: string;
  call: Caller;
}

export function callApi(url: string, token: string | null): Caller {
  return async <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const raw = body instanceof Uint8Array || typeof body === 'string';
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const json = /[/+]json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return { status: response.status, body: (json ? JSON.parse(text) : text) as T, headers: response.headers, bytes };
  };
}

export async function signedIn(url: string, email: string, password = PASSWORD): Promise<Person> {
  const open = callApi(url, null);
  const { status, body } = await open<{ token: string; user: { id: string } }>('POST', '/session', { email, password });
  if (status !== 201) throw new Error(`not signed in: ${status} ${JSON.stringify(body)}`);
  return { id: body.user.id, email, token: body.token, call: callApi(url, body.token) };
}
