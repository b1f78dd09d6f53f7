// The server's keys: where they lie, how one follows another, and what becomes of one that got into other hands.
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ed25519 as inBrowser } from '../../app/verify/ed25519';
import { sha256Hex } from '../../domain/jcs';
import type { Verdict } from '../../domain/package/format';
import { type PublishedKey, publishedIn, trustIn } from '../../domain/package/keys';
import { publicKeyIn } from '../../domain/package/pem';
import { verifyPackage } from '../../domain/package/verify';
import { ed25519 } from '../../server/files/ed25519';
import { createKeys, publishedKeys } from '../../server/keys/keys';
import { shownKeys } from '../../server/views/audit';
import { onDatabase } from '../build/admin';
import { cli } from '../build/cli';
import { anApprovedReview, filesOf, packageOf } from '../build/package';
import { aServer, type TestServer } from '../build/server';

let at: TestServer;
let folder: string;
let env: Record<string, string>;
/** Signed with the second key. */
let zip: Uint8Array;

beforeAll(async () => {
  at = await aServer();
  folder = await mkdtemp(join(tmpdir(), 'cs-keys-'));
  const [row] = await at.database.sql<{ name: string }[]>`select current_database() as name`;
  env = {
    DATABASE_URL: onDatabase(inject('postgres').admin, row?.name ?? ''),
    COUNTERSIGN_SECRET: 'only-for-tests-'.repeat(4),
    COUNTERSIGN_DATA: at.dataDir,
  };
});
afterAll(async () => {
  await at.close();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) => cli(args, env);
const needs = () => ({ db: at.database.db, log: at.services.needs.log });
const published = async () => publishedIn(JSON.stringify(await publishedKeys(at.services.needs.keys))) ?? [];
const signing = () => at.services.needs.keys.current();
const fingerprintOf = ({ publicKey }: PublishedKey) => sha256Hex(publicKeyIn(publicKey)?.spki ?? new Uint8Array());
const packed = async () => packageOf(at, at.admin, await anApprovedReview(at.admin, [at.admin]));
const byServer = async (zip: Uint8Array) => (await at.call<Verdict>('POST', '/verify', zip)).body;

/** What somebody says of it who has this list, and perhaps a fingerprint from elsewhere. */
async function verified(zip: Uint8Array, list: readonly PublishedKey[], wanted: string | null = null) {
  const trust = await trustIn(list, ed25519, wanted);
  return (await verifyPackage({ files: filesOf(zip), ed25519, trust })).key;
}

/** All that a backup holds, unpacked: its rows are gzip members. */
function inBackup(bytes: Buffer): string {
  let text = bytes.toString('latin1');
  for (let place = bytes.indexOf(GZIP); place >= 0; place = bytes.indexOf(GZIP, place + 1)) {
    const length = bytes.readUInt32BE(place - 4);
    text += gunzipSync(bytes.subarray(place, place + length)).toString('utf8');
  }
  return text;
}
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);

test('a private key lies in a file of this account alone, its public half is published, and no backup holds it', async () => {
  const key = await signing();
  const keys = join(at.dataDir, 'keys');
  expect((await stat(keys)).mode & 0o777).toBe(0o700);
  expect(await readdir(keys)).toEqual([`${key.kid}.pem`]);
  const file = join(keys, `${key.kid}.pem`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await published()).map(({ publicKey }) => publicKey)).toEqual([key.publicPem]);
  const ran = await run('backup', join(folder, 'backup'));
  expect(ran.code, ran.err).toBe(0);
  const pem = await readFile(file, 'utf8');
  const { d = '' } = createPrivateKey(pem).export({ format: 'jwk' });
  const held = inBackup(await readFile(join(folder, 'backup')));
  expect(held).toContain(key.kid);
  const raw = Buffer.from(d, 'base64url');
  for (const secret of [
    pem.split('\n')[1] ?? '-',
    d,
    raw.toString('base64'),
    raw.toString('hex'),
    raw.toString('latin1'),
  ])
    expect(held.includes(secret)).toBe(false);
});

