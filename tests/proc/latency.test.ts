// Fifty people in one review, ten keys a second each, on the embedded database: how long an edit waits until it is called saved (P1,
// P2/T03). Printed, never asserted: the machine decides.
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joined } from '../../bench/client/member';
import { seated, type } from '../../bench/client/typing';
import { aHome, type Home, type Product, start } from '../build/product';
import { aPerson } from '../build/server';

const FULL = process.env.FULL === '1';
const SECONDS = FULL ? 60 : 2;
const PEOPLE = 50;
/** One person has ten connections to a review at most. */
const EACH = 10;

let home: Home;
let product: Product;
beforeAll(async () => {
  home = await aHome();
  product = await start(home);
}, 90_000);
afterAll(async () => {
  expect(await product.stop()).toBe(0);
  await home.clear();
}, 30_000);

test(`P1 P2/T03 ${PEOPLE} editors of one review, ten keys a second each for ${SECONDS} s: every key is acknowledged`, async () => {
  const admin = await product.admin();
  const { body } = await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', title: 'Full' });
  const others = [];
  for (let n = 1; n < PEOPLE / EACH; n++) others.push(await aPerson(product.url, admin, `Writer${n}`));
  for (const { id } of others)
    expect((await admin.call('PUT', `/reviews/${body.id}/members/${id}`, { roles: ['editor'] })).status).toBe(200);
  const seats = [admin, ...others].flatMap(({ token }) =>
    Array.from({ length: EACH }, () => ({
      url: `ws://localhost:${product.port}/collab/${body.id}?token=${token}&ack=1`,
      wire: 'y-websocket' as const,
      document: body.id,
      token,
    })),
  );
  const members = await joined(seats);
  const writers = await seated(members, PEOPLE);
  const { keys, acknowledged, latency } = await type(members, writers, SECONDS);
  const text = (await admin.call<string>('GET', `/reviews/${body.id}/text`)).body;
  for (const { typed } of writers) expect(text).toContain(typed.trim());
  await Promise.all(members.map((member) => member.leave()));
  const ms = (one: typeof latency) => [one.p50, one.p95, one.p99].map((n) => n.toFixed(1)).join(' / ');
  console.info(
    `T03: ${keys} keys; ack P50/P95/P99 ${ms(acknowledged)} ms; seen by the other 49 after ${ms(latency)} ms (${availableParallelism()} cores shared with the clients)`,
  );
}, 180_000);
