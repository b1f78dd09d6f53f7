// The badge of the real page, in a real browser behind a bad network: it never says "saved" over words that the server has not
// committed, says that they are unsaved in time, and leaving then asks (P2/T04).
import { randomBytes } from 'node:crypto';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../build/api';
import { aVisitor, launchBrowser, signIn, type Visitor, whyNoBrowser } from '../build/browser';
import { settled } from '../build/footprint';
import { ADMIN, aHome, type Home, type Product, pause, start } from '../build/product';
import { aProxy, type TcpProxy } from '../build/proxy';
import { aSmallDisk, type SmallDisk, whyNoSmallDisk } from '../build/smallDisk';

const skipped = whyNoBrowser();
const noDisk = skipped ? null : whyNoSmallDisk();
const FULL = process.env.FULL === '1';
/** How long a trouble lasts, once the page has said that something is unsaved. */
const TROUBLE_MS = FULL ? 10_000 : 1000;
/** From the key to the painted badge: a frame or two on a busy machine. */
const PAINTED_MS = 250;
const WAIT = { timeout: 20_000 };
const SAVED = /已保存/;
const UNSAVED = /未保存|留在本机/;

interface Sample {
  at: number;
  says: string;
}

declare global {
  interface Window {
    samples: Sample[];
  }
}