describe('PK14 a key follows another', () => {
  let old: string;
  let young: string;
  let list: PublishedKey[];
  beforeAll(async () => {
    old = (await signing()).fingerprint;
    const ran = await run('keys', 'rotate');
    expect([ran.code, ran.err]).toEqual([0, '']);
    young = (await signing()).fingerprint;
    expect(ran.out).toContain(young);
    zip = await packed();
    list = await published();
  }, 60_000);
  const change = (of: Partial<PublishedKey>) =>
    list.map((one) => (fingerprintOf(one) === young ? { ...one, ...of } : one));

  test('the new one signs without a restart, the old one vouches for it and stays known', async () => {
    expect(young).not.toBe(old);
    expect(list.map(fingerprintOf)).toEqual([old, young]);
    const [, { signedBy, signature } = { signedBy: '', signature: '' }] = list;
    expect([signedBy, Buffer.from(signature ?? '', 'base64').length]).toEqual([old.slice(0, 16), 64]);
    expect(await byServer(zip)).toMatchObject({ valid: true, key: 'known', fingerprint: young });
    expect((await run('keys')).out).toMatch(/retired .*\n.* {2}signs {2}/);
  });

  test('who has the old fingerprint on paper is led to the new one by the published list, and by nothing else', async () => {
    await writeFile(join(folder, 'signed.zip'), zip);
    await writeFile(join(folder, 'keys.json'), JSON.stringify({ items: list }));
    const ran = await run('verify', join(folder, 'signed.zip'), '--keys', join(folder, 'keys.json'), '--key', old);
    expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(/\nVALID\n$/)]);
    expect(await verified(zip, list, old)).toBe('known');
    expect(await verified(zip, list, 'f'.repeat(64))).toBe('unknown');
    expect(await verified(zip, list.slice(1), old)).toBe('unknown');
    expect(await verified(zip, change({ signedBy: null, signature: null }), old)).toBe('unknown');
    expect(await verified(zip, [], young)).toBe('known');
  });

  test('a key whose voucher did not sign it is not known, to the page neither', async () => {
    const forged = change({ signature: Buffer.alloc(64, 1).toString('base64') });
    expect(await verified(zip, forged)).toBe('unknown');
    expect((await trustIn(forged, inBrowser))(young)).toEqual({ is: 'unknown' });
    expect((await trustIn(list, inBrowser))(young)).toEqual({ is: 'sound' });
    const stranger = change({ signedBy: '0'.repeat(16) });
    expect((await trustIn(stranger, inBrowser))(young)).toEqual({ is: 'unknown' });
    const itself = change({ signedBy: young.slice(0, 16) });
    expect((await trustIn(itself, inBrowser, old))(young)).toEqual({ is: 'unknown' });
  });

  test('PK11 a retired key that gets bad spoils nothing of the new one here, and all of it for who has no other word', async () => {
    expect((await run('keys', 'bad', old.slice(0, 16), '2026-01-01T00:00:00Z')).code).toBe(0);
    expect(await byServer(zip)).toMatchObject({ valid: true, key: 'known' });
    expect(await verified(zip, await published())).toBe('known');
    expect(await verified(zip, await published(), old)).toBe('unproven');
  });

  test('a list that is none, and a digest that is none, are said to be so', async () => {
    await writeFile(join(folder, 'none.json'), '{"items":[{}]}');
    const ran = await run('verify', join(folder, 'signed.zip'), '--keys', join(folder, 'none.json'));
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('none.json is no list of keys')]);
    const digest = await run('verify', join(folder, 'signed.zip'), '--witness', '12');
    expect([digest.code, digest.err]).toEqual([1, expect.stringContaining('--witness takes the whole digest')]);
  });
});

test('PK9 PK19 a key that is marked bad signs no more, and stays bad from the earliest moment told: the next one is new, vouched for by nobody, and the audit page says since when', async () => {
  const before = await signing();
  const marked = await run('keys', 'bad', before.kid, '2026-02-03T04:05:06Z');
  expect(marked.out).toContain('older than 2026-02-03T04:05:06.000Z');
  const later = await run('keys', 'bad', before.kid, '2026-05-01T00:00:00Z');
  expect([later.code, later.out]).toEqual([0, expect.stringContaining('older than 2026-02-03T04:05:06.000Z')]);
  const nobody = await run('keys', 'bad', '0'.repeat(16), '2026-02-03T04:05:06Z');
  expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('There is no key')]);
  const next = await signing();
  expect(next.kid).not.toBe(before.kid);
  expect((await published()).find((one) => fingerprintOf(one) === next.fingerprint)).toMatchObject({ signedBy: null });
  expect((await shownKeys(at.services.needs)).map(({ kid, badFrom }) => [kid, badFrom]).slice(0, 2)).toEqual([
    [next.kid, null],
    [before.kid, '2026-02-03T04:05:06.000Z'],
  ]);
  expect(await byServer(zip)).toMatchObject({ valid: false, key: 'unknown', standing: 'unproven' });
}, 60_000);

test('PK18 that the key was changed, and that one was marked as bad, is on the record; what had no effect is not', async () => {
  const recorded = async (kind: string) =>
    (await at.database.sql`select actor_id, body from events where kind = ${kind} order by seq`).map((row) => ({
      ...row,
    }));
  const [old = '', young = ''] = (await published()).map(fingerprintOf);
  const kids = [old.slice(0, 16), young.slice(0, 16)];
  const rotated = { kid: kids[1], fingerprint: young, before: kids[0] };
  expect(await recorded('key.rotated')).toEqual([{ actor_id: null, body: rotated }]);
  expect(await recorded('key.bad')).toEqual([
    { actor_id: null, body: { kid: kids[0], from: '2026-01-01T00:00:00.000Z' } },
    { actor_id: null, body: { kid: kids[1], from: '2026-02-03T04:05:06.000Z' } },
  ]);
});

test('PK17 a file handed out names the key of every node that signs, for another one may pack it, and none that signs no more', async () => {
  const elsewhere = await createKeys({ ...needs(), folder: join(folder, 'another-node') }).current();
  const own = await signing();
  const docx = filesOf(await packed()).get('document.docx') ?? new Uint8Array();
  const paper = String(filesOf(docx).get('word/document.xml'));
  const printed = (await published()).map(fingerprintOf).filter((fingerprint) => paper.includes(fingerprint));
  expect(printed.sort()).toEqual([own.fingerprint, elsewhere.fingerprint].sort());
}, 60_000);
