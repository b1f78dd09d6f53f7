// Rights that end while somebody is connected, by every way there is, on one node: also for a client that ignores the close frame and
// goes on writing (P6/T11). What it costs across nodes stands in tests/proc/nodesRights.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../domain/review';
import type { SignoffView } from '../../domain/view';
import { PASSWORD, type Person, signedIn } from '../build/api';
import { type Bare, bare, pause, textOf, until } from '../build/collab';
import { aReadyReview } from '../build/ready';
import { aPerson, aServer, type TestServer } from '../build/server';

const ROUNDS = process.env.FULL === '1' ? 100 : 1;
interface Case {
  who: Person;
  /** Another session of the same person. */
  other: Person;
  sessionId: string;
  reviewId: string;
}

let at: TestServer;
/** Who lines are given to, and who delegates theirs. */
let lasting: { other: Person; first: Person };
beforeAll(async () => {
  at = await aServer();
  lasting = { other: await at.person('Other'), first: await at.person('First') };
});
afterAll(() => at.close());

const member = ({ reviewId, who }: Case) => `/reviews/${reviewId}/members/${who.id}`;
const EVENTS: [name: string, code: number, act: (one: Case) => Promise<unknown>][] = [
  ['removed', 4403, (one) => at.admin.call('DELETE', member(one))],
  ['demoted', 4503, (one) => at.admin.call('PUT', member(one), { roles: ['commenter'] })],
  ['signed out here', 4401, ({ who }) => who.call('DELETE', '/session')],
  ['signed out elsewhere', 4401, ({ other, sessionId }) => other.call('DELETE', `/me/sessions/${sessionId}`)],
  ['disabled', 4401, ({ who }) => at.admin.call('POST', `/people/${who.id}/disable`)],
  [
    'another password',
    4401,
    ({ other }) => other.call('POST', '/me/password', { current: PASSWORD, next: `${PASSWORD} anew` }),
  ],
  [
    'a session that expires',
    4401,
    ({ sessionId }) => at.database.sql`update sessions set expires_at = now() where id = ${sessionId}`,
  ],
  ['a freeze', 4503, ({ reviewId }) => at.admin.call('POST', `/reviews/${reviewId}/actions`, { action: 'freeze' })],
];

test(
  `P6/T11 ${EVENTS.length} events x ${ROUNDS}: closed, and afterwards no byte is taken or sent, whatever the client does`,
  async () => {
    const slowest = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const cases = await Promise.all(EVENTS.map((_, n) => aCase(`P${round}x${n}`)));
      await Promise.all(
        EVENTS.map(async ([name, code, act], n) => {
          const one = cases[n] as Case;
          slowest.set(name, Math.max(slowest.get(name) ?? 0, await ended(name, code, () => act(one), one)));
        }),
      );
    }
    const each = [...slowest].map(([name, ms]) => `${name} ${ms}`).join(', ');
    console.info(
      `T11, 1 node: P100 ${Math.max(...slowest.values())} ms of ${EVENTS.length * ROUNDS}, target 2,000 (${each}); 0 bytes taken or sent after`,
    );
  },
  ROUNDS * 30_000,
);

async function aCase(name: string): Promise<Case> {
  const who = await aPerson(at.url, at.admin, name);
  const other = await signedIn(at.url, who.email);
  const [row] = await at.database.sql<{ id: string }[]>`
    select id from sessions where person_id = ${who.id} order by created_at limit 1`;
  const reviewId = await aReadyReview(at.admin, [
    [who, ['editor']],
    [at.admin, ['owner', 'signatory']],
  ]);
  await at.admin.call('POST', `/reviews/${reviewId}/actions`, { action: 'start-review' });
  return { who, other, reviewId, sessionId: row?.id ?? '' };
}

/** From the answer to the event until the close, ms. */
async function ended(
  name: string,
  code: number,
  act: () => Promise<unknown>,
  { who, reviewId }: Case,
): Promise<number> {
  const colleague = bare(at, reviewId, { token: at.admin.token });
  const [honest, deaf] = [bare(at, reviewId, { token: who.token }), bare(at, reviewId, { token: who.token })];
  await Promise.all([colleague, honest, deaf].map((socket) => socket.ready));
  deaf.ws.pause();
  let stop = false;
  const flood = (async () => {
    for (let n = 0; !stop; n++, await pause(2)) if (deaf.ws.readyState === 1) deaf.type(`〔${name}${n}〕`);
  })();
  const answer = await act();
  if (answer !== null && typeof answer === 'object' && 'status' in answer)
    expect(answer.status, `${name}: ${JSON.stringify(answer)}`).toBeLessThan(300);
  // From the answer on: from then on whoever asked for it may count on it.
  const answered = Date.now();
  expect(await honest.closed, name).toBe(code);
  const took = Date.now() - answered;
  // From here on the deaf one writes to nobody, and what a colleague writes does not reach it.
  const before = (await textNow(reviewId)).length;
  const later = await lateWords(colleague, reviewId);
  expect((await textNow(reviewId)).length, name).toBe(before + later.length);
  stop = true;
  await flood;
  deaf.ws.resume();
  await deaf.closed;
  expect(textOf(deaf.doc), name).not.toContain('后来的话');
  colleague.ws.close();
  return took;
}

