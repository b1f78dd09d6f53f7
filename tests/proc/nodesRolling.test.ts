// Each node restarted in turn under idle and typing clients behind a balancer: nothing lost, all back, no stampede (P15/T39).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { peakPerSecond } from '../build/balancer';
import { until } from '../build/collab';
import { aService, type Service } from '../build/nodes';
import { pause } from '../build/product';
import { whyNoRedis } from '../build/redis';
import { aTypist, synced, type Typist } from '../build/typist';
import { accountOf, distinct, word } from '../build/words';

const FULL = process.env.FULL === '1';
const IDLE = FULL ? 2000 : 60;
const TYPING = FULL ? 200 : 10;
/** A person may have ten connections to a document on a node; two nodes hold them all while the third is away. */
const PER_REVIEW = 7;
const TYPE_EVERY_MS = FULL ? 1000 : 100;
const PARTS = 10;
const why = whyNoRedis();
if (why) console.info(`T39 is not tested: ${why}`);

describe.skipIf(why)(`P15/T39 a rolling restart under ${IDLE} idle and ${TYPING} typing clients`, () => {
  let service: Service;
  beforeAll(async () => {
    // y-websocket listens for the end of the process once a client.
    process.setMaxListeners(0);
    service = await aService();
  }, 120_000);
  afterAll(() => service.close(), 60_000);

  test('loses nothing, and all are back; in full 99 % within 10 s, at most 200 connects a second', async () => {
    const all = await clients(service);
    await Promise.all(all.map(({ typist }) => synced(typist)));
    const writers = all.filter((_, n) => n % Math.floor(all.length / TYPING) === 0).slice(0, TYPING);
    const pen = writing(writers);
    const backs: number[] = [];
    let peak = 0;
    for (const node of service.nodes) {
      const [began, connectsBefore] = [Date.now(), service.balancer.connects.length];
      expect(await node.stop()).toBe(0);
      await allBack(all, service);
      backs.push(...all.map(({ syncedAt }) => syncedAt() - began).filter((ms) => ms > 0));
      peak = Math.max(peak, peakPerSecond(service.balancer.connects.slice(connectsBefore)));
      await node.start();
    }
    const written = await pen.stop();
    const acknowledged = writers.flatMap(({ typist }) => [...typist.acknowledged]);
    const lost = await lostWords(service, writers);
    backs.sort((a, b) => a - b);
    const back99 = backs[Math.floor(backs.length * 0.99)] ?? Number.NaN;
    console.info(
      `T39: ${lost} of ${acknowledged.length} acknowledged words lost; ${backs.length} came back, 99 % of them after ` +
        `${(back99 / 1000).toFixed(1)} s; peak ${peak} connects/s`,
    );
    expect(lost).toBe(0);
    expect(acknowledged.length).toBe(written);
    expect(backs.length).toBeGreaterThanOrEqual(all.length * 0.9);
    // Times are for a machine that does nothing else; the short form shares one with other tests.
    if (FULL) expect(back99).toBeLessThan(10_000);
    if (FULL) expect(peak).toBeLessThan(200);
    for (const { typist } of all) typist.leave();
  }, 600_000);
});

/** Says in which state those are that are not. */
async function allBack(all: readonly Client[], { nodes }: Service): Promise<void> {
  try {
    await until('all are back', () => all.every(({ typist }) => typist.provider.synced), 30_000);
  } catch (error) {
    const away = all.filter(({ typist }) => !typist.provider.synced);
    const states = away.map(({ typist: { provider, closed } }) =>
      [closed(), provider.wsconnected, provider.wsconnecting, provider.wsUnsuccessfulReconnects].join(' '),
    );
    console.error(states, nodes.map((node) => node.product.output().slice(-2000)).join('\n'));
    throw error;
  }
}

interface Client {
  reviewId: string;
  typist: Typist;
  /** When its copy was last in step with a node, ms since 1970. */
  syncedAt(): number;
}

async function clients({ admin, balancer }: Service): Promise<Client[]> {
  const found: Client[] = [];
  let reviewId = '';
  for (let n = 0; n < IDLE + TYPING; n++) {
    if (n % PER_REVIEW === 0) {
      const made = await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', title: `${n}` });
      reviewId = made.body.id;
    }
    // By number: thousands of clients would wait for the threads that look names up.
    const typist = await aTypist(balancer.url.replace('localhost', '127.0.0.1'), admin, reviewId);
    let at = 0;
    typist.provider.on('sync', (is: boolean) => {
      if (is) at = Date.now();
    });
    found.push({ reviewId, typist, syncedAt: () => at });
  }
  return found;
}

function writing(writers: readonly Client[]) {
  let going = true;
  let count = 0;
  const run = (async () => {
    // People do not type in step: a tenth of them at a time, or the clients' own process stands still once a second.
    for (; going; count++)
      for (let part = 0; part < PARTS; part++) {
        for (const [who, { typist }] of writers.entries()) if (who % PARTS === part) typist.type(word(who, count));
        await pause(TYPE_EVERY_MS / PARTS);
      }
  })();
  return {
    /** Answers how many words there are, when all are acknowledged. */
    stop: async () => {
      going = false;
      await run;
      await until('acknowledged', () => writers.every(({ typist }) => typist.acknowledged.size === count), 30_000);
      return count * writers.length;
    },
  };
}

async function lostWords({ admin }: Service, writers: readonly Client[]): Promise<number> {
  let lost = 0;
  for (const reviewId of new Set(writers.map((one) => one.reviewId))) {
    const here = writers.filter((one) => one.reviewId === reviewId).map(({ typist }) => typist);
    await until('one text', () => distinct(here) === 1);
    const { body } = await admin.call<string>('GET', `/reviews/${reviewId}/text`);
    const account = accountOf(
      body,
      here.flatMap((typist) => [...typist.acknowledged]),
    );
    expect(account.twice).toEqual([]);
    lost += account.lost.length;
  }
  return lost;
}
