// The desk, the palette and the bell as two people use them in two browsers.
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Block, plain } from '../../domain/document/blocks';
import { appendBlocks, contentOf } from '../../domain/document/layout';
import { must } from '../../domain/must';
import type { DeskTask } from '../../domain/view';
import type { Person } from '../build/api';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { pause } from '../build/product';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';
import { aTypist, synced } from '../build/typist';
import { textsOf } from '../collab/guardEdits';

const skipped = whyNoBrowser();
const WAIT = { timeout: 30_000 };

describe.skipIf(skipped !== null)(`desk, palette, bell${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let qian: Person;
  let reader: Visitor;
  let first = '';
  let second = '';

  beforeAll(async () => {
    qian = await aPerson(at.product.url, at.admin, 'Qian');
    first = await aReadyReview(at.admin, [[qian, ['editor']]]);
    second = await aReadyReview(at.admin, [[qian, ['editor']]]);
    await at.admin.call('PATCH', `/reviews/${second}`, { title: '夜班专项' });
    reader = await at.visitor(qian);
  }, 120_000);

  test('Ctrl K finds a Chinese passage in another review and opens it there', async () => {
    const { page } = reader;
    const typist = await aTypist(at.product.url, qian, second);
    await synced(typist);
    const cell = (words: string) => ({ header: false, colspan: 1, rowspan: 1, paragraphs: [plain(words)] });
    const row = (n: number) => ({ cells: [cell(`琥珀第 ${n} 行`), cell(n === 59 ? '琥珀在此' : '其他')] });
    const table: Block = { type: 'table', id: null, rows: Array.from({ length: 60 }, (_, n) => row(n)) };
    typist.doc.transact(() => appendBlocks(typist.doc, [table]));
    typist.suggest('（建议）');
    typist.type('写完了。');
    await expect.poll(() => typist.acknowledged.has('写完了。'), WAIT).toBe(true);
    typist.leave();
    // The worker reads a text a few seconds after its last word.
    const q = encodeURIComponent('不超过三十分钟');
    const found = async () => (await qian.call<{ items: unknown[] }>('GET', `/search?q=${q}`)).body.items.length;
    await expect.poll(found, WAIT).toBe(2);
    await page.goto(`${at.product.url}/reviews/${first}`);
    await page.locator('.ProseMirror').waitFor(WAIT);
    await page.locator('.ProseMirror').click();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: '搜索和命令' });
    await palette.getByRole('combobox').fill('不超过三十分钟');
    await expect
      .poll(() => palette.locator('.pal-hit mark').allInnerTexts(), WAIT)
      .toEqual(['不超过三十分钟', '不超过三十分钟']);
    const group = palette.locator('[cmdk-group]').filter({ hasText: '夜班专项' });
    await group.locator('.pal-hit').click();
    await page.waitForURL((address) => address.pathname === `/reviews/${second}`, WAIT);
    await page.locator('.ProseMirror').waitFor(WAIT);
    await expect.poll(() => new URL(page.url()).search, WAIT).toBe('');
    await expect
      .poll(
        () =>
          page
            .locator('.ProseMirror')
            .getByText('例会不超过三十分钟')
            .evaluate((element) => {
              const { top } = element.getBoundingClientRect();
              return top >= 0 && top < window.innerHeight;
            }),
        WAIT,
      )
      .toBe(true);
  }, 120_000);

  test('SE9 a hit in the last cell of a table comes into view with its words marked; the text and the caret of who writes stay', async () => {
    const { page } = reader;
    const q = encodeURIComponent('琥珀在此');
    const found = async () => (await qian.call<{ items: unknown[] }>('GET', `/search?q=${q}`)).body.items.length;
    await expect.poll(found, WAIT).toBe(1);
    const text = page.locator('.ProseMirror');
    await text.getByText('上次的改进项都已完成').click();
    const caret = () =>
      page.evaluate(() => [
        getSelection()?.anchorNode?.textContent,
        getSelection()?.anchorOffset,
        getSelection()?.isCollapsed,
      ]);
    const [words, before] = [await text.innerText(), await caret()];
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: '搜索和命令' });
    await palette.getByRole('combobox').fill('琥珀在此');
    await palette.locator('.pal-hit').click(WAIT);
    const marks = () =>
      page.evaluate(() =>
        [...(CSS.highlights.get('search-hit') ?? [])].map((range) => {
          const { top, bottom } = (range as Range).getBoundingClientRect();
          return [`${range}`, top > 0 && bottom < window.innerHeight];
        }),
      );
    await expect.poll(marks, WAIT).toEqual([['琥珀在此', true]]);
    expect([await text.innerText(), await caret()]).toEqual([words, before]);
    expect(new URL(page.url()).search).toBe('');
    // Somebody else writes right before them: the marks stay on the words, as long as they stay.
    const other = await aTypist(at.product.url, at.admin, second);
    await synced(other);
    must(textsOf(contentOf(other.doc)).at(-2), 'the last cell').insert(0, '甲');
    await text.getByText('甲琥珀在此').waitFor(WAIT);
    expect(await marks()).toEqual([['琥珀在此', true]]);
    other.leave();
    // They go by themselves.
    await expect.poll(marks, WAIT).toEqual([]);
  }, 120_000);

  test('letters that an input method composes choose nothing and look for nothing', async () => {
    const { page } = reader;
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/search?q=')) asked.push(decodeURIComponent(new URL(request.url()).search));
    });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor(WAIT);
    const ime = await page.context().newCDPSession(page);
    for (const text of ['h', 'hui', "hui'yi"])
      await ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(400);
    // Esc is the input method's own as well (ED27).
    await page.keyboard.press('Escape');
    expect(await page.getByRole('combobox').count()).toBe(1);
    expect(asked).toEqual([]);
    await ime.send('Input.insertText', { text: '会议' });
    await expect.poll(() => asked, WAIT).toEqual(['?q=会议']);
    expect(new URL(page.url()).pathname).toBe(`/reviews/${second}`);
    await page.keyboard.press('Escape');
    await page.getByRole('combobox').waitFor({ state: 'detached', ...WAIT });
  }, 60_000);

  test('SE12 Enter right behind the last letter opens no result of fewer letters, but all that there is', async () => {
    const { page } = reader;
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: '搜索和命令' });
    await palette.getByRole('combobox').fill('不超过');
    await palette.locator('.pal-hit').first().waitFor(WAIT);
    const slow = '**/api/v1/search?*';
    await page.route(slow, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue().catch(() => undefined);
    });
    await palette.getByRole('combobox').fill('不超过三十分钟');
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname === '/search', WAIT);
    expect(new URL(page.url()).searchParams.get('q')).toBe('不超过三十分钟');
    await page.unroute(slow);
  }, 60_000);

  test('NR7 a mention rings the bell of the other person, and reading it clears it', async () => {
    const { page } = reader;
    await page.goto(at.product.url);
    await page.getByRole('heading', { name: '我的工作台' }).waitFor(WAIT);
    const bell = page.getByRole('button', { name: /^消息/ });
    // She was told of joining the reviews.
    await expect.poll(() => bell.getAttribute('aria-label'), WAIT).toMatch(/条未读/);
    await bell.click();
    await page.getByText('lin 邀请你参加这份材料').first().waitFor(WAIT);
    await page.keyboard.press('Escape');
    await qian.call('POST', '/me/notifications/read', { until: new Date().toISOString() });
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect.poll(() => bell.getAttribute('aria-label'), WAIT).toBe('消息');
    const thread = await at.admin.call<{ id: string }>('POST', `/reviews/${first}/threads`, {
      quote: '会议时间太长',
      body: '@Qian 请补一个例子',
      mentions: [qian.id],
    });
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect.poll(() => bell.getAttribute('aria-label'), WAIT).toBe('消息，1 条未读');
    await bell.click();
    await page.getByRole('link', { name: /lin 提到了你/ }).click(WAIT);
    await page.waitForURL((address) => address.pathname === `/reviews/${first}`, WAIT);
    await page.locator(`[data-thread-card="${thread.body.id}"].is-active`).waitFor(WAIT);
    await expect.poll(() => page.getByRole('button', { name: /^消息/ }).getAttribute('aria-label'), WAIT).toBe('消息');
    expect((await qian.call<{ unread: number }>('GET', '/me/notifications/unread')).body.unread).toBe(0);
    // Read as it is, its line leads there once more and goes.
    await page.getByRole('button', { name: '消息' }).click();
    await page.getByRole('link', { name: /lin 提到了你/ }).click(WAIT);
    await page.locator('.inb-pop').waitFor({ state: 'detached', ...WAIT });
    await page.goto(`${at.product.url}/inbox`);
    await page.getByRole('link', { name: /lin 提到了你/ }).waitFor(WAIT);
    await page.getByRole('button', { name: '我参与的' }).click();
    await page.getByText('没有消息').waitFor(WAIT);
  }, 90_000);

  test('NO7 NO8 a review that moved on and decisions on one’s suggestions stand in the inbox in words, in both languages', async () => {
    const { page } = reader;
    await qian.call('POST', '/me/notifications/read', { until: new Date().toISOString() });
    const own = await aReadyReview(at.admin, [[qian, ['suggester']]]);
    await at.admin.call('PATCH', `/reviews/${own}`, { title: '留痕样本' });
    const typist = await aTypist(at.product.url, qian, own);
    await synced(typist);
    typist.suggest('（一处建议）');
    const pending = async () =>
      (await at.admin.call<{ items: unknown[] }>('GET', `/reviews/${own}/suggestions`)).body.items.length;
    await expect.poll(pending, WAIT).toBe(1);
    await at.admin.call('POST', `/reviews/${own}/suggestions`, { id: 'all', decision: 'accept' });
    await at.admin.call('POST', `/reviews/${own}/actions`, { action: 'start-review' });
    typist.leave();
    await page.goto(`${at.product.url}/inbox`);
    const lines = page.locator('.inb.is-unread').filter({ hasText: '留痕样本' });
    const words = () => lines.locator('.inb-b > b').allInnerTexts();
    await expect
      .poll(words, WAIT)
      .toEqual(['lin 开始了内部审阅', 'lin 处理了你的修改建议：采纳 1 处', 'lin 邀请你参加这份材料']);
    await page.context().addCookies([{ name: 'locale', value: 'en', url: at.product.url }]);
    await page.reload();
    await expect
      .poll(words, WAIT)
      .toEqual([
        'lin started the review',
        'lin decided on your suggestions: 1 accepted',
        'lin added you to this review',
      ]);
    await page.context().clearCookies({ name: 'locale' });
    await lines.first().getByRole('link').press('Enter');
    await page.waitForURL((address) => address.pathname === `/reviews/${own}`, WAIT);
    await page.locator('.ProseMirror').waitFor(WAIT);
    await page.goto(at.product.url);
    await page.getByRole('heading', { name: '我的工作台' }).waitFor(WAIT);
    await at.admin.call('DELETE', `/reviews/${own}/members/${qian.id}`);
    expect(reader.complaints).toEqual([]);
  }, 90_000);

  test('DE10 the desk groups what waits by its day and each verb leads to its place', async () => {
    const { page } = reader;
    const open = async (quote: string, day: number) => {
      const made = await at.admin.call<{ id: string }>('POST', `/reviews/${first}/threads`, { quote, body: '请处理' });
      const due = new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10);
      await at.admin.call('PUT', `/threads/${made.body.id}/assignment`, { personId: qian.id, due });
      return made.body.id;
    };
    const late = await open('发布按时完成', -3);
    await open('上次的改进项都已完成', 30);
    await page.goto(at.product.url);
    await expect.poll(() => page.locator('.todo h3').allInnerTexts(), WAIT).toEqual(['逾期', '以后', '没有期限']);
    // What reaches her while it is open stands there by itself.
    const shown = await page.locator('.td').count();
    await open('会议时间太长', 40);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect.poll(() => page.locator('.td').count(), WAIT).toBe(shown + 1);
    await page.locator('.td').filter({ hasText: '发布按时完成' }).getByRole('link', { name: '去处理' }).click();
    await page.locator(`[data-thread-card="${late}"].is-active`).waitFor(WAIT);

    const section = { sectionKey: 'measures', ownerId: qian.id };
    expect((await at.admin.call('PUT', `/reviews/${first}/sections`, section)).status).toBe(200);
    const kinds = async () =>
      (await qian.call<{ items: DeskTask[] }>('GET', '/me/tasks')).body.items.map(({ kind }) => kind);
    await expect.poll(kinds, WAIT).toEqual(expect.arrayContaining(['section', 'suggestions']));
    await page.goto(at.product.url);
    await page.locator('.td').filter({ hasText: '处待处理' }).getByRole('link').click();
    await page.locator('.sg-card.is-active').waitFor(WAIT);
    await page.goto(at.product.url);
    await page.locator('.td').filter({ hasText: '等你写完' }).getByRole('link').click();
    await page.locator('.ProseMirror').waitFor(WAIT);
    await expect.poll(() => new URL(page.url()).search, WAIT).toBe('');
    await expect.poll(() => page.locator('.ol-row.is-cur').innerText(), WAIT).toContain('改进项');
    expect(reader.complaints).toEqual([]);
  }, 60_000);

  test('the list is narrowed by template and to what one owns, and keeps both through a search', async () => {
    const { page } = reader;
    const own = await qian.call<{ id: string }>('POST', '/reviews', {
      templateId: 'incident-review',
      title: '停机复盘',
      meta: {},
    });
    expect(own.status, JSON.stringify(own.body)).toBe(201);
    const titles = () => page.locator('.tbl tbody tr td:first-child a').allInnerTexts();
    await page.goto(`${at.product.url}/reviews`);
    await expect.poll(async () => (await titles()).length, WAIT).toBe(3);
    await page.getByRole('combobox', { name: '按模板筛选' }).selectOption({ label: '迭代回顾' });
    await expect.poll(async () => (await titles()).sort(), WAIT).toEqual(['一季度回顾', '夜班专项']);
    await page.getByRole('link', { name: '我负责的' }).click();
    await page.getByText('没有符合条件的材料').waitFor(WAIT);
    await page.getByRole('combobox', { name: '按模板筛选' }).selectOption('');
    await expect.poll(titles, WAIT).toEqual(['停机复盘']);
    await page.getByRole('searchbox', { name: '按标题搜索' }).fill('夜班');
    await page.keyboard.press('Enter');
    await page.getByText('没有找到“夜班”').waitFor(WAIT);
    await page.getByRole('link', { name: '我负责的' }).click();
    await expect.poll(titles, WAIT).toEqual(['夜班专项']);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ q: '夜班' });
  }, 60_000);

  test('a reader who is no member sees nothing of it on any of these screens', async () => {
    const stranger = await at.visitor(await aPerson(at.product.url, at.admin, 'Wei'));
    const box = stranger.page.getByRole('combobox');
    await stranger.page.keyboard.press('Control+k');
    await box.fill('不超过三十分钟');
    await stranger.page.getByText('没有找到“不超过三十分钟”', { exact: false }).waitFor(WAIT);
    expect(await stranger.page.locator('.pal-hit').count()).toBe(0);
  }, 60_000);

  test('SE10 more results than the palette shows stand on a page that goes on, and that is narrowed by what there is', async () => {
    const { page } = reader;
    for (let n = 0; n < 22; n++)
      await qian.call('POST', '/reviews', { templateId: 'retrospective', title: `翻页样本 ${n}`, meta: {} });
    await page.goto(at.product.url);
    await page.getByRole('heading', { name: '我的工作台' }).waitFor(WAIT);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('翻页样本');
    await page.getByRole('option', { name: '更多结果' }).click(WAIT);
    await page.waitForURL((address) => address.pathname === '/search', WAIT);
    const cards = page.locator('.sr-c');
    await expect.poll(() => cards.count(), WAIT).toBe(20);
    await page.getByRole('status').filter({ hasText: '已列出 20 份材料' }).waitFor(WAIT);
    // Titles alone hold it: nothing is offered to narrow it by.
    expect(await page.locator('nav.chips').count()).toBe(0);
    await page.getByRole('button', { name: '更多结果' }).click();
    await page.getByRole('status').filter({ hasText: '共 22 份材料，已全部列出' }).waitFor(WAIT);
    expect([await cards.count(), await page.getByRole('button', { name: '更多结果' }).count()]).toEqual([22, 0]);

    await page.getByRole('searchbox').fill('夜班');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: '共 1 份材料' }).waitFor(WAIT);
    await page.getByRole('searchbox').fill('三十分钟');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: '共 2 份材料' }).waitFor(WAIT);
    await cards.filter({ hasText: '夜班专项' }).getByRole('link', { name: '夜班专项' }).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname === `/reviews/${second}`, WAIT);
    await expect
      .poll(() => page.evaluate(() => [...(CSS.highlights.get('search-hit') ?? [])].map(String)), WAIT)
      .toEqual(['三十分钟']);
    await page.goto(`${at.product.url}/search?q=${encodeURIComponent('没有这样的词')}`);
    await page.locator('#main').getByText('没有找到“没有这样的词”').waitFor(WAIT);
  }, 120_000);

  test('an inbox and an absence that could not be fetched say so, and are asked for again; nothing is saved over what is not known', async () => {
    const { page } = reader;
    let away = true;
    // The pages ask again by themselves too: what is asked is refused until the press, and answered from then on.
    await page.route('**/api/v1/me/{notifications?*,absence}', async (route) => {
      await pause(300);
      await (away ? route.abort() : route.continue());
    });
    const again = async (within: Locator) => {
      await within.getByRole('alert').waitFor(WAIT);
      await within.getByRole('button', { name: '再试一次' }).click();
      away = false;
    };
    await page.goto(`${at.product.url}/inbox`);
    await again(page.locator('.inb-card'));
    await page.getByRole('link', { name: /lin 提到了你/ }).waitFor(WAIT);
    away = true;
    await page.goto(`${at.product.url}/account`);
    const absence = page.getByRole('region', { name: '外出' });
    await absence.getByRole('alert').waitFor(WAIT);
    expect(await absence.getByRole('button', { name: '保存外出' }).count()).toBe(0);
    await again(absence);
    await absence.getByRole('button', { name: '保存外出' }).waitFor(WAIT);
    await page.unroute('**/api/v1/me/{notifications?*,absence}');
  }, 60_000);

  test('a page of which a part cannot be fetched, after an upgrade for instance, says so and is loaded again', async () => {
    const { page } = reader;
    await page.goto(at.product.url);
    await page.getByRole('heading', { name: '我的工作台' }).waitFor(WAIT);
    const away = '**/_next/static/chunks/**';
    await page.route(away, (route) => route.fulfill({ status: 404, body: '' }));
    await page.locator('.nav').getByRole('link', { name: '材料' }).click();
    await page.getByText('产品可能刚刚升级').waitFor(WAIT);
    await page.unroute(away);
    await page.getByRole('button', { name: '再试一次' }).click();
    await page.locator('.tbl tbody tr').first().waitFor(WAIT);
  }, 60_000);
});
