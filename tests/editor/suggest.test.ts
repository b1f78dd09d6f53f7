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
