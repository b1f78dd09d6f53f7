// The people of a sign-off in motion, pressed in a browser: who keeps it, who signs, in Chinese and English, at a desk and on a phone.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Gate } from '../../domain/gates';
import type { ReturnPointView, ReviewPage, SignoffPlanView, SignoffView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { aVisitor, launchBrowser, signIn, type Visitor, whyNoBrowser } from '../build/browser';
import { inDays } from '../build/days';
import { ADMIN, aHome, type Home, type Product, start } from '../build/product';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { writeBehind } from '../build/typist';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };
const NAMES = ['Zhao', 'Qian', 'Sun', 'Shen', 'Dai', 'Wu', 'He'] as const;
const SENTENCE = '会议时间太长';
const RESERVED = '口径要写明。';
const DUE = inDays(120);
type Name = (typeof NAMES)[number];

describe.skipIf(skipped !== null)(`the people of a sign-off${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  let home: Home;
  let product: Product;
  let browser: Browser;
  /** Keeps it, in Chinese at a desk. */
  let lin: Visitor;
  /** Signs, in English on a phone. */
  let zhao: Visitor;
  /** Everybody who came. */
  const visitors: Visitor[] = [];
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
    const body = { digest: (await view()).digest, decision, password: PASSWORD, ...(opinion && { opinion }) };
    expect(await who(name).call('POST', `/reviews/${id}/decisions`, body)).toMatchObject({ status: 201 });
  };
  /** Who comes back to a page is told at once; the others within four seconds. */
  const looksAgain = ({ page }: Visitor) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const act = async (name: string, item: string) => {
    await lineOf(lin.page, name).getByRole('button', { name: '更多' }).click(WAIT);
    await lin.page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  /** A writer adds words behind a sentence of the returned section. */
  const write = (words: string) => writeBehind({ url: product.url, who: admin, id }, SENTENCE, words);
  /** Finds somebody by name and chooses them. */
  const choose = async (name: string) => {
    const dialog = lin.page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill(name);
    await dialog.locator('.pc-l label', { hasText: name }).click(WAIT);
  };
  const send = async (says: string) => {
    await lin.page.getByRole('dialog').locator('button[type=submit]').click();
    await lin.page.locator('.toast').getByText(says).waitFor(WAIT);
    await lin.page.getByRole('dialog').waitFor({ state: 'hidden' });
  };

  beforeAll(async () => {
    home = await aHome();
    product = await start(home);
    admin = await product.admin();
    for (const name of NAMES) people.set(name, await aPerson(product.url, admin, name));
    browser = await launchBrowser();
    [lin, zhao] = await Promise.all([
      aVisitor(browser),
      aVisitor(browser, { locale: 'en', width: 390, height: 844, theme: 'dark' }),
    ]);
    visitors.push(lin, zhao);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await home?.clear();
  });

  test('the steps of a new review are changed before it is made, and read in one sentence', async () => {
    const { page } = lin;
    await signIn(lin, product.url, ADMIN, '/reviews/new?template=retrospective');
    const rule = page.locator('.rule');
    await rule.getByText('会签（还没有人）。').waitFor(WAIT);
    await page.getByRole('button', { name: '改步骤' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('.pn-s').first().getByLabel('谁签').selectOption('people');
    await dialog.getByRole('button', { name: '加一个人' }).click();
    await choose('Zhao');
    await dialog.getByText('Zhao会签。', { exact: true }).waitFor(WAIT);
    await dialog.getByRole('button', { name: '加一步' }).click();
    await dialog.locator('.pn-s').nth(1).getByRole('button', { name: '加一个人' }).click();
    await choose('Shen');
    await dialog.getByText('这一步是签发').nth(1).click();
    await dialog.getByText('Zhao会签后由Shen签发。', { exact: true }).waitFor(WAIT);
    await dialog.getByLabel('期限').fill(DUE);
    await dialog.getByRole('button', { name: '保存步骤' }).click();
    await rule.getByText('Zhao会签后由Shen签发。', { exact: true }).waitFor(WAIT);
    await page.getByRole('button', { name: '建立材料' }).click();
    await page.waitForURL(/\/reviews\/[0-9a-f-]{36}$/, WAIT);
    const made = page.url().split('/').at(-1);
    const plan = await admin.call<SignoffPlanView>('GET', `/reviews/${made}/signoff-plan`);
    expect(plan.body).toMatchObject({
      edited: true,
      due: DUE,
      steps: [{ rule: { kind: 'all' } }, { issues: true }],
    });
    expect(plan.body.people.map((step) => step.map(({ name }) => name))).toEqual([['Zhao'], ['Shen']]);
  }, 60_000);

  test('a step without people opens the steps; each condition leads to its place, a reason waives it, all by keyboard', async () => {
    id = await aReadyReview(admin, [
      [who('Zhao'), ['signatory']],
      [who('Qian'), ['signatory']],
      [who('Sun'), ['signatory']],
      [who('Shen'), ['signatory']],
    ]);
    const steps = [
      { order: 1, title: { zh: '会签', en: 'Sign off' }, who: 'signatories', rule: { kind: 'all' } },
      { order: 2, title: { zh: '签发', en: 'Issue' }, who: 'head', rule: { kind: 'all' }, issues: true },
    ];
    expect((await admin.call('PUT', `/reviews/${id}/signoff-plan`, { steps })).status).toBe(200);
    await admin.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
    await write('，，');
    const { page } = lin;
    await page.goto(`${product.url}/reviews/${id}`);
    await page.locator('#gate').getByText('签发：缺签署人').waitFor(WAIT);
    await page.getByRole('button', { name: /提交会签/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('全体会签后签发（还没有人）。').waitFor(WAIT);
    const names = dialog.getByRole('button', { name: '去指定' });
    await names.focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('heading', { name: '会签步骤' }).waitFor(WAIT);
    await dialog.locator('.pn-s').nth(1).getByLabel('谁签').selectOption('people');
    await dialog.getByRole('button', { name: '加一个人' }).click();
    await choose('Shen');
    await send('会签步骤已保存');
    await page
      .locator('#gate')
      .getByText('签发：缺签署人')
      .waitFor({ state: 'hidden', ...WAIT });
    await page.getByRole('button', { name: /提交会签/ }).click();
    const place = dialog.locator('.gate-l').getByRole('button', { name: /“，，/ });
    await place.focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /提交会签/ }).click();
    await dialog.locator('.gates textarea').first().focus();
    await page.keyboard.insertText('照原话引用');
    await dialog.locator('button[type=submit]').focus();
    await page.keyboard.press('Enter');
    await page.getByText('会签进行中，正文已冻结。').waitFor(WAIT);
    expect(await view()).toMatchObject({ outcome: 'open', overrides: [{ reason: '照原话引用', by: admin.id }] });
  }, 90_000);

  test('the waiver, its reason and who gave it are shown to a signer on a phone, before the decision', async () => {
    const { page } = zhao;
    await signIn(zhao, product.url, who('Zhao').email, `/reviews/${id}/sign`);
    await page.getByText('All sign, then issued by Shen.', { exact: true }).waitFor(WAIT);
    await page.getByRole('button', { name: /0 must-fix, 0 comments 1 waived/ }).click();
    await page.getByText(/Waived: .*照原话引用/).waitFor(WAIT);
    const form = await page.locator('.dc').boundingBox();
    const evidence = await page.locator('.ev').boundingBox();
    expect(form && evidence && form.y < evidence.y).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }, 60_000);

  test('a place is delegated, shown to all as 代, given back by its principal, and transferred', async () => {
    await lin.page.goto(`${product.url}/reviews/${id}/sign`);
    await act('Zhao', '委托他人代签');
    await choose('Dai');
    await send('已委托Dai');
    await lin.page.locator('.sl-name').getByText('Dai（代Zhao）').waitFor(WAIT);
    await looksAgain(zhao);
    await zhao.page.locator('.sl-name').getByText('Dai (for Zhao)').waitFor(WAIT);
    await zhao.page.getByText('Somebody signs for you.').waitFor(WAIT);
    await lineOf(zhao.page, 'Dai (for Zhao)').getByRole('button', { name: 'More for Dai' }).click();
    await zhao.page.getByRole('menuitem', { name: 'Take delegation back' }).click();
    await zhao.page.getByRole('dialog').locator('button[type=submit]').click();
    await zhao.page.getByRole('button', { name: 'Sign', exact: true }).waitFor(WAIT);
    await lin.page
      .locator('.sl-name')
      .getByText('Dai（代Zhao）')
      .waitFor({ state: 'hidden', ...WAIT });
    await act('Qian', '转办');
    await choose('Wu');
    await send('已转给Wu');
    await lineOf(lin.page, 'Wu').getByText('由Qian转办').waitFor(WAIT);
    await looksAgain(zhao);
    await zhao.page.getByText('Transferred from Qian').waitFor(WAIT);
    expect((await who('Wu').call<ReviewPage>('GET', `/reviews/${id}`)).status).toBe(200);
  }, 60_000);

  test('somebody is asked before, and beside for one section, gets a day, is reminded once a day, and is asked no more', async () => {
    await act('Zhao', '在前面加签');
    await choose('Dai');
    await send('已请Dai加签');
    await looksAgain(zhao);
    await zhao.page.getByText('It is not your turn yet.').waitFor(WAIT);
    await zhao.page.getByText('Dai signs, then all sign, then issued by Shen.', { exact: true }).waitFor(WAIT);
    await act('Zhao', '并列加签');
    await choose('He');
    const dialog = lin.page.getByRole('dialog');
    await dialog.getByRole('button', { name: '只签几节' }).click();
    await dialog.getByText('5.改进项', { exact: true }).waitFor(WAIT);
    await dialog.locator('button[type=submit]').click();
    await dialog.getByText('至少选一节').waitFor(WAIT);
    expect(await dialog.locator('.rs-l .check').allInnerTexts()).toEqual([
      '1.上次改进项',
      '2.本周期情况',
      '3.做得好的',
      '4.需要改进的',
      '5.改进项',
    ]);
    await dialog.getByText('5.改进项', { exact: true }).click();
    await send('已请He加签');
    await lineOf(lin.page, 'He').getByText('只签：5.改进项').waitFor(WAIT);
    const scopes = (await view()).steps.flatMap(({ lines }) => lines.map(({ name, scope }) => [name, scope]));
    expect(Object.fromEntries(scopes)).toMatchObject({ Zhao: 'whole', Dai: 'whole', He: ['measures'] });
    await act('Dai', '定期限');
    await lin.page.getByRole('dialog').locator('input[type=date]').fill(DUE);
    await send('期限已定');
    await lineOf(lin.page, 'Dai')
      .getByText(`${DUE.slice(5)}前`)
      .waitFor(WAIT);
    await act('Dai', '催签');
    await lineOf(lin.page, 'Dai').getByText('已提醒 1 次').waitFor(WAIT);
    await act('Dai', '催签');
    await lin.page.locator('.toast').getByText('Dai：').waitFor(WAIT);
    await act('Dai', '移出会签');
    await send('Dai不再会签');
    await lin.page.getByText('不再会签 3 人').waitFor(WAIT);
    await looksAgain(zhao);
    await zhao.page.getByRole('button', { name: 'Sign', exact: true }).waitFor(WAIT);
    expect((await view()).steps).toHaveLength(2);
  }, 60_000);

  test('who signs one section is told so before and in the signature; altered bytes cannot be signed, on a phone', async () => {
    const he = await aVisitor(browser, { locale: 'en', width: 390, height: 844 });
    visitors.push(he);
    const { page } = he;
    // Other bytes than those of the digest: nothing of them is shown, and there is nothing to press.
    await page.route('**/canonical', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('三十分钟', '五十分钟') });
    });
    await signIn(he, product.url, who('He').email, `/reviews/${id}/sign`);
    await page
      .locator('.dc')
      .getByText('The text received does not match its digest; it cannot be signed.')
      .waitFor(WAIT);
    expect([await page.locator('.dc-go').count(), await page.getByText('五十分钟').count()]).toEqual([0, 0]);
    await page.unroute('**/canonical');
    await page.reload();
    await page.getByText('I have reviewed 5.改进项 in this version').waitFor(WAIT);
    await page.getByText('It says: Sign off, 5.改进项 of this version (choose a decision)').waitFor(WAIT);
    await page.getByText(/You sign only 5.改进项: change one character there/).waitFor(WAIT);
    await page.getByText('Signs only: 5.改进项').waitFor(WAIT);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.locator('input[type=radio][value=reserve]').check({ force: true });
    await page.locator('.dc textarea').fill(RESERVED);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign: Agree with reservation' }).click();
    await page.getByText('Receipt').waitFor(WAIT);
    const line = (await view()).steps[0]?.lines.find(({ name }) => name === 'He');
    expect(line).toMatchObject({ decision: 'reserve', scope: ['measures'], stale: false });
  }, 60_000);

  test('a step is returned to with points; later ones wait; they are answered in their order on a phone', async () => {
    await act('Sun', '退回到这一步');
    const dialog = lin.page.getByRole('dialog');
    // What stands against the text is taken over in one press, left out in one, and its words can be changed.
    await dialog.getByRole('button', { name: '列为一条：He的保留意见' }).click();
    await dialog.getByRole('button', { name: '去掉答He的这一条' }).click();
    await dialog.getByRole('button', { name: '列为一条：He的保留意见' }).click();
    expect(await dialog.getByLabel('答He的保留意见').inputValue()).toBe(RESERVED);
    await dialog.getByLabel('别的（可不填，一行一条）').fill('1. 写明口径\n2. 补上来源');
    await dialog.getByText('共 3 条').waitFor(WAIT);
    await send('已退回，等答复');
    await looksAgain(zhao);
    await zhao.page.locator('.pts li').nth(2).waitFor(WAIT);
    expect(await zhao.page.locator('.pts li p').allInnerTexts()).toEqual([RESERVED, '写明口径', '补上来源']);
    await zhao.page.locator('.pts').getByRole('link', { name: 'on He’s reservation' }).click();
    expect(await zhao.page.evaluate(() => document.activeElement?.textContent)).toBe(RESERVED);
    await zhao.page.locator('.sl-step').first().getByText('waits for answers').waitFor(WAIT);
    for (const words of ['It is in the annex.', 'By quarter.', 'From the register.']) {
      await zhao.page.locator('.pts').getByRole('button', { name: 'Answer' }).first().click();
      await zhao.page.locator('.pts textarea').fill(words);
      await zhao.page.getByRole('button', { name: 'Send answer' }).click();
      await zhao.page.locator('.pts .q').getByText(words).waitFor(WAIT);
    }
    await looksAgain(lin);
    await lin.page.locator('.pts .q').getByText('From the register.').waitFor(WAIT);
    await lin.page.locator('.sl-step').first().getByText('进行中').waitFor(WAIT);
  }, 60_000);

  test('whoever is away says so on the account page; their place is offered to the deputy, who then stands there as 代; and is ended', async () => {
    const sun = await aVisitor(browser);
    visitors.push(sun);
    const today = new Date().toISOString().slice(0, 10);
    const until = `${new Date().getUTCFullYear() + 1}-12-30`;
    await signIn(sun, product.url, who('Sun').email, '/account');
    const card = sun.page.locator('section[aria-labelledby=away]');
    const day = (label: string) => card.getByLabel(label, { exact: true });
    const [from, to] = [day('从'), day('到（含当天）')];
    await card.getByRole('button', { name: '保存外出' }).click(WAIT);
    await card.getByText('两个日期都要填').waitFor(WAIT);
    expect(await card.getByRole('button', { name: '我回来了' }).count()).toBe(0);
    await from.fill(today);
    await to.fill(until);
    await card.getByRole('searchbox').fill('Dai');
    await card.locator('.pc-l label', { hasText: 'Dai' }).click(WAIT);
    await card.getByRole('button', { name: '保存外出' }).click();
    await sun.page.locator('.toast').getByText('外出已保存').waitFor(WAIT);
    await sun.page.reload();
    await card.locator('.pc-l .is-on').getByText('Dai').waitFor(WAIT);
    expect([await from.inputValue(), await to.inputValue()]).toEqual([today, until]);

    await looksAgain(lin);
    await lineOf(lin.page, 'Sun').getByText('可由Dai代签').waitFor(WAIT);
    await act('Sun', '委托他人代签');
    await lin.page.getByRole('dialog').getByText('“Dai（代Sun）”').waitFor(WAIT);
    await send('已委托Dai');
    await lineOf(lin.page, 'Dai（代Sun）').waitFor(WAIT);
    await looksAgain(zhao);
    await zhao.page.locator('.sl-name').getByText('Dai (for Sun)').waitFor(WAIT);

    await card.getByRole('button', { name: '我回来了' }).click();
    await sun.page.locator('.toast').getByText('外出已结束').waitFor(WAIT);
    expect([await from.inputValue(), await card.locator('.pc-l .is-on').count()]).toEqual(['', 0]);
    await looksAgain(lin);
    await lin.page.getByText('可由Dai代签').waitFor({ state: 'hidden', ...WAIT });
    await lineOf(lin.page, 'Dai（代Sun）').waitFor(WAIT);
    expect((await who('Sun').call('GET', '/me/absence')).body).toEqual({ absence: null, delegate: null });
  }, 60_000);

  test('a decision is taken back with the password, and an objection to an earlier version by itself', async () => {
    const { page } = zhao;
    await page.locator('input[type=radio][value=object]').check({ force: true });
    await page.locator('.dc textarea').fill('The source is missing.');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign: Object' }).click();
    await page.getByRole('button', { name: 'Withdraw my decision' }).click(WAIT);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Withdraw my decision' }).click();
    await page.getByRole('button', { name: 'Sign', exact: true }).waitFor(WAIT);
    await decide('Wu', 'agree');
    await decide('Zhao', 'object', 'The source is missing.');
    const back = { action: 'return-sections', sectionKeys: ['problems'], points: [{ body: '写明来源' }] };
    expect((await admin.call('POST', `/reviews/${id}/actions`, back)).status).toBe(200);
    await write('（见台账）');
    const { items } = (await admin.call<{ items: ReturnPointView[] }>('GET', `/reviews/${id}/points`)).body;
    await admin.call('POST', `/reviews/${id}/points/${items.at(-1)?.id}/answer`, { answer: '已写明。' });
    const gates = (await admin.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`)).body.items;
    const overrides = gates.map(({ rule }) => ({ rule, reason: '照原话引用' }));
    const frozen = await admin.call('POST', `/reviews/${id}/actions`, { action: 'freeze', overrides });
    expect(frozen.body).toMatchObject({ stage: 'signoff' });
    await looksAgain(zhao);
    await page.getByText('Your objection to an earlier version still stands.').waitFor(WAIT);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Only withdraw the objection' }).click();
    await page.getByText('Your objection to an earlier version still stands.').waitFor({ state: 'hidden', ...WAIT });
    const line = (await view()).steps[0]?.lines.find(({ name }) => name === 'Zhao');
    expect(line?.decision).toBeUndefined();
  }, 90_000);

  test('the difference behind a stale signature opens with the right pair of versions', async () => {
    const { page } = lin;
    await looksAgain(lin);
    await lineOf(page, 'Wu').getByRole('link', { name: '看差异' }).click(WAIT);
    await page.waitForURL(/history\?a=v1&b=v2$/, WAIT);
    await page.locator('.hs-m ins, .hs-m .df-ins').getByText('（见台账）').first().waitFor(WAIT);
    await page.goto(`${product.url}/reviews/${id}`);
    await page.getByRole('link', { name: '查看差异' }).first().click(WAIT);
    await page.waitForURL(/history\?a=v1&b=v2$/, WAIT);
  }, 60_000);

  test('no page complained, but for the reminder that came twice on one day', () => {
    const unexpected = visitors
      .flatMap(({ complaints }) => complaints)
      .filter((text) => !/^409 POST .*\/remind$/.test(text));
    expect(unexpected).toEqual([]);
  });
});

function lineOf(page: Page, name: string) {
  return page.locator('.sl-lines > li', { has: page.locator('.sl-name', { hasText: name }) }).first();
}
