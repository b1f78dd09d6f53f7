// Who gets in, who reads, who writes, and how it ends: the doors of the socket (RM rules; P6, P7; T11, T12, T15, T16).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { sessionCookieName } from '../../domain/cookie';
import { commentKey, contentOf } from '../../domain/document/layout';
import { SCHEMA_VERSION } from '../../domain/document/schema';
import type { Role } from '../../domain/review';
import { aCollab, bare, pause, type Somebody, type TestCollab, textOf, type, until } from '../build/collab';

let at: TestCollab;
let lin: Somebody;
let wang: Somebody;
let stranger: Somebody;
beforeAll(async () => {
  at = await aCollab({ linger: 20 });
  [lin, wang, stranger] = await Promise.all([at.person('Lin'), at.person('Wang'), at.person('Nobody')]);
});
afterAll(() => at.close());

const withWang = (roles: readonly Role[]) =>
  at.review([
    [lin, ['owner']],
    [wang, roles],
  ]);

async function setStage(id: string, stage: string): Promise<void> {
  await at.database.sql`update reviews set stage = ${stage} where id = ${id}`;
}

/** Status of a refused upgrade, or 101. */
function upgraded(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const ws = new WebSocket(`${at.url.replace('http', 'ws')}${path}`, { headers });
    ws.on('open', () => {
      resolve(101);
      ws.close();
    });
    ws.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    ws.on('error', () => undefined);
  });
}

describe('RM2 P7/T16 the Origin', () => {
  const cases: [string, (own: string) => string | null, 'cookie' | 'token' | 'bearer', number][] = [
    ['our own with the cookie', (own) => own, 'cookie', 101],
    ['a foreign one', () => 'https://evil.example', 'cookie', 403],
    ['null', () => 'null', 'cookie', 403],
    ['none, with the cookie', () => null, 'cookie', 403],
    ['ours as a suffix', (own) => `https://evil-${own.slice(7)}`, 'cookie', 403],
    ['ours as a prefix', (own) => `${own}.evil.example`, 'cookie', 403],
    ['another port', () => 'http://127.0.0.1:1', 'cookie', 403],
    ['no port', () => 'http://127.0.0.1', 'cookie', 403],
    ['other letters', (own) => own.toUpperCase(), 'cookie', 403],
    ['https instead of http', (own) => own.replace('http', 'https'), 'cookie', 403],
    ['ours with a path', (own) => `${own}/`, 'cookie', 403],
    ['two of them', (own) => `${own}, https://evil.example`, 'cookie', 403],
    ['a foreign one with a token', () => 'https://evil.example', 'token', 403],
    ['none, with a token', () => null, 'token', 101],
    ['none, with Authorization', () => null, 'bearer', 101],
  ];
  let judged = 0;
  afterAll(() => console.info(`T16: 0 wrong verdicts of ${judged}`));
  test.each(cases)('%s', async (_name, origin, by, expected) => {
    const id = await withWang(['viewer']);
    const value = origin(at.url);
    const headers = {
      ...(value === null ? {} : { origin: value }),
      ...(by === 'cookie' ? { cookie: `${sessionCookieName(at.url)}=${lin.cookie}` } : {}),
      ...(by === 'bearer' ? { authorization: `Bearer ${lin.token}` } : {}),
    };
    expect(await upgraded(`/collab/${id}${by === 'token' ? `?token=${lin.token}` : ''}`, headers)).toBe(expected);
    judged += 1;
  });

  test('a cookie opens the room from our own page', async () => {
    const id = await withWang(['viewer']);
    const one = bare(at, id, { headers: { origin: at.url, cookie: `${sessionCookieName(at.url)}=${lin.cookie}` } });
    await one.ready;
    one.ws.close();
  });
});

describe('RM3 the path', () => {
  test.each(['/collab/', '/collab', '/collab/a/b', '/other', '/collab//x'])('%s is refused by HTTP', async (path) => {
    expect(await upgraded(`${path}?token=${lin.token}`, {})).toBe(404);
  });
});

