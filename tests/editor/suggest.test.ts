// Suggesting in the real editor: typing, keys and IMEs leave marks, and the text without them never changes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoBrowser } from '../build/browser';
import { type Desk, type Desks, editorDesks } from './desk';

const missing = whyNoBrowser();
if (missing) console.info(`skipped, suggestions in a browser: ${missing}`);

/** Words to come in {+ +}, words to go in [- -], anchors as ·. */
const drawn = (desk: Desk, block: number) =>
  desk.page.evaluate((at) => {
    const el = document.querySelectorAll('.doc-text > *')[at] as HTMLElement;
    const say = (node: globalThis.Node): string => {
      if (node.nodeType === globalThis.Node.TEXT_NODE) return node.textContent ?? '';
      if ((node as Element).matches('.caret')) return '';
      const inside = [...node.childNodes].map(say).join('');
      if (node instanceof HTMLElement && node.tagName === 'INS') return `{+${inside}+}`;
      if (node instanceof HTMLElement && node.tagName === 'DEL') return `[-${inside}-]`;
      return inside;
    };
    return [...el.childNodes].map(say).join('').replaceAll('\u200b', '·').replaceAll('\n', '↵');
  }, block);

/** As a keyboard with an IME begins: the browser tells of a key without saying which. */
async function key229(desk: Desk): Promise<void> {
  await desk.cdp.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Process',
    code: 'KeyZ',
    windowsVirtualKeyCode: 229,
    nativeVirtualKeyCode: 229,
  });
}

