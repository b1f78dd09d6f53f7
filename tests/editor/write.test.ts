// Writing in the editor: points and their ids, undo, rights, tables, whole characters, comments, paste.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block } from '../../domain/document/blocks';
import type { ThreadView } from '../../domain/view';
import { whyNoBrowser } from '../build/browser';
import { type Desk, type Desks, editorDesks } from './desk';

const missing = whyNoBrowser();
if (missing) console.info(`skipped, editor in a browser: ${missing}`);

const idsOf = (blocks: Block[]) => blocks.flatMap((block) => (block.type === 'point' ? [block.id] : []));
const kindsOf = (blocks: Block[]) => blocks.map((block) => block.type);
const paste = (desk: Desk, type: string, data: string) =>
  desk.page.evaluate(
    ([kind, text]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData(kind, text);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('.doc-text')?.dispatchEvent(event);
    },
    [type, data] as const,
  );

describe.skipIf(missing !== null)('writing', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await editorDesks();
  });
  afterAll(() => desks.close());

  it('Enter in a point makes a new one with an id of its own; the first half keeps the old one', async () => {
    const desk = await desks.open();
    await desk.caret(4, '学用');
    await desk.press('Enter');
    const blocks = await desk.blocks();
    const ids = idsOf(blocks);
    expect((await desk.lines()).slice(4, 6)).toEqual(['学用', '结合不紧。']);
    expect(ids.slice(0, 2)).toEqual(['p-a', 'p-b']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id !== null)).toBe(true);
  });

  it('Enter before the words of a point leaves them their id; Enter on an empty point leaves the list', async () => {
    const desk = await desks.open();
    await desk.caret(4, '');
    await desk.press('Enter');
    const blocks = await desk.blocks();
    expect(blocks[5]).toMatchObject({ type: 'point', id: 'p-b' });
    await desk.caret(4, '');
    await desk.press('Enter');
    expect((await desk.blocks())[4]).toMatchObject({ type: 'paragraph', runs: [] });
  });

  it('Backspace at the start of a point makes it a paragraph with the same words', async () => {
    const desk = await desks.open();
    await desk.caret(4, '');
    await desk.press('Backspace');
    expect((await desk.blocks())[4]).toMatchObject({ type: 'paragraph', runs: [{ text: '学用结合不紧。' }] });
  });

  it('Enter after a heading goes on with what its section holds', async () => {
    const desk = await desks.open();
    await desk.caret(2, '方面');
    await desk.press('Enter');
    await desk.caret(8, '措施');
    await desk.press('Enter');
    const blocks = await desk.blocks();
    expect(blocks[3]).toMatchObject({ type: 'point', kind: 'problem' });
    expect(blocks[9]).toMatchObject({ type: 'point', kind: 'measure' });
  });

  it('a copied point gets an id of its own; the first in the text keeps the shared one', async () => {
    const desk = await desks.open();
    await desk.caret(8, '出勤。');
    await paste(desk, 'text/html', '<p data-pm-slice="0 0 []" data-point="problem" data-id="p-a">又一条</p>');
    const ids = idsOf(await desk.blocks());
    expect(ids.filter((id) => id === 'p-a')).toHaveLength(1);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('undo takes back only what this person wrote', async () => {
    const desk = await desks.open();
    await desk.caret(4, '不紧');
    await desk.page.keyboard.insertText('密');
    await desk.remote(4, 0, '仍然');
    await desk.calm();
    await desk.press('Control+z');
    expect((await desk.lines())[4]).toBe('仍然学用结合不紧。');
    await desk.press('Control+y');
    expect((await desk.lines())[4]).toBe('仍然学用结合不紧密。');
    expect(await desk.remoteLines()).toEqual(await desk.lines());
  });

  it('P7 without the right to write nothing is written, while others are seen and words can be selected', async () => {
    const desk = await desks.open();
    await desk.caret(4, '不紧');
    await desk.page.keyboard.insertText('密');
    await desk.set({ editable: false });
    const before = await desk.sent();
    await desk.caret(4, '学用');
    await desk.page.keyboard.type('abc');
    await desk.press('Enter', 'Backspace', 'Control+b', 'Control+z', 'Control+Enter', 'Tab');
    await paste(desk, 'text/plain', '不该进来');
    await desk.remote(4, 0, '仍然');
    await desk.select('结合');
    expect((await desk.lines())[4]).toBe('仍然学用结合不紧密。');
    expect(await desk.sent()).toBe(before);
    expect((await desk.page.evaluate(() => window.h.handle().selectionAnchor()))?.quote).toBe('结合');
    expect(desk.complaints).toEqual([]);
  });

  it('Tab walks the cells of a table and adds a row after the last', async () => {
    const desk = await desks.open();
    await desk.page.locator('.d-table td').first().click();
    // A browser tells of a moved caret a frame later; a Tab before that leaves the editor, as it would for nobody with hands.
    await desk.calm();
    await desk.press('End');
    await desk.calm();
    await desk.press('Tab', 'End');
    await desk.page.keyboard.insertText('末');
    await desk.press('Tab');
    await desk.page.keyboard.insertText('新行');
    const table = (await desk.blocks())[11];
    expect((await desk.lines())[11]).toBe('事项\t时限\n专题学习\t每月末\n新行\t');
    expect(
      table?.type === 'table' && table.rows.every((row) => row.cells.every((one) => one.paragraphs.length === 1)),
    ).toBe(true);
  });

  it('deleting never leaves half a character', async () => {
    const desk = await desks.open([
      { type: 'paragraph', role: null, id: null, runs: [{ text: '好😀𠮷的', marks: [] }] },
    ]);
    await desk.caret(0, '𠮷');
    await desk.press('Backspace');
    expect(await desk.lines()).toEqual(['好😀的']);
    await desk.caret(0, '好\ud83d');
    await desk.press('Backspace');
    await desk.page.keyboard.insertText('😁');
    const [text] = await desk.lines();
    expect(text).not.toMatch(/\p{Surrogate}|\ufffd/u);
    expect(await desk.remoteLines()).toEqual([text]);
  });

  it('a comment is anchored by two positions of the shared text, at the caret by one whole character', async () => {
    const desk = await desks.open();
    await desk.select('意见36条');
    const anchor = await desk.page.evaluate(() => window.h.handle().selectionAnchor());
    expect(anchor).toMatchObject({ quote: '意见36条', from: { item: { client: 1 } }, to: { item: { client: 1 } } });
    await desk.caret(4, '结');
    expect((await desk.page.evaluate(() => window.h.handle().selectionAnchor()))?.quote).toBe('合');
    await desk.caret(4, '紧。');
    expect((await desk.page.evaluate(() => window.h.handle().selectionAnchor()))?.quote).toBe('。');
  });

  it('pasted text loses its own numbers and junk, keeps its structure, and brings no address that could run', async () => {
    const desk = await desks.open([{ type: 'paragraph', role: null, id: null, runs: [] }]);
    await desk.caret(0, '');
    await paste(desk, 'text/plain', '一、存在的问题\n（一）学习方面\n一是学得不深。\n1. 先学\n　　普通一段。');
    expect(kindsOf(await desk.blocks())).toEqual(['heading', 'heading', 'point', 'list_item', 'paragraph']);
    expect(await desk.lines()).toEqual(['存在的问题', '学习方面', '学得不深。', '先学', '普通一段。']);
    const other = await desks.open([{ type: 'paragraph', role: null, id: null, runs: [] }]);
    await other.caret(0, '');
    const html =
      '<style>p{color:red}</style><p data-role="evil">甲<a href="javascript:alert(1)">乙</a><a href="https://example.org/">丙</a></p><p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">1.&nbsp;</span>丁</p>';
    await paste(other, 'text/html', html);
    const blocks = await other.blocks();
    expect(await other.lines()).toEqual(['甲乙丙', '丁']);
    expect(blocks[0]).toMatchObject({
      role: null,
      runs: [
        { text: '甲乙', marks: [] },
        { text: '丙', marks: [{ type: 'link' }] },
      ],
    });
    expect(blocks[1]).toMatchObject({ type: 'list_item', kind: 'ordered', indent: 1 });
  });

  it('comments: open ones are shown and opened by a press, must-fix and the open one look different, resolved ones do not show', async () => {
    const desk = await desks.open();
    await desk.page.evaluate(() => {
      window.h.remoteComment(0, 2, 4, 't1');
      window.h.remoteComment(4, 0, 4, 't2');
      window.h.remoteComment(8, 0, 4, 'resolved');
    });
    const thread = (id: string, kind: 'normal' | 'must-fix') => ({ id, kind, state: 'open' }) as ThreadView;
    await desk.set({ threads: [thread('t1', 'normal'), thread('t2', 'must-fix')], activeThread: 't2' });
    const looks = await desk.page
      .locator('[data-thread] > span')
      .evaluateAll((all) => all.map((el) => [el.className, el.getAttribute('aria-details')]));
    expect(looks).toEqual([
      ['note', 'thread-t1'],
      ['note is-mustfix is-active', 'thread-t2'],
    ]);
    await desk.page.locator('[data-thread=t1]').click();
    await desk.page.locator('[data-thread=resolved]').click();
    expect(await desk.page.evaluate(() => window.h.opened)).toEqual(['t1']);
    // Looking at marks, typing beside them and undoing leave them where they are.
    await desk.caret(4, '学用结合');
    await desk.page.keyboard.insertText('得');
    await desk.press('Control+z');
    expect(await desk.page.locator('[data-thread=t2]').textContent()).toBe('学用结合');
    expect(await desk.remoteLines()).toEqual(await desk.lines());
  });
});