describe('RM4 rights are answered by a close code after the upgrade', () => {
  const code = (id: string, options: Parameters<typeof bare>[2]) => bare(at, id, options).closed;

  test('no session 4401; strangers, unknown and ill-formed ids 4404, all alike', async () => {
    const id = await withWang(['viewer']);
    expect(await code(id, {})).toBe(4401);
    expect(await code(id, { token: 'x'.repeat(43) })).toBe(4401);
    expect(await code(id, { token: stranger.token })).toBe(4404);
    expect(await code('00000000-0000-4000-8000-000000000000', { token: lin.token })).toBe(4404);
    for (const bad of ['x', '%00', "'or'1", '..%2f', id.toUpperCase(), `${id}0`]) {
      expect(await code(bad, { token: lin.token }), bad).toBe(4404);
    }
  });

  test('a member who may not read at this stage: 4404', async () => {
    const id = await withWang(['viewer']);
    expect(await code(id, { token: wang.token })).toBe(4404);
    await setStage(id, 'review');
    const one = bare(at, id, { token: wang.token });
    await one.ready;
    one.ws.close();
  });

  test('schema older 4410, newer 4510; another epoch 4409; missing ones are the present ones', async () => {
    const id = await withWang(['viewer']);
    const token = lin.token;
    for (const schema of ['0', '-1', 'x', '', String(SCHEMA_VERSION - 1)])
      expect(await code(id, { token, params: { schema } }), schema).toBe(4410);
    expect(await code(id, { token, params: { schema: String(SCHEMA_VERSION + 1) } })).toBe(4510);
    for (const epoch of ['2', '0', 'x', '']) expect(await code(id, { token, params: { epoch } }), epoch).toBe(4409);
    const right = bare(at, id, { token, params: { schema: String(SCHEMA_VERSION), epoch: '1' } });
    await right.ready;
    right.ws.close();
  });

  test('P6/T12 an outage of the session store is 1013, never a 44xx', async () => {
    const broken = await aCollab({
      over: at.database,
      identify: async () => {
        throw new Error('the store is down');
      },
    });
    const id = await withWang(['viewer']);
    expect(await bare(broken, id, { token: lin.token }).closed).toBe(1013);
    await broken.close();
  });

  test('RM5 the eleventh connection of a person to a document: 1013, the ten go on', async () => {
    const id = await withWang(['editor']);
    const ten = Array.from({ length: 10 }, () => bare(at, id, { token: lin.token }));
    await Promise.all(ten.map((one) => one.ready));
    expect(await code(id, { token: lin.token })).toBe(1013);
    const other = bare(at, id, { token: wang.token });
    await other.ready;
    expect(ten.every((one) => one.code() === null)).toBe(true);
    for (const one of [...ten, other]) one.ws.close();
  });
});

describe('RM6 P7/T15 readers', () => {
  let frames = 0;
  afterAll(() => console.info(`T15: ${frames} frames of readers: 0 changes of the document, 0 closes`));
  test.each(['viewer', 'commenter', 'signatory'] as const)(
    'what a %s writes is dropped with a notice and never a close',
    async (role) => {
      const id = await withWang([role]);
      await setStage(id, 'review');
      const reader = bare(at, id, { token: wang.token });
      await reader.ready;
      expect(reader.heard).not.toContain('0.0');
      reader.type('我不能写');
      await until('the notice', () => reader.notices.length === 1);
      expect(reader.notices[0]).toEqual({ type: 'refused', frame: 1, reason: 'read-only' });
      reader.sendStep2(Y.encodeStateAsUpdate(reader.doc));
      reader.sendUpdate(Uint8Array.of(1, 1, 0x2a, 0, 0, 0, 0));
      reader.sendUpdate(new Uint8Array(2 * 1024 * 1024));
      await until('three more', () => reader.notices.length === 4);
      expect(reader.ack()).toBe(0);
      expect(await at.text(id)).toBe('开头。');
      expect(reader.code()).toBeNull();
      frames += 4;
      reader.ws.close();
    },
  );

  test('the echo of the whole document is settled, and a clean-up of marks is dropped in silence', async () => {
    const id = await withWang(['viewer']);
    await setStage(id, 'review');
    const threadId = '018f3c1e-aaaa-7bbb-8ccc-1234567890ab';
    await at.collab.write(id, { marksOnly: true }, (doc) =>
      firstText(doc).format(0, 1, { [commentKey(threadId)]: { id: threadId } }),
    );
    const reader = bare(at, id, { token: wang.token });
    await reader.ready;
    reader.sendStep2(Y.encodeStateAsUpdate(reader.doc));
    await until('settled', () => reader.ack() === 1);
    const before = Y.encodeStateVector(reader.doc);
    const item = [...reader.doc.store.clients.values()]
      .flat()
      .find((one) => one instanceof Y.Item && one.content instanceof Y.ContentFormat);
    reader.doc.transact((transaction) => (item as Y.Item).delete(transaction));
    reader.sendUpdate(Y.encodeStateAsUpdate(reader.doc, before));
    await pause(200);
    expect(reader.notices).toEqual([]);
    expect(reader.code()).toBeNull();
    frames += 2;
    reader.ws.close();
  });
});

