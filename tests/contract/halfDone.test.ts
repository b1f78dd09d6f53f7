// Each act of a sign-off cut off at each of its statements: all of it or nothing, once however often it is sent, and the record the same.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chainAfter, eventsIn } from '../../db/queries/events';
import { firstBrokenLink } from '../../domain/chain';
import type { Gate } from '../../domain/gates';
import { must } from '../../domain/must';
import { type RecordedEvent, rederive } from '../../domain/rederive';
import type { ReturnPointView, SignoffView } from '../../domain/view';
import { type Answer, PASSWORD, type Person } from '../build/api';
import { type Failing, type Fault, failing } from '../build/failing';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

/** In the long form every statement with every fault; in the short one each thirteenth, with one fault after the other. */
const FULL = process.env.FULL === '1';
const STEP = FULL ? 1 : 13;

let server: TestServer;
let faults: Failing;
let owner: Person;
const people = new Map<string, Person>();
const person = (name: string) => must(people.get(name), name);
const totals = { acts: 0, statements: 0, cut: 0, halves: 0, doubles: 0 };

beforeAll(async () => {
  server = await aServer();
  owner = await server.person('Owner');
  for (const name of ['Zhao', 'Qian', 'Sun', 'Li', 'Wu']) people.set(name, await server.person(name));
  faults = failing(server.database);
}, 60_000);
afterAll(() => server.close());

/** All that an act can leave behind, in all tables that it writes; but the number that fences off edits, which may rise for nothing. */
async function stateOf(id: string): Promise<string> {
  const [row] = await server.database.sql<{ state: string }[]>`
    select json_build_array(
      (select stage from reviews where id = ${id}),
      (select json_agg(json_build_array(no, outcome) order by no) from versions where review_id = ${id}),
      (select json_agg(json_build_array(l.person_id, l.standing, l.removed_at is null) order by l.id)
        from signoff_lines l join versions v on v.id = l.version_id where v.review_id = ${id}),
      (select count(*) from signoff_records s join versions v on v.id = s.version_id where v.review_id = ${id}),
      (select json_agg(json_build_array(s.no, s."order") order by v.no, s.no)
        from signoff_steps s join versions v on v.id = s.version_id where v.review_id = ${id}),
      (select count(*) from decisions c join signoff_lines l on l.id = c.line_id join versions v on v.id = l.version_id
        where v.review_id = ${id}),
      (select json_agg(json_build_array(person_id, roles) order by person_id) from members where review_id = ${id}),
      (select json_build_array(count(*), count(answered_at)) from return_points where review_id = ${id}),
      (select json_build_array(count(*), count(closed_at)) from returned_sections where review_id = ${id}),
      (select count(*) from notifications where review_id = ${id}),
      (select max(seq) from events), (select count(*) from repeats)) as state`;
  return JSON.stringify(row?.state);
}

type Ask = (key: string) => Promise<Answer<{ id?: string; code?: string }>>;

/** The act cut off at its statements, then made with its answer lost, then sent again; answers the last answer. */
async function cut(id: string, name: string, ask: Ask): Promise<{ id?: string }> {
  const key = `${name}-${id}`.replaceAll(' ', '-');
  const before = await stateOf(id);
  totals.acts += 1;
  for (let k = 1; ; k += STEP) {
    const kinds: Fault[] = FULL ? ['fails', 'dies'] : [k % 2 === 1 ? 'fails' : 'dies'];
    let ended = false;
    for (const kind of kinds) {
      faults.arm(kind, k);
      const answer = await ask(key);
      const { what, statements } = faults.disarm();
      await faults.settled();
      expect(answer.status, `${name} ${what} at ${k}`).toBeGreaterThanOrEqual(500);
      const after = await stateOf(id);
      if (what !== 'unanswered') {
        totals.cut += 1;
        if (after !== before) totals.halves += 1;
        expect(after, `${name} ${kind} at ${k}`).toBe(before);
        continue;
      }
      ended = true;
      totals.statements += statements;
      expect(after, `${name} is made`).not.toBe(before);
      const [again, third] = [await ask(key), await ask(key)];
      expect([again.status < 300, third.status], `${name} again: ${JSON.stringify(again.body)}`).toEqual([
        true,
        again.status,
      ]);
      expect(third.body).toEqual(again.body);
      if ((await stateOf(id)) !== after) totals.doubles += 1;
      expect(await stateOf(id), `${name} twice`).toBe(after);
      await proved(id);
      return again.body;
    }
    expect(ended).toBe(false);
  }
}

