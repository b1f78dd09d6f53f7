// A press that counts once: it has a key, and whatever is sent again for it, by the page or by a second press, goes under the same (WF14).
import type { Answer, call, Method } from './api';

/** How long the page waits before it sends again by itself what nobody answered, in ms. */
const AGAIN_MS = 1000;

/** Keys of one button or form. */
export interface Keys {
  /** The same for the same question until it is done; a new one for any other question. */
  of(question: string): string;
  done(): void;
}

export function someKeys(): Keys {
  let last: { question: string; key: string } | null = null;
  return {
    of(question) {
      if (last?.question !== question) last = { question, key: newKey() };
      return last.key;
    },
    done() {
      last = null;
    },
  };
}

/** Works without a secure context. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface Wish {
  method: Method;
  path: string;
  body: Readonly<Record<string, unknown>>;
  /** Goes along and makes no other question of it: a password that is typed anew. */
  secret?: Readonly<Record<string, string>>;
}

/**
 * Asks, and asks once more when no answer came: the server tells by the key that it is the same press. Without an answer the key stays for
 * the next press, and after a refusal too, which has no effect under it. Never throws.
 */
export async function callOnce<T>(
  send: typeof call,
  keys: Keys,
  { method, path, body, secret }: Wish,
  pause = () => new Promise<void>((resolve) => setTimeout(resolve, AGAIN_MS)),
): Promise<Answer<T>> {
  const headers = { 'idempotency-key': keys.of(JSON.stringify([method, path, body])) };
  const ask = () => send<T>(method, path, { ...body, ...secret }, headers);
  let answer = await ask();
  if (!answer.ok && answer.problem.code === 'unavailable') {
    await pause();
    answer = await ask();
  }
  if (answer.ok) keys.done();
  return answer;
}
