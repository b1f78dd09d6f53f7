// What a page says of its words when the server goes, the session ends, rights change, the text is frozen, a new version is there;
// and that the words are never another person's.
import { readFile, rm, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERSION } from '../../server/version';
import { PASSWORD, type Person } from '../build/api';
import { signIn, type Visitor, whyNoBrowser } from '../build/browser';
import { anOperator } from '../build/embedded';
import { ADMIN, start } from '../build/product';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 40_000 };
const NEXT = 'server-next.js';

describe.skipIf(skipped !== null)(`honest states${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let wang: Person;
  let visitor: Visitor;
  let id = '';

  beforeAll(async () => {
    wang = await aPerson(at.product.url, at.admin, 'Wang');
    id = await aReadyReview(at.admin, [[wang, ['editor']]]);
    await at.admin.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
    visitor = await at.visitor(wang, `/reviews/${id}`);
  }, 120_000);
  afterAll(async () => {
    await rm(`dist/${NEXT}`, { force: true });
  });

  const save = () => visitor.page.locator('.save').innerText();
  const saved = () => expect.poll(save, WAIT).toMatch(/已保存到服务器/);
  const banner = (words: string) => visitor.page.locator('.banner', { hasText: words });
  const serverText = async () => (await at.admin.call<string>('GET', `/reviews/${id}/text`)).body;
  const roles = (...given: string[]) => at.admin.call('PUT', `/reviews/${id}/members/${wang.id}`, { roles: given });

  test('saved; with the server gone the words count as unsaved, lie in this browser, survive its return and are on the server once', async () => {
    const { page } = visitor;
    await typeAtEnd(page, '上次的改进项都已完成。', '甲。');
    await saved();
    await at.product.kill();
    await typeAtEnd(page, '甲。', '断线时写的。');
    await expect.poll(save, WAIT).toMatch(/处未保存，正在重连|离线 · \d+ 处改动留在本机/);
    await banner('连不上服务器').waitFor(WAIT);
    await expect.poll(save, WAIT).toMatch(/离线 · \d+ 处改动留在本机/);
    await expect.poll(() => banner('连不上服务器').innerText(), WAIT).toMatch(/处改动存在这台设备的浏览器里/);
    at.product = await start(at.home);
    await expect.poll(async () => (await serverText()).split('断线时写的。').length, WAIT).toBe(2);
    await saved();
    await expect.poll(() => banner('连不上服务器').count(), WAIT).toBe(0);
  }, 120_000);

  test('P2 ED23 leaving with words that the server does not have asks, by a link and by Back, and who goes all the same finds them again', async () => {
    const { context } = visitor;
    const page = await context.newPage();
    let held = false;
    await page.routeWebSocket(/\/collab\//, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        if (!held) server.send(message);
      });
      server.onMessage((message) => socket.send(message));
    });
    // By a link: a Back to another document is the browser's to ask about.
    await page.goto(`${at.product.url}/reviews`);
    await page
      .getByRole('link', { name: /一季度回顾/ })
      .first()
      .click();
    const live = page.locator('.save', { hasText: '已保存到服务器' });
    const dialog = page.getByRole('dialog', { name: '还有没保存的改动，要离开吗' });
    const path = () => new URL(page.url()).pathname;
    await typeAtEnd(page, '断线时写的。', '送到了。');
    await live.waitFor(WAIT);
    held = true;
    await typeAtEnd(page, '送到了。', '没有送到。');
    await page.getByRole('link', { name: '返回工作台' }).click();
    await dialog.getByText(/有 \d+ 处改动还没有保存到服务器/).waitFor(WAIT);
    await dialog.getByRole('button', { name: '留在这里' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.goBack({ waitUntil: 'commit' }).catch(() => null);
    await dialog.waitFor(WAIT);
    expect(path()).toBe(`/reviews/${id}`);
    await dialog.getByRole('button', { name: '离开' }).click();
    await expect.poll(path, WAIT).toBe('/reviews');
    expect(await serverText()).not.toContain('没有送到。');
    held = false;
    await page.goto(`${at.product.url}/reviews/${id}`);
    await expect.poll(serverText, WAIT).toContain('没有送到。');
    await live.waitFor(WAIT);
    await page.getByRole('link', { name: '返回工作台' }).click();
    await expect.poll(path, WAIT).toBe('/');
    await page.close();
  }, 120_000);

  test('P6 P8 GU26 the session ends while words are unsaved: one signs in over the page, nobody else sends them, and they are the same person’s', async () => {
    const { page, context } = visitor;
    await at.product.kill();
    await typeAtEnd(page, '断线时写的。', '会话结束时还没有送出。');
    await expect.poll(save, WAIT).toMatch(/处/);
    const sql = await anOperator(at.home.dataDir);
    await sql`delete from sessions where person_id = ${wang.id}`;
    await sql.end();
    at.product = await start(at.home);
    const dialog = page.getByRole('dialog', { name: '登录已过期' });
    await dialog.getByText(/处改动在这台设备里，没有丢/).waitFor(WAIT);
    expect(await dialog.getByLabel('邮箱').inputValue()).toBe(wang.email);
    expect(await dialog.getByLabel('邮箱').getAttribute('readonly')).not.toBeNull();
    await expect
      .poll(() => dialog.getByLabel('密码').evaluate((field) => field === document.activeElement), WAIT)
      .toBe(true);
    await page.keyboard.type('wrong password');
    await page.keyboard.press('Enter');
    await dialog.getByRole('alert').getByText('不相符').waitFor(WAIT);
    // Somebody else signs in beside it, in the same browser: the page stays this person's, and sends nothing.
    const other = await context.newPage();
    await signIn({ page: other, context, complaints: [] }, at.product.url, ADMIN, '/');
    const refused = page.waitForEvent('websocket', WAIT).then((socket) => socket.waitForEvent('close', WAIT));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await refused;
    await dialog.waitFor(WAIT);
    await other.close();
    expect(await serverText()).not.toContain('会话结束时还没有送出。');
    expect(new URL(page.url()).pathname).toBe(`/reviews/${id}`);
    await dialog.getByLabel('密码').fill(PASSWORD);
    await dialog.getByRole('button', { name: '登录', exact: true }).click();
    await expect.poll(serverText, WAIT).toContain('会话结束时还没有送出。');
    await expect.poll(() => dialog.count(), WAIT).toBe(0);
    await saved();
    const { body } = await at.admin.call<{
      text: string;
      blocks: { runs: { person: string | null; start: number; end: number }[] }[];
    }>('GET', `/reviews/${id}/authors`);
    const hers = body.blocks.flatMap(({ runs }) => runs.filter(({ person }) => person === wang.id));
    expect(hers.map(({ start: from, end }) => body.text.slice(from, end)).join()).toContain('会话结束时还没有送出。');
    await typeAtEnd(page, '还没有送出。', '又写。');
    await saved();
  }, 150_000);

  test('rights that change are said, and what cannot be written is not offered', async () => {
    await roles('commenter');
    await banner('你在这份材料里的权限变了。').waitFor(WAIT);
    await expect.poll(save, WAIT).toMatch(/只读/);
    expect(await visitor.page.locator('.ProseMirror[contenteditable=true]').count()).toBe(0);
    await roles('editor');
    await banner('你现在可以编辑正文了。').waitFor(WAIT);
    await visitor.page.locator('.ProseMirror[contenteditable=true]').waitFor(WAIT);
  }, 90_000);

  test('GU26 a page of another version of the product is told so, and goes on saving', async () => {
    const bundle = await readFile('dist/server.js', 'utf8');
    const next = bundle.replaceAll(`"${VERSION}"`, `"${VERSION}-next"`);
    expect(next).not.toBe(bundle);
    await writeFile(`dist/${NEXT}`, next);
    await at.product.stop();
    at.product = await start(at.home, { server: NEXT });
    await banner('服务器上有新版页面。').waitFor(WAIT);
    await typeAtEnd(visitor.page, '又写。', '新版下写的。');
    await expect.poll(serverText, WAIT).toContain('新版下写的。');
    await banner('服务器上有新版页面。').getByRole('button', { name: '重新打开' }).click();
    await saved();
    expect(await banner('服务器上有新版页面。').count()).toBe(0);
  }, 90_000);

  test('the frozen text says so at the words and across the page', async () => {
    await at.admin.call('PUT', `/reviews/${id}/members/${at.admin.id}`, { roles: ['owner', 'signatory', 'head'] });
    const frozen = await at.admin.call<{ stage?: string }>('POST', `/reviews/${id}/actions`, { action: 'freeze' });
    expect(frozen.body).toMatchObject({ stage: 'signoff' });
    await banner('会签进行中，正文已冻结。').waitFor(WAIT);
    await expect.poll(save, WAIT).toMatch(/正文已冻结/);
  }, 60_000);
});

/** Puts the caret behind these words and types. */
async function typeAtEnd(page: Page, behind: string, words: string): Promise<void> {
  await page.locator('.ProseMirror[contenteditable=true]').waitFor(WAIT);
  await expect
    .poll(
      () =>
        page.evaluate((wanted) => {
          const text = document.querySelector<HTMLElement>('.doc-text');
          const walker = document.createTreeWalker(text as Node, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = (node.textContent ?? '').indexOf(wanted);
            if (at < 0) continue;
            text?.focus();
            getSelection()?.setBaseAndExtent(node, at + wanted.length, node, at + wanted.length);
            return true;
          }
          return false;
        }, behind),
      WAIT,
    )
    .toBe(true);
  await page.waitForTimeout(300);
  await page.keyboard.insertText(words);
}
