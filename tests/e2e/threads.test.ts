// Comments as three people in three browsers have them: beside the text, live, offline, lost and found, on a phone, three hundred.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ThreadView } from '../../domain/view';
import type { Person } from '../build/api';
import { live, type Visitor, whyNoBrowser } from '../build/browser';
import { inDays } from '../build/days';
import { anOperator } from '../build/embedded';
import { start } from '../build/product';
import { caret, select } from '../build/selecting';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };
const LINES = Array.from({ length: 100 }, (_, n) => `${n + 1}. 第${n + 1}项工作没有按期完成，负责的人没有写明。`);
const TEXT = `季度复盘\n一、需要改进的\n${LINES.join('\n')}\n`;

describe.skipIf(skipped !== null)(`comment threads${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let sun: Person;
  let lin: Visitor;
  let she: Visitor;
  let id = '';

  const threads = async () =>
    (await at.admin.call<{ items: ThreadView[] }>('GET', `/reviews/${id}/threads`)).body.items;
  const saying = async (body: string) =>
    (await threads()).filter((one) => one.comments.some((comment) => comment.body === body));
  const comment = async (quote: string, body: string, more: object = {}) => {
    const made = await at.admin.call<{ id: string }>('POST', `/reviews/${id}/threads`, { quote, body, ...more });
    expect(made.status).toBe(201);
    return made.body.id;
  };

  beforeAll(async () => {
    sun = await aPerson(at.product.url, at.admin, 'Sun');
    const members = [{ personId: sun.id, roles: ['commenter'] }];
    id = (await at.admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', text: TEXT, members }))
      .body.id;
    lin = await at.visitor(at.admin, `/reviews/${id}`);
    she = await at.visitor(sun, `/reviews/${id}`);
  }, 120_000);

  test('a commenter names a colleague while typing, and the thread appears to everybody', async () => {
    const { page } = she;
    await Promise.all([live(lin.page), live(page)]);
    await select(page, '第2项');
    await page.keyboard.press('Control+Alt+m');
    const field = page.locator('.thread.is-active textarea');
    await field.pressSequentially('请@li');
    await page.getByRole('option', { name: 'lin' }).waitFor(WAIT);
    await page.keyboard.press('Enter');
    await page.keyboard.type('核对');
    await page.keyboard.press('Control+Enter');
    const card = lin.page.locator('.thread', { hasText: '核对' });
    await expect.poll(() => card.locator('.at').innerText(), WAIT).toBe('@lin');
    await expect.poll(() => lin.page.getByRole('button', { name: '提到我 1' }).count(), WAIT).toBe(1);
    expect((await saying('请@lin 核对'))[0]?.comments[0]?.mentions.map(({ name }) => name)).toEqual(['lin']);
    await expect.poll(() => page.locator('[data-unsent]').count(), WAIT).toBe(0);
  }, 60_000);

  test('a reply appears to the other by itself, and never disturbs what she is typing', async () => {
    const { page } = she;
    await page.locator('[data-thread-card]').first().click();
    const field = page.locator('.thread.is-active [data-reply]');
    await field.fill('正在写的半句');
    await lin.page.locator('[data-thread-card]').first().click();
    await lin.page.locator('.thread.is-active [data-reply]').fill('已核对。');
    await lin.page.keyboard.press('Control+Enter');
    await page.locator('.thread.is-active .msg p', { hasText: '已核对。' }).waitFor(WAIT);
    expect(await field.inputValue()).toBe('正在写的半句');
    expect(await field.evaluate((el) => el === document.activeElement)).toBe(true);
    const [thread] = await saying('已核对。');
    const sent = Date.parse(thread?.comments.at(-1)?.at ?? '');
    const shown = await page.evaluate(() => Date.now());
    console.log(`a reply was on the other page at most ${shown - sent} ms after its row`);
    await field.fill('');
  }, 60_000);

  test('TH4 she edits her words and takes a reply back; both are said where they stand', async () => {
    const { page } = she;
    const message = page.locator('.thread.is-active .msg').first();
    await message.getByRole('button', { name: /操作/ }).click();
    await page.getByRole('menuitem', { name: '修改' }).click();
    await message.locator('textarea').fill('请@lin 今天核对');
    await page.keyboard.press('Control+Enter');
    await message.getByRole('button', { name: '已编辑' }).click(WAIT);
    await expect.poll(() => message.locator('.th-was p').allInnerTexts(), WAIT).toEqual(['请@lin 核对']);
    const own = lin.page.locator('.thread.is-active .msg').last();
    await own.getByRole('button', { name: /操作/ }).click();
    await lin.page.getByRole('menuitem', { name: '撤回' }).click();
    await lin.page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
    await page.locator('.thread.is-active .msg p', { hasText: 'lin撤回了这条内容' }).waitFor(WAIT);
  }, 60_000);

  test('TH8 a reaction is given from the menu and taken back by pressing it', async () => {
    const { page } = lin;
    await page.locator('.thread.is-active .msg').first().getByRole('button', { name: /操作/ }).click();
    await page.getByRole('menuitem', { name: '赞同' }).click();
    const chip = she.page.locator('.thread.is-active .th-rc', { hasText: '赞同 1' });
    await chip.waitFor(WAIT);
    await page.locator('.thread.is-active .th-rc').click();
    await expect.poll(() => chip.count(), WAIT).toBe(0);
  }, 60_000);

  test('TH11 an administrator hides her words with a reason, from everybody at once, and unhides them', async () => {
    const first = (page: Page) => page.locator('.thread.is-active .msg').first();
    const [hers, own] = [first(lin.page), first(she.page)] as const;
    const menu = (on: typeof hers) => on.getByRole('button', { name: /操作/ }).click(WAIT);
    await menu(own);
    await she.page.getByRole('menuitem', { name: '撤回' }).waitFor(WAIT);
    expect(await she.page.getByRole('menuitem', { name: '隐藏…' }).count()).toBe(0);
    await she.page.keyboard.press('Escape');
    await menu(hers);
    await lin.page.getByRole('menuitem', { name: '隐藏…' }).click();
    const dialog = lin.page.getByRole('dialog');
    const hide = dialog.getByRole('button', { name: '隐藏', exact: true });
    await hide.click();
    await dialog.getByText('写明理由').waitFor(WAIT);
    // Esc takes back what an IME composes, and nothing else (ED27).
    await dialog.getByRole('textbox').focus();
    const ime = await lin.page.context().newCDPSession(lin.page);
    await ime.send('Input.imeSetComposition', { text: 'she', selectionStart: 3, selectionEnd: 3 });
    await lin.page.keyboard.press('Escape');
    await dialog.getByRole('textbox').fill('涉及个人隐私');
    await hide.click();
    for (const one of [hers, own]) {
      await one.getByText('管理员隐藏了这条内容').waitFor(WAIT);
      expect(await one.innerText()).not.toContain('核对');
    }
    await menu(hers);
    await lin.page.getByRole('menuitem', { name: '看隐藏的内容' }).click();
    await hers.locator('.th-was').getByText('请@lin 今天核对').waitFor(WAIT);
    await menu(hers);
    await lin.page.getByRole('menuitem', { name: '取消隐藏' }).click();
    for (const one of [hers, own]) await one.locator('p', { hasText: '今天核对' }).waitFor(WAIT);
    expect(await hers.locator('.th-was').count()).toBe(0);
  }, 60_000);

  test('TH7 ED27 ED29 a thread is given to a colleague with a day, and stands under their filter; its menu and dialog keep their keys', async () => {
    const { page } = lin;
    await page.locator('.thread.is-active').getByRole('button', { name: '批注操作' }).click();
    // In a menu and a dialog of a card E settles nothing, and no shortcut of the screen answers (ED27).
    await page.getByRole('menuitem', { name: '分配…' }).press('e');
    await page.getByRole('menuitem', { name: '分配…' }).click();
    const dialog = page.getByRole('dialog');
    for (const key of ['e', 'Control+Backslash']) await dialog.getByLabel('交给').press(key);
    expect(await page.locator('#outline').isVisible()).toBe(true);
    expect((await saying('请@lin 今天核对')).map(({ state }) => state)).toEqual(['open']);
    await dialog.getByLabel('交给').selectOption({ label: 'Sun' });
    const due = inDays(40);
    await dialog.getByLabel('期限').fill(due);
    // A press beside it takes nothing away (ED29); while nothing is written it shuts.
    await page.mouse.click(5, 5);
    expect(await dialog.getByLabel('期限').inputValue()).toBe(due);
    await dialog.getByRole('button', { name: '分配', exact: true }).click();
    await she.page.getByRole('button', { name: '分配给我 1' }).click(WAIT);
    await expect.poll(() => she.page.locator('[data-thread-card]').allInnerTexts(), WAIT).toHaveLength(1);
    await she.page.locator('.hint', { hasText: '分配给Sun' }).getByText(due.slice(5)).waitFor(WAIT);
    await she.page.getByRole('button', { name: /^全部/ }).click();
  }, 60_000);

  test('keys walk from thread to thread with the text, reply, and go back to it', async () => {
    const { page } = lin;
    for (const n of [40, 60]) await comment(`第${n}项`, `第${n}条意见`);
    await expect.poll(() => page.locator('[data-thread-card]').count(), WAIT).toBe(3);
    await page.keyboard.press('Escape');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    // Her card was open: the walk goes on from it, and stops at the first.
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(focused, WAIT).toContain('今天核对');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(focused, WAIT).toContain('第40条意见');
    await expect.poll(() => page.locator('.ProseMirror .note.is-active').innerText(), WAIT).toBe('第40项');
    await page.keyboard.press('r');
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('[data-reply]')), WAIT).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.ProseMirror')), WAIT).toBe(true);
  }, 60_000);

  test('TH22 what she looks at stays over a reload, and everything is one press away', async () => {
    const { page } = she;
    const cards = page.locator('[data-thread-card]');
    const given = page.getByRole('button', { name: '分配给我 1' });
    await expect.poll(() => cards.count(), WAIT).toBe(3);
    await given.click();
    await expect.poll(() => cards.count(), WAIT).toBe(1);
    await page.reload();
    await expect.poll(() => given.getAttribute('aria-pressed'), WAIT).toBe('true');
    await expect.poll(() => cards.count(), WAIT).toBe(1);
    await page.getByRole('button', { name: /^全部/ }).click();
    await expect.poll(() => cards.count(), WAIT).toBe(3);
  }, 60_000);

  test('the address of a thread opens it beside its text', async () => {
    const thread = (await saying('第60条意见'))[0]?.id ?? '';
    await she.page.goto(`${at.product.url}/reviews/${id}?thread=${thread}`);
    await expect.poll(() => she.page.locator('.thread.is-active').innerText(), WAIT).toContain('第60条意见');
    const apart = async () => {
      const [mark, card] = await Promise.all([
        topOf(she.page, '.ProseMirror .note.is-active'),
        topOf(she.page, '.thread.is-active'),
      ]);
      return Math.abs(mark - card);
    };
    await expect.poll(apart, WAIT).toBeLessThanOrEqual(2);
    await live(she.page);
  }, 60_000);

  test('TH9 deleted words send their thread to the tray with who took them; undo brings it back, and other words too', async () => {
    const { page } = lin;
    await select(page, '第40项工作没有按期完成，负责的人没有写明。');
    await page.keyboard.press('Delete');
    const tray = she.page.locator('.tray');
    await tray.getByRole('button', { name: /失去原文的批注/ }).click(WAIT);
    await tray.getByText('原文由lin删除于').waitFor(WAIT);
    expect(await tray.locator('.q.is-lost').innerText()).toBe('第40项');
    await page.keyboard.press('Control+z');
    await expect.poll(() => tray.count(), WAIT).toBe(0);
    await page.keyboard.press('Control+y');
    const own = page.locator('.tray');
    await own.getByRole('button', { name: /失去原文的批注/ }).click(WAIT);
    await own.getByRole('button', { name: '重新定位' }).click();
    await page.keyboard.press('Escape');
    expect(await page.locator('.move-bar').count()).toBe(0);
    await own.getByRole('button', { name: '重新定位' }).click();
    await select(page, '第50项');
    await page.locator('.move-bar').getByRole('button', { name: '附到这里' }).click(WAIT);
    await expect.poll(() => own.count(), WAIT).toBe(0);
    await expect.poll(() => she.page.locator('.ProseMirror [data-thread]').allInnerTexts(), WAIT).toContain('第50项');
  }, 90_000);

  test('a comment written while the server is away waits, survives a reload, can be changed, and arrives once', async () => {
    const { page } = she;
    await at.product.kill();
    await expect.poll(() => page.locator('.save').innerText(), { timeout: 60_000 }).toMatch(/离线/);
    await select(page, '第3项');
    await page.keyboard.press('Control+Alt+m');
    await page.locator('.thread.is-active textarea').fill('断线时写的');
    await page.keyboard.press('Control+Enter');
    const unsent = page.locator('[data-unsent]');
    await expect.poll(() => unsent.innerText(), WAIT).toContain('未发出');
    await unsent.getByRole('button', { name: '修改' }).click();
    await unsent.locator('textarea').fill('断线时写的，改过');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-thread-card]').first().click();
    await page.locator('.thread.is-active [data-reply]').fill('要丢弃的回复');
    await page.keyboard.press('Control+Enter');
    await page.locator('.is-unsent', { hasText: '要丢弃的回复' }).getByRole('button', { name: '丢弃' }).click();
    const port = at.product.port;
    at.product = await start(at.home);
    expect(at.product.port).toBe(port);
    await expect.poll(async () => (await saying('断线时写的，改过')).length, { timeout: 60_000 }).toBe(1);
    await expect.poll(() => unsent.count(), WAIT).toBe(0);
    expect((await threads()).flatMap((one) => one.comments).filter(({ body }) => body.includes('丢弃'))).toEqual([]);
  }, 150_000);

  test('an unsent comment survives a reload and is sent once; of a removed person nothing is kept', async () => {
    const { page } = she;
    // The page is loaded and its text live, but what it posts does not arrive.
    await page.route('**/api/v1/reviews/*/threads', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await select(page, '第4项');
    await page.keyboard.press('Control+Alt+m');
    await page.locator('.thread.is-active textarea').fill('重新载入以后才发出');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-unsent]').waitFor(WAIT);
    await page.reload();
    await live(page);
    await page.locator('[data-unsent]', { hasText: '重新载入以后才发出' }).waitFor(WAIT);
    await page.unroute('**/api/v1/reviews/*/threads');
    await expect.poll(async () => (await saying('重新载入以后才发出')).length, WAIT).toBe(1);
    await expect.poll(() => page.locator('[data-unsent]').count(), WAIT).toBe(0);
    await page.route('**/api/v1/reviews/*/threads', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await select(page, '第6项');
    await page.keyboard.press('Control+Alt+m');
    await page.locator('.thread.is-active textarea').fill('离开以后不留');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => keptUnsent(page), WAIT).toBe(1);
    expect((await at.admin.call('DELETE', `/reviews/${id}/members/${sun.id}`)).status).toBe(204);
    await expect.poll(() => keptUnsent(page), WAIT).toBe(0);
    await page.unroute('**/api/v1/reviews/*/threads');
    expect(await saying('离开以后不留')).toEqual([]);
  }, 90_000);

  test('three hundred threads: none over another, in the order of the text, also while typing beside them', async () => {
    const sql = await anOperator(at.home.dataDir);
    const made = await sql`
      with made as (
        insert into threads (review_id, kind, quote, created_by)
        select ${id}::uuid, case when n % 10 = 0 then 'must-fix' else 'normal' end,
          '第' || (n % 100 + 1)::text || '项', ${at.admin.id}::uuid
        from generate_series(1, 300) n returning id
      )
      insert into comments (thread_id, author_id, body) select id, ${at.admin.id}::uuid, '意见' from made returning id`;
    await sql.end();
    expect(made).toHaveLength(300);
    // Missing marks are placed when the text is opened anew.
    await at.product.kill();
    at.product = await start(at.home);
    const { page } = lin;
    await page.reload();
    await live(page);
    await expect.poll(() => page.locator('.rail-stack > .thread').count(), WAIT).toBeGreaterThan(290);
    await expect
      .poll(() => page.locator('.ProseMirror [data-thread]').count(), { timeout: 40_000 })
      .toBeGreaterThan(290);
    await expect.poll(() => page.evaluate(overlaps), WAIT).toEqual({ over: 0, disordered: 0 });
    await caret(page, '第1项');
    const typed = await page.evaluate(longestFrame);
    console.log(`typing beside 300 threads: longest frame ${typed.longest} ms, median ${typed.median} ms`);
    await expect.poll(() => page.evaluate(overlaps), WAIT).toEqual({ over: 0, disordered: 0 });
    // Only cards near to what is seen are laid out, and those that one comes to.
    const far = page.locator('.rail-stack > .thread').nth(150);
    await expect.poll(() => far.isVisible(), WAIT).toBe(false);
    await far.evaluate((card) =>
      card.closest('.ws-scroll')?.scrollTo({ top: new DOMMatrix((card as HTMLElement).style.transform).m42 }),
    );
    await far.click();
    await expect.poll(() => page.evaluate(overlaps), WAIT).toEqual({ over: 0, disordered: 0 });
  }, 120_000);
});

const topOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((el) => el.getBoundingClientRect().top);

/** Runs in the page: comments that this at.browser keeps unsent. */
function keptUnsent(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let kept = 0;
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('countersign-unsent/')) continue;
      kept += await new Promise<number>((resolve, reject) => {
        const opened = indexedDB.open(name);
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const counted = opened.result.transaction('unsent').objectStore('unsent').count();
          counted.onsuccess = () => {
            opened.result.close();
            resolve(counted.result);
          };
        };
      });
    }
    return kept;
  });
}

/** Runs in the page: cards that lie over the one before, and cards whose text stands above that of the one before. */
function overlaps(): { over: number; disordered: number } {
  const cards = Array.from(document.querySelectorAll<HTMLElement>('.rail-stack > .thread'));
  const at = (el: HTMLElement) => new DOMMatrix(el.style.transform).m42;
  // Laid out, all of them, until the next scrolling.
  for (const card of cards) card.removeAttribute('data-far');
  const tops = new Map(
    Array.from(document.querySelectorAll<HTMLElement>('.ProseMirror [data-thread]'), (mark) => [
      mark.dataset.thread,
      mark.getBoundingClientRect().top,
    ]),
  );
  let over = 0;
  let disordered = 0;
  cards.forEach((card, n) => {
    const before = cards[n - 1];
    if (!before) return;
    if (at(card) < at(before) + before.offsetHeight) over++;
    const [own, last] = [tops.get(card.dataset.threadCard), tops.get(before.dataset.threadCard)];
    if (own !== undefined && last !== undefined && own < last - 1) disordered++;
  });
  return { over, disordered };
}

/** Runs in the page: types thirty characters, one a frame. */
async function longestFrame(): Promise<{ longest: number; median: number }> {
  const frames: number[] = [];
  let last = await new Promise<number>(requestAnimationFrame);
  for (let n = 0; n < 30; n++) {
    document.execCommand('insertText', false, '字');
    const now = await new Promise<number>(requestAnimationFrame);
    frames.push(Math.round(now - last));
    last = now;
  }
  frames.sort((a, b) => a - b);
  return { longest: frames.at(-1) ?? 0, median: frames[15] ?? 0 };
}
