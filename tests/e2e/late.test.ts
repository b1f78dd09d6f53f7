// What comes late: the screen around a text that is written already, code behind a press without a network, a press before any
// script, and words whose paragraph somebody deleted meanwhile.
import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import zh from '../../domain/words/zh-CN.json';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

declare global {
  interface Window {
    editableAt?: number;
  }
}

const skipped = whyNoBrowser();
const WAIT = { timeout: 30_000 };
const TEXT = '.ProseMirror[contenteditable=true]';

describe.skipIf(skipped !== null)(`what comes late${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let visitor: Visitor;
  let id = '';

  beforeAll(async () => {
    const wang = await aPerson(at.product.url, at.admin, 'Wang');
    id = await aReadyReview(at.admin, [[wang, ['editor']]]);
    visitor = await at.visitor(wang, '/inbox');
  }, 60_000);

  const serverText = async () => (await at.admin.call<string>('GET', `/reviews/${id}/text`)).body;
  const review = () => `${at.product.url}/reviews/${id}`;
  /** The server has the end of the block too: who reconnects before it would see the words go first, and the block by another's hand. */
  const deletedEverywhere = async (page: Page, words: string, kind: 'paragraph' | 'point') => {
    const lines = (await serverText()).split('\n');
    await deleteBlock(page, words);
    // A point is a paragraph first.
    if (kind === 'point') await page.keyboard.press('Backspace');
    await expect.poll(serverText, WAIT).toBe(lines.filter((line) => !line.includes(words)).join('\n'));
  };
  /** A profile with the same sign-in that has nothing of the product yet. */
  const fresh = async () => {
    const other = await at.visitor();
    await other.context.addCookies(await visitor.context.cookies());
    return other;
  };

  test('ED10 a writer writes before the screen around the text is here, and what they pressed and pasted meanwhile is done when it is', async () => {
    const late = await scriptsAfterText(await fresh(), review());
    const { page, context, complaints } = await fresh();
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    await context.route(
      (url) => late.has(url.pathname),
      (route) => opened.then(() => route.continue()),
    );
    await page.goto(review(), { waitUntil: 'commit' });
    await page.locator(TEXT).waitFor(WAIT);
    expect(await page.locator('.ws-tools button').count()).toBe(0);
    await caretBehind(page, '上次的改进项都已完成。');
    await page.keyboard.type('x早写的。');
    await expect.poll(serverText, WAIT).toContain('上次的改进项都已完成。x早写的。');
    await page.evaluate((html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      const pasted = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('.ProseMirror')?.dispatchEvent(pasted);
    }, '<p>贴来的<b>字</b><script>alert(1)</script></p>');
    await page.keyboard.press('Control+f');
    expect(await page.locator('.doc-text').innerText()).not.toContain('贴来的');
    open();
    await page.locator('.find').waitFor(WAIT);
    await expect.poll(() => page.locator('.doc-text').innerText(), WAIT).toContain('x早写的。贴来的字');
    await page.keyboard.press('Escape');
    // The caret is where it was, and the undo of before goes on.
    await page.keyboard.type('再写。');
    await expect.poll(serverText, WAIT).toContain('x早写的。贴来的字再写。');
    for (let n = 0; n < 4; n++) await page.keyboard.press('Control+z');
    await expect.poll(serverText, WAIT).toContain('上次的改进项都已完成。\n');
    expect(complaints).toEqual([]);
    await context.close();
  }, 90_000);

  test('ED12 a press for what the network keeps away says so and counts anew, what is fetched ahead is silent and comes back with the network', async () => {
    const late = await scriptsAfterLoad(await fresh(), at.product.url);
    const { page, context, complaints } = await fresh();
    let cut = true;
    const refused = new Set<string>();
    const came = new Set<string>();
    context.on('requestfinished', (request) => came.add(new URL(request.url()).pathname));
    await context.route(
      (url) => late.has(url.pathname),
      (route) => {
        if (!cut) return route.continue();
        refused.add(new URL(route.request().url()).pathname);
        return route.abort('internetdisconnected');
      },
    );
    await page.goto(at.product.url, { waitUntil: 'load' });
    await expect.poll(() => refused.size, WAIT).toBeGreaterThan(0);
    const said = page.getByRole('alert').getByText(zh.common.notFetched);
    expect(await said.count()).toBe(0);
    await page.keyboard.press('Control+k');
    await said.waitFor(WAIT);
    await said.waitFor({ state: 'detached', ...WAIT });
    await page.keyboard.press('Control+k');
    await said.waitFor(WAIT);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(complaints).toEqual([]);
    cut = false;
    await context.setOffline(true);
    await context.setOffline(false);
    await expect.poll(() => [...refused].filter((path) => !came.has(path)), WAIT).toEqual([]);
    cut = true;
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: zh.search.palette }).waitFor(WAIT);
    await context.close();
  }, 90_000);

  test('ED11 Ctrl K pressed before any script is here opens the palette when it is; pressed twice it does not', async () => {
    for (const presses of [1, 2]) {
      const { page, context } = await fresh();
      let open: () => void = () => undefined;
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      await context.route(
        (url) => url.pathname.endsWith('.js'),
        (route) => opened.then(() => route.continue()),
      );
      await page.goto(at.product.url, { waitUntil: 'commit' });
      await page.locator('#main').waitFor(WAIT);
      for (let n = 0; n < presses; n++) await page.keyboard.press('Control+k');
      open();
      await page.waitForLoadState('networkidle');
      const palette = page.getByRole('dialog', { name: zh.search.palette });
      if (presses === 1) await palette.waitFor(WAIT);
      else {
        // The shell is here and hears by itself now.
        await page.keyboard.press('Control+k');
        await palette.waitFor(WAIT);
      }
      await context.close();
    }
  }, 90_000);

  test('ED13 words written offline in a paragraph that somebody deleted are offered, and stand where it stood when they are inserted again', async () => {
    const { page, context } = visitor;
    const other = await at.visitor(at.admin, `/reviews/${id}`);
    const line = await aLine(page);
    await page.goto(review());
    await caretBehind(page, '例如三月的第二版。');
    await line.cut();
    await page.keyboard.type('x离线时补充的。');
    await deletedEverywhere(other.page, '本季度完成了三个版本的发布', 'paragraph');
    await line.mend();
    const banner = page.locator('.banner', { hasText: zh.review.aside.deletedTitle });
    await banner.waitFor(WAIT);
    await banner.getByRole('button', { name: zh.review.aside.show }).click();
    const words = '本季度完成了三个版本的发布，例如三月的第二版。x离线时补充的。';
    expect(await page.locator('textarea.aside-t').inputValue()).toBe(words);
    await page.getByRole('button', { name: zh.review.aside.insert }).click();
    await banner.waitFor({ state: 'detached', ...WAIT });
    await expect.poll(serverText, WAIT).toContain(`本周期情况\n${words}\n`);
    await expect.poll(() => other.page.locator('.doc-text').innerText(), WAIT).toContain(words);

    // The same of a page that was closed before the network was back.
    await caretBehind(page, '发布按时完成。');
    await line.cut();
    await page.keyboard.type('x关掉之前写的。');
    await page.waitForTimeout(1_000);
    await page.close({ runBeforeUnload: false });
    await deletedEverywhere(other.page, '发布按时完成。', 'point');
    const again = await context.newPage();
    await again.goto(review());
    const offer = again.locator('.banner', { hasText: zh.review.aside.deletedTitle });
    await offer.waitFor(WAIT);
    await offer.getByRole('button', { name: zh.review.aside.show }).click();
    expect(await again.locator('textarea.aside-t').inputValue()).toBe('发布按时完成。x关掉之前写的。');
    await again.getByRole('button', { name: zh.review.aside.discard }).click();
    await offer.waitFor({ state: 'detached', ...WAIT });
    await other.context.close();
  }, 120_000);
});

/** Addresses of the scripts that the page asks for once its text is editable. */
async function scriptsAfterText({ page, context }: Visitor, url: string): Promise<Set<string>> {
  await page.addInitScript((selector) => {
    const look = () => {
      if (window.editableAt === undefined && document.querySelector(selector)) window.editableAt = Date.now();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
  }, TEXT);
  const asked = await scriptsOf(page, context, url, '.ws-tools button');
  const from = (await page.evaluate(() => window.editableAt)) ?? 0;
  return closed(context, asked, from);
}

/** Addresses of the scripts that the page asks for once it has loaded. */
async function scriptsAfterLoad({ page, context }: Visitor, url: string): Promise<Set<string>> {
  const asked = await scriptsOf(page, context, url, '#main');
  const from = await page.evaluate(() => {
    const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return performance.timeOrigin + (visit?.loadEventStart ?? 0);
  });
  return closed(context, asked, from);
}

async function scriptsOf(
  page: Page,
  context: BrowserContext,
  url: string,
  until: string,
): Promise<Map<string, number>> {
  const asked = new Map<string, number>();
  context.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url());
    // The worker of the checks asks for some of them once more.
    if (pathname.endsWith('.js') && !asked.has(pathname)) asked.set(pathname, request.timing().startTime);
  });
  await page.goto(url);
  await page
    .locator(until)
    .first()
    .waitFor({ state: 'attached', ...WAIT });
  await page.waitForLoadState('networkidle');
  return asked;
}

async function closed(context: BrowserContext, asked: Map<string, number>, from: number): Promise<Set<string>> {
  await context.close();
  const late = [...asked].filter(([, at]) => at > from).map(([pathname]) => pathname);
  expect(late.length).toBeGreaterThan(0);
  return new Set(late);
}

/** The caret behind these words of the text. */
async function caretBehind(page: Page, words: string): Promise<void> {
  await page.locator(TEXT).waitFor(WAIT);
  await expect.poll(() => page.evaluate(select, words), WAIT).toBe(true);
}

/** The block that holds these words goes, as when somebody selects it and deletes it with the one below it kept. */
async function deleteBlock(page: Page, words: string): Promise<void> {
  await page
    .locator('.ws-tools button')
    .first()
    .waitFor({ state: 'attached', ...WAIT });
  await page.locator('.doc-text p', { hasText: words }).click({ clickCount: 3 });
  await page.keyboard.press('Delete');
  await page.keyboard.press('Backspace');
}

function select(words: string): boolean {
  const text = document.querySelector<HTMLElement>('.doc-text');
  if (!text) return false;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = (node.textContent ?? '').indexOf(words);
    if (at < 0) continue;
    text.focus();
    getSelection()?.setBaseAndExtent(node, at + words.length, node, at + words.length);
    return true;
  }
  return false;
}

/** The socket of a page, which can be cut while the rest of its network holds. To be laid before the page opens. */
async function aLine(page: Page): Promise<{ cut(): Promise<void>; mend(): Promise<void> }> {
  const sockets = new Set<WebSocketRoute>();
  let isCut = false;
  await page.routeWebSocket(/\/collab\//, (socket) => {
    if (isCut) return void socket.close({ code: 1013 });
    sockets.add(socket);
    socket.connectToServer();
  });
  return {
    async cut() {
      isCut = true;
      await Promise.all([...sockets].map((socket) => socket.close({ code: 1013 })));
      sockets.clear();
    },
    async mend() {
      isCut = false;
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
    },
  };
}
