// What a comment is while the server does not have it, and how it is sent exactly once. Pure but for the call that it is given.
import type { Answer, Method } from '../../client/api';
import type { BegunPlace } from './begun';

export interface Words {
  body: string;
  mentions: readonly string[];
}

/** Where it goes: a new thread between two Yjs positions, or a reply. */
export type Target =
  | ({ kind: 'open'; threadKind: 'normal' | 'must-fix' } & BegunPlace)
  | { kind: 'reply'; threadId: string };

export interface Unsent {
  /** The Idempotency-Key of its request: however often that is sent, it counts once. */
  key: string;
  /** When it was written, ISO 8601 in UTC. */
  at: string;
  target: Target;
  words: Words;
  /** The words of a request that may have arrived; null when none left, or when the server refused it. */
  tried: Words | null;
  /** Why the server refused it: it waits for its writer. Null while it waits for the server. */
  refused: string | null;
}

export type Sent =
  | { kind: 'sent'; threadId: string; commentId: string }
  /** The server was not there, or had no time: later. */
  | { kind: 'later' }
  | { kind: 'refused'; code: string };

type Call = <T>(method: Method, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer<T>>;

/** Of what `readUnsent` brings, what is a comment of this shape, in the order of writing. */
export function unsentOf(kept: readonly unknown[]): Unsent[] {
  return kept.filter(isUnsent).sort((a, b) => a.at.localeCompare(b.at));
}

function isUnsent(item: unknown): item is Unsent {
  if (typeof item !== 'object' || item === null) return false;
  const { key, at, target, words } = item as Partial<Unsent>;
  return (
    typeof key === 'string' && typeof at === 'string' && typeof words?.body === 'string' && typeof target === 'object'
  );
}

/** Other words. After a refusal nothing of the old request arrived, so it is a new one. */
export function reworded(item: Unsent, words: Words, freshKey: string): Unsent {
  return item.refused === null ? { ...item, words } : { ...item, words, key: freshKey, tried: null, refused: null };
}

/** The same words on other ones of the text: a new request. */
export function placedAnew(item: Unsent, { anchor, quote, around }: BegunPlace, freshKey: string): Unsent {
  if (item.target.kind !== 'open') return item;
  return { ...item, target: { ...item.target, anchor, quote, around }, key: freshKey, tried: null, refused: null };
}

/**
 * Sends the words that were tried first, if any were: the same key may not carry others. When they had arrived and were changed
 * here meanwhile, the comment is changed on the server.
 */
export async function send(call: Call, reviewId: string, item: Unsent): Promise<Sent> {
  const { target, words } = item;
  const first = item.tried ?? words;
  const headers = { 'idempotency-key': item.key };
  const answer =
    target.kind === 'reply'
      ? await call<{ id: string; commentId?: undefined }>('POST', `/threads/${target.threadId}/replies`, first, headers)
      : await call<{ id: string; commentId: string }>(
          'POST',
          `/reviews/${reviewId}/threads`,
          { anchor: target.anchor, quote: target.quote, around: target.around, kind: target.threadKind, ...first },
          headers,
        );
  if (!answer.ok) return failed(answer.problem);
  const threadId = target.kind === 'reply' ? target.threadId : answer.value.id;
  const commentId = answer.value.commentId ?? answer.value.id;
  const sent = { kind: 'sent', threadId, commentId } as const;
  if (first.body === words.body) return sent;
  const changed = await call('PATCH', `/comments/${commentId}`, words);
  return changed.ok ? sent : failed(changed.problem);
}

/** A session that is over is signed in again over the page; limits pass; all else that is refused is for the writer. */
function failed({ code, status }: { code: string; status: number }): Sent {
  const passes = status === 0 || status === 401 || status === 429 || status >= 500;
  return passes ? { kind: 'later' } : { kind: 'refused', code };
}
