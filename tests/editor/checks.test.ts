// Findings in the live text: drawn only in words that were checked, following the edits around them, mended as one step of undo.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mend, Placed } from '../../domain/checks/places';
import { type Block, plain } from '../../domain/document/blocks';
import { whyNoBrowser } from '../build/browser';
import { type Desk, type Desks, editorDesks } from './desk';

const missing = whyNoBrowser();
if (missing) console.info(`skipped, findings in a browser: ${missing}`);

const WORDS = '学用结合不紧。';
const place = (change: Partial<Placed> = {}): Placed => ({ block: 4, row: 0, words: WORDS, from: 2, to: 4, ...change });
const finding = (places: Placed[]) => ({ key: 'k"1', severity: 'error' as const, label: '阻断：某规则', places });
const drawn = (desk: Desk) =>
  desk.page.evaluate(() => Array.from(document.querySelectorAll('.ck'), (mark) => mark.textContent));
const mend = (desk: Desk, mends: Mend[]) => desk.page.evaluate((given) => window.h.handle().mend(given), mends);

describe.skipIf(missing !== null)('findings in the text', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await editorDesks();
  });
  afterAll(() => desks.close());

  it('CK32 stand under their words with weight and name, in a table too, and nowhere when the line says something else by now', async () => {
    const desk = await desks.open();
    const cell = place({ block: 11, row: 1, words: '专题学习\t每月', from: 5, to: 7 });
    await desk.set({ findings: [finding([place()]), finding([cell]), finding([place({ words: '别的话。' })])] });
    await desk.calm();
    expect(await drawn(desk)).toEqual(['结合', '每月']);
    const mark = desk.page.locator('.ck').first();
    expect(await mark.getAttribute('class')).toBe('ck ck-error');
    expect(await mark.getAttribute('aria-description')).toBe('阻断：某规则');
  });

  it('CK32 follow what is written before them, here and by others, until the next result', async () => {
    const desk = await desks.open();
    await desk.set({ findings: [finding([place()])] });
    await desk.remote(0, 0, '各位同事：');
    await desk.remote(4, 1, '以致');
    expect(await drawn(desk)).toEqual(['结合']);
    await desk.caret(4, '学');
    await desk.press('Enter');
    expect(await drawn(desk)).toEqual(['结合']);
    await desk.remote(5, 4, '得');
    expect((await drawn(desk)).join('')).toBe('结得合');
    // The next result is of these words: the old place says nothing any more.
    await desk.set({ findings: [finding([place()])] });
    await desk.calm();
    expect(await drawn(desk)).toEqual([]);
  });

  it('CK31 of all fixes of a rule those are made that stand where the reader may write', async () => {
    const part = (key: string): Block => ({ type: 'heading', level: 1, key, id: null, runs: plain('标题') });
    const paragraph = (words: string): Block => ({ type: 'paragraph', role: null, id: null, runs: plain(words) });
    const desk = await desks.open([part('a'), paragraph('甲,乙。'), part('b'), paragraph('丙,丁。')]);
    await desk.set({ sections: ['b'] });
    const comma = (block: number, words: string) => ({ block, row: 0, words, from: 1, to: 2, insert: '，' });
    expect(await mend(desk, [comma(1, '甲,乙。'), comma(3, '丙,丁。')])).toBe(true);
    expect(await desk.lines()).toEqual(['标题', '甲,乙。', '标题', '丙，丁。']);
    await mend(desk, [comma(1, '甲,乙。')]);
    await desk.page.getByText('这一段还在会签中，不能改').waitFor();
    expect((await desk.lines())[1]).toBe('甲,乙。');
  });

  it('CK31 a fix is one step of undo, keeps the marks of comments, and does nothing where the words have changed', async () => {
    const desk = await desks.open();
    await desk.page.evaluate(() => window.h.remoteComment(4, 1, 5, 't1'));
    await desk.calm();
    expect(
      await mend(desk, [
        { ...place(), insert: '融合' },
        { block: 6, words: '', remove: true },
      ]),
    ).toBe(true);
    const lines = await desk.lines();
    expect(lines[4]).toBe('学用融合不紧。');
    expect(lines).toHaveLength(13);
    const commented = () =>
      desk.page.evaluate(() =>
        Array.from(document.querySelectorAll('[data-thread="t1"]'), (mark) => mark.textContent).join(''),
      );
    expect(await commented()).toBe('用融合不紧');
    expect(await mend(desk, [{ ...place(), insert: '融合' }])).toBe(false);
    await desk.page.locator('.doc-text').focus();
    await desk.press('Control+z');
    expect((await desk.lines())[4]).toBe(WORDS);
    expect(await desk.lines()).toHaveLength(14);
    await desk.set({ editable: false });
    await desk.calm();
    expect(await mend(desk, [{ ...place(), insert: '融合' }])).toBe(false);
    expect(desk.complaints).toEqual([]);
  });
});
