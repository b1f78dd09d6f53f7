// The built pages from outside: nothing without a session in any of Next's forms, one policy a request, cookies that stay where
// they belong, no way to another site, and the process alive after every hostile request (T26, T43, P7).
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, type Person } from '../build/api';
import { aVisitor, launchBrowser, whyNoBrowser } from '../build/browser';
import { ADMIN, aHome, type Home, type Product, start } from '../build/product';

const TITLE = '只给成员看的标题';
const WORDS = '只给成员看的内容';
const EVIL = 'https://evil.test/x';

let home: Home;
let product: Product;
let admin: Person;
/** The session cookie of the administrator, as a browser got it. */
let cookie: string;
let review: string;

beforeAll(async () => {
  home = await aHome();
  product = await start(home);
  admin = await product.admin();
  const text = `${TITLE}\n\n一、需要改进的\n1. ${WORDS}。`;
  const made = await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', text });
  review = `/reviews/${made.body.id}`;
  cookie = (await signInByForm()).cookies.find((one) => one.startsWith('authjs.session-token='))?.split(';')[0] ?? '';
  expect(cookie).not.toBe('');
}, 90_000);
afterAll(async () => {
  expect(await product.stop()).toBe(0);
  await home.clear();
}, 30_000);

/** As the sign-in form does it through next-auth's own route. */
async function signInByForm(more: Record<string, string> = {}) {
  const csrf = await fetch(`${product.url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const jar = csrf.headers.getSetCookie();
  const response = await fetch(`${product.url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: jar.map((one) => one.split(';')[0]).join('; ') },
    body: new URLSearchParams({ csrfToken, email: ADMIN, password: PASSWORD, ...more }),
  });
  const cookies = [...jar, ...response.headers.getSetCookie()];
  return { location: response.headers.get('location') ?? '', cookies };
}

const get = (path: string, headers: Record<string, string> = {}, redirect: 'manual' | 'follow' = 'manual') =>
  fetch(product.url + path, { headers, redirect });

const pages = () => [
  '/',
  '/reviews',
  '/reviews/new',
  '/reviews/import',
  '/account',
  '/people',
  review,
  `${review}/sign`,
];
const tree = encodeURIComponent(
  JSON.stringify(['', { children: ['(desk)', { children: ['__PAGE__', {}] }] }, null, 'refetch']),
);

/** The ways in which Next hands out a page, or parts of one. */
const FORMS: Record<string, (path: string) => { path: string; headers: Record<string, string> }> = {
  'a page': (path) => ({ path, headers: {} }),
  'a flight': (path) => ({ path, headers: { rsc: '1' } }),
  'a prefetch': (path) => ({ path, headers: { rsc: '1', 'next-router-prefetch': '1' } }),
  'a segment': (path) => ({
    path,
    headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  }),
  'a part of the tree': (path) => ({ path, headers: { rsc: '1', 'next-router-state-tree': tree } }),
  'a .rsc file': (path) => ({ path: `${path === '/' ? '/index' : path}.rsc`, headers: {} }),
  'a segment file': (path) => ({ path: `${path === '/' ? '/index' : path}.segments/_full.segment.rsc`, headers: {} }),
  'a data file': (path) => ({ path: `/_next/data/build${path === '/' ? '/index' : path}.json`, headers: {} }),
  'a skipped middleware': (path) => ({
    path,
    headers: { 'x-middleware-subrequest': Array(5).fill('middleware').join(':') },
  }),
  'a forged session': (path) => ({ path, headers: { cookie: `authjs.session-token=${'x'.repeat(43)}` } }),
};