/** How a signer's line goes: by their own act, or somebody else's. */
const LINES: [name: string, act: (one: Line) => Promise<{ status: number }>][] = [
  ['removed', ({ line }) => at.admin.call('POST', `${line}/remove`, {})],
  ['transferred by themselves', ({ who, line, other }) => who.call('POST', `${line}/transfer`, { personId: other.id })],
  ['transferred by an owner', ({ line, other }) => at.admin.call('POST', `${line}/transfer`, { personId: other.id })],
  ['a delegate who gives it back', ({ who, line }) => who.call('POST', `${line}/give-back`, {})],
];
interface Line {
  who: Person;
  other: Person;
  reviewId: string;
  /** Path of the line that the person holds. */
  line: string;
}

/** A text in sign-off with its last section returned, so that there is something to hear; `who` holds a line and, given, a role. */
async function aLine(name: string, delegated: boolean, roles: Role[]): Promise<Line> {
  const who = await aPerson(at.url, at.admin, name);
  const { other, first } = lasting;
  const signs = delegated ? first : who;
  const reviewId = await aReadyReview(at.admin, [
    [signs, ['signatory', ...(delegated ? [] : roles)]],
    [at.admin, ['owner', 'signatory']],
  ]);
  const act = (action: string, more: object = {}) =>
    at.admin.call('POST', `/reviews/${reviewId}/actions`, { action, ...more });
  await act('start-review');
  expect((await act('freeze')).status).toBe(200);
  const lines = async () =>
    (await at.admin.call<SignoffView>('GET', `/reviews/${reviewId}/signoff`)).body.steps.flatMap((step) => step.lines);
  const pathOf = async (person: Person) =>
    `/reviews/${reviewId}/signoff/lines/${(await lines()).find(({ personId }) => personId === person.id)?.id}`;
  if (delegated) await at.admin.call('POST', `${await pathOf(first)}/delegate`, { personId: who.id });
  const { body } = await at.admin.call<{ sections: { id: string }[] }>(
    'GET',
    `/reviews/${reviewId}/versions/1/document`,
  );
  const returned = await act('return-sections', { sectionKeys: [body.sections.at(-1)?.id], reason: '改' });
  expect(returned.status).toBe(200);
  return { who, other, reviewId, line: await pathOf(who) };
}

test(
  `WF9 P6/T11 a line that goes, ${LINES.length} ways x ${ROUNDS}, takes the reading that it gave: at once over HTTP, within 2 s on the socket; another role goes on`,
  async () => {
    let slowest = 0;
    const lost = async (name: string, act: (one: Line) => Promise<{ status: number }>, person: string) => {
      const one = await aLine(person, name.startsWith('a delegate'), []);
      const sockets = [at.admin, one.who, one.who].map(({ token }) => bare(at, one.reviewId, { token }));
      const [colleague, honest, deaf] = sockets as [Bare, Bare, Bare];
      await Promise.all(sockets.map((socket) => socket.ready));
      expect((await one.who.call('GET', `/reviews/${one.reviewId}/text`)).status, name).toBe(200);
      deaf.ws.pause();
      const { status } = await act(one);
      const answered = Date.now();
      const closed = honest.closed.then((code) => ({ code, ms: Date.now() - answered }));
      expect(status, name).toBeLessThan(300);
      for (const path of ['', '/text', '/signoff', '/versions/1/canonical', '/export?format=md', '/events'])
        expect((await one.who.call('GET', `/reviews/${one.reviewId}${path}`)).status, `${name} ${path}`).toBe(404);
      const { code, ms } = await closed;
      expect(code, name).toBe(4403);
      slowest = Math.max(slowest, ms);
      colleague.type('后来的话');
      await until('the colleague goes on', async () => (await textNow(one.reviewId)).includes('后来的话'));
      deaf.ws.resume();
      await deaf.closed;
      expect(textOf(deaf.doc), name).not.toContain('后来的话');
      expect((await one.who.call<{ items: unknown[] }>('GET', '/me/notifications')).body.items, name).toEqual([]);
      colleague.ws.close();
    };
    for (let round = 0; round < ROUNDS; round++)
      await Promise.all(LINES.map(([name, act], n) => lost(name, act, `L${round}x${n}`)));
    const stays = await aLine('Stays', false, ['commenter']);
    const socket = bare(at, stays.reviewId, { token: stays.who.token });
    await socket.ready;
    expect((await stays.who.call('POST', `${stays.line}/transfer`, { personId: stays.other.id })).status).toBe(201);
    const colleague = bare(at, stays.reviewId, { token: at.admin.token });
    await colleague.ready;
    colleague.type('后来的话');
    await until('it is heard', () => textOf(socket.doc).includes('后来的话'));
    expect((await stays.who.call('GET', `/reviews/${stays.reviewId}/text`)).status).toBe(200);
    expect(socket.code()).toBeNull();
    for (const one of [socket, colleague]) one.ws.close();
    console.info(
      `T11, lines: P100 ${slowest} ms of ${LINES.length * ROUNDS} sockets, target 2,000; HTTP refused at the first request after; 0 bytes sent after`,
    );
  },
  ROUNDS * 60_000,
);

const textNow = async (reviewId: string) => (await at.admin.call<string>('GET', `/reviews/${reviewId}/text`)).body;

/** What the colleague may still write, seen by the server; nothing when the text is frozen. */
async function lateWords(colleague: Bare, reviewId: string): Promise<string> {
  if (colleague.code() !== null) {
    await pause(100);
    return '';
  }
  colleague.type('后来的话');
  await until('the colleague goes on', async () => (await textNow(reviewId)).includes('后来的话'));
  return '后来的话\n';
}
