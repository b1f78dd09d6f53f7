// A draft is deleted, missed and brought back, by its owner and before the eyes of a colleague; an old archive ends by two people.
import { beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, type Person } from '../build/api';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { anOperator } from '../build/embedded';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 30_000 };

describe.skipIf(skipped !== null)(`bin${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let qian: Person;
  let owner: Visitor;
  let colleague: Visitor;
  let id = '';

  beforeAll(async () => {
    qian = await aPerson(at.product.url, at.admin, 'Qian');
    id = await aReadyReview(at.admin, [[qian, ['editor']]]);
    owner = await at.visitor(at.admin);
    colleague = await at.visitor(qian, '/', { locale: 'en' });
  }, 120_000);

  test('an owner deletes a draft, a colleague is told at once; the owner undoes it, deletes it again and brings it back from the bin', async () => {
    const { page } = owner;
    await colleague.page.goto(`${at.product.url}/reviews/${id}`);
    await colleague.page.locator('.ProseMirror').waitFor(WAIT);
    const remove = async () => {
      await page.goto(`${at.product.url}/reviews/${id}`);
      await page.locator('.ProseMirror').waitFor(WAIT);
      await page.locator('header').getByRole('button', { name: '更多', exact: true }).click(WAIT);
      await page.getByRole('menuitem', { name: '删除…' }).click(WAIT);
      const dialog = page.getByRole('dialog', { name: '删除这份材料' });
      await dialog.getByText('其余 1 位成员').waitFor(WAIT);
      await dialog.getByRole('button', { name: '删除', exact: true }).click();
      await page.waitForURL(`${at.product.url}/reviews`, WAIT);
    };
    await remove();
    await page.getByRole('button', { name: '撤销' }).click(WAIT);
    await page.waitForURL(`${at.product.url}/reviews/${id}`, WAIT);
    await page.locator('.ProseMirror').waitFor(WAIT);

    await remove();
    // The page closes at once, or, when it had just asked for its new rights, is not there any more.
    const { page: other } = colleague;
    const gone = other.getByText('This review is no longer open to you.');
    await gone.or(other.getByText('This page cannot be opened')).first().waitFor(WAIT);
    await expect.poll(() => other.locator('.ProseMirror[contenteditable=true]').count(), WAIT).toBe(0);
    await page.goto(`${at.product.url}/reviews/${id}`);
    await page.waitForURL((address) => address.pathname === '/reviews/bin', WAIT);
    await page.getByText('在回收站里，恢复后才能打开').waitFor(WAIT);
    await page.getByRole('button', { name: '恢复“一季度回顾”' }).click();
    await page.getByText('回收站是空的').waitFor(WAIT);
    await page.getByRole('button', { name: '打开' }).click();
    await page.waitForURL(`${at.product.url}/reviews/${id}`, WAIT);
    await colleague.page.goto(`${at.product.url}/reviews/${id}`);
    await colleague.page.locator('.ProseMirror').getByText('会议时间太长').waitFor(WAIT);
  }, 120_000);

  test('what was archived eleven years ago goes when one administrator has asked and another gives the password', async () => {
    const old = await aReadyReview(qian, [[qian, ['signatory']]]);
    for (const action of ['start-review', 'freeze']) await qian.call('POST', `/reviews/${old}/actions`, { action });
    const { body } = await qian.call<{ digest: string }>('GET', `/reviews/${old}/signoff`);
    const decision = { digest: body.digest, decision: 'agree', password: PASSWORD };
    await qian.call('POST', `/reviews/${old}/decisions`, decision);
    await qian.call('POST', `/reviews/${old}/actions`, { action: 'archive' });
    const operator = await anOperator(at.home.dataDir);
    await operator`update reviews set stage_since = now() - interval '11 years' where id = ${old}`;
    await operator.end();
    await at.admin.call('PATCH', `/people/${qian.id}`, { admin: true });
    expect((await qian.call('POST', `/reviews/${old}/purge`, { reason: '保管期满' })).status).toBe(204);

    const { page } = owner;
    await page.goto(`${at.product.url}/people/reviews`);
    await page.getByText('Qian 于').waitFor(WAIT);
    await page.getByRole('button', { name: '对“一季度回顾”的操作' }).click();
    await page.getByRole('menuitem', { name: '销毁…' }).click();
    const dialog = page.getByRole('dialog', { name: '销毁“一季度回顾”' });
    await dialog.getByRole('button', { name: '销毁', exact: true }).click();
    await dialog.getByText('输入密码').waitFor(WAIT);
    await dialog.getByLabel('你的密码').fill(PASSWORD);
    await dialog.getByRole('button', { name: '销毁', exact: true }).click();
    await dialog.waitFor({ state: 'detached', ...WAIT });
    await expect.poll(() => page.getByText('Qian 于').count(), WAIT).toBe(0);
    expect((await qian.call('GET', `/reviews/${old}`)).status).toBe(404);
  });

  test('no page complained', () => {
    // What was on its way when the review went finds nothing.
    const late = `404 GET /api/v1/reviews/${id}`;
    const complaints = [...owner.complaints, ...colleague.complaints];
    expect(complaints.filter((one) => !one.startsWith(late))).toEqual([]);
  });
});
