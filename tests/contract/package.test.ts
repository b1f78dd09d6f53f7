// T33: a signed package holds what was signed, is checked without us, and no changed byte of it goes unnoticed.
import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../domain/jcs';
import { LISTED, MANIFEST, type Manifest, SIGNATURE, type Verdict } from '../../domain/package/format';
import { verifyPackage } from '../../domain/package/verify';
import { inWords } from '../../server/cli/trouble';
import { verify } from '../../server/cli/verify';
import { ed25519 } from '../../server/files/ed25519';
import { writeZip } from '../../server/files/stableZip';
import { PASSWORD, type Person } from '../build/api';
import { anApprovedReview, filesOf, manifestIn, OVERRIDES, packageOf, packageSignedAnew } from '../build/package';
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

const judged = (given: ReadonlyMap<string, Uint8Array>) => verifyPackage({ files: given, ed25519, trusts: null });
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
      expect(run(process.execPath, 'verify.mjs', '--key', fingerprint ?? '')).toMatch(/Qian: agree[\s\S]*\nVALID\n$/);
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
        const said = await verify(path, null).then(() => 'nothing', inWords);
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

test('PK9 a key that became known as bad before the package was made is trusted no more', async () => {
  const sql = at.database.sql;
  await sql`update signing_keys set bad_from = now() + interval '1 hour'`;
  expect((await at.call<Verdict>('POST', '/verify', zip)).body.valid).toBe(true);
  await sql`update signing_keys set bad_from = now() - interval '1 hour'`;
  expect(wrong((await at.call<Verdict>('POST', '/verify', zip)).body)).toEqual(['key']);
  await sql`update signing_keys set bad_from = null`;
});

test('the key file is readable by the server alone and its public half is published', async () => {
  const key = await at.services.needs.keys.current();
  expect(createPublicKey(Buffer.from(files.get('public-key.pem') ?? [])).asymmetricKeyType).toBe('ed25519');
  expect(key.publicPem).toBe(Buffer.from(files.get('public-key.pem') ?? []).toString());
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
}, 600_000);
