// A package with a history: two versions, a quorum, a delegation, a scope, an objection, a withdrawal. Every reader tells the same of it.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ed25519 as inBrowser } from '../../app/verify/ed25519';
import { readPackage } from '../../app/verify/readPackage';
import { hashOfEvent } from '../../domain/chain';
import type { Json } from '../../domain/jcs';
import type { Manifest, PackedEvent, PackedSignature, Verdict } from '../../domain/package/format';
import { verifyPackage } from '../../domain/package/verify';
import { carries, saying } from '../../domain/signedPlaces';
import type { SignoffView } from '../../domain/view';
import { readUpload } from '../../server/files/readUpload';
import { PASSWORD, type Person } from '../build/api';
import { cli } from '../build/cli';
import { filesOf, manifestIn, OVERRIDES, packageOf, packageSignedAnew } from '../build/package';
import { pdfPages } from '../build/pdfText';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced } from '../build/typist';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const NAMES = ['Zhao', 'Qian', 'Sun', 'Li', 'Chen', 'He', 'Xu', 'Wu'] as const;
const COUNTERSIGN = { zh: '集体会签', en: 'Countersign' };
const ISSUE = { zh: '主任签发', en: 'Issue' };

/** As the story goes: who, for whom, what it says over this text, to which version, what it covers, with which words. */
const TOLD = [
  ['Countersign', 'Chen', 'Li', 'agree', 2, 'whole', ''],
  ['Countersign', 'He', '', 'object', 2, 'whole', '数字还没核对'],
  ['Countersign', 'Qian', '', 'reserve', 2, 'whole', '四月再看一次'],
  ['Countersign', 'Sun', '', 'agree', 1, '做得好的', ''],
  ['Countersign', 'Zhao', '', 'stale', 1, 'whole', ''],
  ['Issue', 'Wu', '', 'agree', 2, 'whole', ''],
];

let at: TestServer;
let people: Record<(typeof NAMES)[number], Person>;
let id: string;
let zip: Uint8Array;
let files: Map<string, Uint8Array>;
let folder: string;

beforeAll(async () => {
  at = await aServer();
  people = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await at.person(name)] as const)),
  ) as typeof people;
  id = await theStory();
  zip = await packageOf(at, at.admin, id);
  files = filesOf(zip);
  folder = await mkdtemp(join(tmpdir(), 'cs-story-'));
  await writeFile(`${folder}.zip`, zip);
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
}, 60_000);
afterAll(async () => {
  await at?.close();
  if (folder) await Promise.all([folder, `${folder}.zip`].map((path) => rm(path, { recursive: true, force: true })));
});

