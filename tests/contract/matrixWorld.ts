// People of every set of roles in a review at every stage, each of which really went there: what the matrix is asked about.
import { expect } from 'vitest';
import { blocksOf } from '../../domain/document/layout';
import { must } from '../../domain/must';
import { type Role, STAGES, type Stage } from '../../domain/review';
import type { SignoffView, ThreadView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { expected } from '../build/matrix';
import { READY } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

export interface RoleSet {
  name: string;
  roles: readonly Role[];
}

/** Role sets of interest. None: a stranger, an administrator of the organisation, somebody who was taken out. */
export const SETS: readonly RoleSet[] = [
  { name: 'Owner', roles: ['owner'] },
  { name: 'OwnerSigns', roles: ['owner', 'signatory'] },
  { name: 'Editor', roles: ['editor'] },
  { name: 'EditorHead', roles: ['editor', 'head'] },
  { name: 'Suggester', roles: ['suggester'] },
  { name: 'SuggesterSigns', roles: ['suggester', 'signatory'] },
  { name: 'Commenter', roles: ['commenter'] },
  { name: 'CommenterSigns', roles: ['commenter', 'signatory'] },
  { name: 'Signatory', roles: ['signatory'] },
  { name: 'Head', roles: ['head'] },
  { name: 'Viewer', roles: ['viewer'] },
  { name: 'ViewerComments', roles: ['viewer', 'commenter'] },
  { name: 'Admin', roles: [] },
  { name: 'Stranger', roles: [] },
  { name: 'Former', roles: [] },
];
const MEMBERS = SETS.filter(({ roles }) => roles.length > 0);
const SIGNERS = SETS.filter(({ roles }) => roles.includes('signatory') || roles.includes('head'));
export const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** A review at a stage, and the ids of what stands in it: all the keeper's, but for what is somebody's own. */
export interface Place {
  stage: Stage;
  /** There is a version with lines. */
  frozen: boolean;
  id: string;
  thread: string;
  comment: string;
  /** Its words: everybody’s name. */
  mentions: string;
  /** A normal thread that is settled; a must-fix that is settled once the text was frozen. */
  settled: string;
  mustFix: string;
  named: string;
  measure: string;
  /** One that asks and one that blocks. */
  waivers: { warn: string; error: string };
  /** A point that sections were returned with and that was answered, and its review: one that went on to this stage. */
  answered: { review: string; point: string };
  /** Everybody's own thread and its one comment, by set; none of those who never might. */
  own: ReadonlyMap<string, { thread: string; comment: string }>;
}

export interface World {
  server: TestServer;
  /** Keeps every review: an owner that no cell is about. */
  keeper: Person;
  /** Whom cells add and take out. */
  spare: Person;
  /** An administrator who looks in by break-glass. */
  moderator: Person;
  personOf(name: string): Person;
  at(stage: Stage): Place;
  /** One more, at this stage. */
  another(stage: Stage): Promise<Place>;
  act(
    who: Person,
    id: string,
    action: string,
    more?: object,
  ): Promise<{ status: number; body: { code?: string; stage?: Stage } }>;
}

export async function aWorld(): Promise<World> {
  const server = await aServer();
  const [keeper, spare, moderator] = [
    await server.person('Keeper'),
    await server.person('Spare'),
    await server.person('Moderator'),
  ];
  await server.admin.call('PATCH', `/people/${moderator.id}`, { admin: true });
  const people = new Map<string, Person>();
  for (const { name } of SETS) people.set(name, name === 'Admin' ? server.admin : await server.person(name));
  const places = new Map<Stage, Place>();
  const world: World = {
    server,
    keeper,
    spare,
    moderator,
    personOf: (name) => must(people.get(name), 'a set has its person'),
    at: (stage) => must(places.get(stage), 'each stage was reached'),
    another: (stage) => reach(world, stage),
    act: (who, id, action, more = {}) => who.call('POST', `/reviews/${id}/actions`, { action, ...more }),
  };
  for (const stage of STAGES) places.set(stage, await reach(world, stage));
  return world;
}

/**
 * Through the API, as people go there. Each was in review once, where everybody was told of it and wrote a comment: whoever may not
 * read it at its stage had every reason to see it before.
 */
async function reach(world: World, stage: Stage): Promise<Place> {
  const { server, keeper, personOf, act } = world;
  const id = await made(world, stage);
  const former = personOf('Former');
  const ok = async <T = { id: string }>(method: string, path: string, body?: unknown) => {
    const answer = await keeper.call<T>(method, path, body);
    expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  await ok('PUT', `/reviews/${id}/members/${former.id}`, { roles: ['owner'] });
  const { id: named } = await ok('POST', `/reviews/${id}/named-versions`, { name: '一稿' });
  const warn = (await ok('POST', `/reviews/${id}/waivers`, { rule: 'long-sentence', reason: '可以' })).id;
  const error = (await ok('POST', `/reviews/${id}/waivers`, { rule: 'required-part', reason: '可以' })).id;
  await act(keeper, id, 'start-review');
  const told = [...MEMBERS.map(({ name }) => name), 'Former'];
  const mentions = told.map((name) => `@${name}`).join(' ');
  const { id: thread } = await ok('POST', `/reviews/${id}/threads`, {
    quote: '会议时间太长',
    body: mentions,
    mentions: told.map((name) => personOf(name).id),
  });
  const { id: settled } = await ok('POST', `/reviews/${id}/threads`, { quote: '例会', body: '已改' });
  await ok('POST', `/threads/${settled}/resolve`, {});
  const { id: mustFix } = await ok('POST', `/reviews/${id}/threads`, {
    quote: '发布按时',
    body: '第几次？',
    kind: 'must-fix',
  });
  const own = new Map<string, { thread: string; comment: string }>();
  for (const { name, roles } of SETS.filter((one) => expected('comment', one.roles, 'review'))) {
    const who = personOf(name);
    const opened = await who.call<{ id: string }>('POST', `/reviews/${id}/threads`, { quote: '改进', body: roles[0] });
    await ok('PUT', `/threads/${opened.body.id}/assignment`, { personId: who.id, due: null });
    own.set(name, { thread: opened.body.id, comment: '' });
  }
  const { items } = await ok<{ items: ThreadView[] }>('GET', `/reviews/${id}/threads`);
  const commentOf = (threadId: string) =>
    must(items.find((one) => one.id === threadId)?.comments[0], 'a thread has a comment').id;
  for (const one of own.values()) one.comment = commentOf(one.thread);
  await ok('DELETE', `/reviews/${id}/members/${former.id}`);
  let answered = { review: id, point: '' };
  if (stage === 'drafting') await act(keeper, id, 'return-to-draft');
  if (stage === 'drafting' || stage === 'review') answered = await answeredElsewhere(world, stage);
  else {
    await ok('POST', `/threads/${mustFix}/resolve`, {});
    answered.point = await frozenTwice(world, id);
    if (stage !== 'signoff') await sign(world, id);
    if (stage === 'archived') await act(keeper, id, 'archive');
  }
  expect((await keeper.call<{ stage: Stage }>('GET', `/reviews/${id}`)).body.stage).toBe(stage);
  const blocks = await server.services.collab.read(id, (doc) => blocksOf(doc, false));
  const measure = blocks.find((one) => one.type === 'point' && one.kind === 'measure')?.id ?? NOWHERE;
  const comment = commentOf(thread);
  return {
    stage,
    frozen: answered.review === id,
    id,
    thread,
    comment,
    mentions,
    settled,
    mustFix,
    named,
    measure,
    waivers: { warn, error },
    answered,
    own,
  };
}

async function made({ keeper, personOf }: World, title: string): Promise<string> {
  const { status, body } = await keeper.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    title,
    text: READY,
    meta: { date: '2026-03-31' },
    members: MEMBERS.map(({ name, roles }) => ({ personId: personOf(name).id, roles })),
  });
  expect(status).toBe(201);
  return body.id;
}

