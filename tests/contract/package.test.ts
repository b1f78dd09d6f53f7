// T33: a signed package holds what was signed, is checked without us, and no changed byte of it goes unnoticed.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ed25519 as inBrowser } from '../../app/verify/ed25519';
import { type ChainEvent, hashOfEvent } from '../../domain/chain';
import { type Json, jcs } from '../../domain/jcs';
import { must } from '../../domain/must';
import {
  LISTED,
  MANIFEST,
  type Manifest,
  type PackedEvent,
  SIGNATURE,
  type Verdict,
} from '../../domain/package/format';
import { trustIn } from '../../domain/package/keys';
import { verifyPackage } from '../../domain/package/verify';
import { inWords } from '../../server/cli/trouble';
import { verify } from '../../server/cli/verify';
import { ed25519 } from '../../server/files/ed25519';
import { writeZip } from '../../server/files/stableZip';
import { publishedKeys } from '../../server/keys/keys';
import { PASSWORD, type Person } from '../build/api';
import { cli } from '../build/cli';
import {
  anApprovedReview,
  endless,
  filesOf,
  manifestIn,
  OVERRIDES,
  packageOf,
  packageSignedAnew,
} from '../build/package';
import { random } from '../build/random';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

let at: TestServer;
let qian: Person;
let id: string;
let zip: Uint8Array;
let files: Map<string, Uint8Array>;

beforeAll(async () => {
  at = await aServer();
  qian = await at.person('Qian');
  id = await anApprovedReview(at.admin, [at.admin, qian]);
  zip = await packageOf(at, qian, id);
  files = filesOf(zip);
});
afterAll(() => at.close());

const judged = (given: ReadonlyMap<string, Uint8Array>) => verifyPackage({ files: given, ed25519, trust: null });
const wrong = ({ checks }: Verdict) => checks.filter(({ ok }) => !ok).map(({ check }) => check);
const withFile = (name: string, bytes: Uint8Array) => new Map(files).set(name, bytes);
const manifestOf = () => manifestIn(files);
const signedAnew = (manifest: Manifest, changed?: Record<string, Uint8Array>) =>
  packageSignedAnew(files, manifest, changed);