describe.skipIf(skipped !== null)(`P2/T04 the badge${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  let disk: SmallDisk | null = null;
  let home: Home;
  let product: Product;
  let proxy: TcpProxy;
  let browser: Browser;
  let admin: Person;
  let visitor: Visitor;
  let page: Page;
  let reviewId = '';
  let count = 0;
  const told: string[] = [];
  let samples = 0;

  beforeAll(async () => {
    if (noDisk === null) disk = await aSmallDisk(160);
    home = disk ?? (await aHome());
    proxy = await aProxy(home.port);
    product = await start(home, { env: { COUNTERSIGN_URL: proxy.url } });
    admin = await product.admin();
    const text = '回顾\n\n一、需要改进的\n1. 第一点。';
    const made = await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', text });
    reviewId = made.body.id;
    browser = await launchBrowser();
    visitor = await aVisitor(browser);
    page = visitor.page;
    await signIn(visitor, proxy.url, ADMIN, `/reviews/${reviewId}`);
    await ready();
  }, 120_000);
  afterAll(async () => {
    console.info(`T04: 0 false "saved" of ${samples} samples; warned after ${told.join(', ')}`);
    await browser?.close();
    await product?.stop();
    await proxy?.close();
    await home?.clear();
  }, 60_000);

  /** The page is saved, its caret in the text, and its badge is looked at twenty times a second. */
  async function ready(): Promise<void> {
    await page.locator('.ProseMirror[contenteditable=true]').waitFor(WAIT);
    await saved();
    await page.locator('.ProseMirror p').last().click();
    await page.evaluate(() => {
      window.samples ??= [];
      const badge = () => document.querySelector('.save')?.textContent ?? '';
      if (window.samples.length === 0) setInterval(() => window.samples.push({ at: Date.now(), says: badge() }), 50);
    });
  }
  const badge = () => page.locator('.save').first().innerText();
  const saved = () => settled('the badge says saved', badge, (says) => SAVED.test(says), 60_000);
  const onServer = async () => (await admin.call<string>('GET', `/reviews/${reviewId}/text`)).body;

  /** Types a word that stands nowhere else; answers it with the moment. */
  async function typed(length = 2): Promise<{ word: string; at: number }> {
    count += 1;
    // Nothing that a database could store in less room than it has letters.
    const word = `〔${count}${randomBytes(length).toString('hex')}〕`;
    const at = await page.evaluate(() => Date.now());
    await page.keyboard.insertText(word);
    return { word, at };
  }

  /** Every sample between the key and `until` (both by the browser's clock) says unsaved or at least not saved. */
  async function never(at: number, until: number): Promise<void> {
    const all = await page.evaluate(() => window.samples);
    const seen = all.filter((one) => one.at > at + PAINTED_MS && one.at < until);
    expect(seen.length).toBeGreaterThan(0);
    samples += seen.length;
    expect(seen.filter(({ says }) => SAVED.test(says))).toEqual([]);
    const warned = all.find((one) => one.at > at && UNSAVED.test(one.says));
    told.push(`${((warned?.at ?? Number.POSITIVE_INFINITY) - at) / 1000} s`);
  }

  /** Trouble from before a word is typed until some time after the page has said that it is unsaved; then saved, and on the server. */
  async function through(trouble: { begin(): unknown; end(): unknown }, length = 2): Promise<void> {
    await saved();
    await trouble.begin();
    const { word, at } = await typed(length);
    await settled('the badge says unsaved', badge, (says) => UNSAVED.test(says));
    await pause(TROUBLE_MS);
    const until = await page.evaluate(() => Date.now());
    await trouble.end();
    await never(at, until);
    await saved();
    expect((await onServer()).split(word)).toHaveLength(2);
  }

  test('acknowledgements that do not arrive: unsaved while the socket seems open, saved when they come', async () => {
    await through({
      begin: () => proxy.set('down', { flow: 'hold' }),
      end: () => proxy.set('down', { flow: 'pass' }),
    });
  }, 60_000);

  test('words that do not get out of a half-open line: unsaved, and saved over the next one, once', async () => {
    await through({
      begin: () => proxy.set('both', { flow: 'swallow' }),
      end: () => {
        proxy.cut();
        proxy.set('both', { flow: 'pass' });
      },
    });
  }, 60_000);

  test('a server that stands still (SIGSTOP)', async () => {
    await through({
      begin: () => process.kill(product.pid, 'SIGSTOP'),
      end: () => process.kill(product.pid, 'SIGCONT'),
    });
  }, 60_000);

  test('a network that is gone, and a server that refuses', async () => {
    await through({
      begin: () => {
        proxy.refuse(true);
        proxy.cut();
      },
      end: () => proxy.refuse(false),
    });
  }, 60_000);

  test('P15 a return of the connection asks for the page once, and one that breaks off meanwhile leaves the page standing', async () => {
    let asked = 0;
    const count = (request: Request) => {
      if (request.method() === 'GET' && request.headers().rsc === '1' && request.url().includes(reviewId)) asked += 1;
    };
    page.on('request', count);
    for (const after of [0, 30, 60]) {
      proxy.cut();
      await settled('the badge has noticed', badge, (says) => !SAVED.test(says));
      await saved();
      await pause(after);
      proxy.cut();
      await saved();
    }
    await pause(1500);
    page.off('request', count);
    // Two returns a round, and each question may be put again by Next when it broke off.
    expect(asked).toBeLessThanOrEqual(3 * 2 * 2);
    expect(await page.locator('.ProseMirror[contenteditable=true]').count()).toBe(1);
  }, 60_000);

  test.skipIf(noDisk !== null)(
    `a full disk${noDisk ? ` (skipped: ${noDisk})` : ''}: unsaved until there is room again`,
    async () => {
      // Long words: a short one may still find room in a page that is half full.
      await through({ begin: () => disk?.fill(), end: () => disk?.free() }, 20_000);
    },
    120_000,
  );

  test('leaving with unsaved words asks first, and after a reload they are there and saved', async () => {
    await saved();
    proxy.set('down', { flow: 'hold' });
    const { word } = await typed();
    await settled('the badge has noticed', badge, (says) => !SAVED.test(says));
    const asked = new Promise<string>((resolve) =>
      page.once('dialog', async (dialog) => {
        resolve(dialog.type());
        proxy.set('down', { flow: 'pass' });
        await dialog.accept();
      }),
    );
    await page.reload({ waitUntil: 'commit' });
    expect(await asked).toBe('beforeunload');
    await ready();
    expect((await onServer()).split(word)).toHaveLength(2);
    // With nothing unsaved nobody is asked.
    page.once('dialog', () => expect.unreachable('asked without a reason'));
    await page.reload({ waitUntil: 'commit' });
    await ready();
  }, 60_000);
});
