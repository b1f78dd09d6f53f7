// Editing beyond typing: finding and replacing, moving, words, marks of a Latin keyboard, the bar over a selection, the tool bar's line.

import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import type { ShownFinding } from '../../app/editor/view/shown';
import { type Block, plain } from '../../domain/document/blocks';
import type { ThreadView } from '../../domain/view';
import { whyNoBrowser } from '../build/browser';
import { NOTED, TRACKED, WEB, WORD, WPS } from './clipboard';
import { type Desk, type Desks, editorDesks } from './desk';

const missing = whyNoBrowser();
if (missing) console.info(`skipped, editor in a browser: ${missing}`);

const point = (id: string, text: string): Block => ({ type: 'point', kind: 'problem', id, runs: plain(text) });
const heading = (level: 1 | 2, text: string): Block => ({
  type: 'heading',
  level,
  key: null,
  id: null,
  runs: plain(text),
});
const FINDING: ShownFinding = {
  key: 'a',
  severity: 'warn',
  label: '提示',
  places: [{ block: 1, row: 0, words: '第二段。', from: 0, to: 2 }],
};
const paragraph = (text: string): Block => ({ type: 'paragraph', role: null, id: null, runs: plain(text) });
const part = (key: string, text: string): Block => ({ ...heading(1, text), key }) as Block;
const cell = (text: string) => ({ header: false, colspan: 1, rowspan: 1, paragraphs: [plain(text)] });
const table = (...rows: string[][]): Block => ({
  type: 'table',
  id: null,
  rows: rows.map((row) => ({ cells: row.map(cell) })),
});
const DRAGGED = [heading(1, '问题'), point('p-a', '甲'), paragraph('例'), heading(2, '作风'), point('p-b', '乙')];

