// The sign-off as people see it: seven people, the plan in words, a delegation, a digest that moves under an open page, an objection,
// a returned section, a second round, a stale agreement said again in one tap, a reservation, and the head issuing on a phone.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Gate } from '../../domain/gates';
import type { SignoffView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { aVisitor, launchBrowser, signIn, type Visitor, whyNoBrowser } from '../build/browser';
import { ADMIN, aHome, type Home, type Product, start } from '../build/product';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { writeBehind } from '../build/typist';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };
const NAMES = ['Zhao', 'Qian', 'Sun', 'Li', 'Zhou', 'Wu', 'Shen', 'Dai'] as const;
type Name = (typeof NAMES)[number];
const SECTION = '需要改进的';
const SENTENCE = '会议时间太长';

describe.skipIf(skipped !== null)(`the sign-off in the browser${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  let home: Home;
  let product: Product;
  let browser: Browser;
  let lin: Visitor;
  let zhao: Visitor;
  let shen: Visitor;
  let admin: Person;
  let id = '';
  const people = new Map<Name, Person>();
  const who = (name: Name): Person => {
    const person = people.get(name);
    if (!person) throw new Error(`nobody is called ${name}`);
    return person;
  };
  const view = async () => (await admin.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;
  const decide = async (name: Name, decision: string, opinion?: string) => {
    const { digest } = await view();
    const body = { digest, decision, password: PASSWORD, ...(opinion && { opinion }) };
    expect(await who(name).call('POST', `/reviews/${id}/decisions`, body)).toMatchObject({ status: 201 });
  };
  const act = async (body: object) => {
    const answer = await admin.call('POST', `/reviews/${id}/actions`, body);
    expect(answer.body).toMatchObject({ stage: 'signoff' });
  };
  const freeze = async () => {
    const { body } = await admin.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
    const overrides = body.items.filter(({ waivable }) => waivable).map(({ rule }) => ({ rule, reason: '样稿' }));
    await act({ action: 'freeze', overrides });
  };
  /** A writer changes the sentence that everything here turns on. */
  const write = (words: string) => writeBehind({ url: product.url, who: admin, id }, SENTENCE, words);

  beforeAll(async () => {
    home = await aHome();
    product = await start(home);
    admin = await product.admin();
    for (const name of NAMES) people.set(name, await aPerson(product.url, admin, name));
    const signers = NAMES.filter((name) => name !== 'Shen' && name !== 'Dai');
    id = await aReadyReview(admin, [
      ...signers.map((name): [Person, ['signatory']] => [who(name), ['signatory']]),
      [who('Shen'), ['head']],
      [who('Dai'), ['commenter']],
    ]);
    await admin.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
    browser = await launchBrowser();
    [lin, zhao, shen] = await Promise.all([
      aVisitor(browser),
      aVisitor(browser),
      aVisitor(browser, { width: 390, height: 844 }),
    ]);
    await signIn(lin, product.url, ADMIN, `/reviews/${id}`);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await home?.clear();
  });

  test('the owner sees the steps in words; a rule that nobody could meet is refused at its field; what is saved is what is asked', async () => {
    const { page } = lin;
    await page.locator('#gate').getByRole('button', { name: '会签步骤' }).click(WAIT);
    const dialog = page.getByRole('dialog');
    const first = dialog.locator('.pn-s').first();
    await first.getByText('7 人全部同意').waitFor(WAIT);
    await dialog.getByRole('button', { name: '加一步' }).click();
    const second = dialog.locator('.pn-s').nth(1);
    await second.getByLabel('谁签').selectOption('head');
    await second.getByText('这一步是签发').click();
    await second.getByText('由Shen签发').waitFor(WAIT);
    await first.getByText('6 人全部同意').waitFor(WAIT);
    await first.getByLabel('谁签').selectOption('people');
    await first.getByLabel('怎样算通过').selectOption('min');
    await first.getByLabel('至少几人', { exact: true }).fill('9');
    await dialog.getByText('永远通不过').waitFor(WAIT);
    await dialog.getByRole('button', { name: '保存步骤' }).click();
    expect(await dialog.count()).toBe(1);
    await first.getByLabel('至少几人', { exact: true }).fill('6');
    await dialog.getByRole('button', { name: '保存步骤' }).click();
    await expect.poll(() => dialog.count(), WAIT).toBe(0);
    const plan = await admin.call<{ steps: { rule: unknown; issues?: boolean }[]; edited: boolean }>(
      'GET',
      `/reviews/${id}/signoff-plan`,
    );
    expect(plan.body).toMatchObject({ edited: true, steps: [{ rule: { kind: 'quorum', min: 6 } }, { issues: true }] });
  }, 60_000);

  test('a signer delegates from the sign page, and both names stand in the list', async () => {
    await freeze();
    const { page } = zhao;
    await signIn(zhao, product.url, who('Qian').email, `/reviews/${id}/sign`);
    await page.getByText('摘要已核对').waitFor(WAIT);
    await page.getByRole('button', { name: /委托他人代签/ }).click();
    await page.getByRole('dialog').getByText('Dai', { exact: true }).click();
    await page.getByRole('dialog').getByText('“Dai（代Qian）”').waitFor(WAIT);
    await page.getByRole('dialog').getByRole('button', { name: '委托Dai' }).click();
    await page.locator('.sl-lines').getByText('Dai（代Qian）').waitFor(WAIT);
    await page.getByText('已委托他人代签。').waitFor(WAIT);
    await zhao.context.clearCookies();
  }, 60_000);

  test('a digest that moves while the page is open is refused; the difference is shown, and the new version is signed', async () => {
    const { page } = zhao;
    await signIn(zhao, product.url, who('Zhao').email, `/reviews/${id}/sign`);
    await page.getByText('摘要已核对').waitFor(WAIT);
    // Its own look at the news is held back: the press comes first.
    await page.route('**/api/v1/reviews/*/signoff', (route) => route.abort());
    await act({ action: 'return-sections', sectionKeys: ['problems'], reason: '补一个例子' });
    await write('（平均两小时）');
    await freeze();
    await page.locator('input[type=radio][value=agree]').check({ force: true });
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: '签署：同意' }).click();
    await page.getByText('没有签上：这一版刚刚变了。').waitFor(WAIT);
    await page.unroute('**/api/v1/reviews/*/signoff');
    await page.getByRole('button', { name: '看新的一版和改动' }).click();
    await page.getByRole('heading', { name: /与你刚才看的相比/ }).waitFor(WAIT);
    await page.locator('.chg-l ins').filter({ hasText: '（平均两小时）' }).waitFor(WAIT);
    await page.locator('.marked ins').filter({ hasText: '（平均两小时）' }).waitFor(WAIT);
    await page.getByRole('button', { name: '清洁稿' }).click();
    expect(await page.locator('.marked').count()).toBe(0);
    await page.locator('input[type=radio][value=agree]').check({ force: true });
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: '签署：同意' }).click();
    await page.getByText('签署凭据').waitFor(WAIT);
  }, 90_000);

  test('somebody objects; the owner returns the section with points, and says before whose signature it costs', async () => {
    await decide('Sun', 'object', '没有写明谁主持。');
    const { page } = lin;
    await page.getByText('Sun不同意，会签停在这里。').waitFor(WAIT);
    await page.getByRole('button', { name: '退回章节…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(SECTION, { exact: false }).click();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('没有写明谁主持。');
    await dialog.getByText('改动会使 1 个签名失效。').waitFor(WAIT);
    await dialog.getByRole('button', { name: '退回章节修改' }).click();
    await page.getByRole('tab', { name: /会签/ }).click();
    await page.locator('.pts').getByText('没有写明谁主持。').waitFor(WAIT);
    expect((await view()).openSections).toHaveLength(1);
  }, 60_000);

  test('while it is open the other sections hold still under the keys, and the points are answered beside the text', async () => {
    const { page } = lin;
    await expect.poll(() => page.locator('.ProseMirror').getAttribute('contenteditable'), WAIT).toBe('true');
    const other = page.locator('.ProseMirror p', { hasText: '上次的改进项都已完成' });
    await other.click();
    await page.keyboard.press('End');
    await page.keyboard.insertText('偷改');
    await page.getByText('这一段还在会签中，不能改；退回的段落可以改。').first().waitFor(WAIT);
    expect(await other.innerText()).not.toContain('偷改');
    await write('（由张主任主持）');
    await page.locator('.pts').getByRole('button', { name: '答复' }).click();
    await page.locator('.pts textarea').fill('已写明由张主任主持。');
    await page.getByRole('button', { name: '提交答复' }).click();
    await page.locator('.pts .q').getByText('已写明由张主任主持。').waitFor(WAIT);
  }, 60_000);

  test('freezing again says whose signature will be stale; nobody else is touched', async () => {
    const { page } = lin;
    await page
      .getByRole('button', { name: /重新冻结/ })
      .first()
      .click(WAIT);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 个签名会失效。').waitFor(WAIT);
    await waiveAll(page);
    await dialog.locator('.btn-primary[type=submit]').click(WAIT);
    await page.getByText('1 个签名失效。').waitFor(WAIT);
    expect(await view()).toMatchObject({ version: 3, openSections: [] });
    await page.locator('.chg-card ins').filter({ hasText: '由张主任主持' }).waitFor(WAIT);
  }, 60_000);

  test('a stale agreement is said again in one tap, with the change and the answers beside it', async () => {
    const { page } = zhao;
    await page.reload();
    await page.getByRole('heading', { name: /你上次签署后的改动/ }).waitFor(WAIT);
    await page.locator('.chg-l ins').filter({ hasText: '由张主任主持' }).waitFor(WAIT);
    await page.locator('.pts .q').getByText('已写明由张主任主持。').waitFor(WAIT);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: '看过改动，仍同意' }).click();
    await page.getByText('签署凭据').waitFor(WAIT);
    expect((await view()).steps[0]).toMatchObject({ agreed: 1 });
  }, 60_000);

  test('the objection gives way to a reservation, and the head issues on a phone', async () => {
    await decide('Sun', 'reserve', '下次再缩短些。');
    const { page } = shen;
    await signIn(shen, product.url, who('Shen').email, `/reviews/${id}/sign`);
    await page.getByText('还没轮到你。').waitFor(WAIT);
    for (const name of ['Dai', 'Li', 'Zhou', 'Wu'] as const) await decide(name, 'agree');
    await page.getByRole('button', { name: '签署', exact: true }).waitFor(WAIT);
    await page.getByText('会签 6 / 7').waitFor(WAIT);
    await page.locator('.sn-sum').getByText('保留 1').waitFor(WAIT);
    await page.locator('input[type=radio][value=agree]').check({ force: true });
    await page.locator('input[type=password]').fill(PASSWORD);
    const button = page.getByRole('button', { name: '签署：同意' });
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await button.click();
    await page.getByText('会签完成。').waitFor(WAIT);
    expect((await admin.call<{ stage: string }>('GET', `/reviews/${id}`)).body.stage).toBe('approved');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }, 60_000);

  test('no page complained, but for the refusal that was wanted and the news that were held back', () => {
    const unexpected = [lin, zhao, shen]
      .flatMap((one) => one.complaints)
      .filter((text) => !/^409 POST .*\/decisions|Failed to fetch|ERR_FAILED/.test(text));
    expect(unexpected).toEqual([]);
  });
});

/** A reason in every field that asks for one, once the conditions are there. */
async function waiveAll(page: Page): Promise<void> {
  await page
    .getByRole('dialog')
    .getByText('正在核对条件')
    .waitFor({ state: 'hidden', ...WAIT });
  const reasons = page.getByRole('dialog').locator('.gates textarea');
  for (let n = await reasons.count(); n > 0; n--) await reasons.nth(n - 1).fill('样稿');
}
