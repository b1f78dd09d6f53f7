// The review room around its text: a section added from the outline, F6 from region to region, what one comment may stand on, and a
// list of a thousand suggestions.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { live, type Visitor, whyNoBrowser } from '../build/browser';
import { select } from '../build/selecting';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 30_000 };

describe.skipIf(skipped !== null)(`the review room${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    visitor = await at.visitor(at.admin);
    page = visitor.page;
    await page.emulateMedia({ reducedMotion: 'reduce' });
  }, 120_000);

  /** Opens a review with this text, ready to be written. */
  const open = async (text: string) => {
    const made = await at.admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', text });
    expect(made.status).toBe(201);
    await page.goto(`${at.product.url}/reviews/${made.body.id}`);
    await live(page);
    await page.locator('.ws-tools .ed-tools').waitFor(WAIT);
    return made.body.id;
  };
  const words = () => page.locator('.doc-text > *').allInnerTexts();
  const mode = (name: string) => page.locator('.ws-tools .seg').getByRole('button', { name, exact: true }).click();

  test('ED26 a missing section is added as one step of undo, with the caret in it; not while reading or suggesting', async () => {
    await open('一季度回顾\n\n一、做得好的\n1. 发布按时完成。\n');
    const add = page.locator('#outline').getByRole('button', { name: /^添加“需要改进的”/ });
    for (const other of ['阅读', '建议']) {
      await mode(other);
      await expect.poll(() => add.count(), WAIT).toBe(0);
      // What the text lacks is told all the same.
      expect(await page.locator('#outline .ol-missing').count()).toBeGreaterThan(0);
    }
    await mode('编辑');
    await page.locator('.doc-text .d-point').click();
    await page.keyboard.press('End');
    await page.keyboard.insertText('很好。');
    const before = await words();
    await add.click();
    await page.keyboard.insertText('会议太长。');
    const added = await words();
    expect(added.slice(-2)).toEqual(['需要改进的', '会议太长。']);
    expect(await add.count()).toBe(0);
    await page.keyboard.press('Control+z');
    await expect.poll(words, WAIT).toEqual([...before, '需要改进的', expect.stringMatching(/^\s*$/)]);
    await page.keyboard.press('Control+z');
    await expect.poll(words, WAIT).toEqual(before);
    expect(before.join()).toContain('发布按时完成。很好。');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator('.m-tabs').getByRole('button', { name: '提纲' }).click(WAIT);
    await page.locator('#outline .ol-missing').first().waitFor(WAIT);
    expect(await add.count()).toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });
  }, 90_000);

  test('F6 walks outline, tool bar, text, rail, tray, tabs of the rail and title bar, and back', async () => {
    const id = await open('一季度回顾\n\n一、做得好的\n1. 发布按时完成，没有回退。\n2. 会议变短。\n');
    for (const quote of ['没有回退', '会议变短'])
      expect((await at.admin.call('POST', `/reviews/${id}/threads`, { quote, body: '请核' })).status).toBe(201);
    await page.locator('.doc-text [data-thread]').nth(1).waitFor(WAIT);
    await select(page, '没有回退');
    await page.keyboard.press('Delete');
    await page.locator('.tray').waitFor(WAIT);
    const REGIONS = ['#outline', '.ws-tools', '#main', '#rail', '.tray', '.rail-h', '.top'];
    const region = () =>
      page.evaluate(
        (all) => all.find((one) => document.querySelector(one)?.contains(document.activeElement)) ?? '',
        REGIONS,
      );
    const walk = async (key: string) => {
      const seen: string[] = [];
      for (const _ of REGIONS) {
        await page.keyboard.press(key);
        seen.push(await region());
      }
      return seen;
    };
    expect(await region()).toBe('#main');
    const around = ['#rail', '.tray', '.rail-h', '.top', '#outline', '.ws-tools', '#main'];
    expect(await walk('F6')).toEqual(around);
    expect(await walk('Shift+F6')).toEqual([...around.slice(0, -1).toReversed(), '#main']);
    // Among the tabs it comes to the one that is chosen.
    await page.locator('#rail-tab-checks').click();
    await page.locator('.ProseMirror').focus();
    for (let n = 0; n < 3; n++) await page.keyboard.press('F6');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('rail-tab-checks');
  }, 90_000);

  test('TH19 a selection that is too long for one comment is refused before anything is sent, with how long it is and may be', async () => {
    const id = await open(`一季度回顾\n\n一、做得好的\n${'本季度没有延期。'.repeat(3000)}\n`);
    const asked: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
    await page.locator('.ProseMirror').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+Alt+m');
    await page.getByText(/选中了 24,\d\d\d 字，一条批注最多标 20,000 字/).waitFor(WAIT);
    expect(await page.locator('.rail').getByRole('textbox', { name: '批注内容' }).count()).toBe(0);
    expect(asked.filter((url) => url.endsWith(`/${id}/threads`))).toEqual([]);
  }, 90_000);

  test('a thousand suggestions: few cards are drawn, and every one is come to by scrolling, by walking and from its words', async () => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const lines = Array.from({ length: 200 }, (_, n) => `我院${'会议多，我院'.repeat(4)}少第${n + 1}项。`);
    await open(`一季度回顾\n\n一、需要改进的\n${lines.join('\n')}\n`);
    await mode('建议');
    await page.locator('.ProseMirror').focus();
    await page.keyboard.press('Control+h');
    await page.locator('.find input').first().fill('我院');
    await page.getByLabel('替换为').fill('本局');
    await page.getByRole('button', { name: '全部替换' }).click();
    await page.locator('.find .hint').getByText('已替换 1,000 处').waitFor(WAIT);
    await page.keyboard.press('Escape');
    await page.locator('#rail-tab-suggestions').click();
    const cards = page.locator('.sg-card');
    const list = page.locator('.rail-list').first();
    await page.getByText(/^1,?000 处待处理/).waitFor(WAIT);
    const drawn = async () => {
      const n = await cards.count();
      expect(n).toBeGreaterThan(8);
      expect(n).toBeLessThan(80);
    };
    const seen = (card: typeof cards) =>
      card.evaluate((el) => {
        const box = el.getBoundingClientRect();
        return el.contains(document.elementFromPoint(box.left + 20, box.top + box.height / 2));
      });
    await drawn();
    const last = page.locator('[aria-posinset="1000"]');
    expect(await last.count()).toBe(0);
    for (let n = 0; n < 10 && (await last.count()) === 0; n++) {
      await list.evaluate((el) => el.scrollTo({ top: el.scrollHeight, behavior: 'instant' }));
      await page.waitForTimeout(100);
    }
    await expect.poll(() => seen(last.locator('.sg-card')), WAIT).toBe(true);
    await drawn();
    await list.evaluate((el) => el.scrollTo({ top: 0, behavior: 'instant' }));
    await page.locator('[aria-posinset="1"]').waitFor(WAIT);
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('[aria-posinset]')?.getAttribute('aria-posinset'));
    // From its words far below.
    await page.locator('.doc-text > p').nth(150).locator('ins').first().click();
    await expect.poll(() => seen(page.locator('.sg-card.is-active')), WAIT).toBe(true);
    const at151 = await page.locator('[aria-posinset]:has(.is-active)').getAttribute('aria-posinset');
    expect(at151).toBe('751');
    // On from there by keys, each card in sight as it gets the focus.
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(focused, WAIT).toBe('752');
    for (let n = 0; n < 12; n++) await page.keyboard.press('j');
    await expect.poll(focused, WAIT).toBe('764');
    await expect.poll(() => seen(page.locator('.sg-card.is-active')), WAIT).toBe(true);
    await expect
      .poll(
        () =>
          page
            .locator('.sg-who.is-active')
            .first()
            .evaluate((el) => {
              const { top, bottom } = el.getBoundingClientRect();
              return top > 0 && bottom < window.innerHeight;
            }),
        WAIT,
      )
      .toBe(true);
    await drawn();
    expect(visitor.complaints).toEqual([]);
  }, 120_000);
});