describe.skipIf(missing !== null)('editing', () => {
  let desks: Desks;
  let desk: Desk;
  beforeAll(async () => {
    desks = await editorDesks();
  });
  afterAll(() => desks.close());

  const DRAWN: Record<string, () => Promise<unknown>> = {
    'a colleague writes': () => desk.remote(0, 0, '前'),
    'what stands around the text is drawn anew': () => desk.set({ findings: [FINDING] }),
  };
  it.each(Object.keys(DRAWN))(
    'ED15 a place that was chosen just before %s stays chosen, and what is typed goes there',
    async (what) => {
      desk = await desks.open([paragraph('第一段。'), paragraph('第二段。'), paragraph('第三段。')]);
      await desk.caret(0, '第一');
      await desk.page.keyboard.type('甲');
      const hearAgain = await toldLate(desk);
      await desk.caret(2, '第三');
      await DRAWN[what]?.();
      await desk.calm();
      await hearAgain();
      await desk.page.keyboard.type('乙');
      expect((await desk.lines())[2]).toBe('第三乙段。');
      expect(desk.complaints).toEqual([]);
    },
  );

  it('ED15 a key and a letter that come before the browser has told where was pressed act there', async () => {
    desk = await desks.open([paragraph('第一段。'), paragraph('第二段。'), paragraph('第三段。')]);
    await desk.caret(0, '第一');
    await desk.page.keyboard.type('甲');
    const hearAgain = await toldLate(desk);
    await desk.caret(2, '第三');
    await desk.press('Enter');
    await desk.caret(1, '第二');
    await desk.page.keyboard.type('乙');
    await hearAgain();
    expect(await desk.lines()).toEqual(['第一甲段。', '第二乙段。', '第三', '段。']);
    expect(desk.complaints).toEqual([]);
  });

  it('ED28 a refusal stands there once, however many keys are refused', async () => {
    const text = [part('a', '问题'), point('p-a', '甲'), part('b', '措施'), point('p-b', '乙')];
    desk = await desks.open(text);
    await desk.set({ sections: ['b'] });
    await desk.caret(1, '甲');
    await desk.press('x', 'y', 'z');
    const told = desk.page.getByText('这一段还在会签中，不能改');
    await told.first().waitFor();
    await desk.calm();
    expect(await told.count()).toBe(1);
    expect(await desk.lines()).toEqual(['问题', '甲', '措施', '乙']);
  });

  const both = async (lines: string[]) => {
    expect(await desk.lines()).toEqual(lines);
    expect(await desk.remoteLines()).toEqual(lines);
    expect(desk.complaints).toEqual([]);
  };
  const found = () => desk.page.locator('.find .count').textContent();
  const hits = () => desk.page.locator('.find-hit').allTextContents();
  const comment = async (block: number, at: number, length: number, id: string) => {
    await desk.page.evaluate(([b, a, l, name]) => window.h.remoteComment(b, a, l, name), [
      block,
      at,
      length,
      id,
    ] as const);
    await desk.set({ threads: [{ id, kind: 'normal', state: 'open' } as ThreadView] });
  };
  const quoted = (id: string) => desk.page.locator(`[data-thread="${id}"]`).allTextContents();
  const box = async (n: number) => {
    const at = await desk.page.locator('.doc-text > *').nth(n).boundingBox();
    if (!at) throw new Error('no block');
    return at;
  };
  const near = async (block: number) => {
    const at = await box(block);
    await desk.page.mouse.move(at.x + 80, at.y + 8);
  };
  /** Presses the handle of a block. */
  const hold = async (block: number) => {
    await near(block);
    const grip = await desk.page.locator('.ed-grip.is-here').boundingBox();
    if (!grip) throw new Error('no handle');
    await desk.page.mouse.move(grip.x + 6, grip.y + 12);
    await desk.page.mouse.down();
  };
  /** The pointer is right behind a block. */
  const over = async (block: number) => {
    const end = await box(block);
    await desk.page.mouse.move(end.x + 40, end.y + end.height + 2, { steps: 3 });
  };

  it('ED3 finds across marks and in tables, stays right while a colleague writes, and gives the focus back with the words selected', async () => {
    desk = await desks.open();
    await desk.caret(0, '');
    await desk.press('Control+f');
    await desk.page.locator('.find input').waitFor();
    await desk.page.keyboard.type('学习');
    await expect.poll(found).toBe('1 / 5');
    await desk.press('Enter', 'Enter');
    await expect.poll(found).toBe('3 / 5');
    // Before the present match and within another: it stays the present one.
    await desk.remote(3, 0, '学习');
    await expect.poll(found).toBe('4 / 6');
    await desk.page.locator('.find input').fill('统。例如');
    await expect.poll(found).toBe('1 / 1');
    expect((await hits()).join('')).toBe('统。例如');
    await desk.press('Escape');
    expect(await desk.page.locator('.find').count()).toBe(0);
    expect(await desk.page.evaluate(() => [document.activeElement?.className, getSelection()?.toString()])).toEqual([
      expect.stringContaining('doc-text'),
      '统。例如',
    ]);
    expect(await desk.page.locator('.find-hit').count()).toBe(0);
  });

  it('ED3 replaces one and all: all is one step of undo, and a comment stays on what stays', async () => {
    desk = await desks.open([paragraph('会议多，会议长。'), paragraph('会议纪要和会议室')]);
    await comment(0, 0, 3, 't');
    await desk.caret(0, '');
    await desk.press('Control+h');
    await desk.page.locator('.find input').first().fill('会议');
    await desk.page.getByLabel('替换为').fill('例会');
    await expect.poll(found).toBe('1 / 4');
    await desk.page.getByRole('button', { name: '替换', exact: true }).click();
    await expect.poll(found).toBe('1 / 3');
    await both(['例会多，会议长。', '会议纪要和会议室']);
    expect(await quoted('t')).toEqual(['例会多']);
    await desk.page.getByRole('button', { name: '全部替换' }).click();
    await both(['例会多，例会长。', '例会纪要和例会室']);
    await desk.press('Escape');
    await desk.press('Control+z');
    await both(['例会多，会议长。', '会议纪要和会议室']);
  });

  it('ED3 letters that an IME composes look for nothing; asked for within the bar, it begins anew and opens the line for replacing', async () => {
    desk = await desks.open([paragraph('甲hui乙会议。')]);
    await desk.caret(0, '');
    await desk.press('Control+f');
    const [sought, instead] = [0, 1].map((n) => desk.page.locator('.find input').nth(n)) as [Locator, Locator];
    await sought.waitFor();
    for (const letters of ['h', 'hui']) await desk.compose(letters);
    await desk.calm();
    expect([await sought.inputValue(), await hits()]).toEqual(['hui', []]);
    await desk.commit('会');
    await expect.poll(hits).toEqual(['会']);
    await desk.press('Control+h');
    await instead.waitFor();
    await instead.focus();
    await desk.press('Control+f');
    expect(await sought.evaluate((el) => el === document.activeElement)).toBe(true);
  });

  it('P7 without the right to write it only finds, and half a character is never found', async () => {
    desk = await desks.open([paragraph('好😀的😁')]);
    await desk.set({ editable: false });
    await desk.page.locator('.doc-text').focus();
    await desk.press('Control+h');
    await desk.page.locator('.find input').waitFor();
    expect(await desk.page.locator('.find input').count()).toBe(1);
    await desk.page.locator('.find input').fill('😀');
    await expect.poll(found).toBe('1 / 1');
    await desk.page.locator('.find input').fill('\ud83d');
    await expect.poll(found).toBe('没有找到');
    await desk.press('Escape');
  });

  it('ED18 all are replaced where the reader may write, and no more are said to be', async () => {
    desk = await desks.open([
      part('a', '问题'),
      paragraph('我院多，我院少。'),
      part('b', '措施'),
      paragraph('我院改。'),
    ]);
    await desk.set({ sections: ['a'] });
    await desk.caret(1, '');
    await desk.press('Control+h');
    await desk.page.locator('.find input').first().fill('我院');
    await desk.page.getByLabel('替换为').fill('本局');
    const all = desk.page.getByRole('button', { name: '全部替换' });
    const told = (words: string) => desk.page.locator('.find .hint').getByText(words, { exact: true }).waitFor();
    await all.click();
    await told('已替换 2 处，撤销一次可全部还原；1 处在不能改的段落，未替换');
    await both(['问题', '本局多，本局少。', '措施', '我院改。']);
    await all.click();
    await told('没有替换；1 处在不能改的段落，未替换');
    await desk.set({ sections: null });
    await all.click();
    await told('已替换 1 处，撤销一次可全部还原');
    await both(['问题', '本局多，本局少。', '措施', '本局改。']);
  });

  it('ED20 a link is followed with Ctrl and a click, with Alt Enter and from the bar that shows where it leads; a read text opens it in its own tab', async () => {
    const link = { type: 'link' as const, href: 'https://example.org/notice' };
    desk = await desks.open([
      {
        ...paragraph(''),
        runs: [{ text: '详见', marks: [] }, { text: '通知', marks: [link] }, ...plain('。')],
      } as Block,
    ]);
    const { page } = desk;
    await page.context().route('https://example.org/**', (route) => route.fulfill({ body: 'there' }));
    const opens = async (act: () => Promise<unknown>) => {
      const [other] = await Promise.all([page.context().waitForEvent('page'), act()]);
      await other.waitForURL(link.href);
      expect(await other.evaluate(() => window.opener)).toBeNull();
      await other.close();
    };
    const words = page.locator('.doc-text a');
    await opens(() => words.click({ modifiers: ['Control'] }));
    await desk.caret(0, '详见通');
    await opens(() => desk.press('Alt+Enter'));
    await desk.caret(0, '详见通');
    const bar = page.getByRole('toolbar', { name: '光标处的链接' });
    expect(await bar.textContent()).toContain(link.href);
    await opens(() => bar.getByRole('button', { name: '打开' }).click());
    await desk.caret(0, '详');
    await bar.waitFor({ state: 'detached' });
    // A plain click puts the caret there.
    await words.click();
    await bar.waitFor();
    await desk.press('Escape');
    await bar.waitFor({ state: 'detached' });
    await desk.set({ editable: false });
    await opens(() => words.click());
    expect(page.context().pages()).toHaveLength(1);
    expect(desk.complaints).toEqual([]);
  });

  it('ED6 Alt Shift ↓ moves a point with what is its own over the next, with its comment and its id, on both sides; one undo puts it back', async () => {
    const text = [
      heading(1, '问题'),
      point('p-a', '甲的问题'),
      paragraph('甲的例子'),
      point('p-b', '乙的问题'),
      heading(2, '作风'),
      point('p-c', '丙'),
    ];
    desk = await desks.open(text);
    await comment(1, 0, 2, 't');
    await desk.caret(1, '甲的');
    await desk.press('Alt+Shift+ArrowDown');
    await both(['问题', '乙的问题', '甲的问题', '甲的例子', '作风', '丙']);
    expect(await quoted('t')).toEqual(['甲的']);
    expect((await desk.blocks()).map((block) => block.id)).toEqual([null, 'p-b', 'p-a', null, null, 'p-c']);
    expect(await desk.page.getByRole('status').allTextContents()).toContain('已移到“乙的问题”之后');
    // Over the heading, into the next section; the caret goes along.
    await desk.press('Alt+Shift+ArrowDown');
    await desk.page.keyboard.insertText('新');
    await both(['问题', '乙的问题', '作风', '甲的新问题', '甲的例子', '丙']);
    await desk.press('Control+z');
    await desk.press('Control+z');
    await both(['问题', '乙的问题', '甲的问题', '甲的例子', '作风', '丙']);
    expect(await quoted('t')).toEqual(['甲的']);
  });

  it('ED7 what a colleague writes meanwhile in a block that was passed is kept', async () => {
    desk = await desks.open([point('p-a', '甲'), point('p-b', '乙'), point('p-c', '丙')]);
    await desk.caret(0, '甲');
    await desk.page.evaluate(() => {
      window.h.live.gate.hold();
      window.h.remoteInsert(1, 1, '改');
    });
    await desk.press('Alt+Shift+ArrowDown');
    await desk.page.evaluate(() => window.h.live.gate.release());
    await both(['乙改', '甲', '丙']);
  });

  it('ED8 the handle in the margin drags a point to another section; Esc leaves it', async () => {
    desk = await desks.open(DRAGGED);
    await comment(1, 0, 1, 't');
    const drag = async (to: number) => {
      await hold(1);
      await over(to);
      expect(await desk.page.locator('.ed-drop.is-here').count()).toBe(1);
    };
    const { mouse } = desk.page;
    await drag(4);
    await desk.press('Escape');
    await mouse.up();
    await both(['问题', '甲', '例', '作风', '乙']);
    await drag(4);
    await mouse.up();
    await both(['问题', '作风', '乙', '甲', '例']);
    expect(await quoted('t')).toEqual(['甲']);
  });

  it('ED24 what stands still is neither moved nor moved into: the point stands once, the page says why, and nothing is said to have moved', async () => {
    const text = ['问题', '甲', '措施', '乙', '丙'];
    desk = await desks.open([
      part('a', '问题'),
      point('p-a', '甲'),
      part('b', '措施'),
      point('p-b', '乙'),
      point('p-c', '丙'),
    ]);
    await desk.set({ sections: ['b'] });
    const { page } = desk;
    for (const [block, word, key] of [
      [1, '甲', 'ArrowDown'],
      [3, '乙', 'ArrowUp'],
      [2, '措', 'ArrowUp'],
    ] as const) {
      await desk.caret(block, word);
      await desk.press(`Alt+Shift+${key}`);
      await both(text);
      await page.getByText('这一段还在会签中，不能改').first().waitFor();
    }
    expect((await page.getByRole('status').allTextContents()).join('')).not.toContain('已移到');
    // No handle comes to what stands still, and the line of a place to nowhere else.
    for (const still of [1, 2]) {
      await near(still);
      expect(await page.locator('.ed-grip.is-here').count()).toBe(0);
    }
    await hold(3);
    await over(0);
    await over(4);
    await page.mouse.up();
    await both(['问题', '甲', '措施', '丙', '乙']);
    expect(await page.getByRole('status').allTextContents()).toContain('已移到“丙”之后');
  });

  const AROUND: Record<string, { act: () => Promise<unknown>; stands: number; moved: string[] }> = {
    'a word before it, and one in it': {
      act: async () => {
        await desk.remote(0, 0, '前');
        await desk.remote(1, 1, '改');
      },
      stands: 1,
      moved: ['前问题', '作风', '乙', '甲改', '例'],
    },
    'a block before it and a word behind it, at once': {
      act: () =>
        desk.page.evaluate(() => {
          const content = window.h.remote.getXmlFragment('content');
          window.h.remote.transact(() => {
            content.insert(0, [(content.get(4) as Y.XmlElement).clone()]);
            window.h.remoteInsert(5, 1, '后');
          });
        }),
      stands: 2,
      moved: ['乙', '问题', '作风', '乙后', '甲', '例'],
    },
  };
  it.each(Object.entries(AROUND))(
    'ED25 a drag goes on while a colleague writes %s',
    async (_what, { act, stands, moved }) => {
      desk = await desks.open(DRAGGED);
      await hold(1);
      await over(4);
      await act();
      await desk.calm();
      expect(await desk.page.locator('.ed-drop.is-here').count()).toBe(1);
      // What is held is drawn as held where it stands now.
      const held = await desk.page.locator('.ed-held.is-here').boundingBox();
      expect(Math.abs((held?.y ?? 0) - (await box(stands)).y)).toBeLessThan(1);
      await over(moved.length - 1);
      await desk.page.mouse.up();
      await both(moved);
    },
  );

  it('ED25 a block that a colleague takes away is let go of; the handle stays under the pointer while others write', async () => {
    desk = await desks.open(DRAGGED);
    await near(1);
    await desk.remote(0, 0, '前');
    await desk.calm();
    expect(await desk.page.locator('.ed-grip.is-here').count()).toBe(1);
    await hold(1);
    await over(4);
    await desk.page.evaluate(() => window.h.remote.getXmlFragment('content').delete(1, 1));
    await desk.calm();
    expect(await desk.page.locator('.ed-drop.is-here, .ed-held.is-here').count()).toBe(0);
    await desk.page.mouse.up();
    await both(['前问题', '例', '作风', '乙']);
  });

  it('ED25 a finger taps a block and drags it by its handle', async () => {
    desk = await desks.open(DRAGGED);
    const { cdp, page } = desk;
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
    await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    try {
      const from = await box(1);
      await touch('touchStart', { x: from.x + 80, y: from.y + 8 });
      await touch('touchEnd');
      const grip = await page.locator('.ed-grip.is-here').boundingBox();
      if (!grip) throw new Error('no handle');
      const at = { x: grip.x + 6, y: grip.y + 12 };
      const end = await box(4);
      await touch('touchStart', at);
      for (const y of [at.y + 20, end.y, end.y + end.height + 2]) await touch('touchMove', { x: at.x, y });
      await touch('touchEnd');
      await both(['问题', '作风', '乙', '甲', '例']);
    } finally {
      await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: false });
    }
  });

  it('ED4 Ctrl with arrows, Backspace and Delete goes by words of Chinese, a double click selects one', async () => {
    desk = await desks.open([paragraph('质量管理，认真落实。'), paragraph('第二段')]);
    await desk.caret(0, '');
    await desk.press(
      'Control+ArrowRight',
      'Control+ArrowRight',
      'Control+Shift+ArrowRight',
      'Control+Shift+ArrowRight',
    );
    expect(await desk.page.evaluate(() => getSelection()?.toString())).toBe('，认真');
    await desk.caret(0, '质量管理');
    await desk.press('Control+Backspace', 'Control+Delete', 'Control+Delete');
    expect(await desk.lines()).toEqual(['质量落实。', '第二段']);
    await desk.caret(0, '落实。');
    await desk.press('Control+ArrowRight');
    await desk.page.keyboard.insertText('甲');
    expect(await desk.lines()).toEqual(['质量落实。', '甲第二段']);
    const word = await desk.page.evaluate(() => {
      const range = document.createRange();
      const text = document.querySelector('.doc-text > p')?.firstChild as Text;
      range.setStart(text, 2);
      range.setEnd(text, 3);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    await desk.page.mouse.dblclick(word.x, word.y);
    await desk.calm();
    expect(await desk.page.evaluate(() => getSelection()?.toString())).toBe('落实');
  });

  it('ED5 a mark typed after Chinese is full-width; Backspace or undo right after gives it back; IME, paste and Latin text are left alone', async () => {
    desk = await desks.open([paragraph('落实')]);
    await desk.caret(0, '落实');
    await desk.page.keyboard.type(',');
    expect(await desk.lines()).toEqual(['落实，']);
    await desk.press('Backspace');
    expect(await desk.lines()).toEqual(['落实,']);
    await desk.press('Backspace');
    await desk.page.keyboard.type('.');
    await desk.press('Backspace');
    expect(await desk.lines()).toEqual(['落实.']);
    await desk.press('Backspace');
    await desk.page.keyboard.type('(PDF, 3:2)');
    expect(await desk.lines()).toEqual(['落实（PDF, 3:2）']);
    await desk.page.keyboard.insertText('好');
    await desk.page.keyboard.type('!');
    await desk.press('Control+z');
    expect((await desk.lines())[0]?.slice(-2)).toBe('好!');
    await desk.page.keyboard.insertText('中');
    await desk.compose('，');
    await desk.commit(',');
    await desk.page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '文,');
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('.doc-text')?.dispatchEvent(paste);
    });
    expect((await desk.lines())[0]?.slice(-5)).toBe('!中,文,');
  });

  it('a bar over the selection comments, marks and links; Ctrl L opens the dialog of the link', async () => {
    desk = await desks.open();
    await desk.select('归并为28条');
    const bar = desk.page.getByRole('toolbar', { name: '所选文字' });
    await bar.getByRole('button', { name: '标亮' }).click();
    await bar.getByRole('button', { name: '批注' }).click();
    expect(await desk.page.evaluate(() => window.h.opened)).toEqual(['new']);
    await desk.press('Control+l');
    await desk.page.getByLabel('网址').fill('example.org');
    await desk.press('Enter');
    await expect.poll(async () => JSON.stringify((await desk.blocks())[0])).toContain('https://example.org');
    expect(JSON.stringify((await desk.blocks())[0])).toContain('highlight');
  });

  it('the tools stay on one line; what does not fit is in the menu at its end and works there', async () => {
    desk = await desks.open();
    const narrow = (width: string) =>
      desk.page.locator('.ws-tools').evaluate((bar, to) => bar.style.setProperty('width', to), width);
    await narrow('430px');
    await desk.caret(4, '学用');
    expect((await desk.page.locator('.ed-tools').boundingBox())?.height).toBeLessThanOrEqual(28);
    expect(await desk.page.locator('.ws-tools').evaluate((bar) => bar.scrollWidth)).toBeLessThanOrEqual(430);
    await desk.page.getByRole('button', { name: '更多工具' }).click();
    await desk.page.getByRole('menuitem', { name: '插入表格' }).click();
    await expect.poll(async () => (await desk.blocks()).filter((block) => block.type === 'table').length).toBe(2);
    await narrow('1600px');
    await expect.poll(() => desk.page.getByRole('button', { name: '更多工具' }).count()).toBe(0);
  });

  it('ED1 ED2 the count is of the text, and of the selection when there is one', async () => {
    desk = await desks.open([paragraph('共36条意见。'), ...Array.from({ length: 30 }, () => paragraph('字'))]);
    await expect.poll(() => desk.page.locator('.ws-tools .count').textContent()).toBe('第 1 页，共 2 页 · 36 字');
    await desk.select('36条');
    await expect
      .poll(() => desk.page.locator('.ws-tools .count').textContent())
      .toBe('第 1 页，共 2 页 · 已选 2 / 36 字');
    await desk.caret(30, '字');
    await expect.poll(() => desk.page.locator('.ws-tools .count').textContent()).toBe('第 2 页，共 2 页 · 36 字');
  });

  it('ED19 words whose deletion is suggested are not among those selected, nor looked for', async () => {
    desk = await desks.open([paragraph('共三十36条意见。')]);
    await desk.set({ suggest: { suggesting: true, suggestOnly: false } });
    await desk.select('三十');
    await desk.press('Delete');
    await desk.press('Control+a');
    await expect
      .poll(() => desk.page.locator('.ws-tools .count').textContent())
      .toBe('第 1 页，共 1 页 · 已选 6 / 6 字');
    await desk.press('Control+f');
    expect(await desk.page.locator('.find input').first().inputValue()).toBe('共36条意见。');
  });
});

