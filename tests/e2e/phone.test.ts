// The phone's screens by a finger alone: open, read, comment on words, answer, settle, sign. Every target is as large as a thumb.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { live, type Visitor, whyNoBrowser } from '../build/browser';
import { aReadyReview } from '../build/ready';
import { select } from '../build/selecting';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 30_000 };
/** design: phone targets. */
const THUMB = 44;

describe.skipIf(skipped !== null)(`on a phone, by touch${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let qian: Person;
  let phone: Visitor;
  let page: Page;
  let id: string;

  beforeAll(async () => {
    qian = await aPerson(at.product.url, at.admin, 'Qian');
    id = await aReadyReview(at.admin, [[qian, ['editor', 'signatory']]]);
    await at.admin.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
    for (const [quote, body] of [
      ['发布按时完成', '请写明是哪三个版本。'],
      ['会议时间太长', '请写明次数。'],
    ])
      expect((await at.admin.call('POST', `/reviews/${id}/threads`, { quote, body })).status).toBe(201);
    phone = await at.visitor(qian, '/', { width: 390, height: 844, touch: true });
    page = phone.page;
  }, 120_000);
  afterAll(() => phone?.context.close());

  /** A press of a finger, on something that a finger can hit. */
  async function tap(target: Locator): Promise<void> {
    await target.waitFor(WAIT);
    const box = await target.boundingBox();
    expect(Math.round(box?.height ?? 0), String(target)).toBeGreaterThanOrEqual(THUMB);
    await target.tap(WAIT);
  }

  const tab = (name: RegExp) => page.locator('.m-tabs').getByRole('button', { name });
  const sheet = () => page.locator('.m-sheet');
  const threads = async () =>
    (await at.admin.call<{ items: ThreadView[] }>('GET', `/reviews/${id}/threads`)).body.items;
  const fitsAcross = async () =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  test('a review is opened from the desk, and read: nothing is written by touching the text', async () => {
    expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
    await fitsAcross();
    // The whole card leads there.
    await tap(page.locator('.rvw').filter({ hasText: '一季度回顾' }));
    await page.waitForURL((address) => address.pathname === `/reviews/${id}`, WAIT);
    await live(page);
    await fitsAcross();
    const text = page.locator('.ProseMirror');
    expect(await text.getAttribute('contenteditable')).toBe('false');
    const before = await text.innerText();
    await text.getByText('本季度完成了三个版本').tap(WAIT);
    await page.keyboard.type('不该进来');
    expect(await text.innerText()).toBe(before);
    // The last line comes into sight by a finger's stroke.
    const devtools = await page.context().newCDPSession(page);
    const last = text.getByText('由主持人负责');
    await expect
      .poll(async () => {
        await devtools.send('Input.synthesizeScrollGesture', {
          x: 195,
          y: 600,
          yDistance: -300,
          gestureSourceType: 'touch',
          speed: 2000,
        });
        return last.evaluate((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return top > 0 && bottom < innerHeight;
        });
      }, WAIT)
      .toBe(true);
  }, 90_000);

  test('the outline is a tap away and leads to a section', async () => {
    await tap(tab(/提纲/));
    const row = page.locator('#outline .ol-row').filter({ hasText: '需要改进的' }).first();
    await tap(row);
    await page.locator('.ProseMirror').getByText('会议时间太长').waitFor(WAIT);
    await expect
      .poll(
        () =>
          page
            .locator('.ProseMirror')
            .getByText('需要改进的')
            .evaluate((one) => {
              const { top } = one.getBoundingClientRect();
              return top >= 0 && top < innerHeight;
            }),
        WAIT,
      )
      .toBe(true);
  }, 60_000);

  test('words are chosen and commented on; the comment is there for everybody', async () => {
    await tap(tab(/正文/));
    await select(page, '例会不超过三十分钟');
    await tap(page.locator('.m-new'));
    await sheet().locator('.q', { hasText: '例会不超过三十分钟' }).waitFor(WAIT);
    await sheet().getByRole('textbox', { name: '批注内容' }).tap(WAIT);
    await page.keyboard.insertText('从四月起怎么检查？');
    await tap(sheet().getByRole('button', { name: '发送' }));
    await expect
      .poll(async () => (await threads()).map(({ quote, comments }) => [quote, comments[0]?.body]), WAIT)
      .toContainEqual(['例会不超过三十分钟', '从四月起怎么检查？']);
    await page.locator('.ProseMirror .note', { hasText: '例会不超过三十分钟' }).waitFor(WAIT);
    expect(await sheet().count()).toBe(0);
    await fitsAcross();
  }, 60_000);

  test('a tap on marked words opens their comment, and it is answered there', async () => {
    await page.locator('.ProseMirror .note', { hasText: '会议时间太长' }).first().tap(WAIT);
    const one = sheet().locator('.m-one');
    await one.getByText('请写明次数。').waitFor(WAIT);
    await one.getByRole('textbox', { name: /回复.*的批注/ }).tap(WAIT);
    await page.keyboard.insertText('一共九次。');
    await tap(one.getByRole('button', { name: '发送' }));
    await expect
      .poll(
        async () => (await threads()).find(({ quote }) => quote === '会议时间太长')?.comments.map(({ body }) => body),
        WAIT,
      )
      .toEqual(['请写明次数。', '一共九次。']);
    // What was sent stands there until the server's own is here.
    await expect.poll(() => one.getByText('一共九次。').count(), WAIT).toBe(1);
  }, 60_000);

  test('the next comment is a tap away; one is settled and gone from the walk', async () => {
    const position = () => sheet().locator('.m-pos b').innerText();
    const [, all = ''] = /\/ (\d+)/.exec(await position()) ?? [];
    expect(all).toBe('3');
    const shown = await sheet().locator('.m-one').innerText();
    await tap(sheet().getByRole('button', { name: '下一条' }));
    await expect.poll(() => sheet().locator('.m-one').innerText(), WAIT).not.toBe(shown);
    await tap(sheet().getByRole('button', { name: '上一条' }));
    await sheet().getByText('一共九次。').waitFor(WAIT);
    await tap(sheet().getByRole('button', { name: '解决', exact: true }));
    await expect
      .poll(async () => (await threads()).find(({ quote }) => quote === '会议时间太长')?.state, WAIT)
      .toBe('resolved');
    await expect.poll(position, WAIT).toMatch(/\/ 2$/);
    await tap(sheet().getByRole('button', { name: '收起批注' }));
    expect(await sheet().count()).toBe(0);
    await page.locator('.ProseMirror').getByText('会议时间太长').waitFor(WAIT);
    expect(phone.complaints).toEqual([]);
  }, 60_000);

  test('what is to be signed is signed with the button at the foot, after the password', async () => {
    for (const { id: thread, state } of await threads())
      if (state === 'open') await at.admin.call('POST', `/threads/${thread}/resolve`, {});
    const frozen = await at.admin.call<{ stage: string }>('POST', `/reviews/${id}/actions`, { action: 'freeze' });
    expect(frozen.body.stage, JSON.stringify(frozen.body)).toBe('signoff');
    await tap(page.locator('.m-tabs a[href$="/sign"]'));
    // As soon as the text's own digest is the one to sign.
    await page.locator('.dc-f .btn:enabled').waitFor(WAIT);
    await fitsAcross();
    const button = page.locator('.dc-go').getByRole('button');
    const foot = await button.boundingBox();
    expect(foot && foot.y > 844 / 2 && foot.y + foot.height <= 844).toBe(true);
    await tap(page.locator('label:has(input[value=agree])'));
    await tap(button);
    const password = page.locator('input[type=password]');
    await expect.poll(() => password.evaluate((field) => field === document.activeElement), WAIT).toBe(true);
    await page.keyboard.insertText(PASSWORD);
    await tap(page.getByRole('button', { name: '签署：同意' }));
    await page.getByText('签署凭据').or(page.getByText('会签完成。')).first().waitFor(WAIT);
    const { body } = await at.admin.call<{ steps: { lines: { personId: string; decision?: string }[] }[] }>(
      'GET',
      `/reviews/${id}/signoff`,
    );
    const mine = body.steps.flatMap(({ lines }) => lines).find(({ personId }) => personId === qian.id);
    expect(mine?.decision).toBe('agree');
    await fitsAcross();
  }, 90_000);
});
