// The main job, as three people do it in three browsers: import, write together in Chinese, comment, settle, freeze, sign, export.
import type { CDPSession, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, type Person } from '../build/api';
import { live, signIn, type Visitor, whyNoBrowser } from '../build/browser';
import { ADMIN, start } from '../build/product';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';
import { statement } from '../build/statement';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };

describe.skipIf(skipped !== null)(`the main job${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let lin: Visitor;
  let qian: Visitor;
  let sun: Visitor;
  let people: { qian: Person; sun: Person };
  let id = '';
  const address = () => `${at.product.url}/reviews/${id}`;
  const serverText = async () => (await at.admin.call<string>('GET', `/reviews/${id}/text`)).body;

  beforeAll(async () => {
    people = {
      qian: await aPerson(at.product.url, at.admin, 'Qian'),
      sun: await aPerson(at.product.url, at.admin, 'Sun'),
    };
    lin = await at.visitor();
    qian = await at.visitor();
    sun = await at.visitor(null, '/', { theme: 'dark' });
  }, 90_000);

  test('OL14 the secretary imports the statement and sees that no line is lost', async () => {
    const { page } = lin;
    await signIn(lin, at.product.url, ADMIN, `/reviews/import?template=${statement().template}`);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '材料.txt', mimeType: 'text/plain', buffer: Buffer.from(statement().text) });
    await expect.poll(() => page.locator('.im-f .is-agree').count(), WAIT).toBe(1);
    // Another one is only looked for: what was recognised stays until it is read. Words that are dragged are the field's.
    await page.getByRole('button', { name: '换一份' }).click();
    const takes = (what: 'words' | 'file') =>
      page.evaluate((dragged) => {
        const dataTransfer = new DataTransfer();
        if (dragged === 'words') dataTransfer.setData('text/plain', '甲');
        else dataTransfer.items.add(new File(['x'], '材料.txt'));
        const event = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
        document.querySelector('.im-pick textarea')?.dispatchEvent(event);
        return event.defaultPrevented;
      }, what);
    expect([await takes('words'), await takes('file')]).toEqual([false, true]);
    await page.getByRole('button', { name: '返回核对结构' }).click();
    await expect.poll(() => page.locator('.im-f .is-agree').count(), WAIT).toBe(1);
    await page.getByRole('button', { name: '下一步' }).click();
    for (const [label, value] of Object.entries(statement().facts))
      await page.getByLabel(label, { exact: false }).first().fill(value);
    await page.getByRole('button', { name: '建立材料' }).click();
    await page.waitForURL(/\/reviews\/[0-9a-f-]{36}$/, WAIT);
    id = page.url().split('/').at(-1) ?? '';
    await live(page);
    const shown = (await page.locator('.ProseMirror').innerText()).replaceAll(/\s/g, '');
    for (const words of statement().words) expect(shown).toContain(words);
  }, 90_000);

  test('she brings two people in; both see the same text', async () => {
    for (const [person, roles] of [
      [people.qian, ['editor', 'signatory']],
      [people.sun, ['commenter', 'head']],
    ] as const) {
      expect((await at.admin.call('PUT', `/reviews/${id}/members/${person.id}`, { roles })).status).toBe(200);
    }
    await signIn(qian, at.product.url, people.qian.email, `/reviews/${id}`);
    await signIn(sun, at.product.url, people.sun.email, `/reviews/${id}`);
    await Promise.all([live(qian.page), live(sun.page)]);
    expect(await sun.page.locator('.ProseMirror').getAttribute('contenteditable')).toBe('false');
    await expect.poll(() => textOf(qian.page), WAIT).toBe(await textOf(lin.page));
  }, 60_000);

  test('two compose Chinese in the same paragraph at the same time, and both get what they typed', async () => {
    const [a, b] = [await ime(lin.page), await ime(qian.page)];
    await caretAt(lin.page, statement().paragraph, 'start');
    await caretAt(qian.page, statement().paragraph, 'end');
    await compose(a, ['k', 'ka', 'kai', "kai'h", "kai'hui"]);
    await compose(b, ['x', 'xue', "xue'xi"]);
    await commit(b, '学习');
    await compose(a, ["kai'hui'q", "kai'hui'qian"]);
    await compose(b, ['z', 'zhe', "zhe'dian"]);
    await commit(a, '开会前');
    await commit(b, '这点');
    const expected = `开会前${statement().paragraph}学习这点`;
    for (const { page } of [lin, qian, sun]) await expect.poll(() => textOf(page), WAIT).toContain(expected);
    await saved(lin.page);
    await saved(qian.page);
    expect(await serverText()).toContain(expected);
    expect(await textOf(lin.page)).not.toMatch(/kai|xue|zhe/);
  }, 60_000);

  test('a kill in the middle of writing loses nothing that the page called saved', async () => {
    await caretAt(lin.page, statement().paragraph, 'end');
    await lin.page.keyboard.insertText('此句写于断电之前。');
    await expect.poll(() => textOf(qian.page), WAIT).toContain('此句写于断电之前。');
    await saved(lin.page);
    await at.product.kill();
    await lin.page.keyboard.insertText('此句写于断电之时。');
    await expect.poll(() => lin.page.locator('.save').innerText(), WAIT).not.toMatch(/已保存/);
    at.product = await start(at.home);
    for (const words of ['此句写于断电之前。', '此句写于断电之时。']) {
      await expect.poll(() => textOf(qian.page), { timeout: 40_000 }).toContain(words);
      await expect.poll(async () => (await serverText()).split(words).length, WAIT).toBe(2);
    }
    await saved(lin.page);
  }, 120_000);

  test('a third person comments without a right to write; her must-fix appears to the others', async () => {
    await select(sun.page, statement().quote);
    await sun.page.locator('.ws-tools').getByRole('button', { name: '批注', exact: true }).click();
    await sun.page.locator('.thread.is-active textarea').fill('请写明是哪几次、谁负责。');
    await sun.page.getByText('必改：解除前不能提交会签').click();
    await sun.page.getByRole('button', { name: '发送' }).click();
    await expect.poll(() => lin.page.getByText('请写明是哪几次、谁负责。').count(), WAIT).toBeGreaterThan(0);
    await expect
      .poll(() => lin.page.locator('.ProseMirror [data-thread]').allInnerTexts(), WAIT)
      .toEqual([statement().quote]);
    expect(await serverText()).toContain(statement().quote);
  }, 60_000);

  test('the must-fix blocks the freeze until it is settled', async () => {
    const { page } = lin;
    await page.getByRole('button', { name: '开始内部审阅' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '开始内部审阅' }).click();
    await page
      .getByRole('button', { name: /提交会签/ })
      .first()
      .click(WAIT);
    await expect.poll(() => page.getByRole('dialog').getByText('必改批注 1 条未解除').count(), WAIT).toBe(1);
    await waiveAll(page);
    await page.getByRole('dialog').getByRole('button', { name: '提交会签' }).click();
    expect((await at.admin.call<{ stage: string }>('GET', `/reviews/${id}`)).body.stage).toBe('review');
    await page.keyboard.press('Escape');
    await sun.page.locator('[data-thread-card]').first().click();
    await sun.page.getByRole('button', { name: '解除', exact: true }).click();
    await expect.poll(() => page.locator('.ProseMirror [data-thread]').count(), WAIT).toBe(0);
  }, 60_000);

  test('the text is frozen for everybody at once', async () => {
    const { page } = lin;
    await page
      .getByRole('button', { name: /提交会签/ })
      .first()
      .click();
    await expect.poll(() => page.getByRole('dialog').getByText('会签步骤').count(), WAIT).toBe(1);
    await waiveAll(page);
    await page.getByRole('dialog').getByRole('button', { name: '提交会签' }).click();
    for (const one of [lin, qian]) {
      await expect.poll(() => one.page.locator('.ProseMirror').getAttribute('contenteditable'), WAIT).toBe('false');
      await expect.poll(() => one.page.getByText('会签进行中，正文已冻结。').count(), WAIT).toBe(1);
    }
  }, 60_000);

  test.each([
    ['Qian', () => qian, '你在这一版上的决定'],
    ['Sun', () => sun, '会签完成。'],
  ] as const)(
    '%s reads the frozen text, agrees and signs with the password',
    async (_, who, after) => {
      const { page } = who();
      await page.getByRole('link', { name: '去签署' }).click(WAIT);
      await expect.poll(() => page.getByText('摘要已核对').count(), WAIT).toBe(1);
      await page.locator('input[type=radio][value=agree]').check({ force: true });
      await page.locator('input[type=password]').fill(PASSWORD);
      await page.getByRole('button', { name: '签署：同意' }).click();
      await expect.poll(() => page.getByText(after).first().count(), WAIT).toBe(1);
    },
    60_000,
  );

  test('approved: the Word file opens and holds every character', async () => {
    await expect
      .poll(async () => (await at.admin.call<{ stage: string }>('GET', `/reviews/${id}`)).body.stage, WAIT)
      .toBe('approved');
    await lin.page.goto(address());
    await live(lin.page);
    await lin.page.getByRole('button', { name: '导出' }).first().click();
    const [download] = await Promise.all([
      lin.page.waitForEvent('download'),
      lin.page.getByRole('menuitem', { name: /Word/ }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    const back = await at.admin.call<{ text: string }>(
      'POST',
      `/recognise?template=${statement().template}`,
      new Uint8Array(Buffer.concat(chunks)),
      { 'content-type': type },
    );
    expect(back.status).toBe(200);
    const squeezed = (text: string) => text.replaceAll(/\s/g, '');
    expect(squeezed(back.body.text)).toContain(squeezed(await serverText()));
  }, 60_000);

  test('no page complained, but for the connection while the server was away', () => {
    const unexpected = [lin, qian, sun]
      .flatMap((one) => one.complaints)
      .filter((text) => !/WebSocket connection|ERR_CONNECTION_REFUSED|Failed to fetch|^503 /.test(text));
    expect(unexpected).toEqual([]);
  });
});

/** The words of the text, a block a line, without what the editor draws among them (cursors, numbers). */
const textOf = (page: Page) =>
  page.locator('.ProseMirror').evaluate((root) => {
    const copy = root.cloneNode(true) as HTMLElement;
    for (const drawn of copy.querySelectorAll('.ProseMirror-widget')) drawn.remove();
    return Array.from(copy.children, (block) => block.textContent).join('\n');
  });

const saved = (page: Page) =>
  expect.poll(() => page.locator('.save').innerText(), { timeout: 40_000 }).toMatch(/已保存/);

async function ime(page: Page): Promise<CDPSession> {
  return page.context().newCDPSession(page);
}

async function compose(session: CDPSession, steps: readonly string[]): Promise<void> {
  for (const text of steps)
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}

async function commit(session: CDPSession, text: string): Promise<void> {
  await session.send('Input.insertText', { text });
}

/** The caret before or behind these words, as by a click there. */
async function caretAt(page: Page, words: string, end: 'start' | 'end'): Promise<void> {
  await page.locator('.ProseMirror').focus();
  await page.evaluate(placeSelection, { words, collapse: end });
}

async function select(page: Page, words: string): Promise<void> {
  await page.locator('.ProseMirror').focus();
  await page.evaluate(placeSelection, { words, collapse: null });
  await page.waitForTimeout(100);
}

/** Runs in the page. Findings, comments and cursors part the words into several nodes. */
function placeSelection({ words, collapse }: { words: string; collapse: 'start' | 'end' | null }): void {
  for (const block of document.querySelectorAll('.ProseMirror > *')) {
    const nodes: Node[] = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest('.ProseMirror-widget')) nodes.push(node);
    const from = nodes
      .map((node) => node.textContent)
      .join('')
      .indexOf(words);
    if (from < 0) continue;
    const place = (offset: number, behind: boolean): [Node, number] => {
      let left = offset;
      for (const node of nodes) {
        const length = node.textContent?.length ?? 0;
        if (behind ? left <= length : left < length) return [node, left];
        left -= length;
      }
      throw new Error(`no such place: ${offset}`);
    };
    const range = document.createRange();
    range.setStart(...(collapse === 'end' ? place(from + words.length, true) : place(from, false)));
    range.setEnd(...(collapse === 'start' ? place(from, false) : place(from + words.length, true)));
    document.getSelection()?.removeAllRanges();
    document.getSelection()?.addRange(range);
    block.scrollIntoView({ block: 'center' });
    return;
  }
  throw new Error(`not in the text: ${words}`);
}

/** A reason for everything that can be waived. */
async function waiveAll(page: Page): Promise<void> {
  const reasons = page.getByRole('dialog').locator('textarea, input[type=text]');
  await page
    .getByRole('dialog')
    .getByText('正在核对条件')
    .waitFor({ state: 'hidden', ...WAIT });
  for (let n = 0; n < (await reasons.count()); n++) await reasons.nth(n).fill('样稿，按原文办理');
}
