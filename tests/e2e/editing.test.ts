// The page that a review prints: the official form of DOMAIN.md, as Chromium lays it out on paper, and who may see it.
import { beforeAll, describe, expect, test } from 'vitest';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
/** 156 mm in CSS pixels: the width of the text. */
const TEXT_WIDTH = 590;
const LINE = '字'.repeat(28);
/** A machine under load must not decide a test. */
const SLOW = { timeout: 120_000 };

describe.skipIf(skipped !== null)(`the printed page${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await at.visitor(at.admin, '/', { theme: 'dark' });
  }, 90_000);

  /** A review whose text is so many full lines in one paragraph, under a title of one line and the line after it. */
  const aReview = async (lines: number) => {
    const text = `季度回顾\n\n${LINE.repeat(lines).slice(2)}\n`;
    const made = await at.admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', text });
    if (made.status !== 201) throw new Error(`no review: ${JSON.stringify(made.body)}`);
    return made.body.id;
  };
  const pages = async (id: string) => {
    await visitor.page.goto(`${at.product.url}/reviews/${id}/print`);
    await visitor.page.locator('.pr .doc-text').waitFor();
    const pdf = await visitor.page.pdf({ preferCSSPageSize: true });
    const text = pdf.toString('latin1');
    return { count: text.match(/\/Type\s*\/Page\b(?!s)/g)?.length, box: /\/MediaBox\s*\[([^\]]+)\]/.exec(text)?.[1] };
  };

  test(
    'ED2 it holds 22 lines of 28 characters on A4: one line more is one page more, as the count says',
    SLOW,
    async () => {
      const full = await pages(await aReview(20));
      expect(full.count).toBe(1);
      const [, , width = 0, height = 0] = (full.box ?? '').trim().split(/\s+/).map(Number);
      expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
      expect((await pages(await aReview(21))).count).toBe(2);
      expect((await pages(await aReview(42))).count).toBe(2);
      expect((await pages(await aReview(43))).count).toBe(3);
      await visitor.page.emulateMedia({ media: 'print' });
      await visitor.page.setViewportSize({ width: TEXT_WIDTH, height: 850 });
      const lines = await visitor.page.evaluate(() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector('.pr .doc-text > p:last-child') as HTMLElement);
        return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
      });
      expect(lines).toBe(43);
      expect(await visitor.page.locator('.pr-bar').isVisible()).toBe(false);
      expect(await visitor.page.locator('.pr .paper').evaluate((el) => getComputedStyle(el).color)).toBe(
        'rgb(0, 0, 0)',
      );
      await visitor.page.emulateMedia({ media: null });
      expect(visitor.complaints).toEqual([]);
    },
  );

  test('it is opened from the menu of the review, and a stranger finds nothing there', SLOW, async () => {
    const id = await aReview(2);
    await visitor.page.setViewportSize({ width: 1440, height: 900 });
    await visitor.page.goto(`${at.product.url}/reviews/${id}`);
    await visitor.page.locator('.ProseMirror').waitFor();
    await visitor.page.locator('.top').getByRole('button', { name: '更多' }).click();
    const opened = visitor.context.waitForEvent('page');
    await visitor.page.getByRole('menuitem', { name: '打印视图' }).click();
    const print = await opened;
    await print.locator('.pr .d-title').waitFor();
    expect(new URL(print.url()).pathname).toBe(`/reviews/${id}/print`);
    const stranger = await aPerson(at.product.url, at.admin, 'Sun');
    const other = await at.visitor(stranger);
    const answer = await other.page.goto(`${at.product.url}/reviews/${id}/print`);
    expect(answer?.status()).toBe(404);
    await other.context.close();
  });

  test(
    'ED21 it ends with the annex of measures and says how many suggestions nobody has decided on',
    SLOW,
    async () => {
      const text = '自查报告\n\n一、整改措施\n一是精简会议。\n';
      const made = await at.admin.call<{ id: string }>('POST', '/reviews', {
        templateId: 'self-check-2023-team',
        text,
      });
      const { id } = made.body;
      const { page } = visitor;
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`${at.product.url}/reviews/${id}`);
      await page.locator('.ProseMirror[contenteditable=true]').waitFor();
      await page.locator('.fieldline').getByRole('button', { name: '填写完成标准' }).click();
      await page.getByRole('dialog').getByRole('textbox').fill('会议减少三成');
      await page.keyboard.press('Enter');
      await page.locator('.fieldline').getByText('会议减少三成').waitFor();
      await page.locator('.ProseMirror .d-point').click();
      await page.keyboard.press('Control+Alt+s');
      await page.keyboard.press('End');
      await page.keyboard.insertText('每月一次。');
      await page.locator('.ProseMirror ins').waitFor();
      await page.getByText('已保存').first().waitFor();
      await page.goto(`${at.product.url}/reviews/${id}/print`);
      await page.locator('.pr-bar').getByText('有 1 条建议还没有定').waitFor();
      expect(await page.locator('.pr .d-1').last().textContent()).toBe('附：整改措施表');
      expect(await page.locator('.pr td').allTextContents()).toEqual([
        '1',
        '精简会议。每月一次。',
        '',
        '',
        '会议减少三成',
        '',
      ]);
      expect(await page.evaluate(() => document.head.parentElement?.textContent)).toContain(
        '草稿（含未定的建议 1 条）',
      );
      expect(visitor.complaints).toEqual([]);
    },
  );
});
