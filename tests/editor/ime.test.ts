// Chinese input while others write in the same paragraph: no pinyin stays in the text, nobody's words are lost (STACK trap 6, P3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoBrowser } from '../build/browser';
import { type Desk, type Desks, editorDesks } from './desk';

const missing = whyNoBrowser();
if (missing) console.info(`skipped, editor in a browser: ${missing}`);

describe.skipIf(missing !== null)('P3 an IME composes while a colleague writes in the same paragraph', () => {
  let desks: Desks;
  let desk: Desk;
  beforeAll(async () => {
    desks = await editorDesks();
  });
  afterAll(() => desks.close());

  const both = async (words: string) => {
    const mine = await desk.lines();
    expect(mine[4]).toBe(words);
    expect(await desk.remoteLines()).toEqual(mine);
    expect(desk.complaints).toEqual([]);
  };

  it('before the caret', async () => {
    desk = await desks.open();
    await desk.caret(4, '学用');
    await desk.compose('j');
    await desk.remote(4, 0, '仍然');
    await desk.compose('jie');
    await desk.compose('jiehe');
    await desk.commit('转化');
    await both('仍然学用转化结合不紧。');
  });

  it('after the caret', async () => {
    desk = await desks.open();
    await desk.caret(4, '学用');
    await desk.compose('z');
    await desk.compose('zhuan');
    // The colleague sees the pinyin of the composition: the end of their text is five further.
    await desk.remote(4, 12, '还要改');
    await desk.compose('zhuanhua');
    await desk.commit('转化');
    await both('学用转化结合不紧。还要改');
  });

  it('exactly at the caret, several times', async () => {
    desk = await desks.open();
    await desk.caret(4, '学用');
    for (const pinyin of ['z', 'zh', 'zhuan']) {
      await desk.compose(pinyin);
      await desk.remote(4, 2, '甲');
    }
    await desk.commit('转化');
    const [mine, theirs] = [await desk.lines(), await desk.remoteLines()];
    expect(theirs).toEqual(mine);
    expect(Array.from(mine[4] ?? '').sort()).toEqual(Array.from('学用甲甲甲转化结合不紧。').sort());
  });

  it('draws nothing of it before the composition is over', async () => {
    desk = await desks.open();
    await desk.caret(4, '学用');
    await desk.compose('zhuan');
    await desk.remote(4, 0, '仍然');
    await desk.calm();
    expect(await desk.page.locator('.doc-text > *').nth(4).textContent()).toBe('学用zhuan结合不紧。');
    await desk.commit('转化');
    await both('仍然学用转化结合不紧。');
  });

  it('and the composition replaces words that were selected', async () => {
    desk = await desks.open();
    await desk.select('结合不紧');
    await desk.compose('z');
    await desk.remote(4, 0, '仍然');
    await desk.compose('zhuan');
    await desk.commit('转化');
    await both('仍然学用转化。');
  });

  it('and parts it in two: what was composed stands whole in one of them', async () => {
    desk = await desks.open();
    const before = (await desk.lines()).length;
    await desk.caret(4, '学用');
    await desk.compose('zhuan');
    await desk.page.evaluate(() => {
      const content = window.h.remote.getXmlFragment('content');
      // As an editor parts a paragraph: the second half goes, and comes again as a paragraph of its own.
      window.h.remote.transact(() => {
        const point = content.get(4) as unknown as {
          get(n: number): { length: number; delete(at: number, n: number): void };
        };
        const text = point.get(0);
        const half = content.get(4).clone();
        text.delete(text.length - 3, 3);
        content.insert(5, [half]);
        const rest = (
          content.get(5) as unknown as { get(n: number): { length: number; delete(at: number, n: number): void } }
        ).get(0);
        rest.delete(0, rest.length - 3);
      });
    });
    await desk.commit('转化');
    const mine = await desk.lines();
    expect(await desk.remoteLines()).toEqual(mine);
    expect(mine).toHaveLength(before + 1);
    expect(mine.slice(4, 6)).toEqual(['学用转化结合', '不紧。']);
    expect(desk.complaints).toEqual([]);
  });

  it('and a comment is set on the words around it', async () => {
    desk = await desks.open();
    await desk.caret(4, '学用');
    await desk.compose('zhuan');
    await desk.page.evaluate(() => window.h.remoteComment(4, 0, 11, 't'));
    await desk.commit('转化');
    await both('学用转化结合不紧。');
  });

  it('and gives up the composition: the pinyin is gone, the colleague is heard', async () => {
    desk = await desks.open();
    await desk.caret(4, '学用');
    await desk.compose('zhuan');
    await desk.remote(4, 0, '仍然');
    await desk.compose('');
    await both('仍然学用结合不紧。');
  });

  it('and the paragraph is deleted meanwhile: the words composed do not come back as pinyin', async () => {
    desk = await desks.open();
    await desk.caret(4, '学用');
    await desk.compose('zhuan');
    await desk.page.evaluate(() => window.h.remote.getXmlFragment('content').delete(4, 1));
    await desk.commit('转化');
    const mine = await desk.lines();
    expect(await desk.remoteLines()).toEqual(mine);
    expect(mine.join()).not.toContain('zhuan');
  });

  it('and no shortcut fires, Enter belongs to the IME', async () => {
    desk = await desks.open();
    const before = (await desk.lines()).length;
    await desk.caret(4, '学用');
    await desk.compose('zhuan');
    await desk.page.evaluate(() => {
      const press = { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
      document.querySelector('.doc-text')?.dispatchEvent(new KeyboardEvent('keydown', press));
    });
    await desk.commit('转化');
    expect((await desk.lines()).length).toBe(before);
  });
});
