// The versions page in a real browser: naming, comparing, who wrote what, and a restore under which a thread stays.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../build/api';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { anOperator } from '../build/embedded';
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

  test('VE5 versions behind hundreds of changes are listed alone, and the present text stands beside the last of them', async () => {
    const { page } = lin;
    await page.goto('about:blank');
    const typist = await aTypist(at.product.url, wang, id);
    await synced(typist);
    for (let n = 0; n < 205; n++) {
      typist.type(`第 ${n} 句。`);
      await expect.poll(() => typist.acknowledged.has(`第 ${n} 句。`), { ...WAIT, interval: 5 }).toBe(true);
    }
    typist.leave();
    const sql = await anOperator(at.home.dataDir);
    // Each so long after the one before that it is an entry of its own.
    await sql`update updates set at = now() + seq * interval '10 minutes' where doc_id = ${id}`;
    await sql.end();

    await page.goto(`${at.product.url}/reviews/${id}/history`);
    await page.getByRole('button', { name: '更早的改动' }).waitFor(WAIT);
    expect(await page.locator('.vt').innerText()).not.toContain('一稿');
    expect(await page.locator('.hs-mh').innerText()).toContain('恢复“一稿”之前 → 现在');
    await page.getByText('只看命名版本').click();
    await page.locator('.vt').getByText('一稿', { exact: true }).waitFor(WAIT);
    expect(await page.locator('.vt > li').count()).toBe(3);
    await page.locator('.vt').getByText('恢复“一稿”之前').click();
    await expect.poll(() => page.locator('.hs-mh').innerText(), WAIT).toContain('一稿 → 恢复“一稿”之前');
    expect(lin.complaints).toEqual([]);
  }, 120_000);
});