function firstText(doc: Y.Doc): Y.XmlText {
  return (contentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
}

describe('RM7 P6/T11 rights that end while connected', () => {
  async function writer(): Promise<[string, ReturnType<typeof bare>]> {
    const id = await withWang(['editor']);
    const one = bare(at, id, { token: wang.token });
    await one.ready;
    return [id, one];
  }
  const removed = async (id: string) => {
    await at.database.sql`delete from members where review_id = ${id} and person_id = ${wang.id}`;
  };
  const ended = async () => {
    await at.database.sql`update sessions set ended_at = now() where id = ${wang.sessionId}`;
  };
  const restored = async () => {
    await at.database.sql`update sessions set ended_at = null where id = ${wang.sessionId}`;
  };

  test('removed 4403, demoted 4503, signed out 4401, may not read 4404: at once when told', async () => {
    const [a, one] = await writer();
    await removed(a);
    at.collab.askAgain({ reviewId: a, personId: wang.id });
    expect(await one.closed).toBe(4403);
    const [b, two] = await writer();
    await at.setRoles(b, wang, ['commenter']);
    at.collab.askAgain({ reviewId: b, personId: wang.id });
    expect(await two.closed).toBe(4503);
    const [c, three] = await writer();
    await at.setRoles(c, wang, ['viewer']);
    at.collab.askAgain({ reviewId: c });
    expect(await three.closed).toBe(4404);
    const [, four] = await writer();
    await ended();
    at.collab.askAgain({ sessionId: wang.sessionId });
    expect(await four.closed).toBe(4401);
    await restored();
  });

  test('an ended session is seen within 2 s without anybody telling, a removal within 5 s', async () => {
    const [, one] = await writer();
    const began = Date.now();
    await ended();
    expect(await one.closed).toBe(4401);
    const took = Date.now() - began;
    await restored();
    const [id, two] = await writer();
    const beganAgain = Date.now();
    await removed(id);
    expect(await two.closed).toBe(4403);
    console.log(`T11: session end seen after ${took} ms, removal after ${Date.now() - beganAgain} ms`);
  });

  test('whose account ends between the two questions is told that the session is over, not that the review is gone, seated or just coming', async () => {
    let ends: (() => Promise<unknown>) | undefined;
    const there = await aCollab({
      meanwhile: async () => {
        const end = ends;
        ends = undefined;
        await end?.();
      },
    });
    const sun = await there.person('Sun');
    const id = await there.review([[sun, ['editor']]]);
    const account = (at: Date | null) =>
      there.database.sql`update people set disabled_at = ${at?.toISOString() ?? null} where id = ${sun.id}`;
    const seated = bare(there, id, { token: sun.token });
    await seated.ready;
    ends = () => account(new Date());
    there.collab.askAgain({ reviewId: id });
    expect(await seated.closed).toBe(4401);
    await account(null);
    ends = () => account(new Date());
    expect(await bare(there, id, { token: sun.token }).closed).toBe(4401);
    await there.close();
  });

  test('who ignores the close frame is heard no more', async () => {
    const [id, one] = await writer();
    await removed(id);
    one.ws.pause();
    at.collab.askAgain({ reviewId: id });
    await pause(300);
    for (let i = 0; i < 50; i++) one.type(`晚${i}`);
    await pause(200);
    one.ws.resume();
    await one.closed;
    expect(await at.text(id)).toBe('开头。');
  });

  test('who stays unchanged stays connected', async () => {
    const [id, one] = await writer();
    at.collab.askAgain({ reviewId: id });
    at.collab.askAgain({ personId: wang.id });
    await pause(300);
    expect(one.code()).toBeNull();
    type(one.doc, '还在');
    expect(textOf(one.doc)).toContain('还在');
    one.ws.close();
  });
});
