// Opening a text in the editor: what is shown, and that nothing is written.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../domain/document/sections';
import { whyNoBrowser } from '../build/browser';
import { GOLDEN } from '../build/golden';
import { type Desk, type Desks, editorDesks } from './desk';

const missing = whyNoBrowser();
if (missing) console.info(`skipped, editor in a browser: ${missing}`);

const layout = () =>
  [...document.querySelectorAll('.d-title, .doc-text, .doc-text > *, .doc-text td')].map((el) => {
    const { left, top, width, height } = el.getBoundingClientRect();
    return `${el.tagName} ${left} ${top} ${width} ${height} ${getComputedStyle(el).fontFamily}`;
  });

/** A colleague suggests two characters to go and two to come, in that block. */
const suggestedIn = (desk: Desk, nth: number) =>
  desk.page.evaluate((at) => {
    const block = window.h.remote.getXmlFragment('content').get(at) as {
      get(n: number): {
        insert(at: number, words: string, marks: object): void;
        format(at: number, length: number, marks: object): void;
      };
    };
    block.get(0).format(0, 2, { deletion: { id: 'a' } });
    block.get(0).insert(2, '新词', { insertion: { id: 'a' }, deletion: null });
  }, nth);

describe.skipIf(missing !== null)('opening a text', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await editorDesks();
  });
  afterAll(() => desks.close());

  it('P5/T09 sends no byte, not even when the writer clicks about in it', async () => {
    const desk = await desks.open();
    await desk.page.locator('.d-table td').first().click();
    await desk.press('ArrowDown', 'Home', 'Alt+PageUp', 'Alt+PageDown');
    await desk.calm();
    expect(await desk.sent()).toBe(0);
    expect(desk.complaints).toEqual([]);
  });

  it('P5/T09 a text with every kind of block and mark is opened and clicked through: no byte is sent, and no node is lost', async () => {
    const desk = await desks.open(GOLDEN);
    await suggestedIn(desk, 5);
    await desk.page.evaluate(() => window.h.remoteComment(7, 1, 2, '018f3c1e-aaaa-7bbb-8ccc-1234567890ab'));
    const before = await desk.page.evaluate(() => JSON.stringify(window.h.remote.getXmlFragment('content').toJSON()));
    for (const block of await desk.page.locator('.doc-text > *').all()) await block.click();
    await desk.page.locator('.d-table td').last().click();
    await desk.calm();
    const bytes = await desk.sent();
    expect(bytes).toBe(0);
    expect(await desk.rejected()).toEqual(GOLDEN.map(wordsOf));
    expect(await desk.page.evaluate(() => window.h.blocks().length)).toBe(GOLDEN.length);
    expect(await desk.page.evaluate(() => JSON.stringify(window.h.remote.getXmlFragment('content').toJSON()))).toBe(
      before,
    );
    expect(desk.complaints).toEqual([]);
    console.info(`T09: ${GOLDEN.length} blocks of every kind opened: ${bytes} bytes sent, 0 nodes lost`);
  });

  it('paints exactly what the first paint painted: nothing moves when the editor takes over', async () => {
    const desk = await desks.open();
    const live = await desk.page.evaluate(layout);
    await desk.set({ paper: 'static' });
    expect(await desk.page.evaluate(layout)).toEqual(live);
  });

  it('P5/T09 SU1 a colleague’s suggestions are drawn as such; looking at them and typing beside them leaves them as they are', async () => {
    const desk = await desks.open();
    await desk.caret(3, '讨论。');
    const delta = () =>
      desk.page.evaluate(() => {
        const text = window.h.remote.getXmlFragment('content').get(3) as { get(n: number): { toDelta(): unknown } };
        return JSON.stringify(text.get(0).toDelta());
      });
    await suggestedIn(desk, 3);
    const drawn = (mark: string) =>
      desk.page.locator(`.doc-text ${mark}`).evaluate((el) => {
        const { textDecorationLine } = getComputedStyle(el);
        return `${el.textContent} ${textDecorationLine}`;
      });
    expect(await drawn('ins.sg-ins')).toBe('新词 underline');
    expect(await drawn('del.sg-del')).toMatch(/^.. line-through$/);
    await desk.calm();
    expect(await desk.sent()).toBe(0);
    await desk.page.keyboard.type('x');
    await desk.calm();
    expect(await delta()).toContain('"insert":"新词","attributes":{"insertion":{"id":"a"}}');
    expect(await delta()).toContain('"insert":"学习","attributes":{"deletion":{"id":"a"}');
    expect(await delta()).toContain('讨论。x');
    expect(desk.complaints).toEqual([]);
  });

  it('shows generated numbers that are no text and are not copied', async () => {
    const desk = await desks.open();
    const shown = await desk.page
      .locator('.doc-text > [data-number]')
      .evaluateAll((all) => all.map((el) => el.getAttribute('data-number')));
    expect(shown).toEqual(
      ['一、', '（一）', '一是', '二是', '（二）', '二、', '一是', '1.', '• '].map((n, i) => (i === 8 ? shown[8] : n)),
    );
    await desk.caret(4, '');
    await desk.press('Control+a');
    expect(await desk.page.evaluate(() => getSelection()?.toString())).not.toContain('二是');
  });

  it('numbers follow a new point at once, and the caret stays', async () => {
    const desk = await desks.open();
    await desk.caret(3, '讨论。');
    await desk.press('Enter');
    await desk.page.keyboard.type('x');
    expect((await desk.lines()).slice(3, 6)).toEqual([expect.stringContaining('学习不够系统'), 'x', '学用结合不紧。']);
    const numbers = desk.page.locator('.doc-text > .d-point');
    expect(await numbers.evaluateAll((all) => all.map((el) => el.getAttribute('data-number')))).toEqual([
      '一是',
      '二是 ',
      '三是',
      '一是',
    ]);
  });

  it('shows what the template asks for where a section is empty, until something is written there', async () => {
    const desk = await desks.open();
    expect(await desk.page.locator('[data-hint]').count()).toBe(1);
    await desk.page.locator('[data-hint]').click();
    await desk.page.keyboard.insertText('有三件事');
    await desk.calm();
    expect(await desk.page.locator('[data-hint]').count()).toBe(0);
  });

  it('an empty text gets its first paragraph from the first key, not from being opened', async () => {
    const desk = await desks.open([]);
    expect(await desk.sent()).toBe(0);
    await desk.page.locator('.doc-text').focus();
    await desk.page.keyboard.press('a');
    expect(await desk.lines()).toEqual(['a']);
  });
});
