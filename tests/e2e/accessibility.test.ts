// Every screen in a real Chromium, over the built product: nothing that keeps somebody out. axe-core finds nothing serious, and a ruler
// nothing out of reach, covered, cut off, moving for those who asked for rest, or too small for a thumb; at 390 px and at 200 % too.
import type { Browser, Cookie, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import en from '../../domain/words/en.json';
import zh from '../../domain/words/zh-CN.json';
import { PASSWORD, type Person } from '../build/api';
import { aVisitor, type Look, launchBrowser, signIn, type Visitor, whyNoBrowser } from '../build/browser';
import { anOperator } from '../build/embedded';
import { misplaced, violations } from '../build/faults';
import { settled } from '../build/footprint';
import { anApprovedReview, packageOf } from '../build/package';
import { ADMIN, aHome, type Home, type Product, start } from '../build/product';
import { aReadyReview } from '../build/ready';
import { SAMPLE_ZH } from '../build/sampleText';
import { listen, unmarked, walk } from '../build/senses';
import { aPerson } from '../build/server';
import { aTypist, synced } from '../build/typist';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };
/** Several at once on a machine under load. */
const SLOW = { timeout: 600_000 };
const TEMPLATE = 'self-check-2023-team';

interface Office {
  drafting: string;
  review: string;
  signoff: string;
  /** Small, and the only one that others are seen in. */
  room: string;
  package: Uint8Array;
}

/**
 * Each in another language, theme and width: what a rule reads (names, contrast, roles) differs by them. A browser at 200 % on a laptop
 * of 1440 px has 720 px for the page: there only the places differ from those of the phone.
 */
const LOOKS: readonly (Look & { name: string; axe?: true; phone?: true; zoomed?: true })[] = [
  { name: 'Chinese, light', locale: 'zh-CN', theme: 'light', axe: true },
  { name: 'English, dark', locale: 'en', theme: 'dark', axe: true },
  { name: 'a phone of 390 px', locale: 'zh-CN', theme: 'light', width: 390, height: 844, phone: true },
  { name: 'English at 200 %', locale: 'en', theme: 'light', width: 720, height: 450, zoomed: true },
];
type Screen = (typeof LOOKS)[number];
/** Every screen in a theme and a language of its own with axe, and in one narrow view; with FULL=1 every screen in all. */
const [LIGHT, DARK] =
  process.env.FULL === '1'
    ? [LOOKS, LOOKS]
    : [LOOKS.filter((_, n) => n % 3 === 0), LOOKS.filter((_, n) => n % 3 !== 0)];
const DESKTOP: Screen = { name: 'a desktop', locale: 'zh-CN', theme: 'light' };
/** Faults by state; a state without any is not in it. */
type Faults = Record<string, string[]>;
/** `alsoAxe`: with axe in a look that is only measured elsewhere, where the phone has a layout of its own. */
type Looked = (state: string, alsoAxe?: true) => Promise<void>;

