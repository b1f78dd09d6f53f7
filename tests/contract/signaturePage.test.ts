// The signature page of a sign-off with people in motion: whose reservation stands though nobody asks them any more is printed, and no
// character of anybody's words or name keeps the others from the files.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '../../domain/must';
import type { Verdict } from '../../domain/package/format';
import { carries } from '../../domain/signedPlaces';
import type { SignoffView } from '../../domain/view';
import { readUpload } from '../../server/files/readUpload';
import { PASSWORD, type Person } from '../build/api';
import { OVERRIDES } from '../build/package';
import { pdfPages } from '../build/pdfText';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { writeBehind } from '../build/typist';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const NAMES = ['Zhao', 'Qian', 'Sun', 'Li', 'Chen', 'He', 'Xu', 'Zhou', 'Wu'] as const;
/** A character that no font has, two controls, a picture that few fonts have, and one that turns the order. */
const ODD = '同意\u{e123}，\u0007再\u000b看👍\u202e。';
const NAMED = '同意[U+E123]，[U+0007]再[U+000B]看';

/** As Word tells it: what is left behind those who are asked. */
const LEFT = [
  '集体会签\tSun 会签人\t有保留地同意（写于第 1 版，其后由他人代签，不计入） 期限太紧 全文',
  '集体会签\tQian 会签人\t有保留地同意（写于第 1 版，其后不再会签，不计入） 四月再看 全文',
  '集体会签\tZhao 会签人\t有保留地同意（写于第 1 版，其后不再会签，不计入） 人数要核对 全文',
  '集体会签\tXu（代He） 会签人\t有保留地同意（写于第 1 版，其后不再会签，不计入） 例子太少 全文',
];

let at: TestServer;
let people: Record<(typeof NAMES)[number], Person>;
let id: string;

async function ok<T = Record<string, unknown>>(who: Person, method: string, path: string, body?: object): Promise<T> {
  const answer = await who.call<T>(method, `/reviews/${id}${path}`, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const view = () => ok<SignoffView>(at.admin, 'GET', '/signoff');
const act = (action: string, more: object = {}) => ok(at.admin, 'POST', '/actions', { action, ...more });
const decide = async (who: Person, decision: string, opinion?: string) =>
  ok(who, 'POST', '/decisions', { digest: (await view()).digest, decision, opinion, password: PASSWORD });
const lineOf = async (who: Person) =>
  must(
    (await view()).steps.flatMap(({ lines }) => lines).find(({ personId }) => personId === who.id),
    'a line',
  ).id;
const exported = async (format: string) => at.admin.call('GET', `/reviews/${id}/export?format=${format}`);
async function rowsInWord(): Promise<string[]> {
  const { status, bytes } = await exported('docx');
  expect(status).toBe(200);
  const lines = (await readUpload(Buffer.from(bytes), DOCX)).split('\n');
  return lines.filter((line) => /^集体会签\t/.test(line)).map((line) => line.replace(/\t[\d: -]{16}$/, ''));
}

beforeAll(async () => {
  at = await aServer();
  people = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await at.person(name)] as const)),
  ) as typeof people;
  const { Zhao, Qian, Sun, Li, Chen, He, Xu, Zhou, Wu } = people;
  id = await aReadyReview(at.admin, []);
  const asked = [Zhao, Qian, Sun, He, Zhou].map(({ id: personId }) => ({ personId }));
  const title = { zh: '集体会签', en: 'Countersign' };
  await ok(at.admin, 'PUT', '/signoff-plan', {
    steps: [{ order: 1, title, who: { people: asked }, rule: { kind: 'all' } }],
  });
  await act('start-review');
  await act('freeze', OVERRIDES);
  await decide(Qian, 'reserve', '四月再看');
  await ok(at.admin, 'POST', `/signoff/lines/${await lineOf(Qian)}/remove`, {});
  await decide(Zhao, 'reserve', '人数要核对');
  await decide(Sun, 'reserve', '期限太紧');
  await ok(He, 'POST', `/signoff/lines/${await lineOf(He)}/delegate`, { personId: Xu.id });
  await decide(Xu, 'reserve', '例子太少');
  await act('return-sections', { sectionKeys: ['problems'], reason: '补一个例子' });
  await writeBehind({ url: at.url, who: at.admin, id }, '会议时间太长', '（平均两小时）');
  await act('freeze', OVERRIDES);
  await ok(Zhao, 'POST', `/signoff/lines/${await lineOf(Zhao)}/transfer`, { personId: Li.id });
  await ok(Sun, 'POST', `/signoff/lines/${await lineOf(Sun)}/delegate`, { personId: Chen.id });
  await ok(He, 'POST', `/signoff/lines/${await lineOf(He)}/give-back`, {});
  await at.database.sql`update people set name = ${'Wu\u{e123}'} where id = ${Wu.id}`;
  await ok(at.admin, 'POST', '/signoff/lines', { personId: Wu.id, step: 1 });
}, 60_000);
afterAll(() => at?.close());

