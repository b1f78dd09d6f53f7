// The page over the real engine at the edges: one edit of more than an update may be, and a text that somebody has put in disorder.
import { toBase64 } from 'lib0/buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SCHEMA_VERSION } from '../../domain/document/schema';
import words from '../../domain/words/zh-CN.json';
import { whyNoBrowser } from '../build/browser';
import { aCollab, bare, type Somebody, type TestCollab, textOf, until } from '../build/collab';
import { forge } from '../build/forge';
import { dice } from '../collab/guardEdits';
import { type Desk, type Desks, editorDesks } from './desk';

const missing = whyNoBrowser();
if (missing) console.info(`skipped, editor in a browser: ${missing}`);

describe.skipIf(missing !== null)('at the edges', () => {
  let at: TestCollab;
  let desks: Desks;
  let lin: Somebody;
  beforeAll(async () => {
    [at, desks] = await Promise.all([aCollab(), editorDesks()]);
    lin = await at.person('林若溪');
  });
  afterAll(async () => {
    await desks.close();
    await at.close();
  });

  const given = async (id: string) => {
    const { state, epoch } = await at.collab.state(id);
    const params = { schema: String(SCHEMA_VERSION), epoch: String(epoch), token: lin.token };
    const collab = { path: `/real/${at.port}/collab`, params };
    return { id, epoch, collab, state: toBase64(state), me: { id: lin.id } };
  };
  const visit = async (id: string) => desks.visit(await given(id));
  const saved = (desk: Desk) => desk.state((now) => now.settled && now.unsaved === 0 && now.link === 'live');
  /** Pastes so many lines of so many characters; they are made in the page. */
  const paste = (desk: Desk, lines: number, length: number) =>
    desk.page.evaluate(
      ([count, long]) => {
        const clipboardData = new DataTransfer();
        const line = '会议太多落实不够'.repeat(Math.ceil((long ?? 8) / 8)).slice(0, long);
        clipboardData.setData('text/plain', Array.from({ length: count ?? 0 }, () => line).join('\n'));
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
        document.querySelector('.doc-text')?.dispatchEvent(event);
      },
      [lines, length] as const,
    );

  it('GU21 a paste of more than a megabyte, its undo and its redo are saved; the socket stays', async () => {
    const id = await at.review([[lin, ['owner']]], ['第一段。', '第二段。']);
    const desk = await visit(id);
    await saved(desk);
    await desk.caret(0, '第一段。');
    await paste(desk, 100, 4_000);
    await saved(desk);
    const long = await at.text(id);
    expect(Buffer.byteLength(long)).toBeGreaterThan(1.1 * 2 ** 20);
    await desk.press('Control+z');
    await until('it is taken back', async () => (await at.text(id)) === '第一段。\n第二段。');
    await desk.press('Control+y');
    await until('it is there again', async () => (await at.text(id)) === long);
    expect(await saved(desk)).toMatchObject({ closed: null, aside: null });
    expect([...desk.complaints, ...at.logged]).toEqual([]);
  });

  it('GU21 what the server could not take in one piece is not made, and the page says so; the next edit is saved', async () => {
    const id = await at.review([[lin, ['owner']]], ['第一段。']);
    const desk = await visit(id);
    await saved(desk);
    await desk.caret(0, '第一段。');
    await paste(desk, 25_000, 2);
    await desk.page.getByText(words.editor.tooMuch).waitFor();
    await desk.page.keyboard.type('好');
    await saved(desk);
    expect(await at.text(id)).toBe('第一段。好');
    expect([...desk.complaints, ...at.logged]).toEqual([]);
  });

  it('RM30 P3 a page that was open while somebody forged neighbours shows, once it is refreshed, what a load shows', async () => {
    const mallory = await at.person('Mallory');
    const id = await at.review(
      [
        [lin, ['owner']],
        [mallory, ['editor']],
      ],
      ['存在的问题很多'],
    );
    const desk = await visit(id);
    await saved(desk);
    const hostile = bare(at, id, { token: mallory.token });
    await hostile.ready;
    const random = dice(1);
    const loaded = async () => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, (await at.collab.state(id)).state);
      return textOf(doc);
    };
    for (let round = 0; round < 30 && (await loaded()) === (await at.text(id)); round++) await forge(hostile, random);
    const disorder = await at.text(id);
    expect(await loaded()).not.toBe(disorder);
    await until('the page shows the same disorder', async () => (await desk.lines()).join('\n') === disorder);
    hostile.ws.close();
    const page = await given(id);
    await desk.page.evaluate((next) => window.renew(next), page);
    await until('it shows what a load shows', async () => (await desk.lines()).join('\n') === (await loaded()));
    expect(await saved(desk)).toMatchObject({ closed: null, aside: null });
    expect(desk.complaints).toEqual([]);
  });
});
