// Where comment threads stand, as rows and marks say it, while people cut, paste, move, edit and settle: over real rooms.
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { commentKey, contentOf } from '../../domain/document/layout';
import type { ThreadView } from '../../domain/view';
import type { Person } from '../build/api';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced, type Typist, textWith } from '../build/typist';

const FIRST = '一是理论学习不够深入，满足于完成规定动作。';
const SECOND = '二是调查研究不够扎实，下基层偏少。';
const OTHER = '三是对新要求的理论学习不够深入，浅尝辄止。';
const CAUSE = '一是共梳理36条意见，宗旨意识有所淡化。';
const TEXT = `季度复盘\n一、存在的问题\n${FIRST}\n${SECOND}\n${OTHER}\n二、原因分析\n${CAUSE}`;
const WAIT = { timeout: 10_000 };

let server: TestServer;
let owner: Person;
let editor: Person;
let review: string;
let one: Typist;
let other: Typist;

beforeAll(async () => {
  server = await aServer();
  [owner, editor] = [await server.person('Olga'), await server.person('Emil')];
  const { body } = await owner.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: TEXT,
    members: [{ personId: editor.id, roles: ['editor'] }],
  });
  review = body.id;
  [one, other] = [await aTypist(server.url, owner, review), await aTypist(server.url, editor, review)];
  for (const typist of [one, other]) await synced(typist);
});
afterAll(async () => {
  for (const typist of [one, other]) typist.leave();
  await server.close();
});

const opened = async (quote: string, more: object = {}) => {
  const sent = { quote, body: '请改', ...more };
  const { status, body } = await owner.call<{ id: string }>('POST', `/reviews/${review}/threads`, sent);
  expect(status).toBe(201);
  await expect.poll(() => marked(one, body.id), WAIT).toBe(quote);
  return body.id;
};
const seen = async (id: string): Promise<ThreadView> => {
  const { body } = await owner.call<{ items: ThreadView[] }>('GET', `/reviews/${review}/threads`);
  const found = body.items.find((thread) => thread.id === id);
  if (!found) throw new Error(`no thread ${id}`);
  return found;
};
const isLost = async (id: string) => (await seen(id)).lostAt !== null;
const sectionOf = async (id: string) => (await seen(id)).sectionKey;

const blockOf = ({ doc }: Typist, words: string): number =>
  contentOf(doc)
    .toArray()
    .findIndex((block) =>
      block
        .toString()
        .replaceAll(/<[^>]*>/g, '')
        .includes(words),
    );
const cut = (typist: Typist, words: string) => contentOf(typist.doc).delete(blockOf(typist, words), 1);
const paste = ({ doc }: Typist, at: number, words: string, name = 'point') => {
  const element = new Y.XmlElement(name);
  element.insert(0, [new Y.XmlText(words)]);
  contentOf(doc).insert(at, [element]);
  return element;
};

/** The words under the marks of a thread; those of different blocks parted by a bar. */
function marked({ doc }: Typist, id: string): string {
  const texts = contentOf(doc)
    .toArray()
    .flatMap((block) => (block instanceof Y.XmlElement ? block.toArray() : []))
    .filter((text) => text instanceof Y.XmlText);
  return texts
    .map((text) =>
      (text.toDelta() as { insert: string; attributes?: object }[])
        .filter(({ attributes }) => commentKey(id) in (attributes ?? {}))
        .map(({ insert }) => insert)
        .join(''),
    )
    .filter((words) => words !== '')
    .join('|');
}

/** Its words without the number that importing took off. */
const said = (line: string) => line.slice(2);

test('TH12 TH14 cut and put in by a colleague seconds later, a thread stands on its words again, in the section where they are', async () => {
  const id = await opened('理论学习不够深入', { kind: 'must-fix' });
  const before = await sectionOf(id);
  cut(one, '满足于');
  await expect.poll(() => isLost(id), WAIT).toBe(true);
  expect(marked(other, id)).toBe('');
  paste(other, contentOf(other.doc).length, said(FIRST));
  await expect.poll(() => isLost(id), WAIT).toBe(false);
  await expect.poll(() => marked(one, id), WAIT).toBe('理论学习不够深入');
  expect(textWith(one, '满足于').toString()).toContain('comment--');
  await expect.poll(() => sectionOf(id), WAIT).not.toBe(before);
  const found = await owner.call<unknown>('GET', `/search?q=${encodeURIComponent('请改')}`);
  expect(JSON.stringify(found.body)).toContain(`"sectionKey":"${await sectionOf(id)}"`);
  const gates = await owner.call<unknown>('GET', `/reviews/${review}/gates`);
  expect(JSON.stringify(gates.body)).toContain(`"sectionKey":"${await sectionOf(id)}"`);
});

test('TH12 with its words deleted a thread is lost, though another passage says the same; an undo brings it back, once', async () => {
  const id = await opened('理论学习不够深入', { occurrence: 2 });
  const undo = new Y.UndoManager(contentOf(one.doc), { trackedOrigins: new Set(['me']) });
  one.doc.transact(() => cut(one, '满足于'), 'me');
  await expect.poll(() => isLost(id), WAIT).toBe(true);
  expect((await seen(id)).lostBy?.name).toBe('Olga');
  expect(marked(other, id)).toBe('');
  paste(other, 2, said(FIRST));
  await expect.poll(() => marked(one, id), WAIT).toBe('理论学习不够深入');
  undo.undo();
  await expect.poll(() => marked(other, id), WAIT).toBe('理论学习不够深入');
  await expect.poll(async () => [await isLost(id), marked(other, id)], WAIT).toEqual([false, '理论学习不够深入']);
  undo.destroy();
});

test('TH12 settled on edited words, a thread is opened again on them', async () => {
  const id = await opened('36条');
  const text = textWith(one, '梳理');
  const at = text.toDelta()[0]?.insert.length + 1;
  text.insert(at, '8');
  text.delete(at + 1, 1);
  await expect.poll(() => marked(other, id), WAIT).toBe('38条');
  expect((await owner.call('POST', `/threads/${id}/resolve`, {})).status).toBe(200);
  await expect.poll(() => marked(other, id), WAIT).toBe('');
  textWith(one, '宗旨意识').insert(0, '经');
  expect((await owner.call('POST', `/threads/${id}/reopen`)).status).toBe(200);
  await expect.poll(() => marked(other, id), WAIT).toBe('38条');
  expect((await seen(id)).quote).toBe('36条');
});

test('TH9 opened again when its words are gone, a thread is lost; TH14 a heading above it changes its section', async () => {
  const id = await opened('下基层');
  expect((await owner.call('POST', `/threads/${id}/resolve`, {})).status).toBe(200);
  await expect.poll(() => marked(one, id), WAIT).toBe('');
  const text = textWith(one, '下基层');
  text.delete(text.toString().indexOf('下基层'), 3);
  await expect
    .poll(async () => (await owner.call<string>('GET', `/reviews/${review}/text`)).body, WAIT)
    .not.toContain('下基层');
  expect((await owner.call('POST', `/threads/${id}/reopen`)).status).toBe(200);
  await expect.poll(() => isLost(id), WAIT).toBe(true);

  const standing = await opened('调查研究');
  const before = await sectionOf(standing);
  const heading = paste(other, blockOf(other, '调查研究'), '另一部分', 'heading');
  heading.setAttribute('level', 1 as unknown as string);
  await expect.poll(() => sectionOf(standing), WAIT).not.toBe(before);
  expect(server.logged).toEqual([]);
});
