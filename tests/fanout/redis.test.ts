// The fan-out over a real Redis that goes, comes, keeps silent and is written to by strangers (FO7-FO11; P14).
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FanoutMessage } from '../../server/fanout/fanout';
import { pause, until } from '../build/collab';
import { aProxy } from '../build/proxy';
import { aChannel, aNode, aRedis, type TestNode, type TestRedis, whyNoRedis } from '../build/redis';

const why = whyNoRedis();
if (why) console.info(`The fan-out over Redis is not tested: ${why}`);
const ID = (n: number) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const presence = (clock: number): FanoutMessage => ({
  kind: 'presence',
  docId: ID(1),
  at: clock,
  asks: false,
  entries: [{ clientId: 1, clock, personId: ID(2), json: JSON.stringify({ user: { id: ID(2) }, cursor: null }) }],
});
const frozen = (n: number): FanoutMessage => ({ kind: 'frozen', docId: ID(n) });

describe.skipIf(why)('Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await aRedis();
  });
  afterAll(() => redis.clear());

  /** What a node hears, and how often it was told that something is missing. */
  function listening({ fanout }: TestNode) {
    const heard: FanoutMessage[] = [];
    let missed = 0;
    fanout.subscribe(
      (message) => heard.push(message),
      () => {
        missed += 1;
      },
    );
    return { heard, missed: () => missed };
  }
  const away = ({ logged }: TestNode) => logged.filter((line) => line.includes('Redis is away')).length;
  const stat = ({ fanout }: TestNode, name: string) => fanout.stats()[name];

  test('FO7 strangers on the channel are ignored with one line in the log', async () => {
    const at = { url: redis.url, ...aChannel() };
    const node = await aNode(at);
    const { heard, missed } = listening(node);
    const stranger = new Redis(redis.url);
    for (const words of ['hello', '', '\u0001', 'x'.repeat(100_000)]) await stranger.publish(at.channel, words);
    const foreign = await aNode({ ...at, key: new Uint8Array(32) });
    foreign.fanout.publish(frozen(1));
    await until('all was heard', () => (stat(node, 'fanout_ignored_total') ?? 0) >= 6);
    expect(heard).toEqual([]);
    expect(missed()).toBe(0);
    expect(node.logged.filter((line) => line.includes('not one of ours'))).toHaveLength(1);
    stranger.disconnect();
    await Promise.all([node.fanout.close(), foreign.fanout.close()]);
  });

  test('FO11 nodes of two installations on one Redis hear nothing of each other', async () => {
    const [one, two] = [await aNode({ url: redis.url, ...aChannel() }), await aNode({ url: redis.url, ...aChannel() })];
    const { heard } = listening(two);
    one.fanout.publish(frozen(1));
    await until('it is out', () => stat(one, 'fanout_published_total') === 1);
    await pause(50);
    expect(heard).toEqual([]);
    expect(stat(two, 'fanout_ignored_total')).toBe(0);
    expect(stat(two, 'fanout_other_nodes')).toBe(0);
    await Promise.all([one.fanout.close(), two.fanout.close()]);
  });

  test('FO8 FO9 while it is stopped nothing waits, throws or grows; back again, all are told that something is missing', async () => {
    const at = { url: redis.url, ...aChannel() };
    const [one, two] = [await aNode(at), await aNode(at)];
    const { heard, missed } = listening(two);
    one.fanout.publish(frozen(1));
    await until('heard', () => heard.length === 1);
    await redis.stop();
    await until('noticed', () => !one.fanout.connected && !two.fanout.connected);
    const large = new Uint8Array(200_000);
    for (let n = 0; n < 200; n++)
      one.fanout.publish({ kind: 'updates', docId: ID(n), epoch: 1, seqFrom: 1, updates: [large] });
    await until('bounded', () => (stat(one, 'fanout_lost_total') ?? 0) >= 170);
    expect(stat(one, 'fanout_waiting_messages')).toBeLessThan(25);
    expect(stat(one, 'fanout_connected')).toBe(0);
    const before = missed();
    await redis.start();
    await until('back', () => one.fanout.connected && two.fanout.connected);
    await until('told', () => missed() > before);
    one.fanout.publish(frozen(2));
    await until('heard again', () => heard.some((message) => message.kind === 'frozen' && message.docId === ID(2)));
    expect([away(one), away(two)]).toEqual([1, 1]);
    await Promise.all([one.fanout.close(), two.fanout.close()]);
  });

  test('FO9 a node whose listening was cut for a moment asks for what it missed', async () => {
    const at = { url: redis.url, ...aChannel() };
    const [one, two] = [await aNode(at), await aNode(at)];
    const { missed } = listening(two);
    one.fanout.publish(frozen(1));
    await until('it is known', () => stat(two, 'fanout_other_nodes') === 1 && stat(two, 'fanout_heard_total') === 1);
    const before = missed();
    // The listener alone is cut, and is back in a moment: the speaker never knew.
    const hand = new Redis(redis.url);
    await hand.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    one.fanout.publish(frozen(2));
    await until('told', () => missed() > before);
    await until('back', () => two.fanout.connected);
    hand.disconnect();
    await Promise.all([one.fanout.close(), two.fanout.close()]);
  });

  test('FO9 what one node had to drop while it alone was cut off the others know to be missing', async () => {
    const proxy = await aProxy(redis.port);
    const at = { url: redis.url, ...aChannel() };
    const [near, far] = [await aNode(at), await aNode({ ...at, url: `redis://127.0.0.1:${proxy.port}` })];
    const { heard, missed } = listening(near);
    far.fanout.publish(frozen(1));
    await until('heard', () => heard.length === 1);
    const before = missed();
    proxy.refuse(true);
    proxy.cut();
    await until('noticed', () => !far.fanout.connected);
    for (let n = 0; n < 11_000; n++) far.fanout.publish(frozen(n));
    await until('dropped', () => stat(far, 'fanout_lost_total') === 1000);
    expect(missed()).toBe(before);
    proxy.refuse(false);
    await until('known', () => missed() > before);
    await until('the rest came', () => heard.length === 10_001);
    expect(stat(near, 'fanout_connected')).toBe(1);
    await Promise.all([near.fanout.close(), far.fanout.close()]);
    await proxy.close();
  });

  test('FO8 a Redis that keeps silent is taken for away and dialled anew; a slow one is only slow', async () => {
    const proxy = await aProxy(redis.port);
    const at = { ...aChannel(), url: `redis://127.0.0.1:${proxy.port}` };
    const [near, far] = [await aNode({ ...at, url: redis.url }), await aNode({ ...at, awayMs: 1500 })];
    const { heard } = listening(near);
    proxy.set('both', { delayMs: 300 });
    far.fanout.publish(frozen(1));
    await until('late', () => heard.length === 1);
    expect(far.fanout.connected).toBe(true);
    proxy.set('both', { delayMs: 0, flow: 'swallow' });
    far.fanout.publish(frozen(2));
    await until('noticed', () => !far.fanout.connected, 15_000);
    proxy.set('both', { flow: 'pass', delayMs: 300 });
    await until('dialled anew', () => far.fanout.connected, 15_000);
    far.fanout.publish(frozen(3));
    await until('heard', () => heard.some((message) => message.kind === 'frozen' && message.docId === ID(3)));
    expect(away(far)).toBe(1);
    await Promise.all([near.fanout.close(), far.fanout.close()]);
    await proxy.close();
  });

  test('FO17 a slow Redis thins presence out, holds up nothing behind it, and the newest state comes; the last words too', async () => {
    const proxy = await aProxy(redis.port);
    const at = { ...aChannel(), url: `redis://127.0.0.1:${proxy.port}` };
    const [near, far] = [await aNode({ ...at, url: redis.url }), await aNode(at)];
    const { heard } = listening(near);
    const seen = () => heard.filter((message) => message.kind === 'presence');
    const last = () => seen().at(-1)?.entries[0]?.clock;
    proxy.set('both', { delayMs: 250 });
    for (let clock = 1; clock <= 100; clock++) {
      far.fanout.publish(presence(clock));
      if (clock % 20 === 0) far.fanout.publish(frozen(clock));
      await pause(10);
    }
    await until('all else came, in order', () => heard.filter(({ kind }) => kind === 'frozen').length === 5);
    await until('the newest came', () => last() === 100);
    expect(seen().length).toBeLessThan(30);
    expect(stat(far, 'fanout_presence_dropped_total')).toBe(0);
    far.fanout.publish(presence(101));
    await far.fanout.close();
    await until('the last words came', () => last() === 101);
    await near.fanout.close();
    await proxy.close();
  });

  test('FO10 a node starts without it and joins when it comes', async () => {
    await redis.stop();
    const node = await aNode({ url: redis.url, ...aChannel() }, { wait: false });
    node.fanout.publish(frozen(1));
    await until('said', () => away(node) === 1);
    await pause(300);
    expect(away(node)).toBe(1);
    await redis.start();
    await until('joined', () => node.fanout.connected);
    await node.fanout.close();
  });

  test('a password opens it, and stands in no line of the log when it does not', async () => {
    const guarded = await aRedis({ password: 'sesame-0815' });
    const node = await aNode({ url: guarded.url, ...aChannel() });
    const wrong = await aNode({ url: guarded.url.replace('0815', '4711'), ...aChannel() }, { wait: false });
    await until('refused', () => away(wrong) === 1);
    expect(wrong.logged.join()).toMatch(/WRONGPASS/);
    expect([...node.logged, ...wrong.logged].join()).not.toMatch(/sesame|4711|0815/);
    await Promise.all([node.fanout.close(), wrong.fanout.close()]);
    await guarded.clear();
  });
});
