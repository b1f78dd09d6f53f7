// The versions page in a real browser: naming, comparing, who wrote what, and a restore under which a thread stays.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../build/api';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';
import { aTypist, synced } from '../build/typist';

const skipped = whyNoBrowser();
const WAIT = { timeout: 30_000 };
const WORDS = '新增一项：每季度复盘一次。';

describe.skipIf(skipped !== null)(`versions${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let lin: Visitor;
  let wang: Person;
  let id = '';

  beforeAll(async () => {
    wang = await aPerson(at.product.url, at.admin, 'Wang');
    id = await aReadyReview(at.admin, [[wang, ['editor']]]);
    lin = await at.visitor(at.admin, `/reviews/${id}/history`);
  }, 120_000);

  test('VE1 VE10 VE21 VE23 a text is named, compared side by side and merged, coloured by author, and restored with its thread', async () => {
    const { page } = lin;
    await page.getByRole('button', { name: '命名当前版本' }).click();
    await page.getByLabel('名称', { exact: true }).fill('一稿');
    await page.getByRole('dialog').getByRole('button', { name: '命名当前版本' }).click();
    await page.locator('.vt').getByText('一稿', { exact: true }).waitFor(WAIT);

    await wang.call('POST', `/reviews/${id}/threads`, { quote: '会议时间太长', body: '请举例。' });
    const typist = await aTypist(at.product.url, wang, id);
    await synced(typist);
    typist.type(WORDS);
    await expect.poll(() => typist.acknowledged.has(WORDS), WAIT).toBe(true);
    typist.leave();

    await page.locator('.dp ins').filter({ hasText: WORDS }).waitFor(WAIT);
    expect(await page.locator('.hs-mh').innerText()).toContain('一稿 → 现在');
    await page.getByRole('button', { name: '合并' }).click();
    await page.locator('.df-one ins').filter({ hasText: WORDS }).waitFor(WAIT);
    await page.getByText('显示作者').click();
    await page.locator('.df-who').filter({ hasText: WORDS }).waitFor(WAIT);
    expect(await page.locator('.au').innerText()).toContain('Wang');

    await page.getByRole('button', { name: '恢复一稿' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '恢复一稿' }).click();
    await page.locator('.vt').getByText('恢复“一稿”之前').waitFor(WAIT);
    await page.locator('.vt').getByText('恢复了“一稿”').first().waitFor(WAIT);
    const text = await fetch(`${at.product.url}/api/v1/reviews/${id}/text`, {
      headers: { authorization: `Bearer ${at.admin.token}` },
    });
    expect(await text.text()).not.toContain(WORDS);
    await page.goto(`${at.product.url}/reviews/${id}`);
    await page.locator('[data-thread]').filter({ hasText: '会议时间太长' }).first().waitFor(WAIT);
    expect(lin.complaints).toEqual([]);
  }, 120_000);
});
