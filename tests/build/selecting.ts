// Choosing words in the editor's page, as a reader's mouse would.
import type { Page } from 'playwright-core';

/** Selects these words in the text, wherever marks cut them. */
export async function select(page: Page, words: string): Promise<void> {
  await page.locator('.ProseMirror').focus();
  await page.evaluate(place, { words, whole: true });
  await page.waitForTimeout(100);
}

/** Puts the caret before them. */
export async function caret(page: Page, words: string): Promise<void> {
  await page.locator('.ProseMirror').focus();
  await page.evaluate(place, { words, whole: false });
  await page.waitForTimeout(100);
}

/** Runs in the page: selects the words, or puts the caret before them, wherever marks cut them. */
function place({ words, whole }: { words: string; whole: boolean }): void {
  const root = document.querySelector('.ProseMirror') ?? document.body;
  for (const block of root.children) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest('.ProseMirror-widget')) nodes.push(node as Text);
    const start = nodes
      .map((node) => node.data)
      .join('')
      .indexOf(words);
    if (start < 0) continue;
    const at = (offset: number): [Text, number] => {
      let before = 0;
      for (const node of nodes) {
        if (offset <= before + node.data.length) return [node, offset - before];
        before += node.data.length;
      }
      throw new Error('behind the end');
    };
    const range = document.createRange();
    range.setStart(...at(start));
    range.setEnd(...at(whole ? start + words.length : start));
    document.getSelection()?.removeAllRanges();
    document.getSelection()?.addRange(range);
    block.scrollIntoView({ block: 'center' });
    return;
  }
  throw new Error(`not in the text: ${words}`);
}
