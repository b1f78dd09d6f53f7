// Reminders as the worker sends them, against the database: when, to whom, how often, once however many work, and whole or not at all.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Gate } from '../../domain/gates';
import { MOST_REMINDERS } from '../../domain/reminding';
import type { Inbox, SignoffView } from '../../domain/view';
import { remindWaiting } from '../../server/commands/signoff/remind';
import { PASSWORD, type Person } from '../build/api';
import { failing } from '../build/failing';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

const DAY = 24 * 3_600_000;
let server: TestServer;
let owner: Person;
let zhao: Person;
let qian: Person;
beforeAll(async () => {
  server = await aServer();
  [owner, zhao, qian] = [await server.person('Owner'), await server.person('Zhao'), await server.person('Qian')];
}, 60_000);
afterAll(() => server.close());

/** What the worker goes through is the review of the test that runs. */
let open: string | null = null;
afterEach(async () => {
  const { status } = await owner.call('POST', `/reviews/${open}/actions`, { action: 'cancel-signoff', reason: '完' });
  expect(status).toBe(200);
});

async function frozen(
  people: readonly Person[],
  steps: object[] | null = null,
): Promise<{ id: string; view(): Promise<SignoffView> }> {
  const id = await aReadyReview(
    owner,
    people.map((who) => [who, ['signatory']]),
  );
  const act = (action: string, more = {}) => owner.call('POST', `/reviews/${id}/actions`, { action, ...more });
  if (steps) expect((await owner.call('PUT', `/reviews/${id}/signoff-plan`, { steps })).status).toBe(200);
  await act('start-review');
  const { body } = await owner.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
  const overrides = body.items.filter(({ waivable }) => waivable).map(({ rule }) => ({ rule, reason: '样稿' }));
  expect((await act('freeze', { overrides })).status).toBe(200);
  open = id;
  return { id, view: async () => (await owner.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body };
}

const later = (days: number) => new Date(Date.now() + days * DAY);
/** Rows of reminders, of notifications and of events: always as many of each. */
async function sent(reviewId: string): Promise<number> {
  const [row] = await server.database.sql<{ rows: number; told: number; events: number }[]>`
    select (select count(*)::int from reminders r join signoff_lines l on l.id = r.line_id
        join versions v on v.id = l.version_id where v.review_id = ${reviewId}) as rows,
      (select count(*)::int from notifications where review_id = ${reviewId} and kind = 'reminded') as told,
      (select count(*)::int from events where review_id = ${reviewId} and kind = 'signer.reminded') as events`;
  expect([row?.told, row?.events]).toEqual([row?.rows, row?.rows]);
  return row?.rows ?? 0;
}

test('SG16 the first after 5 days, then every 2, to each who is waited for; a decision ends it, and so do thirty', async () => {
  const at = await frozen([zhao, qian]);
  expect(await remindWaiting(server.database, later(4.9))).toBe(0);
  expect(await remindWaiting(server.database, later(5.01))).toBe(2);
  expect(await remindWaiting(server.database, later(6.9))).toBe(0);
  expect(await remindWaiting(server.database, later(7.02))).toBe(2);
  const { digest } = await at.view();
  const decision = { digest, decision: 'agree', password: PASSWORD };
  expect((await zhao.call('POST', `/reviews/${at.id}/decisions`, decision)).status).toBe(201);
  // All but two of the thirty, as earlier rounds of the worker left them.
  await server.database.sql`
    insert into reminders (line_id, at)
    select line_id, max(at) from reminders r join signoff_lines l on l.id = r.line_id
    where l.person_id = ${qian.id} group by line_id, generate_series(1, ${MOST_REMINDERS - 4})`;
  const rounds: number[] = [];
  for (let n = 0; n < 4; n++) rounds.push(await remindWaiting(server.database, later(9.1 + 2.01 * n)));
  expect(rounds).toEqual([1, 1, 0, 0]);
  const lines = (await at.view()).steps.flatMap((step) => step.lines);
  expect(lines.find((line) => line.personId === qian.id)?.reminded?.times).toBe(MOST_REMINDERS);
  const { body } = await qian.call<Inbox>('GET', '/me/notifications');
  expect(body.items.filter((item) => item.reviewId === at.id && item.kind === 'reminded')).not.toEqual([]);
});

test('SG16 two workers at once send once; one cut off at any statement has sent all of a review or nothing, and the next round sends the rest', async () => {
  const at = await frozen([zhao, qian]);
  const both = await Promise.all([1, 2].map(() => remindWaiting(server.database, later(5.01))));
  expect([both.reduce((sum, one) => sum + one, 0), await sent(at.id)]).toEqual([2, 2]);
  const faults = failing(server.database);
  const outcomes: string[] = [];
  let before = 2;
  for (let round = 1; outcomes.at(-1) !== 'unanswered'; round++) {
    faults.arm(round % 2 === 1 ? 'dies' : 'fails', 1 + 4 * (round - 1));
    await expect(remindWaiting(server.database, later(5.01 + 2.01 * round))).rejects.toThrow();
    const { what } = faults.disarm();
    outcomes.push(what);
    await faults.settled();
    // Only a commit that was made and not answered has sent anything.
    expect(await sent(at.id), `${what} in round ${round}`).toBe(what === 'unanswered' ? before + 2 : before);
    // The next round of the worker.
    const next = await remindWaiting(server.database, later(5.02 + 2.01 * round));
    expect(next).toBe(what === 'unanswered' ? 0 : 2);
    before += 2;
    expect(await sent(at.id)).toBe(before);
  }
  console.info(
    `reminders: cut off at ${outcomes.length} places (${outcomes.join(', ')}), none half done, none sent twice`,
  );
  expect(outcomes.length).toBeGreaterThan(4);
});

test('SG16 the thirty are of a person, whatever versions come between; who takes a word back is asked anew', async () => {
  const at = await frozen([zhao, qian]);
  expect(await remindWaiting(server.database, later(5.01))).toBe(2);
  await server.database.sql`
    insert into reminders (line_id, at)
    select line_id, max(at) from reminders r join signoff_lines l on l.id = r.line_id join versions v on v.id = l.version_id
    where l.person_id = ${qian.id} and v.review_id = ${at.id} group by line_id, generate_series(1, ${MOST_REMINDERS - 2})`;
  const act = (action: string, more = {}) =>
    owner.call<{ items: Gate[] }>('POST', `/reviews/${at.id}/actions`, { action, ...more });
  const { body: version } = await owner.call<{ sections: { id: string }[] }>(
    'GET',
    `/reviews/${at.id}/versions/1/document`,
  );
  expect((await act('return-sections', { sectionKeys: [version.sections[1]?.id], reason: '再看' })).status).toBe(200);
  const { body } = await owner.call<{ items: Gate[] }>('GET', `/reviews/${at.id}/gates`);
  const overrides = body.items.filter(({ waivable }) => waivable).map(({ rule }) => ({ rule, reason: '样稿' }));
  expect((await act('freeze', { overrides })).status).toBe(200);
  const second = await at.view();
  expect(second.version).toBe(2);
  // Zhao and Qian have new lines; of Qian's thirty one is left.
  expect([await remindWaiting(server.database, later(7.1)), await remindWaiting(server.database, later(9.2))]).toEqual([
    2, 1,
  ]);
  const word = { digest: second.digest, decision: 'agree', password: PASSWORD };
  expect((await zhao.call('POST', `/reviews/${at.id}/decisions`, word)).status).toBe(201);
  const back = await zhao.call('DELETE', `/reviews/${at.id}/decisions`, { digest: second.digest, password: PASSWORD });
  expect(back.status).toBe(204);
  // As if all before the withdrawal lay a week back.
  await server.database.sql`update reminders set at = at - interval '30 days'`;
  expect(await remindWaiting(server.database, later(4.9))).toBe(0);
  expect(await remindWaiting(server.database, later(5.01))).toBe(1);
});

test('SG16 who represented somebody and gives back leaves them five days of their own', async () => {
  const at = await frozen([zhao, qian]);
  const [line] = (await at.view()).steps.flatMap(({ lines }) => lines).filter(({ personId }) => personId === zhao.id);
  const post = (path: string, body = {}) =>
    zhao.call('POST', `/reviews/${at.id}/signoff/lines/${line?.id}${path}`, body);
  expect((await post('/delegate', { personId: owner.id })).status).toBe(201);
  expect((await post('/give-back')).status).toBe(200);
  // As if it was given back twenty days after the freeze.
  await server.database.sql`
    update signoff_lines set removed_at = removed_at + interval '20 days' where stands_for = ${line?.id ?? null}`;
  const told = async () => {
    const { body } = await zhao.call<Inbox>('GET', '/me/notifications');
    return body.items.filter((item) => item.reviewId === at.id && item.kind === 'reminded').length;
  };
  expect([await remindWaiting(server.database, later(24.9)), await told()]).toEqual([1, 0]);
  expect([await remindWaiting(server.database, later(25.01)), await told()]).toEqual([1, 1]);
});

test('SG16 every open sign-off is gone through, however many are older', async () => {
  const ids = [];
  for (let n = 0; n < 3; n++) ids.push((await frozen([zhao])).id);
  expect(await remindWaiting(server.database, later(5.01), 1)).toBe(3);
  for (const id of ids.slice(0, 2))
    await owner.call('POST', `/reviews/${id}/actions`, { action: 'cancel-signoff', reason: '完' });
});

test('SG16, SG17 thirty are all that a person gets in a review, at whatever places, by hand or by the product; a word at one of them ends those of that place', async () => {
  const title = { zh: '会签', en: 'Sign off' };
  const step = (n: number) => ({
    key: `s${n}`,
    order: 1,
    title,
    who: { people: [{ personId: zhao.id }] },
    rule: { kind: 'all' },
  });
  const at = await frozen([], [step(1), step(2)]);
  const lines = (await at.view()).steps.flatMap((one) => one.lines);
  const [line] = lines;
  const byHand = () => owner.call<{ code: string }>('POST', `/reviews/${at.id}/signoff/lines/${line?.id}/remind`);
  expect((await byHand()).status).toBe(204);
  const rounds: number[] = [];
  for (let n = 0; n < 20; n++) rounds.push(await remindWaiting(server.database, later(5.01 + 2.01 * n)));
  expect(rounds.slice(0, 15)).toEqual([...Array<number>(14).fill(2), 1]);
  expect([await sent(at.id), rounds.slice(15)]).toEqual([MOST_REMINDERS, [0, 0, 0, 0, 0]]);
  await server.database.sql`update reminders set at = at - interval '90 days'`;
  const enough = await byHand();
  expect([enough.status, enough.body.code]).toEqual([409, 'reminded-enough']);
  const { digest } = await at.view();
  const word = { digest, line: line?.id, decision: 'agree', password: PASSWORD };
  expect((await zhao.call('POST', `/reviews/${at.id}/decisions`, word)).status).toBe(201);
  expect(await remindWaiting(server.database, later(5.01))).toBe(1);
});

test('SG17 once a day is once a day also when the next version comes between', async () => {
  const at = await frozen([zhao, qian]);
  const byHand = async () => {
    const line = (await at.view()).steps[0]?.lines.find(({ personId }) => personId === zhao.id);
    const { status, body } = await owner.call<{ code?: string }>(
      'POST',
      `/reviews/${at.id}/signoff/lines/${line?.id}/remind`,
    );
    return body?.code ?? status;
  };
  expect(await byHand()).toBe(204);
  const act = (action: string, more = {}) => owner.call('POST', `/reviews/${at.id}/actions`, { action, ...more });
  expect((await act('return-sections', { sectionKeys: ['problems'], reason: '再看' })).status).toBe(200);
  const { body } = await owner.call<{ items: Gate[] }>('GET', `/reviews/${at.id}/gates`);
  const overrides = body.items.filter(({ waivable }) => waivable).map(({ rule }) => ({ rule, reason: '样稿' }));
  expect((await act('freeze', { overrides })).status).toBe(200);
  expect((await at.view()).version).toBe(2);
  expect(await byHand()).toBe('reminded-today');
  await server.database.sql`update reminders set at = at - interval '25 hours'`;
  expect(await byHand()).toBe(204);
});

test('SG17 an owner reminds a line once a day, whoever was reminded by the product meanwhile; nobody else does', async () => {
  const at = await frozen([zhao, qian]);
  const line = (await at.view()).steps[0]?.lines[0];
  const remind = (who: Person) =>
    who.call<{ code: string }>('POST', `/reviews/${at.id}/signoff/lines/${line?.id}/remind`);
  const answers = await Promise.all([remind(owner), remind(owner)]);
  expect(answers.map(({ status }) => status < 300).sort()).toEqual([false, true]);
  expect((await remind(owner)).body.code).toBe('reminded-today');
  expect((await remind(zhao)).status).toBe(403);
  expect(await sent(at.id)).toBe(1);
});
