// For each action of the matrix the requests that need it: what is sent, and the answers that only somebody with the right gets.
import { must } from '../../domain/must';
import type { Action, AdminAction } from '../../domain/policy';
import { type Role, STAGES, type Stage } from '../../domain/review';
import type { SignoffLineView, SignoffView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { expected } from '../build/matrix';
import { NOWHERE, type Place, type World } from './matrixWorld';

type Said = { status: number; body: unknown };

export interface Ask {
  /** As `tests/build/routeRows.ts` has it; behind a colon, what for. */
  route: string;
  /** Who may, where that is not just the row. */
  may?: (roles: readonly Role[], stage: Stage) => boolean;
  /** A stage that forbids it to somebody who could do it at another is told from a missing right: 409 `wrong-stage`, not 403. */
  moves?: true;
  /** Statuses, a refusal with its code: each of them only for who has the right. */
  allowed: readonly string[];
  /** What was done is undone, so that the next in the row finds the same. */
  ask(place: Place, who: Person, world: World): Promise<Said>;
}

const get = (path: string): Ask => ({
  route: `GET /reviews/:id${path}`,
  allowed: ['200'],
  ask: ({ id }, who) => who.call('GET', `/reviews/${id}${path}`),
});

/** One request that leaves nothing behind for the next one to stumble over. */
const plain = (
  route: string,
  allowed: readonly string[],
  request: (place: Place, world: World) => [path: string, body?: object],
  more: Partial<Ask> = {},
): Ask => ({
  route,
  allowed,
  ask: (place, who, world) => who.call(route.split(' ')[0] ?? '', ...request(place, world)),
  ...more,
});

/** The keeper undoes what was taken. @throws when that is not taken */
async function undone(answer: Said, { keeper }: World, method: string, path: string, body?: object): Promise<Said> {
  if (answer.status >= 300) return answer;
  const { status } = await keeper.call(method, path, body);
  if (status >= 300) throw new Error(`not undone: ${method} ${path} ${status}`);
  return answer;
}

/** A move, and the one that leads back. */
function move(action: string, more: object, ...back: readonly [string, object?][]): Ask {
  return {
    route: `POST /reviews/:id/actions: ${action}`,
    moves: true,
    allowed: ['200'],
    ask: async ({ id }, who, world) => {
      let answer: Said = await world.act(who, id, action, more);
      for (const [next, words] of back)
        answer = await undone(answer, world, 'POST', `/reviews/${id}/actions`, { action: next, ...words });
      return answer;
    },
  };
}

/** Settling a thread of this place, or opening it again, whichever it is not; and back. */
function settling(which: 'thread' | 'settled' | 'mustFix', may?: Ask['may']): Ask {
  return {
    route: `POST /threads/:id/${which === 'settled' ? 'reopen' : 'resolve'}: ${which}`,
    ...(may ? { may } : {}),
    allowed: ['200'],
    ask: async (place, who, world) => {
      const isOpen = which === 'thread' || (which === 'mustFix' && !place.frozen);
      const path = (act: string) => `/threads/${place[which]}/${act}`;
      const settle: [string, object] = [path('resolve'), { reason: '已写明' }];
      const reopen: [string, object] = [path('reopen'), {}];
      const [first, second] = isOpen ? [settle, reopen] : [reopen, settle];
      return undone(await who.call('POST', ...first), world, 'POST', ...second);
    },
  };
}

async function member(role: Role, { id }: Place, who: Person, { spare }: World): Promise<Said> {
  const path = `/reviews/${id}/members/${spare.id}`;
  const answer = await who.call('PUT', path, { roles: [role] });
  if (answer.status === 200) done(await who.call('DELETE', path), 204);
  return answer;
}

/** @throws when that was not taken */
function done({ status }: Said, wanted: number): void {
  if (status !== wanted) throw new Error(`not undone: ${status}`);
}

const word = { digest: 'f'.repeat(64), decision: 'agree', password: PASSWORD };

/** The person's own line of the version, else the first that there is; none before the freeze. */
async function lineOf(place: Place, who: Person, { keeper }: World): Promise<Pick<SignoffLineView, 'id' | 'personId'>> {
  if (!place.frozen) return { id: NOWHERE, personId: NOWHERE };
  const { body } = await keeper.call<SignoffView>('GET', `/reviews/${place.id}/signoff`);
  const lines = body.steps.flatMap((step) => step.lines);
  return must(lines.find((line) => line.personId === who.id) ?? lines[0], 'a frozen text has signers');
}

/** Over a line of the spare person's, which is gone again afterwards; over none where nobody is asked any more. */
async function overALine(place: Place, { keeper, spare }: World, ask: (path: string) => Promise<Said>): Promise<Said> {
  const lines = `/reviews/${place.id}/signoff/lines`;
  if (place.stage !== 'signoff') return ask(`${lines}/${NOWHERE}`);
  const { status, body } = await keeper.call<{ id: string }>('POST', lines, { personId: spare.id, step: 1 });
  if (status !== 201) throw new Error(`no line: ${status}`);
  const answer = await ask(`${lines}/${body.id}`);
  const left = await keeper.call<SignoffView>('GET', `/reviews/${place.id}/signoff`);
  if (left.body.steps.some((step) => step.lines.some((line) => line.id === body.id)))
    done(await keeper.call('POST', `${lines}/${body.id}/remove`, {}), 200);
  return answer;
}

const passes: Ask['may'] = (roles, stage) =>
  expected('pass-on', roles, stage) || expected('change-signers', roles, stage);
const nobody = () => false;
const ownOf = (place: Place, who: Person, world: World) =>
  [...place.own].find(([name]) => world.personOf(name).id === who.id)?.[1] ?? place;

/** By action; an action without a row here does not compile. Those without a request of their own are asked in matrix.test.ts. */
export const ASKS: Record<Action, readonly Ask[]> = {
  know: [get('')],
  read: [
    ...[
      '/text',
      '/outline',
      '/findings',
      '/gates',
      '/unprintable',
      '/threads',
      '/versions',
      '/authors',
      '/history',
      '/structure',
    ].map(get),
    ...['/suggestions', '/waivers', '/points', '/named-versions', '/signoff-plan', '/shared-passages'].map(get),
    plain('GET /comments/:id/edits', ['200'], ({ comment }) => [`/comments/${comment}/edits`]),
  ],
  /** Over the socket. */
  presence: [],
  write: [
    plain('PUT /reviews/:id/sections', ['200'], ({ id }) => [
      `/reviews/${id}/sections`,
      { sectionKey: 'measures', state: 'review' },
    ]),
    plain('PUT /reviews/:id/points/:point/fields', ['200'], ({ id, measure }) => [
      `/reviews/${id}/points/${measure}/fields`,
      { due: '2027-01-31' },
    ]),
    plain('POST /reviews/:id/named-versions', ['201'], ({ id }) => [`/reviews/${id}/named-versions`, { name: '二稿' }]),
    plain(
      'PATCH /reviews/:id/named-versions/:versionId',
      ['204'],
      ({ id, named }) => [`/reviews/${id}/named-versions/${named}`, { name: '一稿' }],
      { may: (roles, stage) => roles.includes('owner') && expected('read', roles, stage) },
    ),
    plain('POST /reviews/:id/restore', ['200'], ({ id, named }) => [`/reviews/${id}/restore`, { point: `n${named}` }]),
    plain('POST /reviews/:id/clean-up', ['200'], ({ id }) => [`/reviews/${id}/clean-up`, { decision: 'reject' }]),
  ],
  /** Where sections are returned: a sign-off of its own. */
  'write-returned': [],
  // Who may only suggest takes back their own.
  suggest: [
    plain('POST /reviews/:id/suggestions', ['200'], ({ id }) => [
      `/reviews/${id}/suggestions`,
      { id: 'all', decision: 'reject' },
    ]),
  ],
  'change-title': [plain('PATCH /reviews/:id', ['204'], ({ id }) => [`/reviews/${id}`, { title: '另一个标题' }])],
  comment: [
    plain('POST /reviews/:id/threads', ['201'], ({ id }) => [
      `/reviews/${id}/threads`,
      { quote: '改进', body: '看过了。' },
    ]),
    plain('POST /threads/:id/replies', ['201'], ({ thread }) => [`/threads/${thread}/replies`, { body: '同意。' }]),
    plain('PUT /comments/:id/reactions/:name', ['204'], ({ comment }) => [`/comments/${comment}/reactions/seen`]),
    plain('DELETE /comments/:id/reactions/:name', ['204'], ({ comment }) => [`/comments/${comment}/reactions/seen`]),
    {
      route: 'PATCH /comments/:id: one’s own',
      allowed: ['200'],
      ask: (place, who, world) =>
        who.call('PATCH', `/comments/${ownOf(place, who, world).comment}`, { body: `改过：${place.stage}` }),
    },
    plain(
      'PATCH /comments/:id: somebody else’s',
      [],
      ({ comment }) => [`/comments/${comment}`, { body: '不是我写的' }],
      { may: nobody },
    ),
    plain('DELETE /comments/:id: somebody else’s', [], ({ comment }) => [`/comments/${comment}`], { may: nobody }),
    {
      route: 'POST /threads/:id/resolve: one’s own',
      allowed: ['200'],
      ask: async (place, who, world) => {
        const { thread } = ownOf(place, who, world);
        return undone(
          await who.call('POST', `/threads/${thread}/resolve`, {}),
          world,
          'POST',
          `/threads/${thread}/reopen`,
        );
      },
    },
    {
      route: 'DELETE /comments/:id: one’s own',
      allowed: ['204'],
      ask: async (place, who, world) => {
        const { thread, comment } = ownOf(place, who, world);
        const more = await who.call<{ id?: string }>('POST', `/threads/${thread}/replies`, { body: '写错了' });
        return who.call('DELETE', `/comments/${more.body.id ?? comment}`);
      },
    },
  ],
  'resolve-any': [
    settling('thread'),
    settling('settled'),
    settling('mustFix', (roles, stage) => roles.includes('owner') && expected('comment', roles, stage)),
    plain('PUT /threads/:id/assignment', ['200'], ({ thread }, { keeper }) => [
      `/threads/${thread}/assignment`,
      { personId: keeper.id, due: '2026-12-01' },
    ]),
    plain('PUT /threads/:id/place', ['200'], ({ thread }) => [`/threads/${thread}/place`, { quote: '会议时间太长' }]),
  ],
  share: [
    {
      route: 'PUT /reviews/:id/members/:person: a commenter',
      allowed: ['200'],
      ask: (...at) => member('commenter', ...at),
    },
  ],
  'share-viewers': [
    { route: 'PUT /reviews/:id/members/:person: a viewer', allowed: ['200'], ask: (...at) => member('viewer', ...at) },
  ],
  'start-review': [move('start-review', {}, ['return-to-draft'])],
  'return-to-draft': [move('return-to-draft', {}, ['start-review'])],
  // The must-fix keeps it closed.
  freeze: [
    plain(
      'POST /reviews/:id/actions: freeze',
      ['409 gates-closed'],
      ({ id }) => [`/reviews/${id}/actions`, { action: 'freeze' }],
      { moves: true },
    ),
  ],
  waive: [
    plain('POST /reviews/:id/waivers: what asks', ['201'], ({ id }) => [
      `/reviews/${id}/waivers`,
      { rule: 'long-sentence', reason: '可以' },
    ]),
    plain('DELETE /reviews/:id/waivers/:waiver: what asks', ['204'], ({ id, waivers }) => [
      `/reviews/${id}/waivers/${waivers.warn}`,
    ]),
  ],
  'waive-error': [
    plain('POST /reviews/:id/waivers: what blocks', ['201'], ({ id }) => [
      `/reviews/${id}/waivers`,
      { rule: 'required-part', reason: '可以' },
    ]),
    plain('DELETE /reviews/:id/waivers/:waiver: what blocks', ['204'], ({ id, waivers }) => [
      `/reviews/${id}/waivers/${waivers.error}`,
    ]),
  ],
  decide: [
    plain('POST /reviews/:id/decisions', ['409 digest-moved'], ({ id }) => [`/reviews/${id}/decisions`, word], {
      moves: true,
    }),
    plain(
      'DELETE /reviews/:id/decisions',
      ['409 digest-moved'],
      ({ id }) => [`/reviews/${id}/decisions`, { digest: word.digest, password: PASSWORD }],
      { moves: true },
    ),
  ],
  'plan-signoff': [
    plain('PUT /reviews/:id/signoff-plan', ['200'], ({ id }) => [`/reviews/${id}/signoff-plan`, { steps: null }]),
  ],
  'return-sections': [
    move('return-sections', { sectionKeys: ['measures'], reason: '改' }, ['freeze']),
    {
      route: 'POST /reviews/:id/signoff/return',
      allowed: ['201'],
      ask: async ({ id }, who, world) => {
        const answer = await who.call<{ points: string[] }>('POST', `/reviews/${id}/signoff/return`, {
          step: 1,
          reason: '补充',
        });
        return undone(answer, world, 'POST', `/reviews/${id}/points/${answer.body.points?.[0]}/answer`, {
          answer: '好',
        });
      },
    },
  ],
  // It was answered once: that is said to who could.
  'answer-point': [
    plain('POST /reviews/:id/points/:point/answer', ['409 moved-on'], ({ answered: { review, point } }) => [
      `/reviews/${review}/points/${point}/answer`,
      { answer: '再答' },
    ]),
  ],
  'change-signers': [
    {
      route: 'POST /reviews/:id/signoff/lines',
      allowed: ['201'],
      ask: async ({ id }, who, world) => {
        const lines = `/reviews/${id}/signoff/lines`;
        const answer = await who.call<{ id?: string }>('POST', lines, { personId: world.spare.id, step: 1 });
        return undone(answer, world, 'POST', `${lines}/${answer.body.id}/remove`, {});
      },
    },
    {
      route: 'POST /reviews/:id/signoff/lines/:line/remove',
      allowed: ['200'],
      ask: (place, who, world) => overALine(place, world, (path) => who.call('POST', `${path}/remove`, {})),
    },
    {
      route: 'POST /reviews/:id/signoff/lines/:line/remind',
      allowed: ['204'],
      ask: (place, who, world) => overALine(place, world, (path) => who.call('POST', `${path}/remind`, {})),
    },
    {
      route: 'PUT /reviews/:id/signoff/lines/:line/due',
      allowed: ['204'],
      ask: (place, who, world) => overALine(place, world, (path) => who.call('PUT', `${path}/due`, { due: null })),
    },
  ],
  // One’s own line, or anybody’s by an owner.
  'pass-on': [
    {
      route: 'POST /reviews/:id/signoff/lines/:line/transfer',
      may: passes,
      moves: true,
      allowed: ['409 already-asked'],
      ask: async (place, who, world) => {
        const line = await lineOf(place, who, world);
        const path = `/reviews/${place.id}/signoff/lines/${line.id}/transfer`;
        return who.call('POST', path, { personId: line.personId });
      },
    },
    {
      route: 'POST /reviews/:id/signoff/lines/:line/delegate',
      may: passes,
      moves: true,
      allowed: ['201'],
      ask: async (place, who, world) => {
        const path = `/reviews/${place.id}/signoff/lines/${(await lineOf(place, who, world)).id}`;
        const answer = await who.call('POST', `${path}/delegate`, { personId: world.spare.id });
        return undone(answer, world, 'POST', `${path}/give-back`, {});
      },
    },
    {
      route: 'POST /reviews/:id/signoff/lines/:line/give-back',
      may: passes,
      moves: true,
      allowed: ['200'],
      ask: async (place, who, world) => {
        const { keeper, spare } = world;
        const path = `/reviews/${place.id}/signoff/lines/${(await lineOf(place, who, world)).id}`;
        const delegated = await keeper.call('POST', `${path}/delegate`, { personId: spare.id });
        const answer = await who.call('POST', `${path}/give-back`, {});
        if (delegated.status === 201 && answer.status !== 200)
          done(await keeper.call('POST', `${path}/give-back`, {}), 200);
        return answer;
      },
    },
  ],
  'cancel-signoff': [move('cancel-signoff', { reason: '再议' }, ['freeze'])],
  /** Also an administrator's: at the end, for good. */
  archive: [],
  delete: [
    {
      route: 'DELETE /reviews/:id',
      moves: true,
      allowed: ['200'],
      ask: async ({ id }, who) => {
        const answer = await who.call('DELETE', `/reviews/${id}`);
        if (answer.status === 200) done(await who.call('POST', `/bin/${id}/restore`), 200);
        return answer;
      },
    },
  ],
  // The reason is missing: that is said to who could. With one, at the end, for good.
  reopen: [
    plain(
      'POST /reviews/:id/actions: reopen',
      ['400 reason-needed'],
      ({ id }) => [`/reviews/${id}/actions`, { action: 'reopen' }],
      { moves: true },
    ),
  ],
  /** In three formats. */
  'export-draft': [],
  'export-approved': [],
  /** By what the record shows. */
  'read-audit': [],
  'read-sign-audit': [],
  'read-own-audit': [],
};

/** What an administrator may without being a member, and what they are told at these stages and elsewhere; anybody else gets 404. */
export const ADMIN_ASKS: Record<
  AdminAction,
  readonly (Pick<Ask, 'route' | 'ask'> & { stages: readonly Stage[]; allowed: string; elsewhere: string })[]
> = {
  /** At the end, for good. */
  archive: [],
  unarchive: [],
  'see-title': [],
  /** The reason is missing. With one: TH11 and reopen.test.ts. */
  'break-glass': [
    {
      ...plain('POST /reviews/:id/break-glass', [], ({ id }) => [`/reviews/${id}/break-glass`, { reason: ' ' }]),
      stages: STAGES,
      allowed: '400 reason-needed',
      elsewhere: '',
    },
  ],
  /** Ten years are not over. With them: bin.test.ts. */
  purge: [
    {
      ...plain('POST /reviews/:id/purge', [], ({ id }) => [`/reviews/${id}/purge`, { reason: '到期' }]),
      stages: ['archived'],
      allowed: '409 retained',
      elsewhere: '409 wrong-stage',
    },
  ],
  'replace-owner': [],
  /** TH11. */
  'hide-comment': [],
};