/** The whole chain holds, and the events of the review allow each of its steps. */
async function proved(id: string): Promise<void> {
  expect(firstBrokenLink(await chainAfter(server.database.db, 0, 1_000_000))).toBeNull();
  const links = await eventsIn(server.database.db, id);
  expect(rederive(links as unknown as RecordedEvent[]).faults).toEqual([]);
}

test('WF14 P10/T32 every act of a sign-off, cut off at its statements by a refusal or a dead connection, is whole or not at all, and once under its key', async () => {
  const id = await aReadyReview(owner, [
    [person('Zhao'), ['signatory']],
    [person('Qian'), ['signatory']],
  ]);
  const view = async () => (await owner.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;
  const line = async (name: string) =>
    must(
      (await view()).steps.flatMap(({ lines }) => lines).find(({ personId }) => personId === person(name).id),
      name,
    ).id;
  const post =
    (who: Person, path: string, body: object = {}): Ask =>
    (key) =>
      who.call('POST', `/reviews/${id}${path}`, body, { 'idempotency-key': key });
  await post(owner, '/actions', { action: 'start-review' })('start');
  const { body } = await owner.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
  const overrides = body.items.filter(({ waivable }) => waivable).map(({ rule }) => ({ rule, reason: '样稿' }));
  const freeze = post(owner, '/actions', { action: 'freeze', overrides });
  await cut(id, 'freeze', freeze);
  await cut(id, 'add', post(owner, '/signoff/lines', { personId: person('Sun').id, step: 1, place: 'before' }));
  const zhao = await line('Zhao');
  await cut(id, 'delegate', post(person('Zhao'), `/signoff/lines/${zhao}/delegate`, { personId: person('Li').id }));
  await cut(id, 'give back', post(person('Zhao'), `/signoff/lines/${zhao}/give-back`));
  const qian = await line('Qian');
  const given = { personId: person('Wu').id };
  await cut(id, 'transfer', post(person('Qian'), `/signoff/lines/${qian}/transfer`, given));
  // Whoever gave the line away reads no more (WF9), and is answered again all the same; for anything else the key is taken.
  const other = await post(person('Qian'), `/signoff/lines/${qian}/transfer`, { personId: person('Li').id })(
    `transfer-${id}`,
  );
  expect(other.body.code).toBe('idempotency-mismatch');
  await cut(id, 'remove', post(owner, `/signoff/lines/${await line('Sun')}/remove`));
  await cut(id, 'return step', post(owner, '/signoff/return', { step: 1, points: [{ body: '说明时限' }] }));
  const sections = (
    await owner.call<{ sections: { id: string }[] }>('GET', `/reviews/${id}/versions/1/document`)
  ).body.sections.map((one) => one.id);
  const returned = { action: 'return-sections', sectionKeys: sections.slice(-1), points: [{ body: '改这一节' }] };
  await cut(id, 'return sections', post(owner, '/actions', returned));
  const { body: points } = await owner.call<{ items: ReturnPointView[] }>('GET', `/reviews/${id}/points`);
  expect(points.items.length).toBe(2);
  for (const [n, point] of points.items.entries())
    await cut(id, `answer ${n}`, post(owner, `/points/${point.id}/answer`, { answer: '已改' }));
  await cut(id, 'freeze again', freeze);
  const decide = async (name: string): Promise<Ask> => {
    const { digest } = await view();
    return post(person(name), '/decisions', { digest, decision: 'agree', password: PASSWORD });
  };
  await cut(id, 'remind', post(owner, `/signoff/lines/${await line('Wu')}/remind`));
  await cut(id, 'decide', await decide('Zhao'));
  expect((await view()).complete).toBe(false);
  await cut(id, 'complete', await decide('Wu'));
  expect((await owner.call('GET', `/reviews/${id}`)).body.stage).toBe('approved');
  const links = await eventsIn(server.database.db, id);
  const { approved } = rederive(links as unknown as RecordedEvent[]);
  expect(approved.map(({ versionNo }) => versionNo)).toEqual([2]);
  const { acts, statements, cut: times, halves, doubles } = totals;
  console.info(
    `T32 fail points: ${acts} acts of ${statements} statements, cut off ${times} times: ${halves} half done, ${doubles} done twice, chain whole after each`,
  );
}, 900_000);