describe('without a session', () => {
  test('every page leads to the sign-in and back', async () => {
    for (const path of pages()) {
      const response = await get(path);
      expect(response.status, path).toBe(307);
      const back = path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`;
      expect(response.headers.get('location'), path).toBe(back);
    }
  });

  test.each(Object.keys(FORMS))('%s tells nothing of a review, a person or a list (P7)', async (name) => {
    for (const page of pages()) {
      const { path, headers } = FORMS[name]?.(page) ?? { path: page, headers: {} };
      const response = await get(path, headers, 'follow');
      const text = await response.text();
      expect(response.status, path).toBeLessThan(500);
      for (const secret of [TITLE, WORDS, ADMIN, admin.id])
        expect(text.includes(secret), `${path}: ${secret}`).toBe(false);
    }
  });

  test('the same forms do tell them to a member: the check above can fail', async () => {
    for (const more of [{}, { rsc: '1' }] as Record<string, string>[])
      expect(await (await get(review, { ...more, cookie }, 'follow')).text()).toContain(TITLE);
  });

  test('a stranger with a session gets the answer of an address that does not exist', async () => {
    await admin.call('POST', '/people', { email: 'out@office.test', name: 'Out', password: PASSWORD });
    const { cookies } = await signInByForm({ email: 'out@office.test' });
    const own = cookies.find((one) => one.startsWith('authjs.session-token='))?.split(';')[0] ?? '';
    for (const path of [review, '/reviews/00000000-0000-4000-8000-000000000000']) {
      const response = await get(path, { cookie: own });
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain(TITLE);
    }
  });
});

describe('the policy of a page', () => {
  test('names a nonce of its own for each request, which every script carries', async () => {
    const seen = new Set<string>();
    for (const path of ['/sign-in', '/sign-in', review, '/nowhere']) {
      const response = await get(path, path === '/sign-in' ? {} : { cookie });
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /script-src 'nonce-([^']{20,})' 'strict-dynamic';/.exec(policy)?.[1] ?? '';
      seen.add(nonce);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      const scripts = (await response.text()).match(/<script[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    }
    expect(seen.size).toBe(4);
  });

  test('cannot be given by the client', async () => {
    const response = await get('/sign-in', { 'content-security-policy': "script-src 'nonce-mine'", 'x-nonce': 'mine' });
    expect(await response.text()).not.toContain('nonce="mine"');
  });

  test.skipIf(whyNoBrowser())(
    'is broken by no page, and stops a script that somebody puts there (T43)',
    async () => {
      const browser = await launchBrowser();
      try {
        const visitor = await aVisitor(browser);
        await visitor.page.goto(`${product.url}/sign-in?next=//evil.test/x`);
        await visitor.page.locator('input[name=email]').fill(ADMIN);
        await visitor.page.locator('input[name=password]').fill(PASSWORD);
        await visitor.page.locator('button[type=submit]').click();
        await visitor.page.waitForURL(`${product.url}/`);
        for (const path of pages().filter((one) => one !== '/')) {
          await visitor.page.goto(product.url + path);
          await visitor.page.locator('main').first().waitFor();
        }
        expect(visitor.complaints).toEqual([]);
        const ran = await visitor.page.evaluate(() => {
          const holder = document.createElement('div');
          holder.innerHTML =
            '<img src="data:," onerror="globalThis.ran = true"><iframe srcdoc="<script>top.ran = true</script>">';
          document.body.append(holder);
          return new Promise((resolve) => setTimeout(() => resolve('ran' in globalThis), 100));
        });
        expect(ran).toBe(false);
      } finally {
        await browser.close();
      }
    },
    60_000,
  );
});

