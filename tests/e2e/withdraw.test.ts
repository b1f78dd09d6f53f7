// What stands can be withdrawn as long as the sign-off is open, whosever turn it is: at a desk, on a phone, and while sections are returned.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Gate } from '../../domain/gates';
import type { Decision } from '../../domain/review';
import type { SignoffView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';
import { aTypist, synced, textWith, writeBehind } from '../build/typist';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };
const SENTENCE = '会议时间太长';
const MORE = '（平均两小时）';

describe.skipIf(skipped !== null)(`withdrawing in the browser${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  const visitors: Visitor[] = [];
  let [zhao, qian, sun] = [] as unknown as [Person, Person, Person];
  let id = '';
  const view = async () => (await at.admin.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;
  const stateOf = async ({ id: personId }: Person) => {
    const line = (await view()).steps.flatMap(({ lines }) => lines).find((one) => one.personId === personId);
    return [line?.decision, line?.stale];
  };
  const act = async (body: object) =>
    expect(await at.admin.call('POST', `/reviews/${id}/actions`, body)).toMatchObject({ status: 200 });
  const freeze = async () => {
    const { body } = await at.admin.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
    const rules = new Set(body.items.filter(({ waivable }) => waivable).map(({ rule }) => rule));
    await act({ action: 'freeze', overrides: [...rules].map((rule) => ({ rule, reason: '样稿' })) });
  };
  const opened = () => act({ action: 'return-sections', sectionKeys: ['problems'], reason: '改一处' });
  const decide = async (who: Person, decision: Decision, opinion?: string) => {
    const body = { digest: (await view()).digest, decision, opinion, password: PASSWORD };
    expect(await who.call('POST', `/reviews/${id}/decisions`, body)).toMatchObject({ status: 201 });
  };
  const comes = async (person: Person, look = {}) => {
    const visitor = await at.visitor(person, `/reviews/${id}/sign`, look);
    visitors.push(visitor);
    return visitor.page;
  };
  /** The words are as they were. */
  const undone = async () => {
    const typist = await aTypist(at.product.url, at.admin, id);
    await synced(typist);
    const text = textWith(typist, MORE);
    text.delete(text.toString().indexOf(MORE), MORE.length);
    const read = async () => (await at.admin.call<string>('GET', `/reviews/${id}/text`)).body;
    await expect.poll(read, WAIT).not.toContain(MORE);
    typist.leave();
  };

  beforeAll(async () => {
    const { admin, product } = at;
    [zhao, qian, sun] = [
      await aPerson(product.url, admin, 'Zhao'),
      await aPerson(product.url, admin, 'Qian'),
      await aPerson(product.url, admin, 'Sun'),
    ];
    id = await aReadyReview(admin, []);
    const step = (order: number, ...who: Person[]) => ({
      order,
      title: order === 1 ? { zh: '会签', en: 'Countersign' } : { zh: '复核', en: 'Second look' },
      who: { people: who.map((one) => ({ personId: one.id })) },
      rule: { kind: 'all' },
    });
    const steps = [step(1, zhao, qian), step(2, sun)];
    expect(await admin.call('PUT', `/reviews/${id}/signoff-plan`, { steps })).toMatchObject({ status: 200 });
    await act({ action: 'start-review' });
    await freeze();
    for (const who of [zhao, qian]) await decide(who, 'agree');
    await decide(sun, 'object', '数字还没核对。');
    await opened();
    await writeBehind({ url: product.url, who: admin, id }, SENTENCE, MORE);
    await freeze();
  }, 120_000);

  test('SG1 on a phone, an objection of a later step while an earlier one is stale', async () => {
    expect(await stateOf(sun)).toEqual(['object', true]);
    const page = await comes(sun, { locale: 'en', width: 390, height: 844 });
    await page.getByText('It is not your turn yet.').waitFor(WAIT);
    const stands = page.getByRole('region', { name: 'Your objection still stands (Second look, version 1).' });
    await stands.getByText('数字还没核对。').waitFor(WAIT);
    const button = stands.getByRole('button', { name: /^Withdraw/ });
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await button.click();
    await button.click();
    await stands.getByText('Enter your password').waitFor(WAIT);
    await stands.getByLabel('Your password').fill(PASSWORD);
    await button.click();
    await page.getByText('Withdrawn; you can decide again').waitFor(WAIT);
    await stands.waitFor({ state: 'hidden', ...WAIT });
    expect(await stateOf(sun)).toEqual([undefined, undefined]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }, 60_000);

  test('SG1 at a desk, an objection of somebody whose earlier agreement names these very bytes: then that one counts again', async () => {
    await decide(zhao, 'object', '例子不实。');
    await opened();
    await undone();
    await freeze();
    expect(await view()).toMatchObject({ version: 3 });
    expect(await stateOf(zhao)).toEqual(['object', true]);
    const page = await comes(zhao);
    await page.getByText('还没轮到你。').waitFor(WAIT);
    const stands = page.getByRole('region', { name: '你的不同意仍然有效（会签，第 2 版）。' });
    await stands.getByRole('button', { name: '撤回：不同意' }).click(WAIT);
    await stands.getByLabel('登录密码').fill(PASSWORD);
    await stands.getByRole('button', { name: '撤回：不同意' }).click();
    await page.getByText('已撤回，可以重新决定').waitFor(WAIT);
    await page.getByRole('heading', { name: '你在这一版上的决定' }).waitFor(WAIT);
    expect(await stateOf(zhao)).toEqual(['agree', false]);
    expect((await view()).steps[0]).toMatchObject({ agreed: 2, passed: true });
  }, 60_000);

  test('SG1 SG13 while sections are returned, and of a stale agreement without agreeing anew', async () => {
    await opened();
    const page = await comes(qian);
    await page.getByRole('button', { name: '撤回我的意见' }).click(WAIT);
    await page.getByLabel('登录密码').fill(PASSWORD);
    await page.getByRole('button', { name: '撤回我的意见' }).click();
    await page.getByText(/正在修改，现在不能签/).waitFor(WAIT);
    expect(await stateOf(qian)).toEqual([undefined, undefined]);
    await writeBehind({ url: at.product.url, who: at.admin, id }, SENTENCE, MORE);
    await freeze();
    const other = await comes(zhao);
    await other.getByText('你前一次的签名已失效。').waitFor(WAIT);
    await other.getByRole('button', { name: '只撤回上次的意见' }).click();
    await other.getByText('输入登录密码').waitFor(WAIT);
    await other.getByLabel('登录密码').fill(PASSWORD);
    await other.getByRole('button', { name: '只撤回上次的意见' }).click();
    await other.getByText('已撤回，可以重新决定').waitFor(WAIT);
    expect(await stateOf(zhao)).toEqual([undefined, undefined]);
  }, 90_000);

  test('no page complained', () => {
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
