// A restore under people who write: the old history ends for everybody, the new one knows its owners, nothing is merged (T07, P4).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { SEED_CLIENT } from '../../domain/document/layout';
import { openSession } from '../../server/auth/sessions';
import { aFolder, backUp, bringBack } from '../build/backup';
import {
  aCollab,
  bare,
  leave,
  type Somebody,
  stock,
  synced,
  type TestCollab,
  textOf,
  type,
  until,
} from '../build/collab';

let at: TestCollab;
let folder: Awaited<ReturnType<typeof aFolder>>;
let lin: Somebody;
let wang: Somebody;
let id: string;

beforeAll(async () => {
  [at, folder] = await Promise.all([aCollab({ linger: 20 }), aFolder()]);
});
afterAll(async () => {
  await at.close();
  await folder.clear();
});
beforeEach(async () => {
  [lin, wang] = await Promise.all([at.person('Lin'), at.person('Wang')]);
  id = await at.review([
    [lin, ['owner']],
    [wang, ['editor']],
  ]);
});

const signedInAgain = async (who: Somebody): Promise<Somebody> => {
  const { token } = await openSession(at.database.db, { personId: who.id, kind: 'token', now: new Date() });
  return { ...who, token };
};
const closes = (provider: WebsocketProvider) =>
  new Promise<number>((resolve) => provider.on('connection-close', (event) => event && resolve(event.code)));
const written = async (provider: WebsocketProvider, words: string) => {
  type(provider.doc, words);
  await until(`${words} is on the server`, async () => (await at.text(id)).includes(words));
};

describe('a backup of yesterday, restored under the running engine', () => {
  test('RM29 T07 P4 stock clients, connected and offline: nothing is merged, no local word is lost, none is there twice', async () => {
    const file = folder.file('yesterday.backup');
    const params = { epoch: '1' };
    const clients = [stock(at, lin, id, params), stock(at, wang, id, params), stock(at, wang, id, params)];
    const [one, two, three] = clients;
    if (!one || !two || !three) throw new Error('three clients');
    await Promise.all(clients.map(synced));
    await written(one, '备份之前。');
    await until('all have it', () => clients.every(({ doc }) => textOf(doc).includes('备份之前')));
    const yesterday = await at.text(id);
    await backUp(at.database, file);
    await written(one, '备份之后，林。');
    await written(two, '备份之后，王。');
    three.disconnect();
    type(three.doc, '离线写的。');
    const ends = [closes(one), closes(two)];
    const { epoch } = await bringBack(at.database, file, { replace: true });
    // Everybody's session ended with it.
    expect(await Promise.all(ends)).toEqual([4401, 4401]);
    const again = [await signedInAgain(lin), await signedInAgain(wang), await signedInAgain(wang)];
    for (const [n, who] of again.entries()) {
      const old = stock(at, who, id, params);
      const closed = closes(old);
      const known = clients[n];
      if (known) Y.applyUpdate(old.doc, Y.encodeStateAsUpdate(known.doc));
      expect(await closed, 'a copy of the old history').toBe(4409);
      leave(old);
    }
    await until('the old room is gone', async () => (await at.text(id)) === yesterday);
    const present = stock(at, again[0] ?? lin, id, { epoch: String(epoch) });
    await synced(present);
    expect(textOf(present.doc)).toBe(yesterday);
    await written(present, '恢复之后。');
    const merges = ['备份之后', '离线'].filter((words) => textOf(present.doc).includes(words)).length;
    const local = [textOf(one.doc), textOf(two.doc), textOf(three.doc)];
    const lost = ['备份之后，林。', '备份之后，王。'].filter(
      (words) => !local[0]?.includes(words) || !local[1]?.includes(words),
    );
    const twice = textOf(present.doc).split('备份之前。').length - 2;
    expect([merges, lost, local[2]?.includes('离线写的。'), twice]).toEqual([0, [], true, 0]);
    expect(await at.text(id)).toBe(`${yesterday}\n恢复之后。`);
    console.info(
      `T07: silent merges ${merges}, lost local texts ${lost.length}, duplicates ${twice}, over ${clients.length} stock clients`,
    );
    leave(...clients, present);
  });

  test('GU7 GU9 P8 in the new history client ids belong to those who had them, and the server’s to nobody', async () => {
    const file = folder.file('owners.backup');
    const before = bare(at, id, { token: lin.token });
    await before.ready;
    before.type('林写的。');
    await until('acknowledged', () => before.ack() === 2);
    before.ws.close();
    await backUp(at.database, file);
    await bringBack(at.database, file, { replace: true });
    const thief = await signedInAgain(wang);
    for (const clientID of [before.doc.clientID, SEED_CLIENT]) {
      const one = bare(at, id, { token: thief.token });
      await one.ready;
      one.doc.clientID = clientID;
      one.type('冒名');
      expect(await one.closed).toBe(4409);
    }
    const own = bare(at, id, { token: (await signedInAgain(lin)).token });
    await own.ready;
    own.doc.clientID = before.doc.clientID;
    own.type('还是林写的。');
    await until('acknowledged', () => own.ack() === 2);
    own.ws.close();
    expect(await at.text(id)).not.toContain('冒名');
  });
});