describe('cookies and ways out', () => {
  test('the session is for the server alone and stays on this site; a new sign-in never takes an old token over', async () => {
    const planted = `authjs.session-token=${'p'.repeat(43)}`;
    const { cookies } = await signInByForm();
    const session = cookies.find((one) => one.startsWith('authjs.session-token=')) ?? '';
    expect(session).toMatch(/^authjs\.session-token=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    expect(session).not.toContain(planted);
    for (const one of cookies) expect(one).toMatch(/HttpOnly; SameSite=Lax/);
  });

  test('a sign-in leads to no other site', async () => {
    expect((await signInByForm({ callbackUrl: EVIL })).location).toBe(product.url);
    for (const path of [`/api/auth/signin?callbackUrl=${EVIL}`, `/api/auth/error?error=x&callbackUrl=${EVIL}`])
      expect((await get(path)).headers.get('location') ?? '').not.toContain('evil');
    for (const path of ['//evil.test/x', '/\\evil.test/x', '/%5cevil.test/', '/%2f%2fevil.test/', '/.//evil.test/'])
      expect(new URL((await get(path)).headers.get('location') ?? '/', product.url).host, path).toBe(
        `localhost:${product.port}`,
      );
  });

  test('a host or a proxy that the client makes up appears nowhere', async () => {
    const made = { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', forwarded: 'host=evil.test' };
    for (const path of ['/', '/api/auth/signin', '/api/auth/providers', '/sign-in']) {
      const response = await get(path, made);
      expect(`${response.headers.get('location')} ${await response.text()}`).not.toContain('evil.test');
    }
  });

  test('a form of another site signs nobody in or out, and acts as nobody', async () => {
    const post = (path: string, headers: Record<string, string>) =>
      fetch(product.url + path, {
        method: 'POST',
        redirect: 'manual',
        headers,
        body: new URLSearchParams({ email: ADMIN, password: PASSWORD }),
      });
    const signedIn = await post('/api/auth/callback/credentials', { origin: 'https://evil.test' });
    expect(signedIn.headers.getSetCookie().join()).not.toContain('session-token');
    expect((await post('/api/auth/signout', { cookie, origin: 'https://evil.test' })).status).toBe(404);
    const action = await post('/sign-in', { cookie, origin: 'https://evil.test', 'next-action': 'a'.repeat(42) });
    expect(action.status).toBeGreaterThanOrEqual(400);
    expect(await (await get('/api/auth/session', { cookie })).json()).toMatchObject({ user: { email: ADMIN } });
  });
});

describe('hostile requests', () => {
  test.each([
    [
      'an absolute address',
      'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    [
      'an absolute address that upgrades (CVE-2026-44578 class)',
      'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1\.1 404/,
    ],
    [
      'an upgrade of a page',
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1\.1 404/,
    ],
    ['a network path', 'GET //evil.test/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400/],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400/],
    ['64 kB of headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(65_536)}\r\n\r\n`, /^HTTP\/1\.1 431/],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
    [
      'two lengths',
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    ['a tunnel', 'CONNECT evil.test:443 HTTP/1.1\r\nHost: x\r\n\r\n', /^$/],
    ['no HTTP at all', '\u0016\u0003\u0001\u0002\r\n\r\n', /^HTTP\/1\.1 400/],
  ])('%s is refused', async (_, words, expected) => {
    expect(await raw(words)).toMatch(expected);
  });

  test.each([
    '/_next/static/../../package.json',
    '/_next/static/..%2f..%2f..%2fpackage.json',
    '/_next/static/%2e%2e/%2e%2e/package.json',
    '/..%5c..%5cpackage.json',
    '/%2e%2e/data/secret',
    '/_next/image?url=http%3A%2F%2F127.0.0.1%3A1%2Fx&w=64&q=75',
    '/%00',
    '/%zz',
  ])('%s opens no file', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04]/);
    expect(answer).not.toContain('"dependencies"');
  });

  test('no page answers another method with more than it answers GET', async () => {
    for (const method of ['HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH']) {
      const response = await fetch(product.url + review, { method, redirect: 'manual' });
      expect(response.status, method).toBeLessThan(500);
      expect(await response.text()).not.toContain(TITLE);
    }
  });

  test('after all of this the process answers, and nothing was an error of the server', async () => {
    expect((await get('/api/health')).status).toBe(200);
    expect((await get(review, { cookie })).status).toBe(200);
    expect(
      product
        .output()
        .split('\n')
        .filter((line) => line.includes('"level":"error"')),
    ).toEqual([]);
  });
});

/** The whole answer to these bytes; '' when there is none. */
function raw(words: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(product.port, '127.0.0.1');
    let answer = '';
    const done = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(3000, done);
    socket.on('data', (bytes) => {
      answer += String(bytes);
    });
    socket.on('error', done);
    socket.on('close', done);
    socket.write(words);
  });
}
