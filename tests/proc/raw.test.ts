// Below the WebSocket protocol, against the built server: bytes that no client writes end their own connection and touch nobody
// else, hold no memory, and the process lives (P9/T20).
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectGarbage, inspectorIn } from '../../bench/measure/inspector';
import type { Person } from '../build/api';
import { heldMiB, INSPECTED, metrics, settled, type Watch, watchMemory } from '../build/footprint';
import { aHome, type Home, type Product, pause, start } from '../build/product';
import { frame, type Raw, rawSocket, upgradeHead } from '../build/rawSocket';
import { aTypist, synced, type Typist } from '../build/typist';

const FULL = process.env.FULL === '1';
/** T20: more than this is never taken by one attack, resident; and this much stays behind of all, in JavaScript's hands. */
const GROWTH_MIB = 32;
const KEPT_MIB = 8;
const MIB = 1024 * 1024;

let home: Home;
let product: Product;
let admin: Person;
/** Edits another review all the time. */
let observer: Typist;
let path: string;
let memory: Watch;
/** Resident before the first attack, MiB, and what JavaScript held of it, bytes. */
let before = 0;
let held = 0;
let edits = 0;

beforeAll(async () => {
  home = await aHome();
  product = await start(home, { env: INSPECTED });
  admin = await product.admin();
  const aReview = async (title: string) =>
    (await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', title })).body.id;
  path = `/collab/${await aReview('Attacked')}?token=${admin.token}`;
  observer = await aTypist(product.url, admin, await aReview('Observed'));
  await synced(observer);
  // What the first connections load and compile is no growth.
  for (let i = 0; i < 20; i++) {
    const raw = await opened();
    raw.socket.write(frame({ opcode: 8, payload: Uint8Array.of(3, 232) }));
    await raw.closeCode();
    await lives();
  }
  held = await collectGarbage(inspectorIn(product.output()));
  before = await heldMiB(product);
  memory = watchMemory(product.pid);
}, 90_000);
afterAll(async () => {
  memory.stop();
  observer.leave();
  expect(await product.stop()).toBe(0);
  await home.clear();
}, 30_000);

async function opened(headers: readonly string[] = []): Promise<Raw> {
  const raw = await rawSocket(product.port, path, headers);
  expect(raw.answer).toMatch(/^HTTP\/1\.1 101/);
  return raw;
}

/** The observer's next edit is taken and acknowledged: the process is there, and nobody else is held up. */
async function lives(): Promise<void> {
  const word = `[${edits++}]`;
  observer.type(word);
  await settled(`the edit ${word} is acknowledged`, () => observer.acknowledged.has(word), Boolean);
}

const update = Buffer.alloc(200, 1);
const many = (n: number, one: (at: number) => Buffer) => Buffer.concat(Array.from({ length: n }, (_, at) => one(at)));

describe('P9/T20 frames that the protocol does not allow', () => {
  test.each<[string, Buffer, number]>([
    ['an unmasked frame', frame({ opcode: 2, payload: update, masked: false }), 1002],
    ...[1, 2, 3, 4, 5, 6, 7].map((rsv): [string, Buffer, number] => [
      `reserved bits ${rsv.toString(2).padStart(3, '0')}`,
      frame({ opcode: 2, rsv, payload: update }),
      1002,
    ]),
    ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode): [string, Buffer, number] => [
      `opcode ${opcode.toString(16)}`,
      frame({ opcode, payload: Uint8Array.of(1) }),
      1002,
    ]),
    ['a ping of 126 bytes', frame({ opcode: 9, payload: Buffer.alloc(126) }), 1002],
    ['a close frame of 126 bytes', frame({ opcode: 8, payload: Buffer.alloc(126, 3) }), 1002],
    ['a close frame of one byte', frame({ opcode: 8, payload: Uint8Array.of(3) }), 1002],
    ['a close code that nobody may send', frame({ opcode: 8, payload: Uint8Array.of(3, 0xed) }), 1002],
    ['a ping in fragments', frame({ opcode: 9, fin: false }), 1002],
    ['a continuation of nothing', frame({ opcode: 0, payload: update }), 1002],
    ['a message inside a message', many(2, () => frame({ opcode: 2, fin: false, payload: update })), 1002],
    ['words that are no UTF-8', frame({ opcode: 1, payload: Uint8Array.of(0xff, 0xfe) }), 1007],
    ['100 MiB announced', frame({ opcode: 2, length: 100 * MIB }), 1009],
    ['2^63 bytes announced', frame({ opcode: 2, length: 2n ** 63n }), 1009],
    ['20,000 fragments', many(20_000, (n) => frame({ opcode: n === 0 ? 2 : 0, fin: false, payload: update })), 1008],
    ['20,000 empty fragments', many(20_000, (n) => frame({ opcode: n === 0 ? 2 : 0, fin: false })), 1008],
    [
      'fragments of 21 MiB',
      many(21, (n) => frame({ opcode: n ? 0 : 2, fin: false, payload: Buffer.alloc(MIB) })),
      1009,
    ],
  ])('%s', async (_, bytes, code) => {
    const raw = await opened();
    raw.socket.write(bytes);
    expect(await raw.closeCode()).toBe(code);
    await settled('the connection is over', raw.gone, Boolean);
    await lives();
  });

  test('GU23 a message in 300,000 pieces of one byte ends before they cost much', async () => {
    const raw = await opened();
    raw.socket.write(frame({ opcode: 2, length: 300_000 }));
    const one = Uint8Array.of(7);
    const quiet = await heldMiB(product);
    memory.forget();
    for (let n = 0; n < 300_000 && !raw.gone(); n++) {
      raw.socket.write(one);
      // Each in a packet of its own, as far as the two kernels let it.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await raw.closeCode()).toBe(1008);
    expect(memory.peak() - quiet).toBeLessThan(GROWTH_MIB);
    await lives();
  }, 60_000);

  test('a flood of pings whose answers nobody reads is cut off', async () => {
    const raw = await opened();
    raw.socket.pause();
    const pings = many(2000, () => frame({ opcode: 9, payload: Buffer.alloc(125) }));
    for (let mib = 0; mib < 64 && !raw.socket.destroyed; mib++) {
      for (let n = 0; n < 4; n++) raw.socket.write(pings);
      await Promise.race([new Promise((resolve) => raw.socket.once('drain', resolve)), pause(200)]);
      await lives();
    }
    raw.socket.resume();
    await settled('the connection is over', raw.gone, Boolean);
  }, 60_000);

  test('compression that is offered is not agreed to, and a compressed frame ends the connection', async () => {
    const raw = await opened(['Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits']);
    expect(raw.answer.toLowerCase()).not.toContain('extensions');
    raw.socket.write(frame({ opcode: 2, rsv: 4, payload: Buffer.from('4bcc49040000', 'hex') }));
    expect(await raw.closeCode()).toBe(1002);
    await lives();
  });

  test('half a frame, and then nothing, holds up nobody; a socket that nobody answers for is ended', async () => {
    const raw = await opened();
    raw.socket.write(frame({ opcode: 2, payload: update }).subarray(0, 3));
    await lives();
    raw.socket.resetAndDestroy();
    await lives();
  });

  test('500 connections that say nothing but close in the middle of a frame leave nothing behind', async () => {
    const before = (await metrics(product.url)).connections ?? 0;
    for (let round = 0; round < 50; round++) {
      const raws = await Promise.all(Array.from({ length: 10 }, () => rawSocket(product.port, path)));
      for (const raw of raws) {
        raw.socket.write(frame({ opcode: 2, length: 1000 }));
        raw.socket.resetAndDestroy();
      }
    }
    await lives();
    await settled(
      'all connections are forgotten',
      async () => (await metrics(product.url)).connections ?? 0,
      (n) => n <= before,
    );
  }, 60_000);
});

