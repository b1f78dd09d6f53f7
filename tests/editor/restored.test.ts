// A restore under open and closed pages: each comes to the text of the backup, and is offered what its own copy had beyond it (T07).
import { toBase64 } from 'lib0/buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionPage } from '../../app/editor/session/session';
import { SCHEMA_VERSION } from '../../domain/document/schema';
import { openSession } from '../../server/auth/sessions';
import { aFolder, backUp, bringBack } from '../build/backup';
import { whyNoBrowser } from '../build/browser';
import { aCollab, type Somebody, type TestCollab, until } from '../build/collab';
import { type Desk, type Desks, editorDesks } from './desk';

const missing = whyNoBrowser();
if (missing) console.info(`skipped, editor in a browser: ${missing}`);

describe.skipIf(missing !== null)('a restored text in the page', () => {
  let at: TestCollab;
  let desks: Desks;
  let folder: Awaited<ReturnType<typeof aFolder>>;
  let lin: Somebody;
  let wang: Somebody;
  let zhao: Somebody;
  let review = '';
  beforeAll(async () => {
    [at, desks, folder] = await Promise.all([aCollab({ linger: 20 }), editorDesks(), aFolder()]);
    [lin, wang, zhao] = await Promise.all([at.person('林若溪'), at.person('王小明'), at.person('赵一')]);
    review = await at.review(
      [
        [lin, ['owner']],
        [wang, ['editor']],
        [zhao, ['editor']],
      ],
      ['学用结合不紧。', '第二段。'],
    );
  });
  afterAll(async () => {
    await desks.close();
    await at.close();
    await folder.clear();
  });

  const pageFor = async (who: Somebody): Promise<SessionPage> => {
    const { state, epoch } = await at.collab.state(review);
    const params = { schema: String(SCHEMA_VERSION), epoch: String(epoch), token: who.token };
    return {
      id: review,
      epoch,
      collab: { path: `/real/${at.port}/collab`, params },
      state: toBase64(state),
      me: { id: who.id },
    };
  };
  const signedInAgain = async (who: Somebody): Promise<Somebody> => {
    const { token } = await openSession(at.database.db, { personId: who.id, kind: 'token', now: new Date() });
    return { ...who, token };
  };
  const saved = (desk: Desk) => desk.state((now) => now.settled && now.unsaved === 0 && now.link === 'live');
  const show = async (desk: Desk, page: SessionPage) => {
    const run = await desk.run();
    await desk.page.evaluate((session) => window.visit(session), page);
    await desk.page.waitForSelector(`[data-run="${run + 1}"] .ProseMirror`);
  };
  const write = async (desk: Desk, after: string, words: string) => {
    await desk.caret(0, after);
    await desk.page.keyboard.insertText(words);
  };

  it('T07 P4 of everybody, open, offline or closed, merges nothing, loses no local word and offers none twice', async () => {
    const first = { lin: await pageFor(lin), wang: await pageFor(wang), zhao: await pageFor(zhao) };
    const [open, offline, closed] = await Promise.all([
      desks.visit(first.lin),
      desks.visit(first.wang),
      desks.visit(first.zhao),
    ]);
    await Promise.all([open, offline, closed].map(saved));
    const yesterday = await at.text(review);
    await backUp(at.database, folder.file('yesterday.backup'));
    await write(open, '学用', '（林，已保存）');
    await until('the others see it', async () => (await offline.lines())[0]?.includes('林，已保存') === true);
    await Promise.all([open, offline, closed].map(saved));
    // Zhao closes the page with all words saved; Wang writes on without a connection.
    await show(closed, { ...first.zhao, id: '00000000-0000-4000-8000-00000000000f' });
    desks.cut(true);
    await offline.state((now) => now.link !== 'live');
    await write(offline, '结合', '（王，离线）');
    await offline.calm();

    await bringBack(at.database, folder.file('yesterday.backup'), { replace: true });
    desks.cut(false);
    await Promise.all([open, offline].map((desk) => desk.state((now) => now.closed === 4401)));
    expect((await offline.state()).unsaved).toBeGreaterThan(0);
    const again = { lin: await signedInAgain(lin), wang: await signedInAgain(wang), zhao: await signedInAgain(zhao) };
    // The open page comes back with its old history and is told so; its words are aside before it asks for the new one.
    await show(open, {
      ...first.lin,
      collab: { ...first.lin.collab, params: { ...first.lin.collab.params, token: again.lin.token } },
    });
    await open.state((now) => now.closed === 4409);
    await until('the old room is gone', async () => (await at.text(review)) === yesterday);
    await show(open, await pageFor(again.lin));
    await show(offline, await pageFor(again.wang));
    await show(closed, await pageFor(again.zhao));
    const pages = [open, offline, closed];
    await Promise.all(pages.map(saved));
    const told = await Promise.all(pages.map((desk) => desk.state((now) => now.aside !== null)));
    expect(told.map(({ aside }) => aside)).toEqual([
      '学用（林，已保存）结合不紧。',
      '学用（林，已保存）结合（王，离线）不紧。',
      '学用（林，已保存）结合不紧。',
    ]);
    for (const desk of pages) expect((await desk.lines()).join('\n')).toBe(yesterday);
    expect(await at.text(review)).toBe(yesterday);
    expect(pages.flatMap(({ complaints }) => complaints)).toEqual([]);

    // Put back by hand it is saved in the new history, once; and the offer ends when its reader says so, for good.
    await write(open, '学用', '（林，已保存）');
    await saved(open);
    await until('the others see it', async () => (await offline.lines())[0] === '学用（林，已保存）结合不紧。');
    await closed.page.evaluate(() => window.h.live.aside?.drop());
    await show(closed, await pageFor(again.zhao));
    await saved(closed);
    expect(await closed.state()).toMatchObject({ aside: null });
    const twice = (await at.text(review)).split('林，已保存').length - 2;
    console.info(`T07: silent merges 0, lost local texts 0, duplicates ${twice}, over ${pages.length} pages of ours`);
    expect(twice).toBe(0);
  }, 120_000);

  it.each([
    ['closed before it heard of the restore', false],
    ['that was told of the new history', true],
  ])(
    'T07 a copy of an earlier history, %s, that has nothing more than the text is forgotten in silence',
    async (_how, told) => {
      const who = await signedInAgain(zhao);
      const before = await pageFor(who);
      const desk = await desks.visit(before);
      await saved(desk);
      await backUp(at.database, folder.file('same.backup'));
      await bringBack(at.database, folder.file('same.backup'), { replace: true });
      await until('the old room is gone', async () => {
        const { epoch } = await at.collab.state(review);
        return epoch > before.epoch;
      });
      const text = await at.text(review);
      const again = await signedInAgain(zhao);
      if (told) {
        const params = { ...before.collab.params, token: again.token };
        await show(desk, { ...before, collab: { ...before.collab, params } });
        await desk.state((now) => now.closed === 4409);
      }
      // Somebody changes a line meanwhile: what the copy has was never lost.
      const other = await desks.visit(await pageFor(await signedInAgain(lin)));
      await write(other, '学用', '要');
      await saved(other);
      await show(desk, await pageFor(again));
      await saved(desk);
      await desk.calm();
      expect(await desk.state()).toMatchObject({ aside: null });
      expect((await desk.lines()).join('\n')).not.toBe(text);
    },
    60_000,
  );
});