describe.skipIf(missing !== null)('P3 suggesting in the editor', () => {
  let desks: Desks;
  let desk: Desk;
  beforeAll(async () => {
    desks = await editorDesks();
  });
  afterAll(() => desks.close());

  const suggesting = async () => {
    desk = await desks.open();
    await desk.set({ suggest: { suggesting: true, suggestOnly: true } });
    return desk;
  };
  /** Both copies, the colleague's text without suggestions, and nothing that the page complained of. */
  const both = async (block: number, picture: string, without: string) => {
    await desk.calm();
    expect(await drawn(desk, block)).toBe(picture);
    expect(await desk.remoteLines()).toEqual(await desk.lines());
    expect((await desk.rejected())[block]).toBe(without);
    expect(desk.complaints).toEqual([]);
  };

  it('typing, deleting and replacing leave marks', async () => {
    await suggesting();
    await desk.caret(4, '学用');
    await desk.page.keyboard.type('转化');
    await both(4, '学用{+转化+}结合不紧。', '学用结合不紧。');
    await desk.press('Backspace');
    await both(4, '学用{+转+}结合不紧。', '学用结合不紧。');
    await desk.press('Backspace');
    await both(4, '学用结合不紧。', '学用结合不紧。');
    await desk.press('Backspace', 'Backspace');
    await both(4, '[-学用-]结合不紧。', '学用结合不紧。');
    await desk.press('Delete');
    await both(4, '[-学用结-]合不紧。', '学用结合不紧。');
    // New words stand behind those that they replace, also where they begin alike.
    await desk.caret(8, '每月');
    await desk.press('Backspace', 'Backspace');
    await desk.page.keyboard.type('每旬');
    expect(await drawn(desk, 8)).toMatch(/^\[-每月-\]\{\+每旬\+\}/);
  });

  it('Enter is a line feed to come, Backspace at the start of a block strikes the boundary, undo takes it back', async () => {
    await suggesting();
    await desk.caret(4, '学用');
    await desk.press('Enter');
    await desk.page.keyboard.type('甲');
    await both(4, '学用{+↵甲+}结合不紧。', '学用结合不紧。');
    await desk.caret(10, '');
    await desk.press('Backspace');
    await both(9, '先学后议[-·-]', '先学后议');
    await both(10, '[-·-]议题提前三天发出', '议题提前三天发出');
    await desk.press('Control+z', 'Control+z', 'Control+z', 'Control+z');
    await desk.calm();
    expect(await drawn(desk, 10)).toBe('议题提前三天发出');
  });

  it('SU11 a writer who suggests by now takes back what they wrote before: undoing it is no suggestion, nor is redoing it', async () => {
    desk = await desks.open();
    await desk.caret(4, '学用');
    await desk.page.keyboard.type('转化');
    await desk.set({ suggest: { suggesting: true, suggestOnly: false } });
    // What is typed within half a second is one step of undo.
    await desk.page.waitForTimeout(600);
    await desk.caret(4, '结合');
    await desk.page.keyboard.type('甲');
    await both(4, '学用转化结合{+甲+}不紧。', '学用转化结合不紧。');
    await desk.press('Control+z', 'Control+z');
    await both(4, '学用结合不紧。', '学用结合不紧。');
    await desk.press('Control+Shift+z');
    await both(4, '学用转化结合不紧。', '学用转化结合不紧。');
  });

  it('what cannot be suggested is not made, and the page says why', async () => {
    await suggesting();
    const before = await desk.sent();
    await desk.caret(4, '学用');
    await desk.press('Tab');
    await desk.caret(9, '先学');
    await desk.press('Tab');
    await desk.page.getByText('段落的类型和层级不能作为建议').first().waitFor();
    await desk.calm();
    expect(await desk.sent()).toBe(before);
    expect((await desk.blocks())[9]).toMatchObject({ indent: 0 });
  });

  it('moving a block is not made, and the page says why: to who may switch to editing, and to who may only suggest', async () => {
    await suggesting();
    const before = await desk.lines();
    const sent = await desk.sent();
    await desk.caret(9, '先学');
    await desk.press('Alt+Shift+ArrowUp');
    await desk.page.getByText('你在这里只能提建议，位置不能移动').first().waitFor();
    await desk.set({ suggest: { suggesting: true, suggestOnly: false } });
    await desk.press('Alt+Shift+ArrowDown');
    await desk.page.getByText('先切换到“编辑”').first().waitFor();
    await desk.calm();
    expect(await desk.lines()).toEqual(before);
    expect(await desk.sent()).toBe(sent);
    // Nor does a handle that could do nothing come to the pointer.
    await desk.page.locator('.doc-text > *').nth(9).hover();
    expect(await desk.page.locator('.ed-grip.is-here').count()).toBe(0);
  });

  it('ED22 fields of measures can be read and say why they cannot be changed; in editing they open', async () => {
    await suggesting();
    await desk.set({ fields: true });
    const chips = desk.page.locator('.fieldline').first().locator('button');
    expect(await chips.allTextContents()).toEqual(['缺责任人', '缺时限', '缺完成标准']);
    expect(await chips.first().getAttribute('aria-disabled')).toBe('true');
    await chips.first().click({ force: true });
    await desk.page.getByText('你只能提建议；这些栏由起草人改').first().waitFor();
    await desk.set({ suggest: { suggesting: true, suggestOnly: false } });
    expect(await chips.count()).toBe(4);
    await chips.first().click({ force: true });
    await desk.page.getByText('切换到编辑再改').first().waitFor();
    expect(await desk.page.getByRole('dialog').count()).toBe(0);
    await desk.set({ suggest: { suggesting: false, suggestOnly: false } });
    expect(await chips.first().getAttribute('aria-disabled')).toBe('false');
    await chips.first().click();
    await desk.page.getByRole('dialog').waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it('SU12 who writes plainly within struck words writes words of the text, also with an IME', async () => {
    await suggesting();
    await desk.caret(4, '学用');
    await desk.press('Delete', 'Delete');
    await both(4, '学用[-结合-]不紧。', '学用结合不紧。');
    await desk.set({ suggest: { suggesting: false, suggestOnly: false } });
    // What is written within half a second is one step of undo.
    await desk.page.waitForTimeout(600);
    await desk.caret(4, '学用');
    await desk.press('ArrowRight');
    await desk.page.keyboard.type('融');
    await both(4, '学用[-结-]融[-合-]不紧。', '学用结融合不紧。');
    await desk.press('Control+z');
    await desk.caret(4, '学用');
    await desk.press('ArrowRight');
    await key229(desk);
    await desk.compose('rong');
    await desk.commit('融');
    await both(4, '学用[-结-]融[-合-]不紧。', '学用结融合不紧。');
    expect((await desk.lines())[4]).toBe('学用融不紧。');
  });

  it('words dragged elsewhere are struck at their old place and come at the new one', async () => {
    await suggesting();
    await desk.select('结合');
    const [from, to] = await desk.page.evaluate(() => {
      const box = getSelection()?.getRangeAt(0).getBoundingClientRect() ?? new DOMRect();
      const other = document.querySelectorAll('.doc-text > *')[9]?.getBoundingClientRect() ?? new DOMRect();
      return [
        { x: box.x + box.width / 2, y: box.y + box.height / 2 },
        { x: other.x + 500, y: other.y + other.height / 2 },
      ];
    });
    await desk.page.mouse.move(from.x, from.y);
    await desk.page.mouse.down();
    await desk.page.mouse.move(to.x - 20, to.y, { steps: 5 });
    await desk.page.mouse.move(to.x, to.y, { steps: 2 });
    await desk.page.mouse.up();
    await both(9, '先学后议{+结合+}', '先学后议');
    expect(await drawn(desk, 3)).toContain('没有[-结合-]窗口');
    expect((await desk.rejected())[3]).toContain('没有结合窗口');
  });

  it('an IME composes a word into the text', async () => {
    await suggesting();
    await desk.caret(4, '学用');
    await key229(desk);
    for (const pinyin of ['z', 'zhuan', 'zhuanhua']) await desk.compose(pinyin);
    await desk.commit('转化');
    await both(4, '学用{+转化+}结合不紧。', '学用结合不紧。');
    await key229(desk);
    await desk.compose('le');
    await desk.commit('了');
    await both(4, '学用{+转化了+}结合不紧。', '学用结合不紧。');
  });

  it('an IME composes over a selection: the old words are struck, no letter stays', async () => {
    await suggesting();
    await desk.select('结合不紧');
    await key229(desk);
    for (const pinyin of ['z', 'zh', 'zhuan']) await desk.compose(pinyin);
    await desk.commit('转化不够');
    await both(4, '学用[-结合不紧-]{+转化不够+}。', '学用结合不紧。');
  });

  it('an IME composes over a selection and gives up: only the deletion stays', async () => {
    await suggesting();
    await desk.select('结合不紧');
    await key229(desk);
    for (const pinyin of ['z', 'zh', 'zhuan']) await desk.compose(pinyin);
    await desk.compose('');
    await both(4, '学用[-结合不紧-]。', '学用结合不紧。');
  });

  it('an IME that sends no key composes over a selection, as on phones: the old words are struck, no letter stays', async () => {
    await suggesting();
    await desk.select('结合不紧');
    for (const pinyin of ['z', 'zh', 'zhuan']) await desk.compose(pinyin);
    await desk.commit('转化不够');
    await both(4, '学用{+转化不够+}[-结合不紧-]。', '学用结合不紧。');
    await desk.compose('le');
    await desk.commit('了');
    await both(4, '学用{+转化不够了+}[-结合不紧-]。', '学用结合不紧。');
  });

  it('an IME that sends no key composes over a selection and gives up: only the deletion stays', async () => {
    await suggesting();
    await desk.select('结合不紧');
    for (const pinyin of ['z', 'zh', 'zhuan']) await desk.compose(pinyin);
    await desk.compose('');
    await both(4, '学用[-结合不紧-]。', '学用结合不紧。');
  });

  it('an IME that sends no key commits at once over a selection, without composing', async () => {
    await suggesting();
    await desk.select('结合不紧');
    await desk.commit('转化');
    await both(4, '学用[-结合不紧-]{+转化+}。', '学用结合不紧。');
  });

  it('an IME that sends no key composes over a selection that ends in the next block', async () => {
    await suggesting();
    const before = await desk.rejected();
    await desk.caret(9, '先学');
    await desk.page.evaluate(() => {
      const words = (n: number) => document.querySelectorAll('.doc-text > *')[n]?.firstChild as Text;
      getSelection()?.setBaseAndExtent(words(9), 2, words(10), 2);
    });
    await desk.calm();
    for (const pinyin of ['z', 'zhuan']) await desk.compose(pinyin);
    await desk.commit('转化');
    await both(9, '先学{+转化+}[-后议-]', '先学后议');
    await both(10, '[-议题-]提前三天发出', '议题提前三天发出');
    expect(await desk.rejected()).toEqual(before);
  });

  it('an IME composes inside one’s own insertion while somebody else edits the paragraph', async () => {
    await suggesting();
    await desk.caret(4, '学用');
    await desk.page.keyboard.type('转化');
    await desk.caret(4, '学用转');
    await key229(desk);
    await desk.compose('x');
    await desk.remote(4, 0, '仍然');
    await desk.compose('xing');
    await desk.remote(4, 14, '要改');
    await desk.commit('型');
    await desk.calm();
    const picture = await drawn(desk, 4);
    expect(picture).toContain('{+转型化+}');
    await both(4, picture, (await desk.rejected())[4] ?? '');
    expect((await desk.rejected())[4]).toMatch(/^仍然学用结合不紧。?/);
  });
});
