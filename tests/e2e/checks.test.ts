// The checks as people meet them: a worker under the page's policy, the card, a fix, a waiver up to the page where one signs.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../build/api';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { READY } from '../build/ready';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };

describe.skipIf(skipped !== null)(`checks in the text${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let owner: Person;
  let visitor: Visitor;
  let page: Page;
  let id = '';

  beforeAll(async () => {
    owner = await at.product.admin();
    const made = await owner.call<{ id: string }>('POST', '/reviews', {
      templateId: 'retrospective',
      text: READY.replace('本季度完成了', '本季度某某完成了').replace('四月起执行。', '四月起执行。。'),
      meta: { date: '2026-03-31' },
      members: [{ personId: owner.id, roles: ['owner', 'signatory'] }],
    });
    id = made.body.id;
    await owner.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
    visitor = await at.visitor(at.admin, `/reviews/${id}`);
    page = visitor.page;
  }, 90_000);

  const marks = () => page.locator('.ck').allTextContents();

  test('CK32 what is typed is checked by a worker and marked where it stands; nothing breaks the page’s policy', async () => {
    await expect.poll(marks, WAIT).toEqual(['某某', '。。']);
    await page.getByText('发布按时完成。').click();
    await page.keyboard.press('End');
    await page.keyboard.type('再看看看看。');
    await expect.poll(marks, WAIT).toEqual(['某某', '看看看看', '。。']);
    expect(page.workers()).toHaveLength(1);
    expect(visitor.complaints).toEqual([]);
  });

  test('CK31 the card beside the words mends them in one press, and one undo brings them back', async () => {
    await page.locator('.ck', { hasText: '。。' }).hover();
    const card = page.locator('.ck-card');
    await card.getByText('标点叠用').first().waitFor(WAIT);
    await card.getByRole('button', { name: '修正' }).click();
    await expect.poll(marks, WAIT).toEqual(['某某', '看看看看']);
    await page.getByText('发布按时完成。').click();
    await page.keyboard.press('Control+z');
    await expect.poll(marks, WAIT).toEqual(['某某', '看看看看', '。。']);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(marks, WAIT).toEqual(['某某', '看看看看']);
  });

  test('CK34 ED27 a waiver that answers nothing now stands in the list, and is taken back there', async () => {
    await owner.call('POST', `/reviews/${id}/waivers`, { rule: 'password-line', reason: '附件里要写明密码。' });
    await page.locator('#rail-tab-checks').click();
    // Alt and an arrow open its list of sections, and are no shortcut there.
    const section = page.getByRole('combobox', { name: '按章节' });
    const key = { key: 'ArrowDown', altKey: true, bubbles: true, cancelable: true };
    expect(await section.evaluate((el, init) => el.dispatchEvent(new KeyboardEvent('keydown', init)), key)).toBe(true);
    const idle = page.locator('[data-waiver=password-line]');
    await idle.getByText('附件里要写明密码。').waitFor(WAIT);
    await idle.getByText('现在没有命中').waitFor(WAIT);
    expect(await idle.innerText()).toContain('lin');
    await idle.getByRole('button', { name: '收回' }).click();
    await expect.poll(() => idle.count(), WAIT).toBe(0);
  }, 60_000);

  test('CK33 a waiver with a reason frees the way, stands greyed with its giver, and whoever signs reads it', async () => {
    await page.locator('#rail-tab-checks').click();
    await page.keyboard.press('F8');
    const blocking = page.locator('[data-rule=placeholder]');
    await blocking.getByRole('button', { name: '说明理由并放行' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '放行这 1 条' }).click();
    await dialog.getByText('请写明理由。').waitFor(WAIT);
    await dialog.getByLabel('为什么可以先不处理').fill('名称待公布，会后补入。');
    await dialog.getByRole('button', { name: '放行这 1 条' }).click();
    const waived = page.locator('[data-waiver=placeholder]');
    await waived.getByText('名称待公布，会后补入。').waitFor(WAIT);
    await expect.poll(marks, WAIT).toEqual(['看看看看']);

    await waived.getByRole('button', { name: '收回' }).click();
    await expect.poll(marks, WAIT).toEqual(['某某', '看看看看']);
    await owner.call('POST', `/reviews/${id}/waivers`, { rule: 'placeholder', reason: '名称待公布，会后补入。' });
    // Told by the socket.
    await expect.poll(marks, WAIT).toEqual(['看看看看']);

    const frozen = await owner.call('POST', `/reviews/${id}/actions`, { action: 'freeze' });
    expect(frozen.status).toBe(200);
    await page.goto(`${at.product.url}/reviews/${id}/sign`);
    await page.getByText('名称待公布，会后补入。').waitFor(WAIT);
    expect(visitor.complaints).toEqual([]);
  }, 60_000);

  test('CK36 from a finding one comes to its other places', async () => {
    const passage = '每周一由两个人按清单逐项核对并且签上名字，核对的结果贴在值班台上';
    const made = await owner.call<{ id: string }>('POST', '/reviews', {
      templateId: 'retrospective',
      text: READY.replace('发布按时完成。', `发布按时完成，${passage}。`)
        .replace('例会不超过', `${passage}，例会不超过`)
        .replace('上次的改进项都已完成。', '党委要求上次的改进项都已完成，党组听了汇报，党委没有问。'),
    });
    await page.goto(`${at.product.url}/reviews/${made.body.id}`);
    await page.locator('#rail-tab-checks').click(WAIT);
    const shown = () =>
      page.evaluate(() => {
        const [range] = (CSS.highlights.get('search-hit') ?? []) as Iterable<Range>;
        const block = range?.startContainer.parentElement?.closest('.ProseMirror > *');
        return range ? [range.toString(), block?.textContent?.slice(0, 4) ?? ''] : null;
      });
    const repeated = page.locator('[data-rule=duplicate-within]');
    await repeated.getByText('前文已有同样一段').waitFor(WAIT);
    await repeated.getByRole('button', { name: '看另一处' }).click();
    await expect.poll(shown, WAIT).toEqual([passage, '发布按时']);

    const mixed = page.locator('[data-rule=entity-mix]');
    await mixed.getByText('另见 2 处').waitFor(WAIT);
    await mixed.getByRole('button', { name: /^改进项都已完成，党组/ }).click();
    await expect.poll(shown, WAIT).toEqual(['党组', '党委要求']);
    expect(visitor.complaints).toEqual([]);
  }, 60_000);
});
