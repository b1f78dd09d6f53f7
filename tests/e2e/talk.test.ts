// What happens to comments while their people work on: words half written, text cut and pasted, the walk, the tray, the bell.
import { beforeAll, describe, expect, test } from 'vitest';
import type { ThreadView } from '../../domain/view';
import type { Person } from '../build/api';
import { live, type Visitor, whyNoBrowser } from '../build/browser';
import { caret, select } from '../build/selecting';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };
const LINES = Array.from({ length: 9 }, (_, n) => `${n + 1}. 第${n + 1}项工作没有按期完成，负责的人没有写明。`);
const TEXT = `季度复盘\n一、需要改进的\n${LINES.join('\n')}\n`;

describe.skipIf(skipped !== null)(`comments and their people${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let id = '';
  let sun: Person;
  let lin: Visitor;

  const threads = async () =>
    (await at.admin.call<{ items: ThreadView[] }>('GET', `/reviews/${id}/threads`)).body.items;
  const comment = async (quote: string, body: string, who = at.admin) => {
    const made = await who.call<{ id: string }>('POST', `/reviews/${id}/threads`, { quote, body });
    expect(made.status).toBe(201);
    return made.body.id;
  };
  const tab = (name: RegExp) => lin.page.locator('.rail-h').getByRole('tab', { name });
  const field = () => lin.page.locator('.rail').getByRole('textbox', { name: '批注内容' });

  beforeAll(async () => {
    sun = await aPerson(at.product.url, at.admin, 'Sun');
    const members = [{ personId: sun.id, roles: ['commenter'] }];
    id = (await at.admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', text: TEXT, members }))
      .body.id;
    lin = await at.visitor(at.admin, `/reviews/${id}`);
  }, 120_000);

  test('TH16 a comment that is begun outlives tabs, F8, another selection and a reload, and comes back when it was given up', async () => {
    const { page } = lin;
    await live(lin.page);
    await select(page, '第1项');
    await page.keyboard.press('Control+Alt+m');
    await field().fill('写到一半的意见');
    await tab(/建议/).click();
    expect(await field().count()).toBe(0);
    await tab(/批注/).click();
    expect(await field().inputValue()).toBe('写到一半的意见');
    await page.keyboard.press('F8');
    await select(page, '第2项');
    await page.keyboard.press('Control+Alt+m');
    await page.getByText('还有一条批注没有写完，它还在').waitFor(WAIT);
    const quoted = () => page.locator('.thread.is-active blockquote').innerText();
    expect([await field().inputValue(), await quoted()]).toEqual(['写到一半的意见', '第1项']);
    await page.getByRole('button', { name: '改到选中处' }).click();
    await expect.poll(quoted, WAIT).toBe('第2项');
    expect(await field().inputValue()).toBe('写到一半的意见');
    await expect.poll(() => page.evaluate(begunWords), WAIT).toEqual([['写到一半的意见', '第2项']]);

    await page.reload();
    await live(lin.page);
    await expect.poll(() => field().inputValue(), WAIT).toBe('写到一半的意见');
    expect(await quoted()).toBe('第2项');
    await page.getByRole('button', { name: '取消', exact: true }).click();
    expect(await field().count()).toBe(0);
    await page.getByRole('button', { name: '找回' }).click();
    expect(await field().inputValue()).toBe('写到一半的意见');
    await field().press('Control+Enter');
    await expect.poll(async () => (await threads()).map(({ quote }) => quote), WAIT).toEqual(['第2项']);
    await expect.poll(() => page.evaluate(begunWords), WAIT).toEqual([]);
  }, 90_000);

  test('TH16 a reply that is begun stands in its card after a reload', async () => {
    const { page } = lin;
    await page.locator('.thread').first().click();
    await page.locator('[data-reply]').fill('回复写了一半');
    await expect.poll(() => page.evaluate(begunWords), WAIT).toEqual([['回复写了一半', null]]);
    await page.reload();
    await live(lin.page);
    await page.locator('.thread').first().click();
    await expect.poll(() => page.locator('[data-reply]').inputValue(), WAIT).toBe('回复写了一半');
    await page.locator('[data-reply]').fill('');
    await expect.poll(() => page.evaluate(begunWords), WAIT).toEqual([]);
  }, 90_000);

  test('TH17 the walk goes on from where it was; Esc puts the caret at the words of the thread', async () => {
    const { page } = lin;
    for (const n of [4, 6, 8]) await comment(`第${n}项`, `第${n}条意见`);
    await expect.poll(() => page.locator('[data-thread-card]').count(), WAIT).toBe(4);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await caret(page, '第5项');
    await page.locator('.ProseMirror').press('Alt+ArrowDown');
    // A card was open before: the walk goes on behind it.
    await expect.poll(focused, WAIT).toContain('第4条意见');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(focused, WAIT).toContain('第6条意见');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.ProseMirror')), WAIT).toBe(true);
    await page.keyboard.type('改');
    await expect.poll(() => page.locator('.ProseMirror').innerText(), WAIT).toContain('改第6项工作');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(focused, WAIT).toContain('第8条意见');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(focused, WAIT).toContain('第6条意见');
    await page.keyboard.press('e');
    await expect.poll(() => page.locator('[data-thread-card]').count(), WAIT).toBe(3);
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(focused, WAIT).toContain('第8条意见');
    await page.keyboard.press('Escape');
  }, 90_000);

  test('TH15 cut and pasted in the page, words keep their comment without waiting for the server', async () => {
    const { page } = lin;
    const marked = () => page.locator('.ProseMirror .note', { hasText: '第4项' }).count();
    await select(page, LINES[3]?.slice(3) ?? '');
    await page.keyboard.press('Control+x');
    await expect.poll(marked, WAIT).toBe(0);
    await caret(page, '第9项');
    await page.keyboard.press('Control+v');
    expect(await marked()).toBe(1);
    const text = await page.locator('.ProseMirror').innerText();
    expect(text.indexOf('第4项')).toBeGreaterThan(text.indexOf('第8项'));
  }, 60_000);

  test('TH18 a comment that loses its words is said, and counted beside every list and on a phone', async () => {
    const { page } = lin;
    await select(page, '第8项工作没有按期完成');
    await page.keyboard.press('Delete');
    await page.getByText('1 条批注失去原文，放进底部托盘').waitFor(WAIT);
    await tab(/检查/).click();
    const tray = page.locator('.tray');
    expect(await tray.locator('.n').innerText()).toBe('1');
    await page.getByRole('button', { name: '打开', exact: true }).click();
    await tray.getByText('第8条意见').waitFor(WAIT);

    const phone = await at.visitor(sun, `/reviews/${id}`, { width: 390, height: 844 });
    await phone.page.locator('.m-tabs').getByRole('button', { name: /批注/ }).click(WAIT);
    await phone.page.getByRole('button', { name: '1 条失去原文' }).click(WAIT);
    await phone.page.locator('.m-one', { hasText: '第8条意见' }).waitFor(WAIT);
    await phone.context.close();
  }, 90_000);

  test('NR6 a thread that is opened in the room is read: the bell counts it no more', async () => {
    const { page } = lin;
    const unread = async () => (await at.admin.call<{ unread: number }>('GET', '/me/notifications/unread')).body.unread;
    const thread = await comment('第3项', '请看一下', sun);
    expect(await unread()).toBe(1);
    await tab(/批注/).click();
    await page.locator(`[data-thread-card="${thread}"]`).click(WAIT);
    await expect.poll(unread, WAIT).toBe(0);
    expect(lin.complaints).toEqual([]);
  }, 60_000);
});

/** Runs in the page: the words that this browser keeps as begun, and what a new comment is about. */
async function begunWords(): Promise<(string | null)[][]> {
  const found: (string | null)[][] = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('countersign-unsent/')) continue;
    const items = await new Promise<string[]>((resolve, reject) => {
      const opened = indexedDB.open(name);
      opened.onerror = () => reject(opened.error);
      opened.onsuccess = () => {
        const all = opened.result.transaction('unsent').objectStore('unsent').getAll();
        all.onsuccess = () => {
          opened.result.close();
          resolve(all.result as string[]);
        };
      };
    });
    for (const item of items) {
      const { begun, words } = JSON.parse(item) as {
        begun?: string;
        words: { body: string; place?: { quote: string } };
      };
      if (begun !== undefined) found.push([words.body, words.place?.quote ?? null]);
    }
  }
  return found;
}
