// Versions that people name, over the API of a real server.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NamedVersionView } from '../../domain/view';
import type { Person } from '../build/api';
import { aServer, type TestServer } from '../build/server';

let server: TestServer;
let lin: Person;
let wang: Person;
let chen: Person;
let zhao: Person;
let review: string;

beforeAll(async () => {
  server = await aServer();
  lin = await server.person('Mei');
  wang = await server.person('Wang');
  chen = await server.person('Chen');
  zhao = await server.person('Zhao');
  review = await aReview();
}, 60_000);
afterAll(() => server.close());

async function aReview(): Promise<string> {
  const made = await lin.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: '回顾\n\n一、需要改进的\n1. 会议太多，落实不够。',
    members: [
      { personId: wang.id, roles: ['editor'] },
      { personId: chen.id, roles: ['commenter'] },
    ],
  });
  return made.body.id;
}

test('VE1 who writes names the text as it stands, once for the same text; who comments does not; a stranger finds nothing', async () => {
  const path = `/reviews/${review}/named-versions`;
  const made = await wang.call<{ id: string }>('POST', path, { name: ' 一稿 ', note: '提交前' });
  expect(made.status).toBe(201);
  expect((await wang.call('POST', path, { name: '一稿' })).body).toEqual(made.body);
  expect((await chen.call('POST', path, { name: '二稿' })).status).toBe(403);
  expect((await zhao.call('POST', path, { name: '二稿' })).status).toBe(404);
  expect((await zhao.call('GET', path)).status).toBe(404);
  const listed = await chen.call<{ items: NamedVersionView[] }>('GET', path);
  expect(listed.body.items).toMatchObject([{ id: made.body.id, kind: 'named', name: '一稿', note: '提交前' }]);
  for (const body of [
    {},
    { name: '  ' },
    { name: 'x'.repeat(101) },
    { name: 'a\u0000' },
    { name: 'x', kind: 'restore' },
  ])
    expect((await wang.call('POST', path, body)).status, JSON.stringify(body)).toBe(400);
});

test('VE2 its author or an owner renames it, nobody else; in another review it is not there', async () => {
  const made = await lin.call<{ id: string }>('POST', `/reviews/${review}/named-versions`, { name: '送审前' });
  const path = `/reviews/${review}/named-versions/${made.body.id}`;
  expect((await wang.call('PATCH', path, { name: '别名' })).status).toBe(403);
  expect((await lin.call('PATCH', path, { name: '定稿前', note: '按各科回复修改' })).status).toBe(204);
  const other = await aReview();
  expect((await lin.call('PATCH', path.replace(review, other), { name: '越界' })).status).toBe(404);
  const { items } = (await lin.call<{ items: NamedVersionView[] }>('GET', `/reviews/${review}/named-versions`)).body;
  expect(items[0]).toMatchObject({ name: '定稿前', note: '按各科回复修改' });
});