describe.skipIf(missing !== null)('the clipboard', () => {
  let desks: Desks;
  let desk: Desk;
  beforeAll(async () => {
    desks = await editorDesks();
  });
  afterAll(() => desks.close());

  const paste = (words: string, type = 'text/html') =>
    desk.page.evaluate(
      ([data, kind]) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData(kind, data);
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
        document.querySelector('.doc-text')?.dispatchEvent(event);
      },
      [words, type] as const,
    );
  const pasted = async (html: string) => {
    desk = await desks.open([paragraph('')]);
    await desk.caret(0, '');
    await paste(html);
    const blocks = await desk.blocks();
    const lines = await desk.lines();
    return blocks.map((block, n) => {
      const detail = 'level' in block ? block.level : 'indent' in block ? `${block.kind}${block.indent}` : '';
      return `${block.type}${detail} ${lines[n]}`;
    });
  };

  it('of Word keeps headings, points, lists, a table in a table and bold words; numbers are not doubled and pictures are told of', async () => {
    expect(await pasted(WORD)).toEqual([
      'heading1 存在的问题',
      'heading2 会议方面',
      'point 会议偏多。全年开会41次。',
      'paragraph 会场照片',
      'list_itemordered0 先定议题',
      'list_itembullet1 提前三天发出',
      'table 1.事项\t时限　每月',
    ]);
    expect((await desk.blocks())[2]).toMatchObject({
      kind: 'problem',
      runs: [
        { text: '会议偏多。', marks: [{ type: 'strong' }] },
        { text: '全年开会41次。', marks: [] },
      ],
    });
    await desk.page.getByText('剪贴板里的 2 张图片没有粘贴').waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it('of WPS takes typed numbers for what they are, through whatever marks they stand in', async () => {
    expect(await pasted(WPS)).toEqual([
      'heading1 改进措施',
      'point 精简会议。办公室负责。',
      'point 明确时限，三月底前完成。',
      'paragraph 2026年完成，共3.5万元。',
    ]);
    expect(JSON.stringify((await desk.blocks())[2])).toContain('{"text":"三月底前","marks":[{"type":"underline"}]}');
  });

  it('of a web page keeps lists in lists and safe links, drops what is no text, and brings no id of ours', async () => {
    expect(await pasted(WEB)).toEqual([
      'heading3 会议通知',
      'paragraph 各科室：',
      'list_itembullet0 带材料',
      'list_itemordered1 报表',
      'list_itembullet0 按时到会',
      'paragraph 详见通知下载。',
    ]);
    const stored = JSON.stringify(await desk.blocks());
    expect(stored).toContain('https://example.org/a');
    expect(stored).not.toMatch(/javascript|p-a|problems/);
    expect(await desk.page.getByText('剪贴板里的 1 张图片').count()).toBe(0);
  });

  it('ED16 of Word leaves out what was struck and says so, keeps highlights, and takes no wrap of the source for a space', async () => {
    expect(await pasted(TRACKED)).toEqual([
      'paragraph 去年以来共收集意见38条，归并为28条，用Word 2016 整理。',
      'point 会议偏多。',
      'point 文件偏多。',
      'list_itemordered0 先定议题',
      'paragraph 再发通知',
      'heading2 会议方面存在的问题',
    ]);
    const runs = JSON.stringify((await desk.blocks())[0]);
    expect(runs).toContain('{"text":"归并为28条","marks":[{"type":"highlight"}]}');
    expect(runs.match(/highlight/g)).toHaveLength(1);
    await desk.page.getByText('剪贴板里 3 处划去的文字没有粘贴').waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it('ED30 of Word puts the notes of its foot and end into their sentences and says so; a sign without its note stays', async () => {
    expect(await pasted(NOTED)).toEqual([
      'heading1 存在的问题',
      'paragraph （注：截至五月）',
      'paragraph 全年开会41次，比上年多（注：见会议台账，由办公室整理）。还要精简[7]。',
      'table 次数（注：见会议台账，由办公室整理）',
    ]);
    await desk.page.getByText('剪贴板里的 3 条脚注').waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it('ED30 of other editors too, and links that lead about a page are no notes', async () => {
    const libre =
      '<p>开会41次<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>。</p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>见台账</p></div>';
    expect(await pasted(libre)).toEqual(['paragraph 开会41次（注：见台账）。']);
    const site =
      '<p>开会41次<sup id="fnref1"><a href="#fn1">1</a></sup>。</p><ol><li id="fn1"><p>见台账 <a href="#fnref1">↩</a></p></li></ol>';
    expect(await pasted(site)).toEqual(['paragraph 开会41次（注：见台账）。']);
    const contents = '<p><a name="t1" href="#h1">第一章</a></p><p><a name="h1" href="#t1">第一章</a>从略。</p>';
    expect(await pasted(contents)).toEqual(['paragraph 第一章', 'paragraph 第一章从略。']);
  });

  it('ED16 of a web site loses the white space that only lays it out, and keeps what parts a name', async () => {
    expect(
      await pasted(
        '<p>　　各位领导：</p><p>&nbsp;&nbsp;&nbsp;<b>　一是</b>会议偏多。&nbsp;</p><p>　姓名：&nbsp;&nbsp;张　三<span>\u200b</span></p><div>　　2026年&nbsp;3月　</div><table><tr><td>　甲&nbsp;</td></tr></table>',
      ),
    ).toEqual([
      'paragraph 各位领导：',
      'point 会议偏多。',
      'paragraph 姓名： 张　三',
      'paragraph 2026年 3月',
      'table 甲',
    ]);
    desk = await desks.open([paragraph('')]);
    await desk.caret(0, '');
    await paste('Word\u00a02016\u00a0整理', 'text/plain');
    expect(await desk.lines()).toEqual(['Word 2016 整理']);
  });

  it('ED16 a file that is dropped stays outside, and the review stays open', async () => {
    desk = await desks.open([paragraph('甲')]);
    const dropped = await desk.page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], '材料.docx'));
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      document.querySelector('.doc-text')?.dispatchEvent(event);
      return event.defaultPrevented;
    });
    expect(dropped).toBe(true);
    await desk.page.getByText('文件没有放进来').waitFor();
    expect(await desk.lines()).toEqual(['甲']);
  });

  it('ED16 of another editor of the same make is foreign: lists stay lists, struck words stay out', async () => {
    const theirs =
      '<ul data-pm-slice="0 0 []" class="x"><li><p>甲</p><ul><li><p>乙</p></li></ul></li></ul><p>丙<s>丁</s></p>';
    expect(await pasted(theirs)).toEqual(['list_itembullet0 甲', 'list_itembullet1 乙', 'paragraph 丙']);
  });

  it('ED16 of a chat keeps its lines: each break parts a block, empty lines only part others', async () => {
    expect(
      await pasted('<span>一是会议多。</span><br><br>（2）文件多。<br><div>三是检查多。<br></div><pre>①甲\n乙</pre>'),
    ).toEqual(['point 会议多。', 'point 文件多。', 'point 检查多。', 'list_itemordered0 甲', 'paragraph 乙']);
    expect(
      await pasted('<ul><li>甲<br>乙<ul><li>丙</li></ul></li></ul><table><tr><td>丁<br>戊</td></tr></table>'),
    ).toEqual(['list_itembullet0 甲', 'paragraph 乙', 'list_itembullet1 丙', 'table 丁 戊']);
  });

  it('ED17 of points, lists and a table with words around it is paragraphs in a cell, pasted or dropped: the table stays one', async () => {
    const inCell = async (n: number, ...keys: string[]) => {
      await desk.page.locator('.doc-text td').nth(n).click();
      await desk.press(...keys);
      await desk.calm();
    };
    const cells = async () => {
      const blocks = await desk.blocks();
      expect(blocks.map(({ type }) => type)).toEqual(['paragraph', 'table', 'paragraph']);
      expect(await desk.remoteLines()).toEqual(await desk.lines());
      const [, one] = blocks;
      const rows = one?.type === 'table' ? one.rows : [];
      return rows.map((row) =>
        row.cells.map((at) => at.paragraphs.map((runs) => runs.map(({ text }) => text).join(''))),
      );
    };
    desk = await desks.open([paragraph('前'), table(['事项', '时限'], ['甲乙', '丙']), paragraph('后')]);
    await inCell(2, 'ArrowLeft');
    await paste('<ul><li>一</li><li>二</li></ul>');
    expect(await cells()).toEqual([
      [['事项'], ['时限']],
      [['甲一', '二乙'], ['丙']],
    ]);
    await desk.press('Control+z');
    expect(await cells()).toEqual([
      [['事项'], ['时限']],
      [['甲乙'], ['丙']],
    ]);
    await inCell(3);
    await paste('<h2>三</h2><table><tr><td>四</td><td>五</td></tr></table><p data-pm-slice="0 0 []">六</p>');
    expect(await cells()).toEqual([
      [['事项'], ['时限']],
      [['甲乙'], ['丙', '三', '四　五', '六']],
    ]);
    await desk.press('Control+z');
    await desk.page.evaluate(() => {
      const at = document.querySelector('.doc-text td')?.getBoundingClientRect() ?? new DOMRect();
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/html', '<p>一是会议多。</p><p>二是文件多。</p>');
      const place = { clientX: at.left + 8, clientY: at.top + at.height / 2 };
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, ...place });
      document.querySelector('.doc-text td p')?.dispatchEvent(drop);
    });
    expect((await cells()).flat(2).join('')).toBe('会议多。文件多。事项时限甲乙丙');
    expect(desk.complaints).toEqual([]);
  });

  it('behind a table that ends the text, a paste and a new item go to its end', async () => {
    const behind = async () => {
      desk = await desks.open([part('causes', '原因'), table(['事项'], ['甲'])]);
      await desk.page.locator('.doc-text td').last().click();
      await desk.press('End', 'ArrowDown');
      await desk.page.locator('.ProseMirror-gapcursor').waitFor({ state: 'attached' });
    };
    const kinds = async () => {
      expect(desk.complaints).toEqual([]);
      expect(await desk.remoteLines()).toEqual(await desk.lines());
      return (await desk.blocks()).map((block) => (block.type === 'point' ? block.kind : block.type));
    };
    await behind();
    await paste('<p>一是会议多。</p><p>二是文件多。</p>');
    expect(await kinds()).toEqual(['heading', 'table', 'cause', 'cause']);
    expect((await desk.lines()).slice(2)).toEqual(['会议多。', '文件多。']);
    await behind();
    await desk.page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '一是会议多。\n二是文件多。');
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('.doc-text')?.dispatchEvent(event);
    });
    expect(await kinds()).toEqual(['heading', 'table', 'cause', 'cause']);
    await behind();
    await desk.press('Control+Enter');
    await desk.page.keyboard.insertText('人手少。');
    expect(await kinds()).toEqual(['heading', 'table', 'cause']);
    expect((await desk.lines())[2]).toBe('人手少。');
  });

  it('TH15 words that are cut with a struck one among them, and pasted, keep their comments', async () => {
    desk = await desks.open([paragraph('会议三十多。'), paragraph('末')]);
    await desk.page.evaluate(() => {
      window.h.remoteComment(0, 0, 2, 't');
      window.h.remoteComment(0, 2, 3, 'u');
    });
    const threads = ['t', 'u'].map((id) => ({ id, kind: 'normal', state: 'open' }) as ThreadView);
    await desk.set({ threads, suggest: { suggesting: true, suggestOnly: false } });
    await desk.select('三十');
    await desk.press('Delete');
    await desk.set({ suggest: { suggesting: false, suggestOnly: false } });
    const quoted = (id: string) => desk.page.locator(`[data-thread="${id}"]`).allTextContents();
    expect([await quoted('t'), (await quoted('u')).join('')]).toEqual([['会议'], '三十多']);
    await desk.caret(0, '');
    await desk.press('Shift+End', 'Control+x');
    expect(await desk.lines()).toEqual(['', '末']);
    await desk.caret(1, '末');
    await desk.press('Control+v');
    expect(await desk.lines()).toEqual(['', '末会议多。']);
    expect([await quoted('t'), await quoted('u')]).toEqual([['会议'], ['多']]);
    expect(desk.complaints).toEqual([]);
  });

  it('ED17 of a sheet with a cell over sixty rows keeps the cell and its columns', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, n) => `<tr>${n === 0 ? '<td rowspan="60">全年</td>' : ''}<td>${n + 1}</td></tr>`,
    );
    await pasted(`<table>${rows.join('')}<tr><td>合计</td><td>60</td></tr></table>`);
    const [table] = (await desk.blocks()).filter(({ type }) => type === 'table');
    const said =
      table?.type === 'table'
        ? table.rows.map(({ cells }) =>
            cells.map(({ rowspan, paragraphs }) => [rowspan, paragraphs.flat()[0]?.text ?? ''].join(' ')),
          )
        : [];
    expect(said).toHaveLength(61);
    expect([said[0], said[1], said[59], said[60]]).toEqual([['60 全年', '1 1'], ['1 2'], ['1 60'], ['1 合计', '1 60']]);
  });

  it('takes out words with their numbers, without comments; pasted back the numbers are not doubled', async () => {
    desk = await desks.open();
    await desk.page.evaluate(() => window.h.remoteComment(3, 0, 4, 't'));
    await desk.calm();
    const copied = await desk.page.evaluate(() => {
      const blocks = document.querySelectorAll('.doc-text > *');
      document.querySelector<HTMLElement>('.doc-text')?.focus();
      const [from, to] = [blocks[1], blocks[4]];
      if (from && to) getSelection()?.setBaseAndExtent(from, 0, to, to.childNodes.length);
      return new Promise<string[]>((done) =>
        setTimeout(() => {
          const clipboardData = new DataTransfer();
          const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
          document.querySelector('.doc-text')?.dispatchEvent(event);
          done([clipboardData.getData('text/plain'), clipboardData.getData('text/html')]);
        }, 100),
      );
    });
    const [text = '', html = ''] = copied;
    expect(text.split('\n').map((line) => line.slice(0, 6))).toEqual([
      '一、存在的主',
      '（一）理论学',
      '一是学习不够',
      '二是学用结合',
    ]);
    expect(html).toContain('<span data-generated="">一是</span>');
    expect(html).not.toMatch(/data-thread|class=/);
    await desk.caret(13, '办事处');
    const before = (await desk.lines()).length;
    await desk.press('Enter');
    await paste(html);
    const lines = await desk.lines();
    expect(lines.slice(before)).toEqual([
      '存在的主要问题',
      '理论学习方面',
      expect.stringMatching(/^学习不够系统/),
      '学用结合不紧。',
    ]);
  });
});

/** On a busy machine the browser says late what was selected: not before the call that this answers. */
async function toldLate({ page }: Desk): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const late = (event: Event) => event.isTrusted && event.stopImmediatePropagation();
    window.addEventListener('selectionchange', late, { capture: true });
    Object.assign(window, {
      hearAgain: () => window.removeEventListener('selectionchange', late, { capture: true }),
    });
  });
  return () => page.evaluate(() => (window as unknown as { hearAgain: () => void }).hearAgain());
}
