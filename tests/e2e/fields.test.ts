// Sections and fields in two browsers: who is given a section sees it, a measure is filled with the keyboard, the signer reads it.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StructureView } from '../../domain/view';
import { begunWords } from '../build/begunWords';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };
const WORDS = '例会不超过三十分钟';

describe.skipIf(skipped !== null)(`sections and fields${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let lin: Visitor;
  let qian: Visitor;
  let id = '';
  const structure = async () => (await at.admin.call<StructureView>('GET', `/reviews/${id}/structure`)).body;

  beforeAll(async () => {
    const person = await aPerson(at.product.url, at.admin, 'Qian');
    id = await aReadyReview(at.admin, [[person, ['editor', 'signatory']]]);
    lin = await at.visitor(at.admin, `/reviews/${id}`);
    qian = await at.visitor(person, `/reviews/${id}`);
    await Promise.all([lin, qian].map(({ page }) => page.locator('.ProseMirror .fieldline').first().waitFor(WAIT)));
  }, 120_000);

  test('TH22 a section given to somebody, with the keyboard, is seen by them at once and is theirs in the filter', async () => {
    const mine = qian.page.getByRole('button', { name: '只看我负责的' });
    await mine.click();
    await expect.poll(() => qian.page.getByText('没有分给你的部分').count(), WAIT).toBe(1);
    await qian.page.reload();
    await qian.page.locator('.ProseMirror .fieldline').first().waitFor(WAIT);
    await expect.poll(() => qian.page.getByText('没有分给你的部分').count(), WAIT).toBe(1);
    const care = lin.page.getByRole('button', { name: /^设置“5.改进项”/ });
    await care.focus();
    await lin.page.keyboard.press('Enter');
    await lin.page.getByRole('menuitemradio', { name: 'Qian' }).press('Enter');
    await expect
      .poll(() => qian.page.locator('.ol-go').allInnerTexts(), WAIT)
      .toEqual([expect.stringContaining('改进项')]);
    await mine.click();
    await qian.page.getByRole('button', { name: /^设置“5.改进项”.*Qian/ }).click(WAIT);
    await qian.page.getByRole('menuitemradio', { name: '已定稿' }).click();
    await expect.poll(async () => (await structure()).sections.measures?.state, WAIT).toBe('final');
    await expect
      .poll(() => lin.page.locator('.ol-row', { hasText: '改进项' }).locator('.st-final').count(), WAIT)
      .toBeGreaterThan(0);
  }, 60_000);

  test('the fields of a measure are filled with the keyboard alone; the other sees them; the text is as it was', async () => {
    const { page } = lin;
    const text = await at.admin.call<string>('GET', `/reviews/${id}/text`);
    await page.locator('.ProseMirror p', { hasText: WORDS }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Tab');
    await expect.poll(() => focused(page), WAIT).toBe('选择责任人');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox').waitFor(WAIT);
    await page.keyboard.type('qia');
    await page.getByRole('option', { name: 'Qian' }).waitFor(WAIT);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page), WAIT).toBe('责任人：Qian');
    await page.keyboard.press('Tab');
    await expect.poll(() => focused(page), WAIT).toBe('选择时限');
    await page.keyboard.press('Enter');
    await page.getByLabel('完成时限', { exact: true }).fill('2027-01-31');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page), WAIT).toBe('完成时限：2027-01-31');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const criterion = page.getByRole('textbox', { name: '完成标准' });
    await criterion.waitFor(WAIT);
    const ime = await page.context().newCDPSession(page);
    await ime.send('Input.imeSetComposition', { text: 'wan', selectionStart: 3, selectionEnd: 3 });
    await page.keyboard.press('Escape');
    await ime.send('Input.insertText', { text: '连续三月' });
    expect(await criterion.inputValue()).toBe('连续三月');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page), WAIT).toBe('完成标准：连续三月');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox').waitFor(WAIT);
    await page.keyboard.type('李强');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page), WAIT).toBe('验收人：李强');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.className), WAIT).toContain('ProseMirror');
    for (const words of ['Qian', '2027-01-31', '李强'])
      await expect.poll(() => qian.page.locator('.ProseMirror .fieldline').innerText(), WAIT).toContain(words);
    expect(await qian.page.locator('.item-m .bad').count()).toBe(0);
    expect((await at.admin.call<string>('GET', `/reviews/${id}/text`)).body).toBe(text.body);
  }, 60_000);

  test('FI9 a criterion half written is set by a press elsewhere, which keeps the caret; what is refused waits in its field; Esc gives up', async () => {
    const { page } = lin;
    const chip = (name: string | RegExp) =>
      page.locator('.ProseMirror .fieldline').first().getByRole('button', { name });
    const criterion = page.getByRole('textbox', { name: '完成标准' });
    const kept = async () => Object.values((await structure()).fields).map((one) => one.criterion);
    const elsewhere = () => page.locator('.ProseMirror p', { hasText: WORDS }).click();
    await chip(/^完成标准/).click();
    await criterion.fill('连续四个月达标');
    await elsewhere();
    await chip('完成标准：连续四个月达标').waitFor(WAIT);
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('ProseMirror');
    expect(await kept()).toEqual(['连续四个月达标']);
    // Esc leaves what stood there, and nothing for the next time.
    await chip(/^完成标准/).click();
    await criterion.fill('不要的');
    await criterion.press('Escape');
    await chip(/^完成标准/).click();
    expect(await criterion.inputValue()).toBe('连续四个月达标');
    // The server cannot answer: it is said, and the words wait, also over a reload.
    const fields = '**/points/*/fields';
    await page.route(fields, (route) => route.abort());
    await criterion.fill('连续五个月达标');
    await elsewhere();
    await page.locator('.toast').getByText('写的内容还在').waitFor(WAIT);
    await page.unroute(fields);
    await expect.poll(() => page.evaluate(begunWords), WAIT).toEqual([['连续五个月达标', null]]);
    await page.reload();
    await chip(/^完成标准/).click(WAIT);
    await expect.poll(() => criterion.inputValue(), WAIT).toBe('连续五个月达标');
    await page.getByText('还没有保存').waitFor(WAIT);
    expect(await kept()).toEqual(['连续四个月达标']);
    await criterion.press('Enter');
    await chip('完成标准：连续五个月达标').waitFor(WAIT);
    // Nothing is emptied by leaving, and a name that is looked for is there again.
    await chip(/^完成标准/).click();
    await criterion.fill('');
    await elsewhere();
    await chip('完成标准：连续五个月达标').click(WAIT);
    await page.keyboard.press('Escape');
    await chip(/^责任人/).click();
    await page.getByRole('combobox').fill('王');
    await elsewhere();
    await chip(/^责任人/).click();
    await expect.poll(() => page.getByRole('combobox').inputValue(), WAIT).toBe('王');
    await page.keyboard.press('Escape');
  }, 60_000);

  test('a split measure keeps its fields, the new one has none, and one that was a paragraph for a while gets them back (FI3)', async () => {
    const { page } = qian;
    const lines = () =>
      page.locator('.ProseMirror .fieldline').evaluateAll((all) => all.map((one) => one.textContent?.includes('李强')));
    await page.locator('.ProseMirror p', { hasText: WORDS }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('新的一条。');
    await expect.poll(lines, WAIT).toEqual([true, false]);
    // As many steps as a slow machine made of them.
    const undone = async () => {
      await page.keyboard.press('Control+z');
      return lines();
    };
    await expect.poll(undone, WAIT).toEqual([true]);
    // In its first line: Home goes to the start of a line, and the measure may fill two.
    await page.locator('.ProseMirror p', { hasText: WORDS }).click({ position: { x: 80, y: 8 } });
    await page.keyboard.press('Home');
    await page.keyboard.press('Backspace');
    await expect.poll(lines, WAIT).toEqual([]);
    await page.keyboard.press('Control+z');
    await expect.poll(lines, WAIT).toEqual([true]);
  }, 60_000);

  test('the frozen text shows them without pickers, and the signer reads them as the bytes say', async () => {
    for (const action of ['start-review', 'freeze']) {
      const done = await at.admin.call('POST', `/reviews/${id}/actions`, { action });
      expect(done.status, JSON.stringify(done.body)).toBe(200);
    }
    await expect.poll(() => lin.page.locator('.ProseMirror .fieldline button').count(), WAIT).toBe(0);
    expect(await lin.page.locator('.ProseMirror .fieldline').first().innerText()).toContain('李强');
    await qian.page.goto(`${at.product.url}/reviews/${id}/sign`);
    await expect.poll(() => qian.page.getByText('摘要已核对').count(), WAIT).toBe(1);
    expect(await qian.page.locator('.sn-doc .fieldline').first().innerText()).toMatch(
      /Qian[\s\S]*2027-01-31[\s\S]*李强/,
    );
    expect([...lin.complaints, ...qian.complaints]).toEqual([]);
  }, 60_000);
});

/** The name of what has the focus. */
function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
}
