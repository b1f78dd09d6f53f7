// Where comment threads stand, as rows and marks say it, while people cut, paste, move, edit and settle: over real rooms.
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { anchorOfQuote } from '../../domain/document/anchor';
import { othersIn } from '../../domain/document/fit';
import { commentKey, contentOf } from '../../domain/document/layout';
import { passageOf } from '../../domain/document/passage';
import { must } from '../../domain/must';
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

/** What a page sends of a comment that is begun on these words: two positions, the words, and what stood around them. */
function begunOn({ doc }: Typist, quote: string) {
  const { from, to, prefix, suffix } = must(anchorOfQuote(doc, { quote }), 'it is in the text');
  const { text } = passageOf(doc);
  const around = { prefix, suffix, ...othersIn(text, { quote, prefix, suffix }, text.indexOf(quote)) };
  return { anchor: { from, to }, quote, around, body: '写到一半，原文没有了' };
}
const sent = (begun: object, key?: string) =>
  owner.call<{ id: string; code?: string }>(
    'POST',
    `/reviews/${review}/threads`,
    begun,
    key ? { 'idempotency-key': key } : {},
  );

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

test('TH20 a comment whose words went before it came is lost with its quote from the start, and comes back with them', async () => {
  await written('四是走访基层偏少，了解情况靠电话。');
  const begun = begunOn(one, '走访基层偏少');
  const undo = new Y.UndoManager(contentOf(other.doc), { trackedOrigins: new Set(['me']) });
  other.doc.transact(() => cut(other, '走访基层偏少'), 'me');
  await gone('走访基层偏少');
  const { status, body } = await sent(begun);
  expect(status).toBe(201);
  await expect.poll(() => isLost(body.id), WAIT).toBe(true);
  expect(await seen(body.id)).toMatchObject({ state: 'open', quote: '走访基层偏少', lostBy: null });
  undo.undo();
  await expect.poll(() => marked(one, body.id), WAIT).toBe('走访基层偏少');
  await expect.poll(() => isLost(body.id), WAIT).toBe(false);
  undo.destroy();
});

test('TH20 whose line a colleague broke before its words finds them in the new one', async () => {
  await written('五是调研成果没有转化，报告写完就放下，没有人再问起。');
  const begun = begunOn(one, '报告写完就放下');
  const text = textWith(other, '报告写完就放下');
  const at = plainOf(text).indexOf('报告写完就放下');
  other.doc.transact(() => {
    text.delete(at, text.length - at);
    paste(other, blockOf(other, '调研成果') + 1, '报告写完就放下，没有人再问起。');
  });
  await expect.poll(() => contentOf(one.doc).length, WAIT).toBe(contentOf(other.doc).length);
  const { status, body } = await sent(begun);
  expect(status).toBe(201);
  await expect.poll(() => marked(one, body.id), WAIT).toBe('报告写完就放下');
});

test('TH20 a request that comes again after its words changed or went is the same one', async () => {
  await written('六是学习浅尝辄止。');
  const begun = begunOn(one, '学习浅尝辄止');
  const first = await sent(begun, 'th20');
  expect(first.status).toBe(201);
  await expect.poll(() => marked(other, first.body.id), WAIT).toBe('学习浅尝辄止');
  const text = textWith(other, '六是');
  text.insert(plainOf(text).indexOf('尝辄'), '浅');
  await expect.poll(() => marked(one, first.body.id), WAIT).toBe('学习浅浅尝辄止');
  expect((await sent(begun, 'th20')).body.id).toBe(first.body.id);
  cut(other, '浅浅尝');
  await gone('浅浅尝');
  expect(await sent(begun, 'th20')).toMatchObject({ status: 201, body: { id: first.body.id } });
  expect((await sent({ ...begun, body: '另一句话' }, 'th20')).body.code).toBe('idempotency-mismatch');
});

test('TH20 what is no place of the text, or says nothing of its words, is refused', async () => {
  await written('七是宗旨意识淡薄。');
  const begun = begunOn(one, '宗旨意识淡薄');
  const { from } = begun.anchor;
  expect((await sent({ ...begun, anchor: { from, to: from } })).body.code).toBe('bad-anchor');
  cut(other, '宗旨意识淡薄');
  await gone('宗旨意识淡薄');
  for (const body of [
    { ...begun, anchor: { from: {}, to: 7 } },
    { ...begun, quote: undefined },
    { ...begun, quote: ' ' },
  ])
    expect(await sent(body)).toMatchObject({ status: 400, body: { code: 'bad-anchor' } });
  for (const around of [{}, { ...begun.around, others: -1 }, { ...begun.around, prefix: 7 }])
    expect(await sent({ ...begun, around })).toMatchObject({ status: 400 });
});

function plainOf(text: Y.XmlText): string {
  return (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
}

/** A line more, at both. */
async function written(words: string): Promise<void> {
  paste(one, contentOf(one.doc).length, words);
  await expect.poll(() => blockOf(other, words), WAIT).not.toBe(-1);
}

async function gone(words: string): Promise<void> {
  await expect.poll(() => blockOf(one, words), WAIT).toBe(-1);
}