/** Freezes it, returns a section with a point, answers that and freezes again: the second version. Answers the point. */
async function frozenTwice({ keeper, act }: World, id: string): Promise<string> {
  expect((await act(keeper, id, 'freeze')).status).toBe(200);
  const points = [{ body: '由谁负责？', sectionKey: 'measures' }];
  expect((await act(keeper, id, 'return-sections', { sectionKeys: ['measures'], points })).status).toBe(200);
  const { body } = await keeper.call<{ items: { id: string }[] }>('GET', `/reviews/${id}/points`);
  const point = must(body.items[0], 'the section was returned with it').id;
  expect((await keeper.call('POST', `/reviews/${id}/points/${point}/answer`, { answer: '主持人' })).status).toBe(204);
  expect((await act(keeper, id, 'freeze')).status).toBe(200);
  return point;
}

/** A text that was never frozen has no points: they are asked for in one whose sign-off was cancelled. */
async function answeredElsewhere(world: World, stage: 'drafting' | 'review') {
  const { keeper, act } = world;
  const review = await made(world, `${stage}, cancelled`);
  await act(keeper, review, 'start-review');
  const point = await frozenTwice(world, review);
  expect((await act(keeper, review, 'cancel-signoff', { reason: '再议' })).status).toBe(200);
  if (stage === 'drafting') await act(keeper, review, 'return-to-draft');
  return { review, point };
}

async function sign({ keeper, personOf }: World, id: string): Promise<void> {
  const { digest } = (await keeper.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;
  for (const { name } of SIGNERS) {
    const word = { digest, decision: 'agree', password: PASSWORD };
    expect((await personOf(name).call('POST', `/reviews/${id}/decisions`, word)).status, name).toBe(201);
  }
}
