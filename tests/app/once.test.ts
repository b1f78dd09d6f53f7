// A press that counts once: which requests go under one key.
import { expect, test } from 'vitest';
import type { Answer, Method } from '../../app/client/api';
import { callOnce, newKey, someKeys } from '../../app/client/once';

type Said = 'done' | 'refused' | 'lost';
const DONE = { ok: true, value: null } as const;
const failed = (code: string) => ({ ok: false, problem: { type: '', title: '', status: 0, code } }) as const;

/** A line to a server that answers as told; what came to it, in order. */
function aLine(...answers: Said[]) {
  const keys: string[] = [];
  const bodies: unknown[] = [];
  async function send<T>(_method: Method, _path: string, body?: unknown, headers?: Record<string, string>) {
    keys.push(headers?.['idempotency-key'] ?? '');
    bodies.push(body);
    const said = answers.shift() ?? 'lost';
    return (said === 'done' ? DONE : failed(said === 'lost' ? 'unavailable' : 'wrong-password')) as Answer<T>;
  }
  const own = someKeys();
  const press = (body: Record<string, unknown>, secret?: Record<string, string>) =>
    callOnce(send, own, { method: 'POST', path: '/x', body, ...(secret && { secret }) }, async () => undefined);
  return { press, keys, bodies, distinct: () => new Set(keys).size };
}

test('SG20 WF14 what nobody answered is sent again under the same key, by the page and by the next press', async () => {
  const line = aLine('lost', 'lost', 'lost', 'done');
  expect((await line.press({ action: 'freeze' })).ok).toBe(false);
  expect((await line.press({ action: 'freeze' })).ok).toBe(true);
  expect([line.keys.length, line.distinct()]).toEqual([4, 1]);
  expect(line.keys[0]).toMatch(/^[0-9a-f]{32}$/);
});

test('SG20 WF14 what was answered is not sent again, and the next press has a key of its own', async () => {
  const line = aLine('done', 'done', 'refused');
  for (let n = 0; n < 3; n++) await line.press({ action: 'freeze' });
  expect([line.keys.length, line.distinct()]).toEqual([3, 3]);
});

test('SG20 WF14 another question has another key; a password typed anew makes none of it', async () => {
  const line = aLine('lost', 'lost', 'refused', 'done', 'done');
  await line.press({ decision: 'agree' }, { password: 'one' });
  await line.press({ decision: 'agree' }, { password: 'mistyped' });
  await line.press({ decision: 'agree' }, { password: 'one' });
  expect(line.distinct()).toBe(1);
  expect(line.bodies.at(-1)).toEqual({ decision: 'agree', password: 'one' });
  await line.press({ decision: 'abstain' });
  expect(line.distinct()).toBe(2);
});

test('a key is different each time', () => {
  expect(newKey()).not.toBe(newKey());
});
