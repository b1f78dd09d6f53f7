// What nodes write on the channel: read to the last byte, sealed with the installation's key, or not heard at all (FO7, FO11).
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { channelOf } from '../../server/fanout/channel';
import { opened, sealed } from '../../server/fanout/envelope';
import type { FanoutMessage } from '../../server/fanout/fanout';
import { decodeMessage, encodeMessage } from '../../server/fanout/message';
import { Outbox } from '../../server/fanout/outbox';
import { Peers } from '../../server/fanout/peers';
import { random } from '../build/random';

const ID = '0b0f6d9e-4a40-4b59-9d8e-6a4f3f1f0c11';
const KEY = new Uint8Array(32).fill(7);
const MESSAGES: FanoutMessage[] = [
  {
    kind: 'updates',
    docId: ID,
    epoch: 3,
    seqFrom: 2 ** 40,
    updates: [Uint8Array.of(0, 0), new Uint8Array(randomBytes(300))],
  },
  { kind: 'updates', docId: ID, epoch: 1, seqFrom: 1, updates: [] },
  { kind: 'frozen', docId: ID },
  { kind: 'notice', docId: ID, notice: { type: 'restored', epoch: 4 } },
  { kind: 'askAgain', who: { personId: ID } },
];

describe('FO7 messages', () => {
  test.each(MESSAGES.map((message) => [message.kind, message] as const))('%s comes back as it was', (_, message) => {
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  test('an update too large for Redis only says where the log stands', () => {
    const updates = [new Uint8Array(200_000), new Uint8Array(200_000)];
    const large = encodeMessage({ kind: 'updates', docId: ID, epoch: 1, seqFrom: 5, updates });
    expect(large.length).toBeLessThan(100);
    expect(decodeMessage(large)).toEqual({ kind: 'updates', docId: ID, epoch: 1, seqFrom: 7, updates: [] });
  });

  test.each([
    ['nothing', Uint8Array.of()],
    ['an unknown kind', Uint8Array.of(9)],
    ['a document that is no id', encodeMessage({ kind: 'frozen', docId: 'x; drop' })],
    ['something behind it', Buffer.concat([encodeMessage({ kind: 'frozen', docId: ID }), Uint8Array.of(0)])],
    ['more updates than bytes', Uint8Array.of(0, 36, ...Buffer.from(ID), 1, 1, 255, 255, 255, 127)],
    ['a person that is no id', encodeMessage({ kind: 'askAgain', who: { personId: 'everybody' } })],
    ['a notice of no kind', encodeMessage({ kind: 'notice', docId: ID, notice: { type: 'jump' } as never })],
    ['a notice that is null', encodeMessage({ kind: 'notice', docId: ID, notice: null as never })],
    ['somebody else to ask', encodeMessage({ kind: 'askAgain', who: { everybody: true } as never })],
  ])('%s is no message', (_, bytes) => {
    expect(() => decodeMessage(bytes)).toThrow();
  });
});

describe('FO7 envelopes', () => {
  const payload = sealed(KEY, { node: 'n', number: 1, at: 5, messages: MESSAGES.map(encodeMessage) });

  test('come back as they were', () => {
    expect(opened(KEY, payload)).toMatchObject({ node: 'n', number: 1, at: 5, messages: { length: MESSAGES.length } });
  });

  test('under another key, changed in one bit, cut or lengthened they are foreign; none of it throws', () => {
    const dice = random(11);
    expect(opened(new Uint8Array(32), payload)).toBe('foreign');
    for (let n = 0; n < 500; n++) {
      const bad = Buffer.from(payload);
      const at = dice(bad.length);
      bad[at] = (bad[at] ?? 0) ^ (1 << dice(8));
      expect(opened(KEY, bad), `byte ${at}`).toBe(at === 0 ? 'version' : 'foreign');
      expect(opened(KEY, payload.subarray(0, dice(payload.length)))).toBeTypeOf('string');
      expect(opened(KEY, randomBytes(dice(200)))).toBeTypeOf('string');
    }
    expect(opened(KEY, Buffer.concat([payload, Uint8Array.of(0)]))).toBe('foreign');
  });

  test('sealed with our key and written by a build with other messages they are damaged, not guessed at', () => {
    expect(opened(KEY, sealed(KEY, { node: 'n', number: 1, at: 5, messages: [Uint8Array.of(77)] }))).toBe('damaged');
  });
});

test('FO11 another secret or another database is another channel and another key', () => {
  const own = channelOf('s'.repeat(32), 'one');
  expect(channelOf('s'.repeat(32), 'one')).toEqual(own);
  for (const other of [channelOf('s'.repeat(32), 'two'), channelOf('t'.repeat(32), 'one')]) {
    expect(other.channel).not.toBe(own.channel);
    expect(other.key).not.toEqual(own.key);
  }
});

describe('FO8 what waits', () => {
  test('is bounded in bytes and in number, and the oldest goes', () => {
    const outbox = new Outbox();
    for (let n = 0; n < 100; n++) outbox.push(new Uint8Array(100_000).fill(n));
    expect(outbox.size).toBe(41);
    expect(outbox.dropped).toBe(59);
    expect(outbox.take()[0]?.[0]).toBe(59);
    for (let n = 0; n < 30_000; n++) outbox.push(Uint8Array.of(1));
    expect(outbox.size).toBe(10_000);
  });

  test('goes in parcels: many small ones together, a large one alone', () => {
    const outbox = new Outbox();
    for (const size of [30_000, 30_000, 30_000, 200_000, 1]) outbox.push(new Uint8Array(size));
    expect([outbox.take(), outbox.take(), outbox.take(), outbox.take()].map((one) => one.length)).toEqual([2, 1, 1, 1]);
    expect(outbox.take()).toEqual([]);
  });
});

test('FO9 a number that is missing is noticed, by the next message and by the next beat; an old one is not heard again', () => {
  const peers = new Peers();
  const hear = (number: number, beat = false) =>
    peers.hear({ node: 'a', number, at: 0, messages: beat ? [] : MESSAGES }, 0);
  expect([hear(5), hear(6), hear(6, true), hear(8), hear(8), hear(3), hear(9, true), hear(10)]).toEqual([
    'next',
    'next',
    'next',
    'gap',
    'again',
    'again',
    'gap',
    'next',
  ]);
  expect(peers.hear({ node: 'b', number: 4, at: 0, messages: [] }, 0)).toBe('next');
  expect(peers.count(1000)).toBe(2);
  expect(peers.count(60_000)).toBe(0);
});
