// What nodes write on the channel: read to the last byte, sealed with the installation's key, or not heard at all (FO7, FO11).
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { channelOf } from '../../server/fanout/channel';
import { opened, sealed } from '../../server/fanout/envelope';
import type { FanoutMessage, ShownElsewhere } from '../../server/fanout/fanout';
import { Latest } from '../../server/fanout/latest';
import { decodeMessage, encodeMessage } from '../../server/fanout/message';
import { Outbox } from '../../server/fanout/outbox';
import { Peers } from '../../server/fanout/peers';
import { random } from '../build/random';

const ID = '0b0f6d9e-4a40-4b59-9d8e-6a4f3f1f0c11';
const OTHER = '0b0f6d9e-4a40-4b59-9d8e-6a4f3f1f0c12';
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
  {
    kind: 'presence',
    docId: ID,
    at: 2 ** 41,
    asks: true,
    entries: [shown(2 ** 32 - 1, 2 ** 50), { clientId: 1, clock: 7, personId: ID, json: null }],
  },
  { kind: 'presence', docId: ID, at: 0, asks: false, entries: [] },
];

function shown(clientId: number, clock: number, personId = ID): ShownElsewhere {
  const user = { id: personId, name: '林', colour: 3 };
  return { clientId, clock, personId, json: JSON.stringify({ user, cursor: null }) };
}
const presence = (...entries: ShownElsewhere[]) =>
  ({ kind: 'presence', docId: ID, at: 5, asks: false, entries }) as const;

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
    ['presence under another name', encodeMessage(presence({ ...shown(1, 1), personId: OTHER }))],
    ['presence that is no entry', encodeMessage(presence({ ...shown(1, 1), json: '{' }))],
    ['presence under no client id', encodeMessage(presence(shown(2 ** 32, 1)))],
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

describe('FO17 presence that waits', () => {
  const taken = (latest: Latest) => latest.take().map(decodeMessage) as (FanoutMessage & { kind: 'presence' })[];

  test('is the newest state of each entry, a question among them not forgotten', () => {
    const latest = new Latest();
    for (let clock = 1; clock <= 1000; clock++)
      latest.push({ ...presence(shown(1, clock)), asks: clock === 3, at: clock });
    latest.push(presence({ ...shown(2, 9), json: null }));
    expect(latest.size).toBe(1);
    const entries = [shown(1, 1000), { ...shown(2, 9), json: null }];
    expect(taken(latest)).toEqual([{ ...presence(...entries), asks: true, at: 1000 }]);
    expect([latest.size, latest.take()]).toEqual([0, []]);
  });

  test('is bounded: what has no place is dropped, what has one goes on being renewed, and all places come back', () => {
    const latest = new Latest();
    for (let n = 0; n < 20_000; n++) latest.push(presence(shown(n, 1)));
    expect(latest.dropped).toBe(15_001);
    latest.push(presence(shown(3, 2)));
    const [all] = taken(latest);
    expect(all?.entries).toHaveLength(4999);
    expect(all?.entries[3]?.clock).toBe(2);
    latest.push(presence(shown(19_999, 3)));
    expect([taken(latest), latest.dropped]).toEqual([[presence(shown(19_999, 3))], 15_001]);
  });

  test('of many documents goes in parcels', () => {
    const latest = new Latest();
    for (let n = 0; n < 1000; n++)
      latest.push({ ...presence(shown(n, 1)), docId: `${String(n).padStart(8, '0')}${ID.slice(8)}` });
    const parcels: number[] = [];
    while (latest.size > 0) parcels.push(latest.take().reduce((sum, one) => sum + one.length, 0));
    expect(parcels.length).toBeGreaterThan(1);
    expect(Math.max(...parcels)).toBeLessThan(65 * 1024);
  });
});

test('FO9 a number that is missing is noticed, by the next message and by the next beat; an old one is not heard again', () => {
  const peers = new Peers();
  const hear = (number: number, beat = false) =>
    peers.hear({ node: 'a', number, at: 0, messages: beat ? [] : MESSAGES }, 0);
  expect([hear(1), hear(2), hear(2, true), hear(8), hear(8), hear(3), hear(9, true), hear(10)]).toEqual([
    'next',
    'next',
    'next',
    'gap',
    'again',
    'again',
    'gap',
    'next',
  ]);
  expect(peers.hear({ node: 'b', number: 0, at: 0, messages: [] }, 0)).toBe('next');
  expect(peers.count(1000)).toBe(2);
  expect(peers.count(60_000)).toBe(0);
  // Forgotten, or never heard: what it said meanwhile is missing.
  expect(peers.hear({ node: 'a', number: 11, at: 0, messages: MESSAGES }, 60_000)).toBe('gap');
  expect(peers.hear({ node: 'c', number: 4, at: 0, messages: [] }, 0)).toBe('gap');
});

test('FO9 a node that was silent for more than 30 s counts as lost also where nobody asks how many there are', () => {
  const peers = new Peers();
  const hear = (node: string, number: number, now: number) => peers.hear({ node, number, at: 0, messages: [] }, now);
  expect([hear('a', 3, 0), hear('a', 3, 30_000), hear('a', 3, 60_001)]).toEqual(['gap', 'next', 'gap']);
  // Nor are those kept that never come back.
  expect([hear('b', 1, 200_000), peers.count(60_001)]).toEqual(['gap', 1]);
});
