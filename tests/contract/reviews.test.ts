// Reviews over the API: made from templates and texts, listed and read by one predicate, shared with people (CONTRACT).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { commentKey } from '../../domain/document/layout';
import { SCHEMA_VERSION } from '../../domain/document/schema';
import { allows } from '../../domain/policy';
import { ROLES, type Stage } from '../../domain/review';
import type { ThreadView } from '../../domain/view';
import type { Person } from '../build/api';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced } from '../build/typist';

let server: TestServer;
let owner: Person;
let other: Person;

beforeAll(async () => {
  server = await aServer();
  owner = await server.person('Owner');
  other = await server.person('Other');
}, 60_000);
afterAll(() => server.close());

const TEXT =
  '\ufeff二季度回顾\r\n\r\n一、需要改进的\r\n1. 会议太长。\r\n2. 文档太旧，例如安装说明。\r\n二、改进项\r\n1. 例会不超过三十分钟。\r\n';

async function create(body: object, who = owner): Promise<string> {
  const made = await who.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', ...body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}

describe('templates', () => {
  test('the seven built-in ones, with the facts they ask for', async () => {
    const { body } = await owner.call<{
      items: { id: string; version: number; name: object; meta: { key: string }[] }[];
    }>('GET', '/templates');
    expect(body.items.map((one) => one.id).sort()).toEqual([
      'board-evaluation',
      'incident-review',
      'management-review',
      'retrospective',
      'self-check-2022-individual',
      'self-check-2023-individual',
      'self-check-2023-team',
    ]);
    for (const one of body.items)
      expect(one).toMatchObject({ version: 1, name: { zh: expect.any(String), en: expect.any(String) } });
  });
});

describe('creating', () => {
  test('from a template: seeded once with its parts, the creator is owner', async () => {
    const id = await create({ title: '回顾' });
    const { body } = await owner.call<Record<string, unknown>>('GET', `/reviews/${id}`);
    expect(body).toMatchObject({
      id,
      title: '回顾',
      stage: 'drafting',
      epoch: 1,
      collab: { path: '/collab', params: { schema: String(SCHEMA_VERSION), epoch: '1' } },
    });
    expect(body.members).toMatchObject([{ personId: owner.id, roles: ['owner'] }]);
    expect(body.abilities).toContain('write');
    const outline = await owner.call<{ parts: { key: string }[] }>('GET', `/reviews/${id}/outline`);
    expect(outline.body.parts.map((part) => part.key)).toEqual([
      'follow-up',
      'context',
      'went-well',
      'problems',
      'measures',
    ]);
  });

  test('from a text: it fills the document and names it; parts that it lacks are not added', async () => {
    const id = await create({ text: TEXT });
    const text = await owner.call<string>('GET', `/reviews/${id}/text`);
    expect(text.body.split('\n')[0]).toBe('二季度回顾');
    for (const words of ['会议太长。', '文档太旧，例如安装说明。', '例会不超过三十分钟。'])
      expect(text.body.split(words)).toHaveLength(2);
    const outline = await owner.call<{ parts: { key: string; points: unknown[] }[] }>('GET', `/reviews/${id}/outline`);
    expect(outline.body.parts.map((part) => [part.key, part.points.length])).toEqual([
      ['problems', 2],
      ['measures', 1],
    ]);
  });

  test('refuses unknown facts, people, roles and fields by name', async () => {
    const refused = async (body: object) =>
      (await owner.call<{ code: string; field: string }>('POST', '/reviews', { templateId: 'retrospective', ...body }))
        .body;
    expect(await refused({ meta: { secret: 'x' } })).toMatchObject({ code: 'unknown-meta', field: 'meta.secret' });
    expect(await refused({ members: [{ personId: 'nobody', roles: ['editor'] }] })).toMatchObject({
      code: 'not-found',
      field: 'members',
    });
    expect(await refused({ members: [{ personId: other.id, roles: ['admin'] }] })).toMatchObject({
      code: 'bad-request',
    });
    expect(await refused({ stage: 'approved' })).toMatchObject({ code: 'unknown-field', field: 'stage' });
  });

  test('the same template seeds byte-identical documents', async () => {
    const [one, two] = [await create({ title: 'A' }), await create({ title: 'B' })];
    const state = async (id: string) => Buffer.from((await server.services.collab.state(id)).state).toString('base64');
    expect(await state(one)).toBe(await state(two));
  });
});

describe('list and get agree (P7)', () => {
  test('for every role at every stage that a review goes through', async () => {
    const ids = new Map<string, string>();
    for (const role of ROLES)
      ids.set(role, await create({ title: `角色 ${role}`, members: [{ personId: other.id, roles: [role] }] }));
    const check = async (stage: Stage) => {
      const listed = new Set(
        (await other.call<{ items: { id: string }[] }>('GET', '/reviews')).body.items.map((item) => item.id),
      );
      for (const [role, id] of ids) {
        const known = allows([role as (typeof ROLES)[number]], stage, 'know');
        expect(listed.has(id), `${role} lists at ${stage}`).toBe(known);
        for (const path of ['', '/text', '/outline', '/findings', '/threads', '/versions', '/gates']) {
          expect((await other.call('GET', `/reviews/${id}${path}`)).status, `${role} ${path} at ${stage}`).toBe(
            known ? 200 : 404,
          );
        }
      }
    };
    await check('drafting');
    for (const id of ids.values()) await owner.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
    await check('review');
  }, 60_000);

  test('search finds titles in Chinese and English, by stage, a page at a time', async () => {
    const id = await create({ title: '三季度 Harbour 工作回顾' });
    const find = async (query: string) =>
      (await owner.call<{ items: { id: string }[] }>('GET', `/reviews?${query}`)).body.items.map((item) => item.id);
    for (const q of ['工作回', 'harbour', '季', 'Harbour 工作'])
      expect(await find(`q=${encodeURIComponent(q)}`), q).toContain(id);
    for (const q of ['工作顾', 'harbor', "'; drop table reviews; --", '%', '\\'])
      expect(await find(`q=${encodeURIComponent(q)}`), q).not.toContain(id);
    expect(await find('stage=approved')).toEqual([]);
    const all: string[] = [];
    let cursor: string | undefined;
    for (let n = 0; n < 55; n++) await create({ title: `页 ${n}` });
    do {
      const { body } = await owner.call<{ items: { id: string }[]; cursor?: string }>(
        'GET',
        `/reviews${cursor ? `?cursor=${cursor}` : ''}`,
      );
      all.push(...body.items.map((item) => item.id));
      cursor = body.cursor;
    } while (cursor);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(60);
  }, 60_000);
});

describe('members', () => {
  test('are set and taken out by an owner, who cannot leave alone', async () => {
    const id = await create({ title: '成员' });
    expect(
      (await owner.call('PUT', `/reviews/${id}/members/${other.id}`, { roles: ['editor', 'signatory'] })).status,
    ).toBe(200);
    expect((await other.call('GET', `/reviews/${id}`)).status).toBe(200);
    expect((await other.call('PUT', `/reviews/${id}/members/${other.id}`, { roles: ['owner'] })).status).toBe(403);
    expect((await owner.call<{ code: string }>('DELETE', `/reviews/${id}/members/${owner.id}`)).body.code).toBe(
      'last-owner',
    );
    expect((await owner.call('DELETE', `/reviews/${id}/members/${other.id}`)).status).toBe(204);
    expect((await other.call('GET', `/reviews/${id}`)).status).toBe(404);
    expect((await owner.call('PUT', `/reviews/${id}/members/${other.id}`, { roles: ['suggester'] })).status).toBe(200);
    expect((await other.call<{ abilities: string[] }>('GET', `/reviews/${id}`)).body.abilities).toContain('suggest');
    expect((await owner.call('PUT', `/reviews/${id}/members/${other.id}`, { roles: ['writer'] })).status).toBe(400);
  });
});

describe('threads', () => {
  test('open on a quote, by a commenter; replies, settling and reopening follow the rules', async () => {
    const id = await create({ text: TEXT, members: [{ personId: other.id, roles: ['commenter'] }] });
    const opened = await other.call<{ id: string }>('POST', `/reviews/${id}/threads`, {
      quote: '太长',
      body: '多长？',
      kind: 'must-fix',
    });
    expect(opened.status).toBe(201);
    expect((await owner.call('POST', `/threads/${opened.body.id}/replies`, { body: '两小时。' })).status).toBe(201);
    expect((await owner.call<{ code: string }>('POST', `/threads/${opened.body.id}/resolve`, {})).body.code).toBe(
      'reason-needed',
    );
    expect((await owner.call('POST', `/threads/${opened.body.id}/resolve`, { reason: '已写明' })).status).toBe(200);
    const list = async () => (await owner.call<{ items: ThreadView[] }>('GET', `/reviews/${id}/threads`)).body.items;
    expect((await list())[0]).toMatchObject({
      quote: '太长',
      state: 'resolved',
      resolveReason: '已写明',
      sectionKey: 'problems',
      comments: [{ body: '多长？' }, { body: '两小时。' }],
    });
    expect((await other.call('POST', `/threads/${opened.body.id}/reopen`)).status).toBe(200);
    expect((await list())[0]).toMatchObject({ state: 'open', resolvedBy: null });
    expect(
      (await other.call<{ code: string }>('POST', `/reviews/${id}/threads`, { quote: '没有的话', body: 'x' })).body
        .code,
    ).toBe('quote-not-found');
    expect(
      (await other.call('POST', `/reviews/${id}/threads`, { quote: '改进', occurrence: 2, body: '第二处' })).status,
    ).toBe(201);
  });

  test('a mark that a client takes away, as an undo can, is put back by the server', async () => {
    const id = await create({ text: TEXT });
    const opened = await owner.call<{ id: string }>('POST', `/reviews/${id}/threads`, {
      quote: '会议太长',
      body: '怎么改？',
    });
    const key = commentKey(opened.body.id);
    const typist = await aTypist(server.url, owner, id);
    await synced(typist);
    const marked = () =>
      typist.doc
        .getXmlFragment('content')
        .toArray()
        .map((block) => (block as Y.XmlElement).get(0))
        .find((text): text is Y.XmlText =>
          JSON.stringify((text as Y.XmlText | undefined)?.toDelta() ?? []).includes(key),
        );
    await expect.poll(() => marked() !== undefined).toBe(true);
    const text = marked();
    text?.format(0, text.length, { [key]: null });
    expect(marked()).toBeUndefined();
    await expect.poll(() => marked() !== undefined, { timeout: 5000 }).toBe(true);
    typist.leave();
  });

  test('comment marks are no content: the text and its export stay as they were', async () => {
    const id = await create({ text: TEXT });
    const before = await owner.call<string>('GET', `/reviews/${id}/text`);
    await owner.call('POST', `/reviews/${id}/threads`, { quote: '会议太长', body: '怎么改？' });
    expect((await owner.call<string>('GET', `/reviews/${id}/text`)).body).toBe(before.body);
  });
});

describe('export', () => {
  test('a draft as Word, Markdown and JSON, each with every word', async () => {
    const id = await create({ text: TEXT });
    const docx = await owner.call('GET', `/reviews/${id}/export?format=docx`);
    expect([docx.status, docx.headers.get('content-type'), docx.bytes[0], docx.bytes[1]]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      0x50,
      0x4b,
    ]);
    const back = await owner.call<{ text: string }>('POST', '/recognise?template=retrospective', docx.bytes, {
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    });
    for (const words of ['二季度回顾', '会议太长。', '文档太旧，例如安装说明。', '例会不超过三十分钟。'])
      expect(back.body.text).toContain(words);
    for (const format of ['md', 'json']) {
      const file = new TextDecoder().decode((await owner.call('GET', `/reviews/${id}/export?format=${format}`)).bytes);
      expect(file, format).toContain('文档太旧，例如安装说明。');
      // A draft says that it is one (matrix, "export draft (watermarked)").
      expect(file, format).toContain(format === 'md' ? '\n\n*草稿*\n\n' : '"version": null');
    }
  });
});

test('none of this was an internal error', () => {
  expect(server.logged).toEqual([]);
});