async function ok<T = Record<string, unknown>>(who: Person, method: string, path: string, body?: object): Promise<T> {
  const answer = await who.call<T>(method, `/reviews/${id}${path}`, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const view = () => ok<SignoffView>(at.admin, 'GET', '/signoff');
const act = (action: string, more: object = {}) => ok(at.admin, 'POST', '/actions', { action, ...more });
const decide = async (who: Person, decision: string, opinion?: string) =>
  ok(who, 'POST', '/decisions', { digest: (await view()).digest, decision, opinion, password: PASSWORD });

async function theStory(): Promise<string> {
  const { Zhao, Qian, Sun, Li, Chen, He, Xu, Wu } = people;
  id = await aReadyReview(at.admin, [[Wu, ['signatory']]]);
  const { parts } = await ok<{ parts: { key: string; title: string }[] }>(at.admin, 'GET', '/outline');
  const scope = parts.filter(({ title }) => title.includes('做得好的')).map(({ key }) => key);
  const asked = [Zhao, Qian, Li, He, Xu].map(({ id: personId }) => ({ personId }));
  const quorum = { kind: 'quorum', min: 3, objectionBlocks: false };
  const steps = [
    { order: 1, title: COUNTERSIGN, who: { people: [...asked, { personId: Sun.id, scope }] }, rule: quorum },
    { order: 2, title: ISSUE, who: { people: [{ personId: Wu.id }] }, rule: { kind: 'all' }, issues: true },
  ];
  await ok(at.admin, 'PUT', '/signoff-plan', { steps });
  await act('start-review');
  await act('freeze', OVERRIDES);
  for (const who of [Zhao, Li, Sun]) await decide(who, 'agree');
  await act('cancel-signoff', { reason: '再补一句' });
  const typist = await aTypist(at.url, at.admin, id);
  await synced(typist);
  typist.type('下季度再看一次');
  await vi.waitFor(() => expect(typist.acknowledged.size).toBe(1), { timeout: 10_000 });
  typist.leave();
  await act('freeze', OVERRIDES);
  const lines = (await view()).steps.flatMap((step) => step.lines);
  const line = lines.find(({ personId }) => personId === Li.id)?.id;
  await ok(Li, 'POST', `/signoff/lines/${line}/delegate`, { personId: Chen.id });
  await decide(He, 'object', '数字还没核对');
  await decide(Qian, 'agree');
  await ok(Qian, 'DELETE', '/decisions', { digest: (await view()).digest, password: PASSWORD });
  await decide(Qian, 'reserve', '四月再看一次');
  await decide(Chen, 'agree');
  await decide(Wu, 'agree');
  return id;
}

const judged = (given: ReadonlyMap<string, Uint8Array>) =>
  verifyPackage({ files: given, ed25519: inBrowser, trust: null });
const wrong = ({ checks }: Verdict) => checks.filter(({ ok: right }) => !right).map(({ check }) => check);
const told = (one: PackedSignature) => [
  one.step.en,
  one.name,
  one.standsFor ?? '',
  saying(one),
  one.versionNo,
  one.scope === 'whole' ? one.scope : one.scope.join(),
  one.opinion ?? '',
];

describe('PK12 P10 a package with a history', () => {
  test('tells the page and the API of each place what stands there, and which of them carry the approval', async () => {
    const page = await judged(await readPackage(new Blob([Uint8Array.from(zip)])));
    expect([wrong(page), page.says?.version.no]).toEqual([[], 2]);
    expect(page.says?.signatures.map(told)).toEqual(TOLD);
    expect(page.says?.signatures.filter(carries).map(({ name }) => name)).toEqual(['Chen', 'Qian', 'Sun', 'Wu']);
    expect(page.says?.unsigned).toEqual(['Xu']);
    const issuer = page.says?.signatures.find(({ issues }) => issues);
    expect([issuer?.name, issuer?.roles]).toEqual(['Wu', ['signatory', 'head']]);
    const { body } = await at.call<Verdict>('POST', '/verify', zip);
    expect([body.valid, body.key, body.says]).toEqual([true, 'known', page.says]);
  });

  test('tells the command line and the program in the package the same', async () => {
    const { fingerprint } = await judged(files);
    const ran = await cli(['verify', `${folder}.zip`, '--key', fingerprint ?? ''], {});
    expect([ran.code, ran.err]).toEqual([0, '']);
    const own = execFileSync(process.execPath, ['verify.mjs', '--key', fingerprint ?? ''], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(own).toBe(ran.out);
    const shown = ran.out.split('\n').filter((line) => line.startsWith('  '));
    expect(shown.map((line) => line.replace(/\d{4}-\d\d-\d\dT[^:]*:\d\d:\d\d\.\d{3}Z/, 'T'))).toEqual([
      '  Chen for Li (signatory): agree; Countersign; whole text; T',
      '  He (signatory): object; Countersign; whole text; T: 数字还没核对',
      '  Qian (signatory): reserve; Countersign; whole text; T: 四月再看一次',
      '  Sun (signatory): agree; Countersign; only 做得好的; T',
      '  Zhao (signatory): agree to version 1, whose text differs: does not count; Countersign; whole text; T',
      '  Wu (signatory, head): agree; Issue, issues; whole text; T',
      '  had not decided: Xu',
    ]);
    expect(ran.out).toMatch(/\nVALID\n$/);
  });

  test('tells who prints it the same in Word and PDF, with the digest at the foot of each page and the place in the record', async () => {
    const manifest = manifestIn(files);
    const end = manifest.chain.at(-1);
    const digest = manifest.version.contentSha256;
    const lines = (await readUpload(Buffer.from(files.get('document.docx') ?? []), DOCX)).split('\n');
    const rows = lines
      .filter((line) => /^(集体会签|主任签发)\t/.test(line))
      .map((line) => line.replace(/\t[\d: -]{16}$/, ''));
    expect(rows).toEqual([
      '集体会签\tChen（代Li） 会签人\t同意 全文',
      '集体会签\tHe 会签人\t不同意 数字还没核对 全文',
      '集体会签\tQian 会签人\t有保留地同意 四月再看一次 全文',
      '集体会签\tSun 会签人\t同意 只签：做得好的',
      '集体会签\tXu 会签人\t未签 全文\t',
      '集体会签\tZhao 会签人\t同意（签的是第 1 版，内容已变更，不计入） 全文',
      '主任签发\tWu 会签人、签发人\t同意（签发） 全文',
    ]);
    const pages = pdfPages(files.get('document.pdf') ?? new Uint8Array());
    for (const words of pages) expect(words).toContain(digest);
    const printed = pages.join('');
    for (const row of rows) expect(printed).toContain(row.replaceAll(/[\t ]/g, '').slice(0, 12));
    expect(printed).toContain('同意（签的是第 1 版，内容已变更，不计入）全文');
    expect(printed).toContain(`SHA-256：${end?.hash}`);
    expect(lines.join('\n')).toContain(`会签完成是记录中的第 ${end?.seq} 号事件，SHA-256：${end?.hash}`);
  });
});

describe('PK13 P11 whose events tell other people or another rule than the records that were signed', () => {
  /** The chain computed anew after a change, and the package signed anew: what somebody with the key could hand out. */
  function forged(change: (event: PackedEvent) => void): Map<string, Uint8Array> {
    const manifest = structuredClone(manifestIn(files)) as Manifest;
    let last: string | null = null;
    for (const link of manifest.chain) {
      if (!('kind' in link)) {
        last = link.hash;
        continue;
      }
      change(link);
      if (last !== null) link.prev = last;
      link.hash = hashOfEvent(link);
      last = link.hash;
    }
    const end = manifest.chain.at(-1);
    if (end && manifest.head.seq === end.seq) manifest.head = { seq: end.seq, hash: end.hash };
    return packageSignedAnew(files, manifest);
  }
  const onAsked = (change: (asked: { steps: Json[]; lines: Json[] }) => void) => (event: PackedEvent) => {
    if (event.kind === 'version.frozen' || event.kind === 'signoff.changed') change(event.body as never);
  };
  const first = (list: Json[]) => list[0] as Record<string, Json>;

  test('nothing of it is wrong while nothing is changed', async () => {
    expect(wrong(await judged(forged(() => undefined)))).toEqual([]);
  });

  test.each<[string, (event: PackedEvent) => void]>([
    ['a weaker rule', onAsked(({ steps }) => Object.assign(first(steps), { rule: { kind: 'any' } }))],
    ['an objection that stops nothing', onAsked(({ steps }) => Object.assign(first(steps).rule as object, { min: 1 }))],
    ['another name', onAsked(({ lines }) => Object.assign(first(lines), { name: 'Somebody' }))],
    ['somebody less', onAsked(({ lines }) => lines.splice(4, 1))],
    ['another scope', onAsked(({ lines }) => Object.assign(lines.at(5) as object, { scope: 'whole' }))],
    ['other roles', onAsked(({ lines }) => Object.assign(lines.at(-1) as object, { roles: ['owner'] }))],
    [
      'a record of its own',
      (event) =>
        event.kind === 'version.frozen' && Object.assign(event.body as object, { recordSha256: '0'.repeat(64) }),
    ],
    ['no people at all', onAsked((asked) => Object.assign(asked, { lines: null }))],
  ])('%s is found in a package that was signed anew', async (_what, change) => {
    expect(wrong(await judged(forged(change)))).toContain('records');
  });
});
