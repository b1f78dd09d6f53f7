// The process from outside: it starts, says where it is, is small, stops in order, and refuses what it cannot do in one sentence.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callApi } from '../build/api';
import { aDatabaseUrl } from '../build/database';
import { aHome, type Home, memoryMiB, type Product, postgresPids, start, startAndEnd } from '../build/product';
import { aTypist, synced } from '../build/typist';

/** With PostgreSQL (issue: memory after start). */
const MEMORY_MIB = 350;

describe('a first start', () => {
  let home: Home;
  let product: Product;
  beforeAll(async () => {
    home = await aHome();
    product = await start(home, { admin: false });
  }, 90_000);
  afterAll(() => home.clear());

  test('prints its address and a one-time link that leads to the set-up page', async () => {
    const link = /http:\/\/localhost:\d+\/set-up\?token=[\w-]{43}/.exec(product.output())?.[0] ?? '';
    expect(link).not.toBe('');
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('type="password"');
  });

  test('answers health and metrics, and names no host but its own in the page policy', async () => {
    expect(await (await fetch(`${product.url}/api/health`)).json()).toMatchObject({ status: 'ok' });
    expect(await (await fetch(`${product.url}/metrics`)).text()).toMatch(
      /^countersign_process_resident_memory_bytes \d+$/m,
    );
    const policy = (await fetch(`${product.url}/sign-in`)).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic';/);
  });

  test(`holds under ${MEMORY_MIB} MiB together with PostgreSQL`, async () => {
    const held = await memoryMiB([product.pid, ...(await postgresPids(home.dataDir))]);
    console.log(`memory after start: ${Math.round(held)} MiB with PostgreSQL`);
    expect(held).toBeGreaterThan(50);
    expect(held).toBeLessThan(MEMORY_MIB);
  });

  test('a second start on the same data is refused in one sentence', async () => {
    const second = await startAndEnd({ ...home, port: 0 });
    expect(second.code).toBe(1);
    expect(
      second.output
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('{')),
    ).toHaveLength(1);
    expect(second.output).toMatch(/in use/);
  }, 60_000);

  test('SIGTERM ends it with 0 and takes PostgreSQL along', async () => {
    expect(await product.stop()).toBe(0);
    expect(await postgresPids(home.dataDir)).toEqual([]);
  }, 20_000);
});

describe('an outside PostgreSQL', () => {
  test('a first start makes the signing key before anybody asks for one: a file of this account alone, its public half for everybody', async () => {
    const database = await aDatabaseUrl({ empty: true });
    const home = await aHome();
    // Without a worker nothing else asks: its first checkpoint would make the key as well.
    const env = { DATABASE_URL: database.url, COUNTERSIGN_SECRET: 'q7Zp'.repeat(10), ROLES: 'web' };
    const product = await start(home, { admin: false, env });
    const keys = join(home.dataDir, 'keys');
    const names = await readdir(keys);
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.pem$/)]);
    expect((await stat(join(keys, names[0] ?? ''))).mode & 0o777).toBe(0o600);
    const { items } = await (await fetch(`${product.url}/.well-known/countersign-keys.json`)).json();
    expect(items.map(({ kid }: { kid: string }) => `${kid}.pem`)).toEqual(names);
    expect(await product.stop()).toBe(0);
    // The same one signs after the next start.
    const again = await start(home, { admin: false, env });
    expect(await readdir(keys)).toEqual(names);
    expect(await again.stop()).toBe(0);
    await database.drop();
    await home.clear();
  }, 120_000);

  test('serves the same product, and keeps its texts over a restart', async () => {
    const database = await aDatabaseUrl({ empty: true });
    const home = await aHome();
    const env = { DATABASE_URL: database.url, COUNTERSIGN_SECRET: 'q7Zp'.repeat(10) };
    const first = await start(home, { env });
    const made = await (await first.admin()).call<{ id: string }>('POST', '/reviews', {
      templateId: 'retrospective',
      title: '外部数据库',
    });
    expect(made.status).toBe(201);
    expect(await first.stop()).toBe(0);
    const second = await start(home, { env });
    const text = await (await second.admin()).call<string>('GET', `/reviews/${made.body.id}/text`);
    expect(text.body.split('\n')[0]).toBe('外部数据库');
    expect(await postgresPids(home.dataDir)).toEqual([]);
    expect(await second.stop()).toBe(0);
    await database.drop();
    await home.clear();
  }, 90_000);
});

describe('the wrong environment', () => {
  test.each([
    ['PORT', { PORT: 'many' }, /^PORT /],
    ['a public address with a path', { COUNTERSIGN_URL: 'http://x.test/path' }, /^COUNTERSIGN_URL /],
    ['a short password', { COUNTERSIGN_ADMIN_PASSWORD: 'short' }, /^COUNTERSIGN_ADMIN_PASSWORD /],
    ['an outside database without a secret', { DATABASE_URL: 'postgres://localhost/x' }, /^COUNTERSIGN_SECRET /],
    ['an example secret', { COUNTERSIGN_SECRET: 'change-me-change-me-change-me-change-me' }, /^COUNTERSIGN_SECRET /],
    ['a Redis without an outside database', { REDIS_URL: 'redis://localhost' }, /^REDIS_URL /],
  ])('%s stops the start with one sentence', async (_, env, sentence) => {
    const home = await aHome();
    const ended = await startAndEnd(home, { COUNTERSIGN_ADMIN_EMAIL: 'a@office.test', ...env });
    await home.clear();
    expect(ended.code).toBe(1);
    expect(ended.output).toMatch(sentence);
    expect(ended.output.trim().split('\n')).toHaveLength(1);
  });
});

describe('stock clients', () => {
  const typists: { leave(): void }[] = [];
  let home: Home;
  afterEach(() => {
    for (const typist of typists.splice(0)) typist.leave();
  });
  afterAll(() => home.clear());

  test('two unchanged WebsocketProviders converge through the built server, and over a restart', async () => {
    home = await aHome();
    let product = await start(home);
    const admin = await product.admin();
    const made = await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', title: 'Pair' });
    const [left, right] = await Promise.all([
      aTypist(product.url, admin, made.body.id),
      aTypist(product.url, admin, made.body.id),
    ]);
    typists.push(left, right);
    await Promise.all([synced(left), synced(right)]);
    left.type('甲写的话');
    right.type('乙写的话');
    await expect
      .poll(
        () =>
          left.doc.getXmlFragment('content').toJSON() === right.doc.getXmlFragment('content').toJSON() &&
          left.acknowledged.size + right.acknowledged.size,
        { timeout: 10_000 },
      )
      .toBe(2);
    expect(await product.stop()).toBe(0);
    left.type('断线时写的话');
    product = await start(home);
    await expect
      .poll(
        () =>
          left.acknowledged.has('断线时写的话') &&
          right.doc.getXmlFragment('content').toJSON().includes('断线时写的话'),
        { timeout: 15_000 },
      )
      .toBe(true);
    const { body } = await callApi(product.url, admin.token)<string>('GET', `/reviews/${made.body.id}/text`);
    for (const words of ['甲写的话', '乙写的话', '断线时写的话']) expect(body.split(words)).toHaveLength(2);
    expect(await product.stop()).toBe(0);
  }, 90_000);
});
