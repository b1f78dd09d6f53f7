// Where the words are: the page's account against a peer that withholds, refuses and closes (PROMISES "The page's side").
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from '../../domain/document/layout';
import { wordsOf } from '../../domain/document/sections';
import { whyNoBrowser } from '../build/browser';
import { type Desk, type Desks, editorDesks } from './desk';
import { notice, presence, presentClients } from './harness/peer';

const missing = whyNoBrowser();
if (missing) console.info(`skipped, editor in a browser: ${missing}`);

describe.skipIf(missing !== null)('P2 the words of the page', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await editorDesks();
  });
  afterAll(() => desks.close());

  const saved = (desk: Desk) => desk.state((now) => now.settled && now.unsaved === 0 && now.link === 'live');
  const type = async (desk: Desk, words: string) => {
    await desk.caret(4, '不紧');
    await desk.page.keyboard.insertText(words);
    return desk.state((now) => now.unsaved > 0);
  };
  const onServer = () => blocksOf(desks.peer.doc()).map(wordsOf);

  it('T04 are never called saved before the first exchange and each edit are acknowledged', async () => {
    desks.peer.acks = false;
    const opening = desks.open();
    desks.peer.acks = false;
    const desk = await opening;
    expect(await desk.state((now) => now.link === 'live')).toMatchObject({ settled: false, unsaved: 0 });
    desks.peer.acks = true;
    expect(await saved(desk)).toMatchObject({ savedAt: null });
    desks.peer.acks = false;
    await type(desk, '密');
    await desk.calm();
    expect((await desk.state()).unsaved).toBe(1);
    desks.peer.acks = true;
    expect((await saved(desk)).savedAt).not.toBeNull();
    expect(onServer()[4]).toBe('学用结合不紧密。');
  });

  it('the socket asks for acks and notices, and opening and closing a text sends nothing of it (P5/T09)', async () => {
    const desk = await desks.open();
    await saved(desk);
    expect(desks.peer.url).toMatch(/\?schema=1&epoch=1&as=[^&]+&ack=1&notices=1$/);
    expect(desks.peer.updates).toBe(0);
  });

  it('P4 survive a cut without their acknowledgement: they are on the server once, after it', async () => {
    const desk = await desks.open();
    await saved(desk);
    desks.peer.acks = false;
    await type(desk, '密');
    desks.peer.close(1012);
    desks.peer.acks = true;
    await saved(desk);
    expect(onServer()[4]).toBe('学用结合不紧密。');
  });

  it('P4/T06 written offline are there after a reload and count as unsaved until the server has them', async () => {
    const desk = await desks.open();
    const review = await desk.run();
    await saved(desk);
    desks.peer.closesWith = 1013;
    desks.peer.close(1013);
    await desk.state((now) => now.link !== 'live');
    await type(desk, '密');
    await desk.calm();
    const again = await desks.open(undefined, review);
    await again.state((now) => now.unsaved > 0 && !now.settled);
    expect((await again.lines())[4]).toBe('学用结合不紧密。');
    desks.peer.closesWith = null;
    await again.page.evaluate(() => window.h.save.retry());
    await saved(again);
    expect(onServer()[4]).toBe('学用结合不紧密。');
  });

  it.each([4400, 4409, 4413])(
    'that are refused with %i move aside; a fresh copy shows what the server has',
    async (code) => {
      const desk = await desks.open();
      const review = await desk.run();
      await saved(desk);
      desks.peer.swallows = true;
      await desk.caret(4, '不紧');
      await desk.calm();
      await desk.page.keyboard.insertText('密');
      // The socket must not close before the edit is in the copy.
      await desk.state((now) => now.unsaved > 0);
      desks.peer.close(code);
      expect((await desk.state((now) => now.aside !== null)).aside).toBe('学用结合不紧密。');
      desks.peer.swallows = false;
      expect(await saved(desk)).toMatchObject({ aside: '学用结合不紧密。', closed: null });
      expect((await desk.lines())[4]).toBe('学用结合不紧。');
      expect(onServer()[4]).toBe('学用结合不紧。');
      // Neither the refused words nor the offer are lost or brought back by a reload.
      const again = await desks.open(undefined, review);
      expect(await saved(again)).toMatchObject({ aside: '学用结合不紧密。' });
      expect((await again.lines())[4]).toBe('学用结合不紧。');
      await again.page.evaluate(() => window.h.live.aside?.drop());
      await again.state((now) => now.aside === null);
    },
  );

  it('of one who lost the right to write meanwhile move aside (demotion)', async () => {
    const desk = await desks.open();
    await saved(desk);
    desks.peer.refuses = true;
    await desk.caret(4, '不紧');
    await desk.page.keyboard.insertText('密');
    expect((await desk.state((now) => now.aside !== null)).aside).toBe('学用结合不紧密。');
    await saved(desk);
    expect((await desk.lines())[4]).toBe('学用结合不紧。');
  });

  it('a copy refused again before it was settled stays refused: no loop', async () => {
    const desk = await desks.open();
    await saved(desk);
    desks.peer.closesWith = 4409;
    desks.peer.close(4409);
    expect(await desk.state((now) => now.closed === 4409)).toMatchObject({ link: 'stopped' });
    const before = desks.peer.connections;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(desks.peer.connections).toBe(before);
  });

  it('P6 the local copy is wiped after a removal (4403), and kept at the end of a session (4401)', async () => {
    const desk = await desks.open();
    const review = await desk.run();
    await saved(desk);
    desks.peer.acks = false;
    desks.peer.closesWith = 4401;
    await type(desk, '密');
    desks.peer.close(4401);
    expect(await desk.state((now) => now.closed === 4401)).toMatchObject({ link: 'stopped', unsaved: 1, aside: null });
    desks.peer.closesWith = 4403;
    await desk.page.evaluate(() => window.h.save.retry());
    await desk.state((now) => now.closed === 4403);
    await desk.calm();
    desks.peer.reset('');
    desks.peer.closesWith = 1013;
    const again = await desks.open(undefined, review);
    await again.calm();
    expect((await again.lines())[4]).toBe('学用结合不紧。');
  });

  it('notices reach the screen, and presence is what the server says of others, never more than one entry of our own', async () => {
    const desk = await desks.open();
    await saved(desk);
    await desk.page.evaluate(() => {
      window.h.opened.length = 0;
      window.h.live.onNotice((news) => window.h.opened.push(news.type));
    });
    desks.peer.send(notice({ type: 'threads' }));
    desks.peer.send(presence(77, { user: { id: 'x', name: '<b>陈嘉禾</b>', colour: 2 }, cursor: null }));
    desks.peer.send(presence(78, { user: 'nobody', cursor: { anchor: {}, head: 1 } }));
    expect((await desk.state((now) => now.present.length > 0)).present).toEqual(['<b>陈嘉禾</b>']);
    await desk.caret(4, '学用');
    await desk.calm();
    expect(await desk.page.evaluate(() => window.h.opened)).toEqual(['threads']);
    const own = await desk.page.evaluate(() => window.h.live.doc.clientID);
    expect(new Set(desks.peer.presence.flatMap(presentClients))).toEqual(new Set([own]));
    expect(desk.complaints).toEqual([]);
  });

  it('a colleague’s caret stands where they are, with their name as text', async () => {
    const desk = await desks.open();
    await saved(desk);
    await desk.caret(4, '结合');
    await desk.calm();
    const cursor = await desk.page.evaluate(() => window.h.live.awareness.getLocalState()?.cursor);
    desks.peer.send(presence(79, { user: { id: 'x', name: '<b>陈嘉禾</b>', colour: 2 }, cursor }));
    await desk.page.locator('.caret').waitFor();
    expect(await desk.page.locator('.caret > b').textContent()).toBe('<b>陈嘉禾</b>');
    expect(await desk.page.locator('.caret').evaluate((el) => el.parentElement?.textContent)).toContain('结合\u2060');
  });
});
