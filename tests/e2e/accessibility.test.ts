// Every screen under axe-core in a real Chromium, over the built product: nothing that keeps somebody out (impact serious or critical).
import axe from 'axe-core';
import type { Browser, Cookie, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, type Person } from '../build/api';
import { aVisitor, type Look, launchBrowser, signIn, type Visitor, whyNoBrowser } from '../build/browser';
import { ADMIN, aHome, type Home, type Product, start } from '../build/product';
import { SAMPLE_ZH } from '../build/sampleText';
import { aPerson } from '../build/server';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };
/** Several at once on a machine under load. */
const SLOW = { timeout: 90_000 };
const TEMPLATE = 'self-check-2023-team';

interface Reviews {
  drafting: string;
  review: string;
  signoff: string;
}

/** Each in another language, theme and width: what a rule reads (names, contrast, roles) differs by them. */
const LOOKS: readonly (Look & { name: string })[] = [
  { name: 'Chinese, light', locale: 'zh-CN', theme: 'light' },
  { name: 'English, dark', locale: 'en', theme: 'dark' },
  { name: 'a phone of 390 px', locale: 'zh-CN', theme: 'light', width: 390, height: 844 },
];

describe.skipIf(skipped !== null)(`accessibility of every screen${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  let home: Home;
  let product: Product;
  let browser: Browser;
  let reader: Person;
  let reviews: Reviews;
  const cookies = new Map<string, Cookie[]>();

  beforeAll(async () => {
    home = await aHome();
    product = await start(home, { admin: false });
    browser = await launchBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await home?.clear();
  });

  test('the first account is set up on a page that everybody can use', async () => {
    const link = /http:\/\/\S+\/set-up\S*/.exec(product.output())?.[0] ?? '';
    for (const look of LOOKS) {
      await visited(look, null, async ({ page }) => {
        await page.goto(link);
        expect(await violations(page), look.name).toEqual([]);
        if (look === LOOKS.at(-1)) await setUp(page);
      });
    }
    const admin = await product.admin();
    reader = await aPerson(product.url, admin, 'Sun');
    reviews = await threeReviews(admin, reader);
  });

  test.concurrent.each(LOOKS)('$name: outside, before anybody has signed in', SLOW, async (look) => {
    await visited(look, null, async ({ page }) => {
      for (const path of ['/sign-in', '/no-such-page']) {
        await open(page, path);
        expect(await violations(page)).toEqual([]);
      }
    });
  });

  test.concurrent.each(LOOKS)('$name: the desk, lists, people, account, new review', SLOW, async (look) => {
    await visited(look, ADMIN, async ({ page }) => {
      for (const path of [
        '/',
        '/reviews',
        '/people',
        '/account',
        '/reviews/new',
        `/reviews/new?template=${TEMPLATE}`,
      ]) {
        await open(page, path);
        expect(await violations(page), path).toEqual([]);
      }
    });
  });

  test.concurrent.each(LOOKS)('$name: the import, both steps', SLOW, async (look) => {
    await visited(look, ADMIN, async ({ page }) => {
      await open(page, `/reviews/import?template=${TEMPLATE}`);
      expect(await violations(page), 'pick').toEqual([]);
      const file = { name: '材料.txt', mimeType: 'text/plain', buffer: Buffer.from(SAMPLE_ZH) };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.locator('.im-f').waitFor(WAIT);
      expect(await violations(page), 'check').toEqual([]);
    });
  });

  test.concurrent.each(LOOKS)('$name: the workspace of a writer, its checks, its dialogs', SLOW, async (look) => {
    await visited(look, ADMIN, async ({ page }) => {
      await live(page, reviews.review);
      expect(await violations(page), 'text').toEqual([]);
      if (look.width) return phonePanes(page);
      await page.locator('#rail-tab-suggestions').click();
      expect(await violations(page), 'suggestions').toEqual([]);
      await page.locator('#rail-tab-checks').click();
      await page.locator('.check-c').first().waitFor(WAIT);
      expect(await violations(page), 'checks').toEqual([]);
      for (const opener of ['.top-1 .wide.btn', '.top-1 .wide .btn']) {
        await page.locator(opener).first().click();
        await page.getByRole('dialog').waitFor(WAIT);
        await page.waitForTimeout(300);
        expect(await violations(page), opener).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'hidden', ...WAIT });
      }
    });
  });

  test.concurrent.each(LOOKS)('$name: the workspace of a reader, frozen, and the sign page', SLOW, async (look) => {
    await visited(look, reader.email, async ({ page }) => {
      await live(page, reviews.drafting);
      expect(await violations(page), 'text').toEqual([]);
      await live(page, reviews.signoff);
      expect(await violations(page), 'frozen').toEqual([]);
      await open(page, `/reviews/${reviews.signoff}/sign`);
      await page.locator('.dc-f .btn:enabled').waitFor(WAIT);
      expect(await violations(page), 'sign').toEqual([]);
    });
  });

  async function visited(look: Look, email: string | null, work: (visitor: Visitor) => Promise<void>): Promise<void> {
    const visitor = await aVisitor(browser, look);
    try {
      await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
      if (email) await enter(visitor, email);
      await work(visitor);
    } finally {
      await visitor.context.close();
    }
  }

  /** Through the form once a person, then with the cookie that it gave. */
  async function enter(visitor: Visitor, email: string): Promise<void> {
    const held = cookies.get(email);
    if (held) return visitor.context.addCookies(held);
    await signIn(visitor, product.url, email);
    cookies.set(email, await visitor.context.cookies());
  }

  async function open(page: Page, path: string): Promise<void> {
    await page.goto(product.url + path);
    await page.locator('#main').waitFor(WAIT);
  }

  async function live(page: Page, id: string): Promise<void> {
    await page.goto(`${product.url}/reviews/${id}`);
    await page.locator('.ProseMirror').waitFor(WAIT);
    await page.locator('.save', { hasNotText: /核对|Checking/ }).waitFor(WAIT);
  }
});

async function setUp(page: Page): Promise<void> {
  const account = { name: '林', email: ADMIN, password: PASSWORD, organisation: '市图书馆' };
  for (const [name, value] of Object.entries(account)) await page.locator(`input[name=${name}]`).fill(value);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((address) => !address.pathname.startsWith('/set-up'), WAIT);
}

/** A phone's other panes: the outline with what is missing, and the sheet with the first comment. */
async function phonePanes(page: Page): Promise<void> {
  for (const n of [1, 2]) {
    await page.locator('.m-tabs > *').nth(n).click();
    expect(await violations(page), `pane ${n}`).toEqual([]);
  }
}

/** One in each stage, with a must-fix, a reply, an open check, a waiver: everything that a screen can show of them. */
async function threeReviews(admin: Person, reader: Person): Promise<Reviews> {
  const members = [{ personId: reader.id, roles: ['commenter', 'signatory', 'head'] }];
  const meta = { org: '市图书馆', year: '2023', theme: '学思想、强本领', date: '2024-04-02' };
  const make = async (facts: object) =>
    (
      await admin.call<{ id: string }>('POST', '/reviews', {
        templateId: TEMPLATE,
        text: SAMPLE_ZH,
        members,
        meta: facts,
      })
    ).body.id;
  const ids = { drafting: await make({}), review: await make({}), signoff: await make(meta) };
  for (const id of [ids.drafting, ids.review]) {
    const thread = { quote: '实际开展8次', body: '缺的 4 次是哪几个月？', kind: 'must-fix' };
    const opened = await reader.call<{ id: string }>('POST', `/reviews/${id}/threads`, thread);
    await admin.call('POST', `/threads/${opened.body.id}/replies`, { body: '正在查。' });
  }
  for (const id of [ids.review, ids.signoff])
    await admin.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
  const { items } = (await admin.call<{ items: { rule: string }[] }>('GET', `/reviews/${ids.signoff}/gates`)).body;
  const overrides = items.map(({ rule }) => ({ rule, reason: '样稿，按原文办理' }));
  const frozen = await admin.call('POST', `/reviews/${ids.signoff}/actions`, { action: 'freeze', overrides });
  if (frozen.status !== 200) throw new Error(JSON.stringify(frozen.body));
  return ids;
}

/** What axe calls serious or critical, one line a rule with the first places. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const runner = (window as unknown as { axe: typeof axe }).axe;
    return (await runner.run(document, { resultTypes: ['violations'] })).violations;
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 4)
          .map((node) => node.html.slice(0, 160))
          .join(' | ')}`,
    );
}
