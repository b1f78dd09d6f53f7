// probe
import { afterAll, beforeAll, test } from 'vitest';
import { PASSWORD, type Person } from '../build/api';
import { aServer, type TestServer } from '../build/server';
let server: TestServer; let owner: Person; let other: Person;
beforeAll(async () => { server = await aServer(); owner = await server.person('Owner'); other = await server.person('Other'); }, 60_000);
afterAll(() => server.close());
const TEXT = `一季度回顾

一、上次改进项
上次的改进项都已完成。
二、本周期情况
本季度完成了三个版本的发布，例如三月的第二版。
三、做得好的
1. 发布按时完成。
四、需要改进的
1. 会议时间太长，例如周一的例会开了两个小时。
五、改进项
1. 例会不超过三十分钟，由主持人负责，四月起执行。
`;
const make = async (body: object = {}) => (await owner.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', text: TEXT, meta: { date: '2026-03-31' }, members: [{ personId: other.id, roles: ['signatory'] }], ...body }));
const show = (name: string, a: { status: number; body: unknown }) => console.log(name, a.status, JSON.stringify(a.body).slice(0, 160));
test('probe', async () => {
  const id = (await make()).body.id;
  show('meta nul', await owner.call('PATCH', `/reviews/${id}`, { meta: { date: 'a\u0000b' } }));
  show('meta sur', await owner.call('PATCH', `/reviews/${id}`, { meta: { date: '\ud800' } }));
  for (const q of ['\u0000', '\ud800', 'a\\b', "a'b", 'a\\', "x'\\y", 'a&b', 'a:*', '𠀀𠀁'])
    show(`q ${JSON.stringify(q)}`, await owner.call('GET', `/reviews?q=${encodeURIComponent(q.isWellFormed() ? q : 'x')}`));
  for (const c of ['+200000-01-01T00:00:00.000Z 00000000-0000-4000-8000-000000000000', '-200000-01-01T00:00:00.000Z 00000000-0000-4000-8000-000000000000', '2026 00000000-0000-4000-8000-000000000000'])
    show('cursor', await owner.call('GET', `/reviews?cursor=${Buffer.from(c).toString('base64url')}`));
  await owner.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
  show('override reason', await owner.call('POST', `/reviews/${id}/actions`, { action: 'freeze', overrides: [{ rule: 'noFollowUp', reason: 'a\u0000b' }] }));
  const gates = (await owner.call<{ items: { rule: string; waivable: boolean }[] }>('GET', `/reviews/${id}/gates`)).body.items;
  console.log('gates', JSON.stringify(gates));
  show('override sur', await owner.call('POST', `/reviews/${id}/actions`, { action: 'freeze', overrides: [...gates.map((g) => ({ rule: g.rule, reason: '\ud800' }))] }));
  show('freeze', await owner.call('POST', `/reviews/${id}/actions`, { action: 'freeze', overrides: [...gates.map((g) => ({ rule: g.rule, reason: 'x' }))] }));
  const s = (await owner.call<{ digest: string }>('GET', `/reviews/${id}/signoff`)).body;
  show('opinion nul', await other.call('POST', `/reviews/${id}/decisions`, { digest: s.digest, decision: 'object', opinion: 'a\u0000', password: PASSWORD }));
  show('opinion sur', await other.call('POST', `/reviews/${id}/decisions`, { digest: s.digest, decision: 'object', opinion: '\ud800', password: PASSWORD }));
  show('cancel nul', await owner.call('POST', `/reviews/${id}/actions`, { action: 'cancel-signoff', reason: 'a\u0000' }));
  show('cancel sur', await owner.call('POST', `/reviews/${id}/actions`, { action: 'cancel-signoff', reason: '\ud800' }));
  const t = await owner.call<{ id: string }>('POST', `/reviews/${id}/threads`, { quote: '会议时间太长', body: 'x' });
  show('resolve nul', await owner.call('POST', `/threads/${t.body.id}/resolve`, { reason: 'a\u0000' }));
  show('resolve sur', await owner.call('POST', `/threads/${t.body.id}/resolve`, { reason: '\ud800' }));
  show('anchor', await owner.call('POST', `/reviews/${id}/threads`, { anchor: { from: { type: null, tname: 'content', item: { client: 1, clock: 2 }, assoc: 0 }, to: { item: { client: '\u0000', clock: 1e308 } } }, body: 'x' }));
  // same replays
  const keyed = () => other.call('POST', `/reviews/${id}/decisions`, { digest: s.digest, decision: 'object', opinion: 'why', password: PASSWORD }, { 'idempotency-key': 'k' });
  const replies = await Promise.all([keyed(), keyed(), keyed()]);
  console.log('decide keyed', replies.map((r) => `${r.status} ${JSON.stringify(r.body)}`).join(' | '));
  // control char import
  const c = await make({ text: TEXT.replace('发布按时完成', '发布按\u0001时完成'), title: 'ctl' });
  show('make ctl', c);
  const cid = c.body.id;
  await owner.call('POST', `/reviews/${cid}/actions`, { action: 'start-review' });
  const g2 = (await owner.call<{ items: { rule: string }[] }>('GET', `/reviews/${cid}/gates`)).body.items;
  show('freeze ctl', await owner.call('POST', `/reviews/${cid}/actions`, { action: 'freeze', overrides: g2.map((g) => ({ rule: g.rule, reason: 'x' })) }));
  const tit = await make({ text: TEXT.replace('一季度回顾', '一季\u0001度回顾') });
  show('title ctl', tit);
  if (tit.status === 201) { show('title', await owner.call('GET', `/reviews/${tit.body.id}`)); show('exp', { ...(await owner.call('GET', `/reviews/${tit.body.id}/export?format=docx`)), body: '' }); }
  // same key for two reviews
  const r1 = (await make()).body.id; const r2 = (await make()).body.id;
  const two = await Promise.all([r1, r2].map((r) => owner.call('POST', `/reviews/${r}/threads`, { quote: '会议时间太长', body: 'same' }, { 'idempotency-key': 'two' })));
  console.log('two reviews one key', two.map((r) => `${r.status} ${JSON.stringify(r.body)}`).join(' | '));
  const seq = []; for (const r of [r1, r2]) seq.push(await owner.call('POST', `/reviews/${r}/threads`, { quote: '会议时间太长', body: 'same3' }, { 'idempotency-key': 'three' }));
  console.log('two reviews one key, in turn', seq.map((r) => `${r.status} ${JSON.stringify(r.body)}`).join(' | '));
  // pool
  const at = Date.now();
  const many = await Promise.race([Promise.all(Array.from({ length: 30 }, (_, n) => make({ title: `p${n}` }))), new Promise<null>((r) => setTimeout(() => r(null), 8000))]);
  console.log('thirty at once', many ? many.map((m) => m.status).join() : 'STUCK', Date.now() - at);
  console.log(server.logged.map((l) => l.slice(0, 260)).join('\n'));
}, 120_000);
