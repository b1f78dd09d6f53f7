// A writer and somebody who may only suggest in one review: modes, suggestions by author, deciding on them, withdrawing, cleaning up.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 30_000 };

describe.skipIf(skipped !== null)(`suggestions${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let lin: Visitor;
  let sun: Visitor;
  let reader: Visitor;
  let id = '';

  beforeAll(async () => {
    const [suggester, viewer] = await Promise.all([
      aPerson(at.product.url, at.admin, 'Sun'),
      aPerson(at.product.url, at.admin, 'Zhou'),
    ]);
    id = await aReadyReview(at.admin, [
      [suggester, ['suggester']],
      [viewer, ['viewer', 'signatory']],
    ]);
    await at.admin.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
    lin = await at.visitor(at.admin, `/reviews/${id}`);
    sun = await at.visitor(suggester, `/reviews/${id}`);
    reader = await at.visitor(viewer, `/reviews/${id}`, { locale: 'en' });
    for (const { page } of [lin, sun, reader]) await page.locator('.ProseMirror').waitFor(WAIT);
  }, 120_000);

  test('who may only suggest begins in suggesting, a writer in editing, a reader sees a lock; Ctrl Alt S switches and is remembered', async () => {
    await pressed(sun.page, '建议').waitFor(WAIT);
    expect(await sun.page.getByRole('button', { name: '编辑', exact: true }).count()).toBe(0);
    await reader.page
      .getByText('You can only read here')
      .first()
      .waitFor({ ...WAIT, state: 'attached' });
    await pressed(lin.page, '编辑').waitFor(WAIT);
    await lin.page.locator('.ProseMirror').focus();
    await lin.page.keyboard.press('Control+Alt+s');
    await pressed(lin.page, '建议').waitFor(WAIT);
    await lin.page.getByText('已切换到建议').waitFor({ ...WAIT, state: 'attached' });
    await lin.page.reload();
    await pressed(lin.page, '建议').waitFor(WAIT);
    await lin.page.locator('.ProseMirror[contenteditable=true]').waitFor(WAIT);
    await lin.page.keyboard.press('Control+Alt+s');
    await pressed(lin.page, '编辑').waitFor(WAIT);
  });

  test('SU8 a suggestion appears for everybody with its author; the place and its card go together', async () => {
    await caret(sun.page, '会议时间太长');
    for (let n = 0; n < 2; n++) await sun.page.keyboard.press('Backspace');
    await sun.page.keyboard.type('过长');
    await caret(sun.page, '三个版本');
    await sun.page.keyboard.type('（含一个补丁）');
    await tab(lin.page);
    await expect.poll(() => cards(lin.page).count(), WAIT).toBe(2);
    await expect.poll(() => cards(lin.page).nth(1).innerText(), WAIT).toMatch(/Sun · 问 1[\s\S]*太长\s*过长/);
    const since = cards(lin.page).nth(1).locator('time');
    await expect.poll(() => since.innerText(), WAIT).toMatch(/^\d\d:\d\d$/);
    expect(await since.getAttribute('title')).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d$/);
    const marked = lin.page.locator('ins.sg-ins', { hasText: '过长' });
    await expect.poll(() => marked.locator('.sg-who').getAttribute('title'), WAIT).toBe('Sun');
    await marked.click();
    await expect.poll(() => cards(lin.page).nth(1).getAttribute('class'), WAIT).toContain('is-active');
    await cards(lin.page).nth(0).click();
    await expect.poll(() => lin.page.locator('.sg-who.is-active').first().innerText(), WAIT).toContain('补丁');
    await expect.poll(() => sun.page.locator('.save').innerText(), WAIT).toMatch(/已保存/);
  });

  test('GA7 SU8 the gate leads to the list; accepting and withdrawing change the text for everybody, counts and gates with it', async () => {
    await expect.poll(() => lin.page.locator('.btn-gated').innerText(), WAIT).toMatch(/2/);
    await lin.page.getByRole('tab', { name: /批注/ }).click();
    await lin.page.getByRole('button', { name: /处理: 修改建议/ }).click();
    await expect.poll(() => cards(lin.page).count(), WAIT).toBe(2);
    await lin.page.getByRole('button', { name: /^采纳Sun的建议：太长/ }).click();
    await expect.poll(() => cards(lin.page).count(), WAIT).toBe(1);
    await lin.page.getByText('已采纳 1 · 未采纳 0').waitFor(WAIT);
    await expect.poll(() => textOf(sun.page), WAIT).toContain('会议时间过长，');
    await expect.poll(() => lin.page.locator('.btn-gated').innerText(), WAIT).toMatch(/1/);
    await tab(sun.page);
    expect(await sun.page.getByRole('button', { name: /^采纳/ }).count()).toBe(0);
    await sun.page.getByRole('button', { name: /^撤回自己的建议/ }).click();
    await expect.poll(() => cards(lin.page).count(), WAIT).toBe(0);
    await expect.poll(() => textOf(lin.page), WAIT).toContain('三个版本的发布');
    await lin.page.getByText('已采纳 1 · 未采纳 0').waitFor(WAIT);
  });

  test('SU9 cleaning up accepts everything and keeps the marked copy', async () => {
    await tab(lin.page);
    await caret(sun.page, '上次的改进项');
    await sun.page.keyboard.type('和遗留项');
    await sun.page.keyboard.press('Enter');
    await expect.poll(() => cards(lin.page).count(), WAIT).toBe(1);
    await expect.poll(() => sun.page.locator('.save').innerText(), WAIT).toMatch(/已保存/);
    await lin.page.getByRole('button', { name: '清稿…' }).click();
    await lin.page.getByText('全部采纳', { exact: true }).click();
    await lin.page.getByRole('button', { name: '全部采纳并清稿' }).click();
    await lin.page.getByText(/已清稿，1 处/).waitFor(WAIT);
    await expect.poll(() => cards(lin.page).count(), WAIT).toBe(0);
    await expect
      .poll(async () => JSON.stringify(await lin.page.locator('.doc-text > p').allInnerTexts()), WAIT)
      .toMatch(/"上次的改进项和遗留项[^"]*","都已完成。"/);
    const kept = await at.admin.call<{ items: { kind: string }[] }>('GET', `/reviews/${id}/named-versions`);
    expect(kept.body.items.map(({ kind }) => kind)).toEqual(['clean-up']);
    expect([...lin.complaints, ...sun.complaints, ...reader.complaints]).toEqual([]);
  });
});

const pressed = (page: Page, name: string) => page.locator('.seg button[aria-pressed=true]', { hasText: name });
const cards = (page: Page) => page.locator('.sg-card');
const tab = (page: Page) => page.getByRole('tab', { name: /^建议/ }).click();
const textOf = (page: Page) => page.locator('.doc-text').innerText();

/** Puts the caret behind these words and waits until the editor has taken it. */
async function caret(page: Page, words: string): Promise<void> {
  await page.locator('.ProseMirror[contenteditable=true]').waitFor(WAIT);
  await page.evaluate((wanted) => {
    const text = document.querySelector<HTMLElement>('.doc-text');
    const walker = document.createTreeWalker(text as Node, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf(wanted);
      if (at < 0) continue;
      text?.focus();
      getSelection()?.setBaseAndExtent(node, at + wanted.length, node, at + wanted.length);
      return new Promise((done) => setTimeout(done, 300));
    }
    throw new Error(`no ${wanted} in the text`);
  }, words);
}
