// The main job without a mouse: from the sign-in to a comment, a suggestion, a field, the freeze and the signature.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StructureView, ThreadView } from '../../domain/view';
import { PASSWORD } from '../build/api';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { ADMIN } from '../build/product';
import { aReadyReview } from '../build/ready';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 45_000 };
/** Of Tab presses until something is reached: a screen has fewer places than that. */
const PLACES = 90;

describe.skipIf(skipped !== null)(`by keyboard alone${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let visitor: Visitor;
  let page: Page;
  let id = '';
  const press = (key: string) => page.keyboard.press(key);
  const type = (words: string) => page.keyboard.insertText(words);

  beforeAll(async () => {
    id = await aReadyReview(at.admin, [[at.admin, ['owner', 'signatory']]]);
    visitor = await at.visitor();
    page = visitor.page;
    await page.emulateMedia({ reducedMotion: 'reduce' });
  }, 120_000);

  test('signs in, and finds the review through the palette', async () => {
    await page.goto(`${at.product.url}/sign-in`);
    await tabTo(page, /邮箱|账号/);
    await type(ADMIN);
    await tabTo(page, /^密码/);
    await type(PASSWORD);
    await press('Enter');
    await page.waitForURL((address) => address.pathname === '/', WAIT);
    await press('Control+k');
    await page.locator('.pal-i').first().waitFor(WAIT);
    await expect.poll(() => page.locator('.pal-i[data-selected=true]').innerText(), WAIT).toBe('一季度回顾');
    await press('Enter');
    await page.waitForURL((address) => address.pathname === `/reviews/${id}`, WAIT);
    await page.locator('.ProseMirror .fieldline').first().waitFor(WAIT);
    // What is pressed before the screen is there is done when it is (ED10): the next tests look at once where F6 has led.
    await page
      .locator('.ws-tools button')
      .first()
      .waitFor({ ...WAIT, state: 'attached' });
  }, 120_000);

  test('comments on what is selected and comes back to the text', async () => {
    await toText();
    await press('Control+Home');
    await press('Shift+End');
    await press('Control+Alt+m');
    await expect.poll(() => focusName(page), WAIT).not.toBe('');
    await type('请补一句背景。');
    await press('Control+Enter');
    const threads = async () =>
      (await at.admin.call<{ items: ThreadView[] }>('GET', `/reviews/${id}/threads`)).body.items;
    await expect.poll(async () => (await threads()).length, WAIT).toBe(1);
  }, 120_000);

  test('suggests, and decides on it in the list', async () => {
    await toText();
    await press('Control+End');
    await press('Control+Alt+s');
    await type('已核。');
    await expect.poll(() => page.locator('.ProseMirror ins').count(), WAIT).toBeGreaterThan(0);
    await press('Control+Alt+s');
    const pending = async () =>
      (await at.admin.call<{ items: unknown[] }>('GET', `/reviews/${id}/suggestions`)).body.items.length;
    await expect.poll(pending, WAIT).toBe(1);
    // Tab belongs to the text and the fields in it; F6 leaves it.
    await press('F6');
    await tabTo(page, /^批注/, 'tab');
    await press('ArrowRight');
    await toRegion('#rail');
    await tabTo(page, /^采纳/, 'rail-list');
    await press('Enter');
    await expect.poll(pending, WAIT).toBe(0);
  }, 120_000);

  test('fills the field of a measure', async () => {
    await toText();
    await page.keyboard.press('Control+Home');
    for (let n = 0; n < PLACES && !(await inMeasure()); n++) await press('Alt+PageDown');
    await press('End');
    await press('Tab');
    await expect.poll(() => focusName(page), WAIT).toBe('选择责任人');
    await press('Enter');
    await page.getByRole('combobox').waitFor(WAIT);
    await type('李强');
    await press('Enter');
    await expect
      .poll(async () => {
        const { fields } = (await at.admin.call<StructureView>('GET', `/reviews/${id}/structure`)).body;
        return JSON.stringify(fields);
      }, WAIT)
      .toContain('李强');
    // The chip has the focus again before the next key is pressed.
    await expect.poll(() => focusName(page), WAIT).toBe('责任人：李强');
    await press('Escape');
    await expect.poll(() => focusName(page, 'class'), WAIT).toContain('ProseMirror');
  }, 120_000);

  test('moves it on, freezes it, and signs', async () => {
    await press('F6');
    await tabTo(page, /^开始内部审阅/);
    await press('Enter');
    await tabTo(page, /^开始内部审阅/, 'dialog');
    await press('Enter');
    await page
      .locator('.top')
      .getByRole('button', { name: /提交会签/ })
      .first()
      .waitFor(WAIT);
    await toRegion('.top');
    await tabTo(page, /^提交会签/, 'top');
    await press('Enter');
    await page.getByRole('dialog').waitFor(WAIT);
    await tabTo(page, /^提交会签/, 'dialog');
    await press('Enter');
    await expect.poll(() => page.getByText('会签进行中，正文已冻结。').count(), WAIT).toBe(1);
    await tabTo(page, /^去签署/);
    await press('Enter');
    await page.waitForURL(/\/sign$/, WAIT);
    await page.getByText('摘要已核对').waitFor(WAIT);
    await tabTo(page, /同意/);
    await press('Space');
    await tabTo(page, /^登录密码/);
    await type(PASSWORD);
    await tabTo(page, /^签署：同意/);
    await press('Enter');
    await page.getByText('会签完成。').first().waitFor(WAIT);
  }, 120_000);

  test('no page complained', () => expect(visitor.complaints).toEqual([]));

  /** F6 walks from region to region. */
  async function toRegion(region: string): Promise<void> {
    for (let n = 0; n < 8; n++) {
      if (await page.evaluate((part) => document.activeElement?.closest(part) != null, region)) return;
      await press('F6');
    }
    throw new Error(`F6 never came to ${region}`);
  }

  async function toText(): Promise<void> {
    await toRegion('#main');
    const focused = () => focusName(page, 'class');
    for (let n = 0; n < PLACES && !(await focused()).includes('ProseMirror'); n++)
      await press((await inText()) ? 'Escape' : 'Tab');
    expect(await focused()).toContain('ProseMirror');
  }

  const inText = () => page.evaluate(() => document.activeElement?.closest('.ProseMirror') != null);
  const inMeasure = () =>
    page.evaluate(() => document.getSelection()?.anchorNode?.textContent?.includes('例会不超过三十分钟') ?? false);
});

/** Presses Tab until something so named has the focus, `within` an element of that role or class. */
async function tabTo(page: Page, name: RegExp, within = ''): Promise<void> {
  const seen: string[] = [];
  for (let n = 0; n < PLACES; n++) {
    const here = await focusName(page);
    const holder = await page.evaluate(
      (part) => part === '' || document.activeElement?.closest(`[role=${part}], .${part}`) != null,
      within,
    );
    if (holder && name.test(here)) return;
    seen.push(here);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}: ${[...new Set(seen)].join(' | ')}`);
}

/** The name (or class) of what has the focus, as far as the page itself gives one. */
function focusName(page: Page, what: 'name' | 'class' = 'name'): Promise<string> {
  return page.evaluate((what) => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at.matches('body, [role=dialog]')) return '';
    if (what === 'class') return at.className;
    const label =
      'labels' in at ? [...(at.labels as NodeListOf<HTMLElement>)].map((one) => one.innerText).join(' ') : '';
    return (at.getAttribute('aria-label') ?? (label || at.innerText || at.getAttribute('placeholder') || '')).trim();
  }, what);
}