describe('memory of a history that is over', () => {
  test('RM29 is thrown away within seconds, and its connections are told 4409', async () => {
    const one = bare(at, id, { token: lin.token });
    await one.ready;
    const other = new Y.Doc();
    type(other, '另一段历史');
    await at.database.sql.begin(async (tx) => {
      await tx`update documents set epoch = 7, last_seq = 1 where id = ${id}`;
      await tx`insert into updates (doc_id, epoch, seq, bytes) values (${id}, 7, 1, ${Y.encodeStateAsUpdate(other)})`;
    });
    expect(await one.closed).toBe(4409);
    expect(await at.text(id)).toBe('另一段历史');
  });

  test('RM29 is thrown away by the first who knocks, whatever keeps it', async () => {
    const calm = await aCollab({ over: at.database, linger: 60_000 });
    expect(await calm.text(id)).toBe('开头。');
    const other = new Y.Doc();
    type(other, '另一段历史');
    await at.database.sql.begin(async (tx) => {
      await tx`update documents set epoch = 7, last_seq = 1 where id = ${id}`;
      await tx`insert into updates (doc_id, epoch, seq, bytes) values (${id}, 7, 1, ${Y.encodeStateAsUpdate(other)})`;
    });
    const knock = bare(calm, id, { token: lin.token, params: { epoch: '1' } });
    expect(await knock.closed).toBe(4409);
    expect(await calm.text(id)).toBe('另一段历史');
    await calm.close();
  });

  test('ST25 a write of the server into a document that is there no more is told so, also where nobody is connected', async () => {
    const calm = await aCollab({ over: at.database, linger: 60_000 });
    expect(await calm.text(id)).toBe('开头。');
    await at.database.sql.begin(async (tx) => {
      for (const table of ['updates', 'snapshots', 'doc_clients'])
        await tx`delete from ${tx(table)} where doc_id = ${id}`;
      await tx`delete from documents where id = ${id}`;
    });
    const written = calm.collab.write(id, { marksOnly: false }, (doc) => type(doc, '去了哪里'));
    await expect(written).rejects.toMatchObject({ refusal: { code: 'not-found' } });
    expect(calm.collab.stats().pending_updates).toBe(0);
    await calm.close();
  });

  test('RM29 of a review that the restored database does not have is 4404, and nothing waits for it for ever', async () => {
    const one = bare(at, id, { token: lin.token });
    await one.ready;
    await at.database.sql.begin(async (tx) => {
      for (const table of ['updates', 'snapshots', 'doc_clients'])
        await tx`delete from ${tx(table)} where doc_id = ${id}`;
      await tx`delete from documents where id = ${id}`;
    });
    one.type('去了哪里');
    expect(await one.closed).toBe(4404);
    await until('its room is gone', () => at.collab.stats().rooms === 0);
  });
});