describe('P9/T20 upgrades that never end, and other protocols', () => {
  test('200 upgrades whose heads come byte by byte hold up nobody, and end by the clock', async () => {
    const began = Date.now();
    const slow: Socket[] = [];
    let ended = 0;
    for (let n = 0; n < 200; n++) {
      const socket = connect(product.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.on('data', () => undefined);
      socket.on('close', () => {
        ended += 1;
      });
      slow.push(socket);
    }
    const head = upgradeHead(path, [`X-Slow: ${'x'.repeat(20_000)}`]);
    for (let at = 0; at < (FULL ? 600 : 20); at++) {
      for (const socket of slow) if (!socket.destroyed) socket.write(head[at] ?? '');
      await pause(100);
      if (at % 20 === 0) await lives();
      if (ended === slow.length) break;
    }
    if (FULL) {
      await settled(
        'all are ended by the server',
        () => ended,
        (n) => n === slow.length,
        60_000,
      );
      console.info(`T20: 200 slow upgrades were ended after ${Math.round((Date.now() - began) / 1000)} s`);
    }
    for (const socket of slow) socket.destroy();
    await lives();
  }, 120_000);

  test('100 sockets without a session that ignore the close frame are ended by the server', async () => {
    const bare = path.split('?')[0] ?? '';
    const raws = await Promise.all(Array.from({ length: 100 }, () => rawSocket(product.port, bare)));
    await lives();
    expect(new Set(await Promise.all(raws.map((raw) => raw.closeCode())))).toEqual(new Set([4401]));
    await settled('all are over', () => raws.every((raw) => raw.gone()), Boolean);
  }, 30_000);

  test.each<[string, string, RegExp]>([
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^HTTP\/1\.1 400/],
    ['64 KiB of headers', upgradeHead('PATH', [`X-Large: ${'x'.repeat(65_536)}`]), /^HTTP\/1\.1 431/],
    ['20,000 headers', upgradeHead('PATH', Array(20_000).fill('X: 1')), /^HTTP\/1\.1 431/],
    ['a key of the wrong length', upgradeHead('PATH').replace(/Key: .*/, 'Key: x'), /^HTTP\/1\.1 400/],
    ['an old version', upgradeHead('PATH').replace('Version: 13', 'Version: 7'), /^HTTP\/1\.1 (400|426)/],
    ['another method', upgradeHead('PATH').replace('GET', 'POST'), /^HTTP\/1\.1 405/],
    ['another protocol under our path', upgradeHead('PATH').replace('websocket', 'h2c'), /^HTTP\/1\.1 404/],
  ])('%s is refused', async (_, words, expected) => {
    const raw = connect(product.port, '127.0.0.1');
    let answer = '';
    raw.on('data', (bytes) => {
      answer += String(bytes);
    });
    raw.on('error', () => undefined);
    raw.write(words.replace('PATH', path));
    await settled(
      'an answer',
      () => answer,
      (so) => expected.test(so),
      10_000,
    );
    raw.destroy();
    await lives();
  });

  test('a client that would like HTTP/2 (Upgrade: h2c) is answered in HTTP/1.1, its body too', async () => {
    const raw = connect(product.port, '127.0.0.1');
    let answer = '';
    raw.on('data', (bytes) => {
      answer += String(bytes);
    });
    const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n';
    raw.write(`GET /api/health HTTP/1.1\r\nHost: localhost\r\n${h2c}\r\n`);
    await settled(
      'an answer',
      () => answer,
      (so) => so.includes('"status":"ok"'),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    // The connection lives on, and a body in two pieces arrives whole.
    answer = '';
    const body = JSON.stringify({ email: 'nobody@office.test', password: 'x'.repeat(20) });
    const head = `POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
    raw.write(`${head}Content-Length: ${body.length}\r\n${h2c}\r\n${body.slice(0, 10)}`);
    await pause(50);
    raw.write(body.slice(10));
    await settled(
      'an answer',
      () => answer,
      (so) => so.includes('"code"'),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 401/);
    raw.destroy();
  });
});

test('P9/T20 after all of this the process is the same, has logged no error, and holds no more memory', async () => {
  await lives();
  expect(product.output()).not.toMatch(/"level":"error"/);
  // What JavaScript holds, buffers included: how much of the rest the allocator gives back depends on how busy the machine was.
  const grown = await settled(
    'its memory is back',
    async () => (await collectGarbage(inspectorIn(product.output()))) - held,
    (bytes) => bytes < KEPT_MIB * MIB,
  );
  const rss = ((await heldMiB(product)) - before).toFixed(1);
  console.info(
    `T20: 0 crashes; holds ${(grown / MIB).toFixed(1)} MiB more, RSS +${rss} MiB on ${Math.round(before)}; ${edits} edits of the observer acknowledged meanwhile`,
  );
}, 30_000);