test('SG3 while it is signed, who is asked no more is told with the reservation that stands, on the page and in Word', async () => {
  const { version, former, left } = await view();
  expect(version).toBe(2);
  expect(left.map(({ name, left: how, opinion, stale }) => [name, how, opinion, stale])).toEqual([
    ['Sun', 'represented', '期限太紧', true],
    ['Qian', 'gone', '四月再看', true],
    ['Zhao', 'gone', '人数要核对', true],
    ['Xu', 'gone', '例子太少', true],
  ]);
  expect(former.map(({ name, decision, opinion }) => [name, decision, opinion])).toEqual(
    expect.arrayContaining([['Qian', 'reserve', '四月再看']]),
  );
  expect(new Set(former.map(({ name }) => name))).toEqual(new Set(['Qian', 'Zhao', 'Xu']));
  expect((await rowsInWord()).slice(-4)).toEqual(LEFT);
});

test('CT3 SG3 once it is approved, Word, PDF, package and verifier tell the same, and odd characters are named in their place', async () => {
  const { Li, Chen, He, Zhou, Wu } = people;
  await decide(Zhou, 'reserve', ODD);
  for (const who of [Li, Chen, He, Wu]) await decide(who, 'agree');
  expect((await view()).outcome).toBe('approved');
  const rows = await rowsInWord();
  expect(rows.slice(-4)).toEqual(LEFT);
  // Word brings fonts of its own: it names only what it could not hold.
  expect(rows.find((row) => row.startsWith('集体会签\tZhou'))).toBe(
    '集体会签\tZhou 会签人\t有保留地同意 同意\u{e123}，[U+0007]再[U+000B]看👍[U+202E]。 全文',
  );
  const pdf = await exported('pdf');
  expect(pdf.status, JSON.stringify(pdf.body)).toBe(200);
  const printed = pdfPages(pdf.bytes).join('').replaceAll(' ', '');
  for (const row of LEFT) expect(printed).toContain(row.replaceAll(/[\t ]/g, ''));
  expect(printed).toContain(NAMED);
  expect(printed).toContain('[U+202E]。');
  expect(printed).toContain('Wu[U+E123]');
  const zip = await exported('package');
  expect(zip.status).toBe(200);
  const { body } = await at.call<Verdict>('POST', '/verify', zip.bytes);
  expect([body.valid, body.says?.unsigned]).toEqual([true, []]);
  const told = body.says?.signatures ?? [];
  expect(told.filter(({ left }) => left).map(({ name, left, opinion }) => [name, left, opinion])).toEqual([
    ['Sun', 'represented', '期限太紧'],
    ['Qian', 'gone', '四月再看'],
    ['Zhao', 'gone', '人数要核对'],
    ['Xu', 'gone', '例子太少'],
  ]);
  expect(told.filter(carries).map(({ name }) => name)).toEqual(['Chen', 'He', 'Li', 'Wu\u{e123}', 'Zhou']);
});

test('none of this was an internal error', () => {
  expect(at.logged).toEqual([]);
});
