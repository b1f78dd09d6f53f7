// T32 over steps, scopes and records: signatures that meet each other, withdrawals, changes of people and returns at the same moment; an
// old version signed late; a clock that was set back (P10).
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { eventsIn } from '../../db/queries/events';
import { contentOf } from '../../domain/document/layout';
import type { Gate } from '../../domain/gates';
import { must } from '../../domain/must';
import { sentenceOf } from '../../domain/package/why';
import { type RecordedEvent, rederive } from '../../domain/rederive';
import type { SignoffView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { random } from '../build/random';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

const ROUNDS = process.env.FULL === '1' ? 100 : 4;
const AT_ONCE = 10;

let server: TestServer;
let owner: Person;
let people: Person[];
beforeAll(async () => {
  server = await aServer();
  owner = await server.person('Owner');
  people = await Promise.all(['Zhao', 'Qian', 'Sun', 'Li'].map((name) => server.person(name)));
}, 60_000);
afterAll(() => server.close());

type Answered = { status: number; body: { code?: string; id?: string; recordSha256?: string } };
const person = (n: number) => must(people[n], 'a person');
const act = (id: string, action: string, more: object = {}): Promise<Answered> =>
  owner.call('POST', `/reviews/${id}/actions`, { action, ...more });
const view = async (id: string) => (await owner.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;

async function freeze(id: string): Promise<void> {
  const { body } = await owner.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
  const rules = new Set(body.items.filter(({ waivable }) => waivable).map(({ rule }) => rule));
  const overrides = [...rules].map((rule) => ({ rule, reason: '样稿' }));
  expect((await act(id, 'freeze', { overrides })).status).toBe(200);
}

/** Two steps: in the first one signs a section alone and one the whole, in the second two of three agree. */
async function frozen(): Promise<{ id: string; section: string }> {
  const id = await aReadyReview(owner, []);
  const { body } = await owner.call<{ parts: { key: string; role?: string }[] }>('GET', `/reviews/${id}/outline`);
  const section = must(body.parts.at(-1), 'the last part').key;
  const title = { zh: '会签', en: 'Sign' };
  const who = (...named: object[]) => ({ people: named });
  const [zhao, qian, sun] = [0, 1, 2].map((n) => ({ personId: person(n).id }));
  const steps = [
    { order: 1, title, who: who({ ...zhao, scope: [section] }, { ...qian }), rule: { kind: 'all' } },
    { order: 2, title, who: who({ ...zhao }, { ...qian }, { ...sun }), rule: { kind: 'quorum', min: 2 } },
  ];
  expect((await owner.call('PUT', `/reviews/${id}/signoff-plan`, { steps })).status).toBe(200);
  await act(id, 'start-review');
  await freeze(id);
  return { id, section };
}

/** Rows that stand for one line and the same bytes: more than one is a signature too many. */
async function doubles(id: string): Promise<number> {
  const rows = await server.database.sql`
    select l.seat, c.content_sha256 from decisions c join signoff_lines l on l.id = c.line_id
    join versions v on v.id = l.version_id where v.review_id = ${id} and c.decision is not null
      and not exists (select 1 from decisions w where w.withdraws = c.id)
    group by 1, 2 having count(*) > 1`;
  return rows.length;
}

/** Events allow every step, and the approval is there exactly when the rule was met. */
async function misplaced(id: string): Promise<string[]> {
  const links = await eventsIn(server.database.db, id);
  const { approved, faults } = rederive(links as unknown as RecordedEvent[]);
  const { outcome, digest, complete } = await view(id);
  const said = approved.at(-1)?.contentSha256 ?? null;
  const wrong = outcome === 'approved' ? said !== digest || !complete : said !== null;
  const told = faults.map(sentenceOf);
  return wrong ? [...told, `${outcome} ${said}`] : told;
}

test(
  `T32 ${ROUNDS} rounds of ${AT_ONCE} acts at once on steps, scopes and records: no line signs twice, every signature names the bytes and the record that were in force`,
  async () => {
    const seen = { acts: 0, taken: 0, doubles: 0, misplaced: [] as string[] };
    for (let round = 1; round <= ROUNDS; round++) {
      const dice = random(round);
      const { id, section } = await frozen();
      for (let wave = 0; wave < 2; wave++) {
        const { digest, recordSha256, steps, openSections } = await view(id);
        const lines = steps.flatMap((step) => step.lines);
        const decide = (who: Person, key?: string) =>
          who.call<Answered['body']>(
            'POST',
            `/reviews/${id}/decisions`,
            {
              digest,
              decision: dice(6) === 0 ? 'object' : 'agree',
              opinion: '见附表',
              password: PASSWORD,
              ...(dice(2) === 0 ? { recordSha256 } : {}),
            },
            key ? { 'idempotency-key': key } : {},
          );
        const ways: (() => Promise<Answered>)[] = [
          () => decide(person(dice(3))),
          () => decide(person(dice(3)), `${id}-${wave}-${dice(2)}`),
          () => person(dice(3)).call('DELETE', `/reviews/${id}/decisions`, { digest, password: PASSWORD }),
          () =>
            owner.call('POST', `/reviews/${id}/signoff/lines`, {
              personId: person(3).id,
              step: 1 + dice(2),
              recordSha256,
            }),
          () =>
            owner.call('POST', `/reviews/${id}/signoff/lines/${lines[dice(lines.length)]?.id}/remove`, {
              recordSha256,
            }),
          () => act(id, 'return-sections', { sectionKeys: [section], reason: '改' }),
        ];
        const wanted = Array.from({ length: AT_ONCE }, () => ways[dice(ways.length)]);
        const answers = await Promise.all(wanted.map((way) => way?.()));
        for (const answer of answers) {
          seen.acts += 1;
          if (answer && answer.status < 300) seen.taken += 1;
          // Who waited ten seconds for the review's row is told to try again (503): nothing was done.
          if (answer?.status !== 503) expect(answer?.status, JSON.stringify(answer?.body)).toBeLessThan(500);
        }
        seen.doubles += await doubles(id);
        seen.misplaced.push(...(await misplaced(id)));
        const now = await view(id);
        if (now.outcome !== 'open') break;
        if (now.openSections.length > 0 || openSections.length > 0) await freeze(id);
      }
    }
    console.info(
      `T32 ${seen.acts} acts in ${ROUNDS} rounds, ${seen.taken} taken: ${seen.doubles} duplicate and ${seen.misplaced.length} misplaced signatures`,
    );
    expect({ doubles: seen.doubles, misplaced: seen.misplaced }).toEqual({ doubles: 0, misplaced: [] });
    expect(server.logged).toEqual([]);
  },
  ROUNDS * 30_000,
);

test('T32 an old version is not signed after the next one, and "later" is what came later, also when the clock was set back', async () => {
  const { id, section } = await frozen();
  const first = await view(id);
  const decide = (who: Person, digest: string, decision: string) =>
    who.call<{ code?: string }>('POST', `/reviews/${id}/decisions`, {
      digest,
      decision,
      opinion: '见附表',
      password: PASSWORD,
    });
  const qian = person(1);
  expect((await decide(qian, first.digest, 'object')).status).toBe(201);
  // The server's clock was an hour fast when the objection was written.
  await server.database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update decisions set at = at + interval '1 hour' where person_id = ${qian.id} and content_sha256 = ${first.digest}`;
  });
  await act(id, 'return-sections', { sectionKeys: [section], reason: '改' });
  await server.services.collab.write(id, { marksOnly: false, returned: true }, (doc) => {
    const content = contentOf(doc);
    const text = (content.get(content.length - 1) as Y.XmlElement).get(0) as Y.XmlText;
    text.insert(text.length - 1, '（第二稿）');
  });
  await freeze(id);
  const second = await view(id);
  expect(second.digest).not.toBe(first.digest);
  expect((await decide(person(0), first.digest, 'agree')).body.code).toBe('digest-moved');
  expect((await decide(qian, first.digest, 'agree')).body.code).toBe('digest-moved');
  expect((await decide(qian, second.digest, 'agree')).status).toBe(201);
  const line = (await view(id)).steps[0]?.lines.find(({ personId }) => personId === qian.id);
  expect(line).toMatchObject({ decision: 'agree', stale: false });
  expect(await misplaced(id)).toEqual([]);
}, 60_000);
