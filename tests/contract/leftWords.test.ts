// Reservations and objections of people who are asked no more: they stand until their author withdraws them, who needs neither a place in
// the sign-off nor the right to read for it; and they are told to whoever signs, in the files and by every verifier.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { must } from '../../domain/must';
import type { Verdict } from '../../domain/package/format';
import type { AccountPage, SignoffView } from '../../domain/view';
import { readUpload } from '../../server/files/readUpload';
import { PASSWORD, type Person } from '../build/api';
import { OVERRIDES } from '../build/package';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { writeBehind } from '../build/typist';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
let at: TestServer;
let [owner, zhao, qian, sun, li] = [] as unknown as [Person, Person, Person, Person, Person];
let id: string;

async function ok<T = Record<string, unknown>>(who: Person, method: string, path: string, body?: object): Promise<T> {
  const answer = await who.call<T>(method, `/reviews/${id}${path}`, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const view = () => ok<SignoffView>(owner, 'GET', '/signoff');
const act = (action: string, more: object = {}) => ok(owner, 'POST', '/actions', { action, ...more });
const freeze = () => act('freeze', OVERRIDES);
const cancel = () => act('cancel-signoff', { reason: '换人' });
const plan = (...people: Person[]) =>
  ok(owner, 'PUT', '/signoff-plan', {
    steps: [
      {
        order: 1,
        title: { zh: '集体会签', en: 'Countersign' },
        who: { people: people.map(({ id: personId }) => ({ personId })) },
        rule: { kind: 'all' },
      },
    ],
  });
const decide = async (who: Person, decision: string, opinion?: string) =>
  ok<{ id: string }>(who, 'POST', '/decisions', {
    digest: (await view()).digest,
    decision,
    opinion,
    password: PASSWORD,
  });
const lineOf = async (who: Person) =>
  must(
    (await view()).steps.flatMap(({ lines }) => lines).find(({ personId }) => personId === who.id),
    'a line',
  ).id;
const standing = async (who: Person) => (await who.call<AccountPage>('GET', '/me')).body.standing;
const withdraw = async (who: Person, decisionId: string, password = PASSWORD, key?: string) => {
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  const { status, body } = await who.call<{ code?: string }>(
    'DELETE',
    `/me/standing/${decisionId}`,
    { password },
    headers,
  );
  return status === 204 ? 204 : `${status} ${body.code}`;
};
const left = async () =>
  (await view()).left.map(({ name, decision, opinion, versionNo, left: how, stale }) =>
    [name, decision, opinion, versionNo, how, ...(stale ? ['stale'] : [])].join(' '),
  );
const withdrawals = async () => {
  const { body } = await owner.call<{ items: { kind: string; actor?: { id: string } | null }[] }>(
    'GET',
    `/reviews/${id}/events`,
  );
  return body.items.filter(({ kind }) => kind === 'decision.withdrawn').length;
};

beforeAll(async () => {
  at = await aServer();
  [owner, zhao, qian, sun, li] = [
    await at.person('Owner'),
    await at.person('Zhao'),
    await at.person('Qian'),
    await at.person('Sun'),
    await at.person('Li'),
  ];
}, 60_000);
afterAll(() => at.close());

beforeEach(async () => {
  id = await aReadyReview(owner, []);
  await plan(zhao, qian);
  await act('start-review');
  await freeze();
});

test('SG24 who was taken out and reads no more is told their own words alone, and withdraws them with the password, once', async () => {
  const { id: word } = await decide(zhao, 'reserve', '人数要核对');
  await act('return-sections', { sectionKeys: ['problems'], reason: '补一个例子' });
  await writeBehind({ url: at.url, who: owner, id }, '会议时间太长', '（平均两小时）');
  await freeze();
  await ok(owner, 'POST', `/signoff/lines/${await lineOf(zhao)}/remove`, {});
  expect((await zhao.call('GET', `/reviews/${id}/signoff`)).status).toBe(404);
  expect(await left()).toEqual(['Zhao reserve 人数要核对 1 gone stale']);
  expect(await standing(zhao)).toEqual([
    { id: word, decision: 'reserve', opinion: '人数要核对', version: 1, at: expect.any(String), review: null },
  ]);
  // Nobody else's, with any right, and with the password alone.
  expect([await standing(qian), await standing(owner)]).toEqual([[], []]);
  for (const who of [owner, qian, at.admin]) expect(await withdraw(who, word)).toBe('404 not-found');
  expect(await withdraw(zhao, 'none')).toBe('404 not-found');
  expect(await withdraw(zhao, word, 'another one 1')).toBe('403 wrong-password');
  expect((await zhao.call('DELETE', `/me/standing/${word}`, {})).status).toBe(400);
  expect(await withdrawals()).toBe(0);
  expect([await withdraw(zhao, word, PASSWORD, 'k-1'), await withdraw(zhao, word, PASSWORD, 'k-1')]).toEqual([
    204, 204,
  ]);
  expect(await withdraw(zhao, word)).toBe('404 not-found');
  expect([await left(), await standing(zhao), await withdrawals()]).toEqual([[], [], 1]);
  // The version that it was said to has ended, and goes on telling it (PO9).
  const { body } = await owner.call<{ items: { kind: string; no?: number; signed?: unknown }[] }>(
    'GET',
    `/reviews/${id}/timeline`,
  );
  expect(body.items.find(({ kind, no }) => kind === 'frozen' && no === 1)).toMatchObject({ signed: 1 });
  expect((await view()).former.map(({ name, decision }) => [name, decision])).toEqual([['Zhao', undefined]]);
});

test('SG3 SG24 an objection of a sign-off that was cancelled is told to the next one, printed and packed, until the text is approved', async () => {
  const { id: word } = await decide(zhao, 'object', '例子不实');
  await decide(qian, 'agree');
  await cancel();
  expect(await standing(zhao)).toMatchObject([{ id: word, decision: 'object', version: 1, review: null }]);
  await plan(qian, sun);
  await writeBehind({ url: at.url, who: owner, id }, '会议时间太长', '（平均两小时）');
  await freeze();
  expect(await left()).toEqual(['Zhao object 例子不实 1 gone stale']);
  expect((await view()).former).toMatchObject([{ name: 'Zhao', decision: 'object', lastSigned: 1 }]);
  const row = '集体会签\tZhao 会签人\t不同意（写于第 1 版，其后不再会签，不计入） 例子不实 全文';
  const inWord = async () => {
    const { status, bytes } = await owner.call('GET', `/reviews/${id}/export?format=docx`);
    expect(status).toBe(200);
    return (await readUpload(Buffer.from(bytes), DOCX)).split('\n').map((line) => line.replace(/\t[\d: -]{16}$/, ''));
  };
  expect(await inWord()).toContain(row);
  await decide(qian, 'agree');
  await decide(sun, 'agree');
  // It stops nothing: the owner gave a reason for cancelling, and took this on themselves.
  expect((await view()).outcome).toBe('approved');
  expect(await inWord()).toContain(row);
  const zip = await owner.call('GET', `/reviews/${id}/export?format=package`);
  const { body } = await at.call<Verdict>('POST', '/verify', zip.bytes);
  expect(body.valid).toBe(true);
  expect(
    body.says?.signatures
      .filter((one) => one.left)
      .map(({ name, decision, opinion, left: how }) => [name, decision, opinion, how]),
  ).toEqual([['Zhao', 'object', '例子不实', 'gone']]);
  // What was said before the approval belongs to what was approved, and is withdrawn no more.
  expect([await standing(zhao), await withdraw(zhao, word)]).toEqual([[], '404 not-found']);
  await act('reopen', { reason: '补充' });
  await act('start-review');
  await freeze();
  expect(await left()).toEqual([]);
});

test('SG24 between two sign-offs it is withdrawn as well, and then nobody is told of it', async () => {
  const { id: word } = await decide(zhao, 'object', '例子不实');
  await decide(qian, 'reserve', '四月再看');
  await cancel();
  expect(await withdraw(zhao, word)).toBe(204);
  await plan(sun);
  await freeze();
  expect(await left()).toEqual(['Qian reserve 四月再看 1 gone']);
  const { body } = await at.admin.call<{ brokenAt: number | null }>('GET', '/audit/verify');
  expect(body.brokenAt).toBe(null);
});

test('SG3 whoever is asked again at the same place speaks for themselves: there the objection stops the step, and is not told twice', async () => {
  await decide(zhao, 'object', '例子不实');
  await cancel();
  await freeze();
  expect(await left()).toEqual([]);
  await decide(qian, 'agree');
  expect((await view()).steps[0]).toMatchObject({ agreed: 1, passed: false });
  const [word] = await standing(zhao);
  expect(word?.review).toMatchObject({ id });
  // With a place by now, by this way too: the step passes when nothing stops it.
  expect(await withdraw(zhao, word?.id ?? '')).toBe(204);
  await decide(zhao, 'agree');
  expect((await view()).outcome).toBe('approved');
});

test('SG24 whom a transfer left with a reservation, and two who withdraw it at once', async () => {
  const { id: word } = await decide(zhao, 'reserve', '人数要核对');
  await act('return-sections', { sectionKeys: ['problems'], reason: '补一个例子' });
  await writeBehind({ url: at.url, who: owner, id }, '会议时间太长', '（平均两小时）');
  await freeze();
  await ok(zhao, 'POST', `/signoff/lines/${await lineOf(zhao)}/transfer`, { personId: li.id });
  expect(await left()).toEqual(['Zhao reserve 人数要核对 1 gone stale']);
  const both = await Promise.all([withdraw(zhao, word), withdraw(zhao, word)]);
  expect([...both].sort()).toEqual([204, '404 not-found']);
  expect([await left(), await withdrawals()]).toEqual([[], 1]);
});

test('none of this was an internal error', () => {
  expect(at.logged).toEqual([]);
});
