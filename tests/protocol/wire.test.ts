// The wire is pinned: whoever changes a number here changes every client (CONTRACT "Socket").
import { expect, test } from 'vitest';
import { CLOSE, CLOSE_REASON, KIND, LIMIT, SYNC } from '../../domain/protocol';

test('message kinds and sync steps are those of stock y-websocket, ours follow', () => {
  expect(KIND).toEqual({ sync: 0, awareness: 1, auth: 2, queryAwareness: 3, ack: 4, notice: 5 });
  expect(SYNC).toEqual({ step1: 0, step2: 1, update: 2 });
});

test('close codes are those of the contract', () => {
  expect(CLOSE).toEqual({
    badFrame: 4400,
    sessionOver: 4401,
    notAMember: 4403,
    noSuchReview: 4404,
    otherHistory: 4409,
    clientTooOld: 4410,
    tooLarge: 4413,
    askAgain: 4503,
    clientTooNew: 4510,
    restart: 1012,
    overloaded: 1013,
  });
});

test.each(Object.entries(CLOSE_REASON))('close %s has a reason that fits into the frame', (_code, reason) => {
  expect(Buffer.byteLength(reason)).toBeGreaterThan(0);
  expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
});

test('limits are those of the promises', () => {
  expect(LIMIT).toMatchObject({
    update: 2 ** 20,
    document: 20 * 2 ** 20,
    awareness: 4096,
    sendBuffer: 8 * 2 ** 20,
    connectionsPerPerson: 10,
    step1PerTenSeconds: 5,
    frameRate: 60,
    frameBurst: 200,
  });
});
