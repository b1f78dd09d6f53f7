// Two people in two browsers over the real collaboration engine: what they write in Chinese converges, is saved, and obeys rights.

import { toBase64 } from 'lib0/buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../domain/document/schema';
import { whyNoBrowser } from '../build/browser';
import { aCollab, type Somebody, type TestCollab, until } from '../build/collab';
import { type Desk, type Desks, editorDesks } from './desk';

const missing = whyNoBrowser();
if (missing) console.info(`skipped, editor in a browser: ${missing}`);

describe.skipIf(missing !== null)('two people over the real engine', () => {
  let at: TestCollab;
  let desks: Desks;
  let lin: Somebody;
  let wang: Somebody;
  let review = '';
  beforeAll(async () => {
    [at, desks] = await Promise.all([aCollab(), editorDesks()]);
    [lin, wang] = await Promise.all([at.person('林若溪'), at.person('王小明')]);
    review = await at.review(
      [
        [lin, ['owner']],
        [wang, ['editor']],
      ],
      ['学用结合不紧。', '第二段。'],
    );
  });
  afterAll(async () => {
    await desks.close();
    await at.close();
  });

  const visit = async (who: Somebody) => {
    const { state, epoch } = await at.collab.state(review);
    const params = { schema: String(SCHEMA_VERSION), epoch: String(epoch), token: who.token };
    const collab = { path: `/real/${at.port}/collab`, params };
    return desks.visit({ id: review, epoch, collab, state: toBase64(state), me: { id: who.id } });
  };
  const saved = (desk: Desk) => desk.state((now) => now.settled && now.unsaved === 0 && now.link === 'live');

  it('P3/P5 open without a byte, compose and type into one paragraph, see each other, and are saved', async () => {
    const [a, b] = await Promise.all([visit(lin), visit(wang)]);
    await Promise.all([saved(a), saved(b)]);
    expect([await a.sent(), await b.sent()]).toEqual([0, 0]);
    await a.caret(0, '学用');
    await b.caret(0, '不紧');
    await a.page.locator('.caret > b', { hasText: '王小明' }).waitFor({ state: 'attached' });
    await a.compose('z');
    await b.page.keyboard.type('hen');
    await a.compose('zhuan');
    await b.page.keyboard.type('duo');
    await a.compose('zhuanhua');
    await b.press('Enter');
    await a.commit('转化');
    await Promise.all([saved(a), saved(b)]);
    await until('both show the same', async () => (await a.lines()).join() === (await b.lines()).join());
    expect((await a.lines()).slice(0, 3)).toEqual(['学用转化结合不紧henduo', '。', '第二段。']);
    expect(await at.text(review)).toBe((await a.lines()).join('\n'));
    expect([...a.complaints, ...b.complaints, ...at.logged]).toEqual([]);
  });

  it.each(['before', 'after'])(
    'P6 one who lost the right to write keeps the words typed %s it aside, and the text is everybody’s again',
    async (when) => {
      await at.setRoles(review, wang, ['editor']);
      const b = await visit(wang);
      await saved(b);
      await b.caret(0, '学用');
      if (when === 'before') {
        desks.cut(true);
        await b.state((now) => now.link !== 'live');
        await b.page.keyboard.insertText('没有送出的字');
      }
      await at.setRoles(review, wang, ['commenter']);
      const closes = at.collab.stats().closes_total ?? 0;
      at.collab.askAgain({ reviewId: review, personId: wang.id });
      // Until the engine has looked, words are taken under the right they were typed with.
      if (when === 'after') await expect.poll(() => at.collab.stats().closes_total).toBeGreaterThan(closes);
      desks.cut(false);
      if (when === 'after') await b.page.keyboard.insertText('没有送出的字');
      const told = await b.state((now) => now.aside !== null && now.link === 'live' && now.unsaved === 0);
      expect(told.aside).toContain('没有送出的字');
      expect((await b.lines()).join('\n')).toBe(await at.text(review));
      expect(await at.text(review)).not.toContain('没有送出');
    },
  );
});