describe.skipIf(skipped !== null)(`accessibility of every screen${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  let home: Home;
  let product: Product;
  let browser: Browser;
  let reader: Person;
  let office: Office;
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

  test('the first account is set up on a page that everybody can use', SLOW, async () => {
    const link = /http:\/\/\S+\/set-up\S*/.exec(product.output())?.[0] ?? '';
    const faults: Record<string, Faults> = {};
    for (const look of LOOKS) {
      faults[look.name] = await visited(look, null, async ({ page }, looked) => {
        await page.goto(link);
        await looked('set up');
        if (look === LOOKS.at(-1)) await setUp(page);
      });
    }
    const admin = await product.admin();
    // The pages speak as each look's browser does, not as the one that set the account up.
    await admin.call('PATCH', '/me', { locale: null });
    reader = await aPerson(product.url, admin, 'Sun');
    office = await anOffice(product.url, admin, reader);
    await admin.call('DELETE', `/reviews/${await aReadyReview(admin, [])}`);
    await oldArchives(product.url, admin, home);
    expect(Object.values(faults)).toEqual(LOOKS.map(() => ({})));
  });

  test.concurrent.each(DARK)('$name: outside, before anybody has signed in', SLOW, async (look) => {
    const faults = await visited(look, null, async ({ page }, looked) => {
      for (const path of ['/sign-in', '/no-such-page', '/join/no-such-link', '/reset/no-such-link']) {
        await page.goto(product.url + path);
        await page.locator('#main').waitFor(WAIT);
        await looked(path);
      }
      await page.goto(`${product.url}/verify`);
      await looked('verify');
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'package.zip', mimeType: 'application/zip', buffer: Buffer.from(office.package) });
      await page.locator('.vc').first().waitFor(WAIT);
      await looked('verified');
    });
    expect(faults).toEqual({});
  });

  test.concurrent.each(DARK)('$name: desk, inbox, lists, people, audit, account, new review', SLOW, async (look) => {
    const faults = await visited(look, ADMIN, async ({ page }, looked) => {
      for (const path of [
        '/',
        '/inbox',
        '/reviews',
        '/reviews?q=nothing-is-called-so',
        `/search?q=${encodeURIComponent('集中学习')}`,
        '/search?q=nothing-is-called-so',
        '/reviews/bin',
        '/people',
        '/people/reviews',
        '/audit',
        `/reviews/${office.signoff}/record`,
        '/account',
        '/reviews/new',
        `/reviews/new?template=${TEMPLATE}`,
        `/reviews/${office.drafting.replace(/.$/, '0')}`,
      ]) {
        await page.goto(product.url + path);
        await page.locator('#main').waitFor(WAIT);
        await looked(path);
      }
      await page.goto(product.url);
      await page.locator('#main').waitFor(WAIT);
      await openPalette(page);
      await looked('palette');
      await page.keyboard.insertText('集中学习');
      await page.locator('.pal-hit').first().waitFor(WAIT);
      await looked('palette, found');
      await page.keyboard.press('Escape');
    });
    expect(faults).toEqual({});
  });

  test.concurrent.each(LIGHT)(
    '$name: the import, both steps; the versions, compared and by author; print',
    SLOW,
    async (look) => {
      const faults = await visited(look, ADMIN, async ({ page }, looked) => {
        await page.goto(`${product.url}/reviews/import?template=${TEMPLATE}`);
        await page.locator('#main').waitFor(WAIT);
        await looked('pick');
        const file = { name: '材料.txt', mimeType: 'text/plain', buffer: Buffer.from(SAMPLE_ZH) };
        await page.locator('input[type=file]').setInputFiles(file);
        await page.locator('.im-f').waitFor(WAIT);
        await looked('check');
        await page.goto(`${product.url}/reviews/${office.review}/history`);
        await page.locator('.vt-go').first().waitFor(WAIT);
        await looked('versions');
        // Beside the two that choose it for the comparison.
        await page
          .locator('.vt-go')
          .first()
          .click({ position: { x: 8, y: 8 } });
        await page.locator('.hs-s .doc').first().waitFor(WAIT);
        await looked('one version');
        if (!look.phone) {
          for (const n of [0, 1]) {
            await page.locator('.hs-seg button').nth(n).click();
            await looked(`difference ${n}`);
          }
        }
        await page.locator('.hs-mh .check').click();
        await looked('authors');
        await page.goto(`${product.url}/reviews/${office.review}/print`);
        await page.locator('.doc').first().waitFor(WAIT);
        await looked('print');
      });
      expect(faults).toEqual({});
    },
  );

  test.concurrent.each(LIGHT)(
    '$name: the workspace of a writer, its panes, pickers, dialogs, and what cuts it off',
    SLOW,
    async (look) => {
      const faults = await visited(look, ADMIN, async ({ page, context }, looked) => {
        await live(page, office.review);
        await looked('text');
        if (look.phone) await phonePanes(page, looked);
        else {
          // At 200 % the outline and the rail are drawers.
          if (look.zoomed) {
            await page.locator('.open-ol').click();
            await looked('outline');
            await page.locator('.ol-h .icon-btn').last().click();
            await page.locator('.open-rail').click();
            await page.locator('.ws[data-rail=open] .rail-h').waitFor(WAIT);
            await looked('comments');
          }
          await page.locator('#rail-tab-suggestions').click();
          await page.locator('.sg-card').first().waitFor(WAIT);
          await looked('suggestions');
          await page.locator('#rail-tab-checks').click();
          await page.locator('.check-c').first().waitFor(WAIT);
          await page.locator('.check-c .place').first().click();
          await looked('checks');
          await page.locator('#rail-tab-threads').click();
          await page.locator('[data-thread-card]').first().click();
          await page.locator('[data-thread-card].is-active [aria-haspopup=menu]').first().click();
          await looked('menu of a thread');
          await page.keyboard.press('Escape');
          if (look.zoomed) await page.locator('.rail-h > .icon-btn').click();
          for (const opener of ['.top-1 .wide.btn', '.top-1 .wide .btn']) {
            await page.locator(opener).first().click();
            await looked(opener);
            await page.keyboard.press('Escape');
            await page.getByRole('dialog').waitFor({ state: 'hidden', ...WAIT });
          }
          await page.keyboard.press('?');
          await page.getByRole('dialog').waitFor(WAIT);
          await looked('keys');
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'hidden', ...WAIT });
          await page.locator('.ProseMirror').focus();
          await page.keyboard.press('Control+h');
          await page.locator('.find').waitFor(WAIT);
          await looked('find and replace');
          await page.keyboard.press('Escape');
        }
        if (!look.phone) {
          await page.locator('.fieldline button').first().click();
          await page.locator('.pick').waitFor(WAIT);
          await looked('field picker');
          await page.keyboard.press('Escape');
        }
        await context.setOffline(true);
        await page.locator('.banner[role=alert]').waitFor({ timeout: 60_000 });
        await looked('offline');
      });
      expect(faults).toEqual({});
    },
  );

  test.concurrent.each(DARK)(
    '$name: the dialogs that delete, end an archive and hand over, and the end of the session over the page',
    SLOW,
    async (look) => {
      const words = look.locale === 'en' ? en : zh;
      const faults = await visited(look, ADMIN, async ({ page }, looked) => {
        const dialog = page.getByRole('dialog');
        const opened = async (menu: Locator, item: string) => {
          await menu.click(WAIT);
          await page.getByRole('menuitem', { name: item }).click(WAIT);
          await dialog.waitFor(WAIT);
          await looked(item);
          await page.keyboard.press('Escape');
          await dialog.waitFor({ state: 'hidden', ...WAIT });
        };
        await live(page, office.drafting);
        await opened(
          page.locator('.top-1').getByRole('button', { name: words.review.more, exact: true }),
          words.bin.act,
        );
        await page.goto(`${product.url}/people/reviews`);
        const menu = page.locator('[aria-haspopup=menu]');
        const archived = page.locator('tr', { has: menu });
        await opened(archived.filter({ hasNotText: ASKED }).first().locator(menu), `${words.bin.org.ask}…`);
        for (const act of ['confirm', 'withdraw'] as const)
          await opened(archived.filter({ hasText: ASKED }).first().locator(menu), `${words.bin.org[act]}…`);
        await page.goto(`${product.url}/people`);
        // Of a list that is still streamed in, a second one waits unseen.
        await opened(page.locator('tr:visible', { hasText: 'Wu' }).locator(menu), words.people.act['hand-over']);
      });
      // In a session of its own: it ends.
      const over = await visited(look, null, async (visitor, looked) => {
        await signIn(visitor, product.url, reader.email);
        await live(visitor.page, office.review);
        await visitor.page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }));
        await visitor.page.getByRole('dialog').waitFor({ timeout: 60_000 });
        await looked('session over', true);
      });
      expect({ ...faults, ...over }).toEqual({});
    },
  );

  test.concurrent.each(DARK)('$name: the workspace of a reader, frozen, and the sign page', SLOW, async (look) => {
    const faults = await visited(look, reader.email, async ({ page }, looked) => {
      await live(page, office.drafting);
      await looked('text', look.phone);
      await live(page, office.signoff);
      await looked('frozen');
      await page.goto(`${product.url}/reviews/${office.signoff}/sign`);
      await page.locator('.dc-f .btn:enabled').waitFor(WAIT);
      await looked('sign', look.phone);
    });
    expect(faults).toEqual({});
  });

  test.concurrent(
    'a contrast theme takes the grounds and shadows away; what they said is said by a line',
    SLOW,
    async ({ expect }) => {
      await visited(DESKTOP, ADMIN, async ({ page }) => {
        await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
        await page.goto(`${product.url}/inbox`);
        await page.locator('.inb-dot').first().waitFor(WAIT);
        expect(await unmarked(page, ['.nav [aria-current]', '.chips [aria-pressed=true]', '.inb-dot', '.av'])).toEqual(
          [],
        );
        await live(page, office.review);
        await page.locator('[data-thread-card]').first().click();
        const text = [
          '.note.is-mustfix',
          'ins.sg-ins',
          '.thread.is-mustfix',
          '.thread.is-active',
          '.thread .tag',
          '.av',
        ];
        const bars = ['.seg [aria-pressed=true]', '.ol-row.is-cur', '[role=tab][aria-selected=true]::after', '.btn'];
        expect(await unmarked(page, [...text, ...bars, '.doc-text .note.is-active'])).toEqual([]);
        const more = page.locator('.top-1 [aria-haspopup=menu]').last();
        await more.focus();
        await page.keyboard.press('Enter');
        await page.locator('.menu-i[data-highlighted]').waitFor(WAIT);
        expect(await unmarked(page, ['.menu-i[data-highlighted]', '.menu'])).toEqual([]);
        await page.keyboard.press('Escape');
        await openPalette(page);
        expect(await unmarked(page, ['.pal-i[data-selected=true]', '.pal'])).toEqual([]);
      });
    },
  );

  test.concurrent(
    'a Tab reaches the skip link first, shows wherever it is, and comes back from what was opened',
    SLOW,
    async ({ expect }) => {
      await visited(DESKTOP, ADMIN, async ({ page }) => {
        for (const path of ['/', '/reviews', `/reviews/${office.review}/history`]) {
          await page.goto(product.url + path);
          await page.locator('#main').waitFor(WAIT);
          await page.waitForLoadState('networkidle');
          const stops = await walk(page);
          expect(stops[0]?.name, path).toContain('skip');
          expect(stops.length, path).toBeGreaterThan(8);
          expect(
            stops.filter(({ shows, inView }) => !shows || !inView),
            path,
          ).toEqual([]);
          // Who asked for no movement sees it at once: a movement of .01 ms is a frame late, and one more for each element around it.
          const top = await page.locator('.skip').evaluate((skip: HTMLElement) => {
            skip.focus();
            return skip.getBoundingClientRect().top;
          });
          expect(top, path).toBeGreaterThan(0);
        }
        await live(page, office.review);
        const stops = await walk(page, 60);
        expect(stops.filter(({ shows, inView }) => !shows || !inView)).toEqual([]);
        await page.locator('.skip').focus();
        await page.keyboard.press('Enter');
        await expect.poll(() => page.evaluate(() => document.activeElement?.id), WAIT).toBe('main');
        const openers = [
          '.top-1 .wide.btn',
          '.top-1 .wide .btn',
          '.top-1 [aria-haspopup=menu]',
          '.top-1 [aria-haspopup=dialog]',
        ];
        for (const opener of [...openers, '.ol-care', '.fieldline button']) {
          const button = page.locator(opener).first();
          await button.focus();
          await page.keyboard.press('Enter');
          const opened = page.locator('[role=dialog], [role=menu]').last();
          await opened.waitFor(WAIT);
          await expect.poll(() => holdsFocus(page), WAIT).toBe(true);
          await page.keyboard.press('Escape');
          await opened.waitFor({ state: 'hidden', ...WAIT });
          await expect
            .poll(() => button.evaluate((one) => document.activeElement === one), { ...WAIT, message: opener })
            .toBe(true);
        }
        await page.keyboard.press('Control+k');
        await page.locator('.pal').waitFor(WAIT);
        await page.keyboard.press('Escape');
        await expect.poll(() => page.evaluate(() => document.activeElement?.className), WAIT).toContain('chip');
      });
    },
  );

  test.concurrent(
    'trouble, its end, people and comments are said; neither a key nor what others type ever is',
    SLOW,
    async ({ expect }) => {
      await visited(DESKTOP, ADMIN, async ({ page, context }) => {
        await live(page, office.room);
        const heard = await listen(page);
        await page.locator('.doc-text p').first().click();
        const own = '逐字写下的十二个字都不念';
        for (const one of own) await page.keyboard.insertText(one);
        await expect.poll(() => page.locator('.save').innerText(), WAIT).toMatch(/^已保存/);
        const typist = await aTypist(product.url, await product.admin(), office.room);
        await synced(typist);
        typist.type('别人写的一段。');
        await page.locator('.doc-text p', { hasText: '别人写的一段。' }).waitFor(WAIT);
        typist.leave();
        // A slow server is trouble, too: that may be said, and its end.
        const calm = new Set([zh.save.spoken.late, zh.save.spoken.saved]);
        expect((await heard()).filter((words) => !calm.has(words))).toEqual([]);
        await visited(DESKTOP, reader.email, async (other) => {
          await live(other.page, office.room);
          await expect.poll(heard, WAIT).toEqual(['Sun打开了这份材料']);
          await reader.call('POST', `/reviews/${office.room}/threads`, {
            quote: '例会',
            body: '几点开？',
            kind: 'must-fix',
          });
          await expect.poll(heard, WAIT).toEqual(['Sun提了必改']);
        });
        await expect.poll(heard, WAIT).toEqual(['Sun离开了']);
        await context.setOffline(true);
        await page.locator('.banner[role=alert]').waitFor({ timeout: 60_000 });
        const cut = await heard();
        expect(cut).toContain(zh.save.spoken.offline);
        expect(cut.some((words) => words.startsWith('连不上服务器'))).toBe(true);
        await context.setOffline(false);
        await expect.poll(() => page.locator('.save').innerText(), { timeout: 60_000 }).toMatch(/^已保存/);
        expect(await heard()).toContain(zh.save.spoken.savedAt);
      });
    },
  );

  async function visited(
    look: Screen,
    email: string | null,
    work: (visitor: Visitor, looked: Looked) => Promise<void>,
  ): Promise<Faults> {
    const visitor = await aVisitor(browser, look);
    const faults: Faults = {};
    const looked = async (state: string, alsoAxe?: true) => {
      // What lies under the mouse shows more of itself, over its neighbours.
      await visitor.page.mouse.move(2, 2);
      const found = [
        ...(await misplaced(visitor.page, { targets: look.phone })),
        ...(look.axe || alsoAxe ? await violations(visitor.page) : []),
      ];
      if (found.length > 0) faults[state] = found;
    };
    visitor.page.setDefaultNavigationTimeout(120_000);
    try {
      await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
      if (email) await enter(visitor, email);
      await work(visitor, looked);
      return faults;
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

  async function live(page: Page, id: string): Promise<void> {
    await page.goto(`${product.url}/reviews/${id}`);
    await page.locator('.ProseMirror').waitFor(WAIT);
    // The screen around the text.
    await page
      .locator('.ws-tools button')
      .first()
      .waitFor({ state: 'attached', ...WAIT });
    await page.locator('.save', { hasNotText: /核对|Checking/ }).waitFor(WAIT);
  }
});

/** Why one of them is to go. */
const ASKED = '保管期满';

/** Two archives past their keeping; a second administrator has asked for the end of one. Somebody has left. */
async function oldArchives(url: string, admin: Person, home: Home): Promise<void> {
  const second = await aPerson(url, admin, 'Zheng');
  await admin.call('PATCH', `/people/${second.id}`, { admin: true });
  const left = await aPerson(url, admin, 'Wu');
  await admin.call('POST', `/people/${left.id}/disable`);
  const ids = [];
  for (let n = 0; n < 2; n++) {
    const id = await aReadyReview(second, [[second, ['signatory']]]);
    for (const action of ['start-review', 'freeze']) await second.call('POST', `/reviews/${id}/actions`, { action });
    const { digest } = (await second.call<{ digest: string }>('GET', `/reviews/${id}/signoff`)).body;
    await second.call('POST', `/reviews/${id}/decisions`, { digest, decision: 'agree', password: PASSWORD });
    await second.call('POST', `/reviews/${id}/actions`, { action: 'archive' });
    ids.push(id);
  }
  const operator = await anOperator(home.dataDir);
  await operator`update reviews set stage_since = now() - interval '11 years' where id in ${operator(ids)}`;
  await operator.end();
  const asked = await second.call('POST', `/reviews/${ids[0]}/purge`, { reason: ASKED });
  if (asked.status !== 204) throw new Error(JSON.stringify(asked.body));
}

async function setUp(page: Page): Promise<void> {
  const account = { name: '林', email: ADMIN, password: PASSWORD, organisation: '市图书馆' };
  for (const [name, value] of Object.entries(account)) await page.locator(`input[name=${name}]`).fill(value);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((address) => !address.pathname.startsWith('/set-up'), WAIT);
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('.pal-i').first().waitFor(WAIT);
}

/** Whether the focus is in what is open, and not behind it. */
const holdsFocus = (page: Page) =>
  page.evaluate(() => Boolean(document.activeElement?.closest('[role=dialog], [role=menu]')));

/** A phone's other panes: the outline with what is missing, the comments with the first of them open, the suggestions. */
async function phonePanes(page: Page, looked: Looked): Promise<void> {
  const panes = page.locator('.m-tabs > *');
  await panes.nth(1).click();
  await looked('outline', true);
  await panes.nth(2).click();
  await page.locator('.m-one').waitFor(WAIT);
  await looked('comments', true);
  await page.keyboard.press('Escape');
  await panes.nth(3).click();
  await looked('suggestions', true);
  await page.locator('.m-grab').click();
}

/** A review in each stage, with a must-fix, a reply, a suggestion, an open check, a waiver: everything that a screen can show of them. */
async function anOffice(url: string, admin: Person, reader: Person): Promise<Office> {
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
    const thread = { quote: '实际开展8次', body: '缺的 4 次是哪几个月？@林', kind: 'must-fix' };
    const opened = await reader.call<{ id: string }>('POST', `/reviews/${id}/threads`, thread);
    await admin.call('POST', `/threads/${opened.body.id}/replies`, { body: '正在查。' });
  }
  await admin.call('POST', `/reviews/${ids.review}/named-versions`, { name: '一稿' });
  const typist = await aTypist(url, admin, ids.review);
  await synced(typist);
  typist.type('补写的一段。');
  typist.suggest('（修订）');
  await settled(
    'both are saved',
    () => typist.acknowledged.size,
    (n) => n === 2,
  );
  typist.leave();
  await admin.call('POST', '/set-phrases', { phrase: '进一步提高政治站位' });
  for (const id of [ids.review, ids.signoff])
    await admin.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
  const { items } = (await admin.call<{ items: { rule: string }[] }>('GET', `/reviews/${ids.signoff}/gates`)).body;
  const overrides = items.map(({ rule }) => ({ rule, reason: '样稿，按原文办理' }));
  const frozen = await admin.call('POST', `/reviews/${ids.signoff}/actions`, { action: 'freeze', overrides });
  if (frozen.status !== 200) throw new Error(JSON.stringify(frozen.body));
  const room = await aReadyReview(admin, [[reader, ['commenter']]]);
  return { ...ids, room, package: await packageOf({ url }, admin, await anApprovedReview(admin, [admin])) };
}
