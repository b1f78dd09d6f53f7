// The sign page: what a signature does not prove stands whole beside the button, at a desk and on a phone; and words that stand without a
// place are read by who signs and withdrawn by who said them, there or from their own settings.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Decision } from '../../domain/review';
import type { SignoffView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { type Look, type Visitor, whyNoBrowser } from '../build/browser';
import { OVERRIDES } from '../build/package';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';
import { writeBehind } from '../build/typist';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };

describe.skipIf(skipped !== null)(`the sign page${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  const visitors: Visitor[] = [];
  let [zhao, qian, sun, li] = [] as unknown as [Person, Person, Person, Person];
  let id = '';
  const view = async () => (await at.admin.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;
  const act = async (action: string, more: object = {}) =>
    expect(await at.admin.call('POST', `/reviews/${id}/actions`, { action, ...more })).toMatchObject({ status: 200 });
  const freeze = () => act('freeze', OVERRIDES);
  const decide = async (who: Person, decision: Decision, opinion?: string) => {
    const body = { digest: (await view()).digest, decision, opinion, password: PASSWORD };
    expect(await who.call('POST', `/reviews/${id}/decisions`, body)).toMatchObject({ status: 201 });
  };
  const plan = async (...people: Person[]) => {
    const who = { people: people.map((one) => ({ personId: one.id })) };
    const steps = [{ order: 1, title: { zh: '会签', en: 'Countersign' }, who, rule: { kind: 'all' } }];
    expect(await at.admin.call('PUT', `/reviews/${id}/signoff-plan`, { steps })).toMatchObject({ status: 200 });
  };
  const comes = async (person: Person, path: string, look: Look = {}) => {
    const visitor = await at.visitor(person, path, look);
    visitors.push(visitor);
    return visitor.page;
  };
  const signPage = (person: Person, look: Look = {}) => comes(person, `/reviews/${id}/sign`, look);
  const edited = () => writeBehind({ url: at.product.url, who: at.admin, id }, '会议时间太长', '（平均两小时）');

  beforeAll(async () => {
    const { admin, product } = at;
    [zhao, qian, sun, li] = [
      await aPerson(product.url, admin, 'Zhao'),
      await aPerson(product.url, admin, 'Qian'),
      await aPerson(product.url, admin, 'Sun'),
      await aPerson(product.url, admin, 'Li'),
    ];
    // One who reads on without a place, and one who does not.
    id = await aReadyReview(admin, [[zhao, ['viewer']]]);
    await plan(zhao, qian, sun);
    await act('start-review');
    await freeze();
  }, 120_000);

  const DESKS: Look[] = [
    { width: 1440, height: 900 },
    { width: 1440, height: 900, locale: 'en' },
    { width: 1280, height: 720, locale: 'en' },
  ];
  test.each(DESKS)(
    'at $width x $height limits, password and button stand whole, one below the other, without a scroll',
    async (look) => {
      const page = await signPage(zhao, look);
      await ready(page);
      const found = await page.evaluate(places, false);
      expect(found).toMatchObject({ overlapping: [], cut: [], covered: [], outside: [] });
      // What is read and chosen ends where they begin, and can be scrolled to its end.
      await page.evaluate(() => document.querySelector('.dc-b')?.scrollTo(0, 1e6));
      expect(await page.evaluate(places, false)).toMatchObject(found);
      expect(await page.locator('.dc-b > *').last().evaluate(inSight)).toBe(true);
      // A form that lacks everything says so, and nothing is pushed out of sight for it.
      await page.locator('.dc-go').getByRole('button').click();
      await page.locator('.choices .error').waitFor(WAIT);
      await page.locator('input[type=radio][value=agree]').check({ force: true });
      await page.locator('.dc-go').getByRole('button').click();
      await page.locator('.dc-f .error').waitFor(WAIT);
      expect(await page.evaluate(places, false)).toMatchObject({ overlapping: [], cut: [], covered: [], outside: [] });
    },
    60_000,
  );

  test.each([
    { width: 390, height: 844 },
    { width: 390, height: 844, locale: 'en' as const },
    { width: 1024, height: 700 },
    { width: 1440, height: 480 },
  ])(
    'at $width x $height each can be scrolled to, whole, and nothing lies over it',
    async (look) => {
      const page = await signPage(zhao, look);
      await ready(page);
      expect(await page.evaluate(places, true)).toMatchObject({ overlapping: [], cut: [], covered: [], outside: [] });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.width);
    },
    60_000,
  );

  test('SG3 SG24 an objection of a cancelled sign-off is read by who signs the next, and withdrawn on the sign page by who may still read', async () => {
    await decide(zhao, 'object', '例子不实。');
    await decide(qian, 'reserve', '四月再看。');
    await act('cancel-signoff', { reason: '换人' });
    await plan(sun, li);
    await edited();
    await freeze();
    const reader = await signPage(sun);
    const left = reader.getByRole('region', { name: '仍然有效的保留和不同意' });
    await left.getByText('例子不实。').waitFor(WAIT);
    await left.getByText('四月再看。').waitFor(WAIT);
    expect(await left.getByText('会签，写于第 1 版；其后不再会签，不计入，撤回之前一直列出').count()).toBe(2);
    const author = await signPage(zhao, { width: 390, height: 844 });
    const own = author.getByRole('region', { name: '你对第 1 版的不同意仍然有效。' });
    const button = own.getByRole('button', { name: '撤回：不同意' });
    await button.click(WAIT);
    await button.click();
    await own.getByText('输入登录密码').waitFor(WAIT);
    await own.getByLabel('登录密码').fill('not this one 1');
    await button.click();
    await own.locator('.error').waitFor(WAIT);
    await own.getByLabel('登录密码').fill(PASSWORD);
    await button.click();
    await author.getByText('已撤回', { exact: true }).waitFor(WAIT);
    await own.waitFor({ state: 'hidden', ...WAIT });
    expect((await view()).left.map(({ name }) => name)).toEqual(['Qian']);
    await left.getByText('例子不实。').waitFor({ state: 'hidden', ...WAIT });
  }, 90_000);

  test('SG24 who may not read the review any more withdraws from the settings, and finds nothing of the review there', async () => {
    const page = await comes(qian, '/account', { locale: 'en' });
    const card = page.getByRole('region', { name: 'Reservations and objections that stand' });
    await card.getByText('四月再看。').waitFor(WAIT);
    await card.getByText('A review that you can no longer read').waitFor(WAIT);
    expect(await card.getByRole('link').count()).toBe(0);
    expect(await page.content()).not.toContain('一季度回顾');
    const button = card.getByRole('button', { name: 'Withdraw: Agree with reservation' });
    await button.click();
    await card.getByLabel('Your password').fill(PASSWORD);
    await button.click();
    await page.getByText('Withdrawn', { exact: true }).waitFor(WAIT);
    await card.waitFor({ state: 'hidden', ...WAIT });
    expect((await view()).left).toEqual([]);
  }, 60_000);

  test('no page complained', () => {
    // But for the password that was none.
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([
      expect.stringMatching(/^403 DELETE .*\/me\/standing\//),
    ]);
  });
});

async function ready(page: Page): Promise<void> {
  await page.locator('.dc-go').getByRole('button').waitFor(WAIT);
  await page.locator('.dc-go').getByRole('button', { disabled: false }).waitFor(WAIT);
}

/**
 * Runs in the page: limits, password and button. `overlapping`: two of them, or one and what is read above; `cut`: what holds more than it
 * shows; `covered`: one of whose places something else lies over; `outside`: not wholly in the window. `scrolled`: each is first
 * brought to sight.
 */
function places(scrolled: boolean) {
  const all = ['.limits', '.dc-f .field', '.dc-f input', '.dc-go .btn'].map((name) => {
    const element = document.querySelector<HTMLElement>(name);
    if (!element) throw new Error(`there is no ${name}`);
    return { name, element };
  });
  const found = { overlapping: [] as string[], cut: [] as string[], covered: [] as string[], outside: [] as string[] };
  const boxes = () => all.map(({ name, element }) => ({ name, box: element.getBoundingClientRect() }));
  const over = (a: DOMRect, b: DOMRect) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  for (const { name, element } of all) {
    if (scrolled) element.scrollIntoView({ block: 'center' });
    const { left, right, top, bottom } = element.getBoundingClientRect();
    if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) found.outside.push(name);
    if (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1)
      found.cut.push(name);
    const points = [top + 2, (top + bottom) / 2, bottom - 2].flatMap((y) =>
      [left + 4, (left + right) / 2, right - 4].map((x) => [x, y] as const),
    );
    const hidden = points.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return !there || !element.contains(there);
    });
    if (hidden) found.covered.push(name);
  }
  const shown = boxes().filter(({ name }) => name !== '.dc-f input');
  for (const [n, one] of shown.entries())
    for (const other of shown.slice(n + 1))
      if (over(one.box, other.box)) found.overlapping.push(`${one.name} ${other.name}`);
  const above = document.querySelector('.dc-b')?.getBoundingClientRect();
  for (const { name, box } of shown) if (above && over(above, box)) found.overlapping.push(`.dc-b ${name}`);
  return found;
}

/** Runs in the page: nothing lies over its middle. */
function inSight(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return there !== null && (element.contains(there) || there.contains(element));
}