describe('PK1 PK6 P11 T33 a signed package', () => {
  test('verifies by openssl and sha256sum alone, and by the program that it carries', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cs-package-'));
    try {
      for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
      const run = (program: string, ...args: string[]) =>
        execFileSync(program, args, { cwd: folder, encoding: 'utf8' });
      const openssl = `pkeyutl -verify -pubin -inkey public-key.pem -rawin -in ${MANIFEST} -sigfile ${SIGNATURE}`;
      expect(run('openssl', ...openssl.split(' '))).toContain('Signature Verified Successfully');
      const sums = new Map(
        run('sha256sum', ...LISTED)
          .trim()
          .split('\n')
          .map((line) => line.split(/\s+/) as [string, string])
          .map(([sum, name]) => [name, sum]),
      );
      for (const { name, sha256 } of manifestOf().files) expect(sums.get(name), name).toBe(sha256);
      expect(sums.get('document.json')).toBe(manifestOf().version.contentSha256);
      const { fingerprint } = await judged(files);
      expect(run(process.execPath, 'verify.mjs', '--key', fingerprint ?? '')).toMatch(
        /Qian \(signatory\): agree;[\s\S]*\nVALID\n$/,
      );
      expect(() => run(process.execPath, 'verify.mjs', '--key', 'f'.repeat(64))).toThrow(/Command failed/);
      await writeFile(join(folder, 'document.json'), 'another text');
      expect(() => run(process.execPath, 'verify.mjs')).toThrow(/Command failed/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('says who signed, and the server knows its key; nobody has to sign in for that', async () => {
    const answer = await at.call<Verdict & { key: string }>('POST', '/verify', zip, {
      'content-type': 'application/zip',
    });
    expect([answer.status, answer.body.valid, answer.body.key, wrong(answer.body)]).toEqual([200, true, 'known', []]);
    expect(answer.body.says?.signatures.map(({ name, decision }) => [name, decision])).toEqual([
      ['Lin', 'agree'],
      ['Qian', 'agree'],
    ]);
  });

  test('was approved when the completion was written, and not before the last word was said', () => {
    const { chain, version } = manifestOf();
    const events = chain.filter((link): link is PackedEvent => 'kind' in link);
    const [completed] = events.filter(({ kind }) => kind === 'signoff.completed');
    expect(version.approvedAt).toBe(completed?.at);
    for (const { kind, at: when } of events)
      if (kind === 'decision.made') expect(when <= version.approvedAt).toBe(true);
  });

  test('PK8 is the same file for everybody, however often and by whomever it is asked for', async () => {
    const [again, lins] = await Promise.all([packageOf(at, qian, id), packageOf(at, at.admin, id)]);
    expect([Buffer.compare(zip, again), Buffer.compare(zip, lins)]).toEqual([0, 0]);
  });

  test('prints the fingerprint of its key on the signature page', async () => {
    const { fingerprint } = await judged(files);
    expect(Buffer.from(files.get('VERIFY.txt') ?? []).toString()).toContain(fingerprint);
    expect(
      filesOf(files.get('document.docx') ?? new Uint8Array())
        .get('word/document.xml')
        ?.toString(),
    ).toContain(fingerprint);
  });

  test('PK2 with a file missing, doubled or added is not valid', async () => {
    for (const name of files.keys()) {
      const less = new Map(files);
      less.delete(name);
      expect(wrong(await judged(less)), name).toContain('files');
    }
    expect(wrong(await judged(withFile('notes.txt', Buffer.from('x'))))).toEqual(['files']);
    const twice = [...files].map(([name, data]) => ({ name, data: Buffer.from(data) }));
    const doubled = writeZip([...twice, { name: MANIFEST, data: Buffer.from('{}') }]);
    expect((await at.call('POST', '/verify', doubled)).status).toBe(422);
  });

  test('that a stranger signed anew is right in itself, and unknown to the server', async () => {
    const theirs = signedAnew(manifestOf());
    expect(wrong(await judged(theirs))).toEqual([]);
    const sent = writeZip([...theirs].map(([name, data]) => ({ name, data: Buffer.from(data) })));
    const answer = await at.call<Verdict & { key: string }>('POST', '/verify', sent);
    expect([answer.body.valid, answer.body.key, wrong(answer.body)]).toEqual([false, 'unknown', ['key']]);
  });

  test.each<[string, (chain: Manifest['chain']) => Manifest['chain']]>([
    ['dropped', (chain) => chain.filter((_one, n) => n !== 1)],
    ['doubled', (chain) => chain.flatMap((one, n) => (n === 1 ? [one, one] : [one]))],
    ['in another order', (chain) => [...chain.slice(1, 3).toReversed(), ...chain.slice(3)]],
    ['changed', (chain) => chain.map((one) => ('kind' in one ? { ...one, at: '2020-01-01T00:00:00.000Z' } : one))],
    [
      'with another word in a decision',
      (chain) =>
        chain.map((one) =>
          'kind' in one && one.kind === 'decision.made'
            ? { ...one, body: { ...(one.body as object), name: 'Wu' } as Json }
            : one,
        ),
    ],
  ])('PK6 whose events are %s is not valid even when it was signed anew', async (_how, change) => {
    const manifest = manifestOf();
    const verdict = await judged(signedAnew({ ...manifest, chain: change(manifest.chain) }));
    expect(wrong(verdict)).toContain('chain');
  });

  test('PK4 PK5 PK7 over another text, or with records that do not name it, is not valid even when it was signed anew', async () => {
    const manifest = manifestOf();
    const document = Buffer.from(
      Buffer.from(files.get('document.json') ?? [])
        .toString()
        .replace('三十分钟', '五十分钟'),
    );
    expect(wrong(await judged(signedAnew(manifest, { 'document.json': document })))).toEqual(['document']);
    const contentSha256 = createHash('sha256').update(document).digest('hex');
    const moved = { ...manifest, version: { ...manifest.version, contentSha256 } };
    expect(wrong(await judged(signedAnew(moved, { 'document.json': document })))).toEqual(['records', 'signatures']);
    expect(wrong(await judged(signedAnew(manifest, { 'records.json': Buffer.from('[]') })))).toEqual(['records']);
  });

  test('is refused in words when it is no zip, a bomb, or far too large; nothing of it is kept', async () => {
    expect((await at.call('POST', '/verify', Buffer.from('no zip'))).body).toMatchObject({ code: 'unreadable-file' });
    const bomb = writeZip([{ name: MANIFEST, data: Buffer.alloc(70 * 1024 * 1024) }]);
    expect((await at.call('POST', '/verify', bomb)).status).toBe(413);
    expect((await at.call('POST', '/verify', Buffer.alloc(17 * 1024 * 1024))).status).toBe(413);
  });

  test('PK16 P9 that takes long to judge holds up nobody who writes or signs meanwhile', async () => {
    const manifest = manifestOf();
    const slow = signedAnew({ ...manifest, chain: endless(manifest.chain, 600) });
    const sent = writeZip([...slow].map(([name, data]) => ({ name, data: Buffer.from(data) })));
    let [longest, last] = [0, performance.now()];
    const look = () => {
      const now = performance.now();
      [longest, last] = [Math.max(longest, now - last), now];
    };
    const clock = setInterval(look, 10);
    const answer = await at.call<Verdict>('POST', '/verify', sent);
    clearInterval(clock);
    look();
    // On a busy machine its time is over before its verdict.
    expect([200, 413]).toContain(answer.status);
    expect(answer.body.valid ?? false).toBe(false);
    expect(longest).toBeLessThan(1000);
  });

  test('that is not there is said to be missing by its path, whether it was meant as a file or as a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cs-package-'));
    try {
      const file = join(folder, 'file');
      await writeFile(file, 'x');
      for (const [path, code] of [
        [join(folder, 'signed.zip'), 'ENOENT'],
        [join(folder, 'unpacked', 'here'), 'ENOENT'],
        [join(file, 'here'), 'ENOTDIR'],
      ] as const) {
        const said = await verify(path, {}).then(() => 'nothing', inWords);
        expect(said).toBe(`There is no file or folder ${path} (${code}): nothing was changed.`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('of hostile JSON is judged and nothing more', async () => {
    for (const text of [
      'null',
      '[]',
      '{}',
      '1',
      '"\\ud800"',
      '['.repeat(100_000),
      '{"schema":"countersign.package/1"}',
      '\u0000',
    ]) {
      const verdict = await judged(withFile(MANIFEST, Buffer.from(text)));
      expect(verdict.valid, text.slice(0, 40)).toBe(false);
    }
  });
});

test('PK1 a manifest with any field missing, or of another kind, is judged and nothing more', async () => {
  const manifest = JSON.parse(must(files.get(MANIFEST), MANIFEST).toString()) as Json;
  const kinds: Json[] = [null, 7, 'x', [], {}, [null], -1e300];
  let n = 0;
  for (const path of pathsOf(manifest)) {
    for (const value of [undefined, kinds[n % kinds.length]]) {
      n += 1;
      const other = jcs(replaced(manifest, path, value));
      if (other === jcs(manifest)) continue;
      const verdict = await judged(withFile(MANIFEST, Buffer.from(other)));
      expect(verdict.valid, `${path.join('.')}: ${JSON.stringify(value)}`).toBe(false);
    }
  }
  expect(n).toBeGreaterThan(200);
}, 60_000);

test('PK1 moments that are none are found in a package that was signed anew: who tells of it can make days of all that it says', async () => {
  const manifest = manifestOf();
  const soon = { ...manifest, version: { ...manifest.version, approvedAt: 'soon' } };
  expect(wrong(await judged(signedAnew(soon)))).toContain('files');
  let prev = '';
  const chain = manifest.chain.map((link) => {
    if (!('kind' in link)) {
      prev = link.hash;
      return link;
    }
    const event = { ...link, prev: prev || link.prev, ...(link.kind === 'decision.made' ? { at: 'soon' } : {}) };
    prev = hashOfEvent(event as unknown as ChainEvent);
    return { ...event, hash: prev };
  });
  const head = { seq: manifest.head.seq + 1, hash: prev };
  const verdict = await judged(signedAnew({ ...manifest, chain, head }));
  expect(wrong(verdict)).toEqual(['signatures']);
  expect(verdict.says?.signatures).toEqual([]);
});

/** Where every value of a JSON text stands. */
function pathsOf(value: Json, at: readonly string[] = []): string[][] {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return below.flatMap(([key, one]) => [[...at, key], ...pathsOf(one as Json, [...at, key])]);
}

/** A copy with another value there; undefined: without it. */
function replaced(value: Json, [key = '', ...rest]: readonly string[], by: Json | undefined): Json {
  const copy = structuredClone(value) as Record<string, Json>;
  if (rest.length > 0) copy[key] = replaced(copy[key] as Json, rest, by);
  else if (by !== undefined) copy[key] = by;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy as Json;
}

test('PK6 what drafters named between two freezes, and what they said, travels with no package', async () => {
  const draft = await aReadyReview(at.admin, [[at.admin, ['owner', 'signatory']]]);
  const did = async (path: string, body: object) => {
    const { status } = await at.admin.call('POST', `/reviews/${draft}/${path}`, body);
    expect(status, path).toBeLessThan(300);
  };
  await did('actions', { action: 'start-review' });
  await did('actions', { action: 'freeze', ...OVERRIDES });
  await did('actions', { action: 'cancel-signoff', reason: '再改一处' });
  await did('named-versions', { name: '内部叫法' });
  await did('threads', { quote: '例会', body: '私下的话' });
  await did('actions', { action: 'freeze', ...OVERRIDES });
  const { digest } = (await at.admin.call<{ digest: string }>('GET', `/reviews/${draft}/signoff`)).body;
  await did('decisions', { digest, decision: 'agree', password: PASSWORD });
  const made = filesOf(await packageOf(at, at.admin, draft));
  expect(wrong(await judged(made))).toEqual([]);
  const manifest = Buffer.from(made.get(MANIFEST) ?? []).toString();
  expect(manifest).not.toMatch(/内部叫法|私下的话|version\.named|thread\./);
}, 60_000);

test('PO5 that is asked for when the next version is signed already tells nothing of that one', async () => {
  const own = await anApprovedReview(at.admin, [at.admin]);
  const late = await at.person('Late');
  const did = async (method: 'PATCH' | 'POST' | 'PUT', path: string, body: object) => {
    const { status } = await at.admin.call(method, `/reviews/${own}${path}`, body);
    expect(status, path).toBeLessThan(300);
  };
  await did('POST', '/actions', { action: 'reopen', reason: '补充' });
  await did('PATCH', '', { title: '还没有公布的标题' });
  await did('PUT', `/members/${late.id}`, { roles: ['signatory'] });
  await did('POST', '/actions', { action: 'start-review' });
  await did('POST', '/actions', { action: 'freeze', ...OVERRIDES });
  const { status, bytes } = await at.admin.call('GET', `/reviews/${own}/export?format=package&version=1`);
  expect(status).toBe(200);
  const made = filesOf(bytes);
  expect(wrong(await judged(made))).toEqual([]);
  const records = JSON.parse(String(made.get('records.json'))) as { versionNo: number }[];
  expect(records.map(({ versionNo }) => versionNo)).toEqual([1]);
  expect(String(made.get('records.json'))).not.toContain('Late');
}, 60_000);

test('only an approved version has a package; a stranger is told nothing', async () => {
  const draft = await at.admin.call('POST', '/reviews', {
    templateId: 'retrospective',
    text: '回顾\n\n一、上次改进项\n无。',
  });
  const asked = await at.admin.call('GET', `/reviews/${draft.body.id}/export?format=package`);
  expect([asked.status, asked.body.code]).toEqual([409, 'wrong-stage']);
  const wu = await at.person('Wu');
  expect((await wu.call('GET', `/reviews/${id}/export?format=package`)).status).toBe(404);
});

describe('PK9 PK11 under a key that is marked bad', () => {
  /** As no operator can: the database lets a key be bad from an earlier moment alone. */
  const bad = (from: string | null) =>
    at.database.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update signing_keys set bad_from = ${from}`;
    });
  afterAll(() => bad(null));

  /** The verdict's key and whether it is valid, as API and page say; they say the same. */
  async function said(zipped: Uint8Array, witness: string | null) {
    const query = witness === null ? '' : `?witness=${witness}`;
    const api = (await at.call<Verdict & { standing: string }>('POST', `/verify${query}`, zipped)).body;
    const trust = await trustIn((await publishedKeys(at.services.needs.keys)).items, inBrowser);
    const page = await verifyPackage({ files: filesOf(zipped), ed25519: inBrowser, trust, witness });
    expect([page.key, page.valid, wrong(page)]).toEqual([api.standing, api.valid, wrong(api)]);
    // CONTRACT: a key is known or it is not.
    expect(api.key).toBe(wrong(api).includes('key') ? 'unknown' : 'known');
    return [api.standing, api.valid];
  }

  /** The last word and the exit code of the command line and of the program in the package; they say the same. */
  async function printed(zipped: Uint8Array, witness: string | null) {
    const folder = await mkdtemp(join(tmpdir(), 'cs-bad-'));
    try {
      const [keys, zipAt, own] = ['keys.json', 'signed.zip', 'verify.mjs'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      await writeFile(keys, JSON.stringify(await publishedKeys(at.services.needs.keys)));
      await writeFile(zipAt, zipped);
      await writeFile(own, filesOf(zipped).get('verify.mjs') ?? '');
      const asked = [zipAt, '--keys', keys, ...(witness === null ? [] : ['--witness', witness])];
      const ran = await cli(['verify', ...asked], {});
      const packaged = spawnSync(process.execPath, [own, ...asked]);
      expect([String(packaged.stdout), packaged.status]).toEqual([ran.out, ran.code]);
      return [ran.out.trim().split('\n').at(-1), ran.code];
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  const completion = () => manifestOf().chain.at(-1)?.hash ?? '';

  test('a package is unproven whatever time it gives: who has the key writes any', async () => {
    for (const from of ['2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z']) {
      await bad(from);
      expect(await said(zip, null), from).toEqual(['unproven', false]);
    }
    expect(await printed(zip, null)).toEqual(['UNPROVEN', 1]);
  });

  test('the digest of the completion, kept from before, proves text, people and decisions', async () => {
    await bad('2100-01-01T00:00:00Z');
    expect(await said(zip, completion())).toEqual(['witnessed', true]);
    expect(await printed(zip, completion())).toEqual(['VALID', 0]);
    expect(await said(zip, 'f'.repeat(64))).toEqual(['unproven', false]);
    const paper = filesOf(files.get('document.docx') ?? new Uint8Array())
      .get('word/document.xml')
      ?.toString();
    expect(paper).toContain(completion());
    const refused = await at.call('POST', '/verify?witness=12', zip);
    expect([refused.status, refused.body.field]).toEqual([400, 'witness']);
  });

  test('a completion after the key became bad is unproven with any digest', async () => {
    await bad('2000-01-01T00:00:00Z');
    expect(await said(zip, completion())).toEqual(['unproven', false]);
  });

  test('a package that is wrong is not valid, not merely unproven', async () => {
    await bad('2100-01-01T00:00:00Z');
    const changed = new Map(files).set('document.json', Buffer.from('{}'));
    const sent = writeZip([...changed].map(([name, data]) => ({ name, data: Buffer.from(data) })));
    expect(await said(sent, null)).toEqual(['unproven', false]);
    expect(await printed(sent, null)).toEqual(['NOT VALID', 1]);
    expect(await said(sent, completion())).toEqual(['witnessed', false]);
  });
});

describe('VERIFY.txt', () => {
  const text = () => Buffer.from(files.get('VERIFY.txt') ?? []).toString();

  test('tells in Chinese, then in English, the commands, the fingerprint and the limits, each the same', async () => {
    const [zh = '', en = '', ...more] = text().split(/\n-{72}\n/);
    expect(more).toEqual([]);
    const { fingerprint } = await judged(files);
    for (const part of [zh, en])
      for (const words of [
        'openssl pkeyutl -verify -pubin',
        `--key ${fingerprint}`,
        '--keys',
        '--witness',
        ...LISTED.slice(0, 4),
      ])
        expect(part).toContain(words);
    expect(zh.trim().split('\n').length).toBe(en.trim().split('\n').length);
    expect(zh).toMatch(/不是《电子签名法》第十三条的可靠电子签名/);
    expect(en).toMatch(/not an advanced electronic signature under eIDAS/);
    expect(zh).toMatch(/[，。；]/);
    expect(en).not.toMatch(/[，。；]/);
  });
});

// The last one: in its long form no connection lives through it.
test('PK3 P11/T33 with any bit of any file flipped is not valid (every byte with FULL=1)', async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  const dice = random(seed);
  const undetected: string[] = [];
  let flips = 0;
  for (const [name, bytes] of files) {
    const whole = process.env.FULL === '1' || bytes.length <= 120;
    const places = whole ? [...bytes.keys()] : Array.from({ length: 40 }, () => dice(bytes.length));
    for (const place of places) {
      const flipped = Uint8Array.from(bytes);
      flipped[place] = (flipped[place] ?? 0) ^ (1 << dice(8));
      flips += 1;
      if ((await judged(withFile(name, flipped))).valid) undetected.push(`${name}:${place}`);
    }
  }
  console.info(`T33 ${flips} one-bit changes, ${undetected.length} undetected (seed ${seed})`);
  expect(undetected).toEqual([]);
}, 3_600_000);
