// Lists that are longer than a screen: what waits, people, sign-ins. Each goes on, by pointer and by the keyboard, and says how far.
import { beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, type Person, signedIn } from '../build/api';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 30_000 };
const TASKS = 205;
const CROWD = 120;
const SIGN_INS = 60;

describe.skipIf(skipped !== null)(`long lists${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage({ env: { COUNTERSIGN_API_RATE: '0' } });
  let qian: Person;
  let reader: Visitor;

  /** Presses Tab until this is what has the focus. */
  const tabTo = async (name: string) => {
    for (let n = 0; n < 500; n++) {
      const focused = await reader.page.evaluate(() => document.activeElement?.textContent?.trim());
      if (focused === name) return;
      await reader.page.keyboard.press('Tab');
    }
    throw new Error(`no way by Tab to ${name}`);
  };

  beforeAll(async () => {
    qian = await aPerson(at.product.url, at.admin, 'Qian');
    const id = await aReadyReview(at.admin, [[qian, ['editor']]]);
    for (let n = 0; n < TASKS; n++) {
      const made = await at.admin.call<{ id: string }>('POST', `/reviews/${id}/threads`, {
        quote: n < 2 ? '发布按时完成' : '会议时间太长',
        body: '请处理',
        ...(n < 2 ? { kind: 'must-fix' } : {}),
      });
      expect(made.status).toBe(201);
      const assigned = await at.admin.call('PUT', `/threads/${made.body.id}/assignment`, {
        personId: qian.id,
        due: null,
      });
      expect(assigned.status).toBe(200);
    }
    reader = await at.visitor(qian);
  }, 180_000);

  test('DE9 the desk says how many wait in all and of each kind; the keyboard goes on into what was further down', async () => {
    const { page } = reader;
    await page.goto(at.product.url);
    const rows = page.locator('.todo [data-row]');
    await expect.poll(() => rows.count(), WAIT).toBe(200);
    const status = page.locator('.td-more').getByRole('status');
    expect(await status.innerText()).toBe(`已列出 200 件，共 ${TASKS} 件`);
    expect(await page.locator('.todo .seg, .todo .chips').first().innerText()).toMatch(/全部 205\s*必改 2\s*批注 203/);
    await rows.last().focus();
    await tabTo('更多');
    await page.keyboard.press('Enter');
    await expect.poll(() => rows.count(), WAIT).toBe(TASKS);
    const focused = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('.todo [data-row]')].indexOf(document.activeElement as Element),
      );
    await expect.poll(focused, WAIT).toBe(200);
    await page.keyboard.press('j');
    expect(await focused()).toBe(201);
    expect(await status.innerText()).toBe(`共 ${TASKS} 件，已列出 ${TASKS} 件，后面没有了`);
    expect(await page.getByRole('button', { name: '更多', exact: true }).count()).toBe(0);
  }, 90_000);

  test('DE9 one kind alone is reached though all of it stands behind the first part', async () => {
    const { page } = reader;
    await page.goto(at.product.url);
    const rows = page.locator('.todo [data-row]');
    await expect.poll(() => rows.count(), WAIT).toBe(200);
    // The oldest two come last.
    await page.getByRole('button', { name: '必改 2' }).click();
    await expect.poll(() => rows.count(), WAIT).toBe(2);
    expect(await page.locator('.td-more').getByRole('status').innerText()).toBe('共 2 件，已列出 2 件，后面没有了');
    await page.getByRole('button', { name: '全部 205' }).click();
    expect(await rows.count()).toBe(200);
    const away = '**/api/v1/me/tasks?*';
    await page.route(away, (route) => route.abort());
    await page.locator('.td-more').getByRole('button', { name: '更多' }).click();
    await page.locator('.todo').getByRole('alert').waitFor(WAIT);
    await page.unroute(away);
    await page.locator('.td-more').getByRole('button', { name: '更多' }).click();
    await expect.poll(() => rows.count(), WAIT).toBe(TASKS);
    expect(await page.locator('.todo').getByRole('alert').count()).toBe(0);
    reader.complaints.length = 0;
  }, 60_000);

  test('people are looked for among all, page by page', async () => {
    for (let n = 1; n <= CROWD; n++)
      await at.admin.call('POST', '/people', { email: `crowd${n}@office.test`, name: `众人${n}` });
    const lin = await at.visitor(at.admin, '/people');
    const { page } = lin;
    const names = () => page.locator('.tbl tbody tr:visible b').allInnerTexts();
    await expect.poll(async () => (await names()).length, WAIT).toBe(100);
    expect(await page.locator('.page-head .num').innerText()).toBe(String(CROWD + 2));
    await page.getByRole('link', { name: '下一页' }).press('Enter');
    await expect.poll(async () => (await names()).at(-1), WAIT).toBe(`众人${CROWD}`);
    expect((await names()).length).toBe(CROWD + 2 - 100);
    await page.getByRole('searchbox').fill('CROWD11');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await names()).length, WAIT).toBe(11);
    expect(await page.locator('.page-head .num').innerText()).toBe('找到 11 人');
    await page.getByRole('link', { name: '看全部' }).click();
    await expect.poll(async () => (await names()).length, WAIT).toBe(100);
    // Whom the first page does not show takes over what somebody left.
    await at.admin.call('POST', `/people/${qian.id}/disable`);
    await page.reload();
    await page.locator('tr:visible', { hasText: 'qian@' }).locator('[aria-haspopup=menu]').click(WAIT);
    await page.getByRole('menuitem', { name: '移交负责的材料…' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: '移交Qian负责的材料' });
    await dialog.getByRole('searchbox').fill('众人');
    await dialog.getByText('还有别人：多写几个字').waitFor(WAIT);
    await dialog.getByRole('searchbox').fill(`众人${CROWD}`);
    await dialog.getByText(`crowd${CROWD}@office.test`).click(WAIT);
    await dialog.getByLabel('理由').fill('调离');
    await dialog.getByRole('button', { name: '移交', exact: true }).click();
    await dialog.waitFor({ state: 'detached', ...WAIT });
    await at.admin.call('POST', `/people/${qian.id}/enable`);
    expect(lin.complaints).toEqual([]);
  }, 120_000);

  test('sign-ins are listed on demand, and each can be ended where it stands', async () => {
    const many = await aPerson(at.product.url, at.admin, 'Many');
    const ids: string[] = [];
    for (let n = 0; n < SIGN_INS; n++) ids.push((await signedIn(at.product.url, many.email, PASSWORD)).token);
    const visitor = await at.visitor(many, '/account');
    const { page } = visitor;
    const card = page.getByRole('region', { name: '登录', exact: true });
    const rows = card.locator('.list > li');
    await expect.poll(() => rows.count(), WAIT).toBe(51);
    expect(await rows.first().innerText()).toContain('这个浏览器');
    await card.getByText('已列出 51 处登录，还有更多').waitFor(WAIT);
    await card.getByRole('button', { name: '更多登录' }).press('Enter');
    // With the one by which the person was made.
    await expect.poll(() => rows.count(), WAIT).toBe(SIGN_INS + 2);
    await card.getByText(`共 ${SIGN_INS + 2} 处登录，已全部列出`).waitFor(WAIT);
    const focused = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[aria-labelledby=sessions] .list > li')].findIndex((row) =>
          row.contains(document.activeElement),
        ),
      );
    await expect.poll(focused, WAIT).toBe(51);
    await page.keyboard.press('Enter');
    await expect.poll(() => rows.count(), WAIT).toBe(SIGN_INS + 1);
    expect(visitor.complaints).toEqual([]);
  }, 120_000);
});
