// P12: what the chain holds of acts that leave no other trace, each with what it was about: exports, comments, the checkpoint of a completion.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '../../domain/jcs';
import type { ThreadView } from '../../domain/view';
import type { Person } from '../build/api';
import { anApprovedReview } from '../build/package';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

let at: TestServer;
let [owner, editor] = [] as unknown as [Person, Person];
beforeAll(async () => {
  at = await aServer();
  [owner, editor] = [await at.person('Owner'), await at.person('Editor')];
}, 60_000);
afterAll(() => at.close());

/** Of a review and a kind of event, oldest first: who, and what about. */
async function recorded(reviewId: string, kinds: string): Promise<[kind: string, actor: string, body: unknown][]> {
  const rows = await at.database.sql<{ kind: string; actor_id: string; body: unknown }[]>`
    select kind, actor_id, body from events where review_id = ${reviewId} and kind like ${kinds} order by seq`;
  return rows.map(({ kind, actor_id, body }) => [kind, actor_id, body]);
}

test('every file that is handed out, a draft too, by the digest of its bytes, the version and who took it', async () => {
  const id = await anApprovedReview(owner, [owner]);
  const draft = await aReadyReview(owner, [[editor, ['editor']]]);
  const taken: [string, number | null, string][] = [];
  const take = async (who: Person, reviewId: string, format: string, version: number | null) => {
    const { status, bytes } = await who.call('GET', `/reviews/${reviewId}/export?format=${format}`);
    expect(status, format).toBe(200);
    taken.push([format, version, sha256Hex(bytes)]);
  };
  for (const format of ['docx', 'pdf', 'md', 'json', 'package']) await take(owner, id, format, 1);
  const said = (await recorded(id, 'export.made')).map(([, actor, body]) => [actor, body]);
  expect(said).toEqual(taken.map(([format, version, sha256]) => [owner.id, { format, version, sha256 }]));
  taken.length = 0;
  await take(editor, draft, 'md', null);
  expect(await recorded(draft, 'export.made')).toEqual([
    ['export.made', editor.id, { format: 'md', version: null, sha256: taken[0]?.[2] }],
  ]);
  // What is refused is no export.
  expect((await editor.call('GET', `/reviews/${draft}/export?format=package`)).status).toBe(409);
  expect(await recorded(draft, 'export.made')).toHaveLength(1);
}, 60_000);

test('every act in a thread, by its author and its ids, without its words', async () => {
  const id = await aReadyReview(owner, [[editor, ['editor']]]);
  const ok = async <T = { id: string }>(who: Person, method: string, path: string, body?: object) => {
    const answer = await who.call<T>(method, path, body);
    expect(answer.status, `${method} ${path}`).toBeLessThan(300);
    return answer.body;
  };
  const { id: threadId } = await ok(editor, 'POST', `/reviews/${id}/threads`, {
    quote: '会议时间太长',
    body: '写明机密时间',
    kind: 'must-fix',
  });
  const { id: reply } = await ok(owner, 'POST', `/threads/${threadId}/replies`, { body: '机密会改' });
  const { items } = await ok<{ items: ThreadView[] }>(owner, 'GET', `/reviews/${id}/threads`);
  const first = items[0]?.comments[0]?.id;
  await ok(editor, 'PATCH', `/comments/${first}`, { body: '写明起止时间' });
  await ok(owner, 'PUT', `/threads/${threadId}/assignment`, { personId: editor.id, due: '2031-01-31' });
  await ok(owner, 'POST', `/threads/${threadId}/resolve`, { reason: '已写明' });
  await ok(editor, 'POST', `/threads/${threadId}/reopen`);
  await ok(owner, 'DELETE', `/comments/${reply}`);
  const said = [...(await recorded(id, 'thread.%')), ...(await recorded(id, 'comment.%'))];
  expect(said).toEqual([
    ['thread.opened', editor.id, { threadId, threadKind: 'must-fix', sectionKey: expect.any(String) }],
    ['thread.replied', owner.id, { threadId, commentId: reply }],
    ['thread.assigned', owner.id, { threadId, assigneeId: editor.id, due: '2031-01-31' }],
    ['thread.resolved', owner.id, { threadId, threadKind: 'must-fix', reason: '已写明' }],
    ['thread.reopened', editor.id, { threadId }],
    ['comment.edited', editor.id, { threadId, commentId: first }],
    ['comment.taken-back', owner.id, { threadId, commentId: reply, settled: false }],
  ]);
  expect(JSON.stringify(said)).not.toContain('机密');
});

test('every completion has its checkpoint: the head of the chain, signed, at or behind the event', async () => {
  for (let n = 0; n < 2; n++) {
    const id = await anApprovedReview(owner, [owner]);
    const [row] = await at.database.sql<{ completed: string; signed: string; hash: string; head: string }[]>`
      select e.seq as completed, c.seq as signed, c.head, (select hash from events where seq = c.seq) as hash
      from events e left join lateral (select seq, head from checkpoints where seq >= e.seq order by seq limit 1) c on true
      where e.review_id = ${id} and e.kind = 'signoff.completed'`;
    expect(Number(row?.signed)).toBeGreaterThanOrEqual(Number(row?.completed));
    expect(row?.head).toBe(row?.hash);
  }
  const verdict = await at.admin.call<{ brokenAt: number | null; wrongCheckpoints: number[] }>('GET', '/audit/verify');
  expect(verdict.body).toMatchObject({ brokenAt: null, wrongCheckpoints: [] });
});
