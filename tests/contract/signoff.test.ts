// The sign-off over the API, from the first draft to the approved text (CONTRACT, P10, T29, T31, T32).
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chainAfter } from '../../db/queries/events';
import { firstBrokenLink } from '../../domain/chain';
import type { Gate } from '../../domain/gates';
import type { SignoffView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced } from '../build/typist';

let server: TestServer;
let owner: Person;
let zhao: Person;
let qian: Person;
let reviewId: string;

beforeAll(async () => {
  server = await aServer();
  owner = await server.person('Owner');
  zhao = await server.person('Zhao');
  qian = await server.person('Qian');
}, 60_000);
afterAll(() => server.close());

beforeEach(async () => {
  reviewId = await aReadyReview(owner, [
    [zhao, ['signatory']],
    [qian, ['head']],
  ]);
});

const move = (action: string, more: object = {}, who = owner) =>
  who.call<{ stage: string; gates?: Gate[]; code?: string }>('POST', `/reviews/${reviewId}/actions`, {
    action,
    ...more,
  });
const signoff = async (who = owner) => (await who.call<SignoffView>('GET', `/reviews/${reviewId}/signoff`)).body;
const decide = (who: Person, digest: string, more: object = {}) =>
  who.call<{ code?: string }>('POST', `/reviews/${reviewId}/decisions`, {
    digest,
    decision: 'agree',
    password: PASSWORD,
    ...more,
  });
const stage = async () => (await owner.call<{ stage: string }>('GET', `/reviews/${reviewId}`)).body.stage;
const gates = async () => (await owner.call<{ items: Gate[] }>('GET', `/reviews/${reviewId}/gates`)).body.items;
const text = async (who = owner) => who.call<string>('GET', `/reviews/${reviewId}/text`);

async function frozen(): Promise<SignoffView> {
  expect((await move('start-review')).status).toBe(200);
  const moved = await move('freeze', {
    overrides: (await gates()).filter((gate) => gate.waivable).map((gate) => ({ rule: gate.rule, reason: '样稿' })),
  });
  expect(moved.body).toEqual({ stage: 'signoff' });
  return signoff();
}

describe('the way to an approved text', () => {
  test('draft, review, freeze, two agree, approved; the record holds every step and an unbroken chain (P10, T34)', async () => {
    expect(await stage()).toBe('drafting');
    expect((await text(zhao)).status).toBe(404);
    const view = await frozen();
    expect(view).toMatchObject({ version: 1, openSections: [], complete: false, outcome: 'open' });
    expect((await text(zhao)).status).toBe(200);
    expect((await decide(zhao, view.digest)).status).toBe(201);
    expect(await stage()).toBe('signoff');
    expect(
      (
        await decide(qian, view.digest, {
          recordSha256: view.recordSha256,
          decision: 'reserve',
          opinion: '四月再看一次',
        })
      ).status,
    ).toBe(201);
    expect(await stage()).toBe('approved');
    expect(await signoff()).toMatchObject({ complete: true, outcome: 'approved' });
    const { body } = await owner.call<{ items: { kind: string }[] }>('GET', `/reviews/${reviewId}/events`);
    const kinds = body.items.map((event) => event.kind).reverse();
    expect(kinds).toEqual([
      'review.created',
      'member.set',
      'member.set',
      'stage.changed',
      'version.frozen',
      'stage.changed',
      'decision.made',
      'decision.made',
      'signoff.completed',
      'stage.changed',
    ]);
    expect(firstBrokenLink(await chainAfter(server.database.db, 0, 10_000))).toBeNull();
    expect((await move('archive')).body).toEqual({ stage: 'archived' });
  });

  test('the digest is the SHA-256 of the bytes that are handed out for signing', async () => {
    const view = await frozen();
    const bytes = (await zhao.call('GET', `/reviews/${reviewId}/versions/1/canonical`)).bytes;
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(view.digest);
  });

  test('members see their own acts and the signing in the record, strangers nothing', async () => {
    await frozen();
    const mine = await zhao.call<{ items: { kind: string }[] }>('GET', `/reviews/${reviewId}/events`);
    expect(mine.body.items.map((event) => event.kind)).toEqual(['stage.changed', 'version.frozen', 'stage.changed']);
  });
});

describe('gates', () => {
  test('close the freeze with all that is in the way, and who can open it', async () => {
    await move('start-review');
    const thread = await owner.call<{ id: string }>('POST', `/reviews/${reviewId}/threads`, {
      quote: '会议时间太长',
      body: '写明时间',
      kind: 'must-fix',
    });
    await owner.call('DELETE', `/reviews/${reviewId}/members/${zhao.id}`);
    await owner.call('DELETE', `/reviews/${reviewId}/members/${qian.id}`);
    const refused = await move('freeze');
    expect(refused.status).toBe(409);
    expect(refused.body.code).toBe('gates-closed');
    const rules = refused.body.gates?.map((gate) => gate.rule) ?? [];
    expect(rules).toContain('must-fix');
    expect(rules).toContain('empty-step');
    expect(refused.body.gates?.find((gate) => gate.rule === 'must-fix')).toMatchObject({
      place: { threadId: thread.body.id },
      waivable: false,
    });
    expect(await stage()).toBe('review');
    const forced = await move('freeze', { overrides: rules.map((rule) => ({ rule, reason: '赶时间' })) });
    expect(forced.body.gates?.map((gate) => gate.rule).sort()).toEqual(['empty-step', 'must-fix']);
  });

  test('a missing fact is never waived; a missing part is, with a reason that the signers see', async () => {
    const made = await owner.call<{ id: string }>('POST', '/reviews', {
      templateId: 'retrospective',
      text: '回顾\n\n一、需要改进的\n1. 会议太长。',
      members: [{ personId: zhao.id, roles: ['signatory'] }],
    });
    reviewId = made.body.id;
    await move('start-review');
    const closed = await gates();
    expect(closed.filter((gate) => !gate.waivable).map((gate) => gate.rule)).toEqual(['required-meta']);
    await move('return-to-draft');
    await owner.call('PATCH', `/reviews/${reviewId}`, { meta: { date: '2026-03-31' } });
    await move('start-review');
    const overrides = [...new Set((await gates()).map((gate) => gate.rule))].map((rule) => ({
      rule,
      reason: '下次补',
    }));
    expect(overrides.map((one) => one.rule)).toContain('required-part');
    expect((await move('freeze', { overrides })).body).toEqual({ stage: 'signoff' });
    expect((await signoff()).overrides.map((one) => one.rule)).toContain('required-part');
  });
});

describe('decisions', () => {
  test('name the bytes that were seen: another digest is refused, and nothing counts (compare-and-set)', async () => {
    const view = await frozen();
    const moved = await decide(zhao, 'f'.repeat(64));
    expect([moved.status, moved.body.code]).toEqual([409, 'digest-moved']);
    const record = await decide(zhao, view.digest, { recordSha256: 'f'.repeat(64) });
    expect([record.status, record.body.code]).toEqual([409, 'digest-moved']);
    expect((await signoff()).steps[0]?.lines.every((line) => line.decision === undefined)).toBe(true);
  });

  test('ask for the password again, and for words where they are due', async () => {
    const view = await frozen();
    expect((await decide(zhao, view.digest, { password: 'another one 1' })).body.code).toBe('wrong-password');
    expect((await decide(zhao, view.digest, { decision: 'object' })).body.code).toBe('reason-needed');
    expect((await decide(zhao, view.digest, { decision: 'reserve', opinion: '  ' })).body.code).toBe('reason-needed');
    expect((await decide(owner, view.digest)).status).toBe(403);
    expect((await decide(await server.person(`Out${reviewId.slice(0, 8)}`), view.digest)).status).toBe(404);
  });

  test('an objection stops the completion until it is withdrawn', async () => {
    const view = await frozen();
    await decide(zhao, view.digest, { decision: 'object', opinion: '没有回应上次的意见' });
    await decide(qian, view.digest);
    expect(await stage()).toBe('signoff');
    const line = (await signoff()).steps[0]?.lines.find((one) => one.personId === zhao.id);
    expect(line).toMatchObject({ decision: 'object', opinion: '没有回应上次的意见', stale: false });
    expect((await decide(zhao, view.digest)).body.code).toBe('already-decided');
    expect(
      (await zhao.call('DELETE', `/reviews/${reviewId}/decisions`, { digest: view.digest, password: PASSWORD })).status,
    ).toBe(204);
    expect((await decide(zhao, view.digest)).status).toBe(201);
    expect(await stage()).toBe('approved');
  });

  test('an abstention leaves the count, but nothing is approved by abstentions alone', async () => {
    const view = await frozen();
    await decide(zhao, view.digest, { decision: 'abstain' });
    await decide(qian, view.digest, { decision: 'abstain' });
    expect(await stage()).toBe('signoff');
    await qian.call('DELETE', `/reviews/${reviewId}/decisions`, { digest: view.digest, password: PASSWORD });
    await decide(qian, view.digest);
    expect(await stage()).toBe('approved');
  });

  test('sent twice, from two tabs, at once: one decision each (T32)', async () => {
    const view = await frozen();
    const answers = await Promise.all([zhao, zhao, qian, qian].map((who) => decide(who, view.digest)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 409, 409]);
    expect(await stage()).toBe('approved');
    const { body } = await owner.call<{ items: { kind: string }[] }>('GET', `/reviews/${reviewId}/events`);
    expect(body.items.filter((event) => event.kind === 'decision.made')).toHaveLength(2);
    expect(body.items.filter((event) => event.kind === 'signoff.completed')).toHaveLength(1);
  });

  test('the last signer against a withdrawal: whoever comes second finds a settled state (T32)', async () => {
    const view = await frozen();
    await decide(zhao, view.digest);
    const [signed, withdrawn] = await Promise.all([
      decide(qian, view.digest),
      zhao.call<{ code?: string }>('DELETE', `/reviews/${reviewId}/decisions`, {
        digest: view.digest,
        password: PASSWORD,
      }),
    ]);
    expect(signed.status).toBe(201);
    if (withdrawn.status === 204) expect(await stage()).toBe('signoff');
    else expect([withdrawn.body.code, await stage()]).toEqual(['wrong-stage', 'approved']);
  });
});

describe('cancelling', () => {
  test('thaws the text; the same bytes frozen again are signed already, changed ones are not (T31)', async () => {
    const first = await frozen();
    await decide(zhao, first.digest);
    expect((await move('cancel-signoff')).body.code).toBe('reason-needed');
    expect((await move('cancel-signoff', { reason: '数字有误' })).body).toEqual({ stage: 'review' });
    expect((await decide(qian, first.digest)).status).toBe(409);
    const overrides = (await gates()).map((gate) => ({ rule: gate.rule, reason: '样稿' }));
    await move('freeze', { overrides });
    const again = await signoff();
    expect([again.version, again.digest]).toEqual([2, first.digest]);
    expect(again.recordSha256).not.toBe(first.recordSha256);
    expect(again.steps[0]?.lines.find((line) => line.personId === zhao.id)).toMatchObject({
      decision: 'agree',
      stale: false,
    });
    await move('cancel-signoff', { reason: '再改一处' });
    const typist = await aTypist(server.url, owner, reviewId);
    await synced(typist);
    typist.type('补一句。');
    await expect.poll(() => typist.acknowledged.size).toBe(1);
    typist.leave();
    await move('freeze', { overrides: (await gates()).map((gate) => ({ rule: gate.rule, reason: '样稿' })) });
    const changed = await signoff();
    expect(changed.digest).not.toBe(first.digest);
    expect(changed.steps[0]?.lines.find((line) => line.personId === zhao.id)).toMatchObject({
      decision: 'agree',
      stale: true,
    });
    await decide(qian, changed.digest);
    expect(await stage()).toBe('signoff');
    await decide(zhao, changed.digest);
    expect(await stage()).toBe('approved');
  });
});

describe('SG25 the same bytes in another sign-off', () => {
  /** Drafted anew and frozen again; answers the stage that the freeze leads to. */
  const again = async (change: () => Promise<unknown> = async () => {}) => {
    expect((await move('reopen', { reason: '重新走一遍' })).body).toEqual({ stage: 'drafting' });
    await change();
    await move('start-review');
    const overrides = (await gates()).filter(({ waivable }) => waivable).map(({ rule }) => ({ rule, reason: '样稿' }));
    return (await move('freeze', { overrides })).body.stage;
  };
  const member = (who: Person, ...roles: string[]) =>
    owner.call('PUT', `/reviews/${reviewId}/members/${who.id}`, { roles });
  const shown = async () =>
    (await signoff()).steps.map(({ passed, lines }) => [passed, ...lines.map((one) => [one.decision, one.lastSigned])]);
  let sun: Person;
  beforeAll(async () => {
    sun = await server.person('Sun');
  });
  beforeEach(async () => {
    const step = (order: number, who: string, issues: boolean) => {
      const title = issues ? { zh: '签发', en: 'Issue' } : { zh: '会签', en: 'Countersign' };
      return { order, title, who, rule: { kind: 'all' }, issues };
    };
    const steps = [step(1, 'signatories', false), step(2, 'head', true)];
    expect((await owner.call('PUT', `/reviews/${reviewId}/signoff-plan`, { steps })).status).toBe(200);
    const { digest } = await frozen();
    for (const who of [zhao, qian]) expect((await decide(who, digest)).status).toBe(201);
    expect(await stage()).toBe('approved');
  });

  test('SG25 frozen again without a change they are approved in that act: countersigned and issued over these very bytes', async () => {
    const first = await signoff();
    expect(await again()).toBe('approved');
    const second = await signoff();
    expect([second.version, second.digest, second.outcome]).toEqual([2, first.digest, 'approved']);
    expect(second.recordSha256).not.toBe(first.recordSha256);
    // Each signature is told as what it is: of the first version.
    expect(await shown()).toEqual([
      [true, ['agree', 1]],
      [true, ['agree', 1]],
    ]);
    const { body } = await owner.call<{ items: { kind: string; actor: unknown }[] }>(
      'GET',
      `/reviews/${reviewId}/events`,
    );
    const kinds = body.items.map(({ kind }) => kind);
    expect(
      kinds.slice(0, kinds.indexOf('version.frozen') + 1).filter((kind) => /^decision|^signoff|^version/.test(kind)),
    ).toEqual(['signoff.completed', 'version.frozen']);
    const zip = await owner.call('GET', `/reviews/${reviewId}/export?format=package`);
    const verdict = await server.call<{ valid: boolean; says: { signatures: { versionNo: number }[] } }>(
      'POST',
      '/verify',
      zip.bytes,
    );
    expect([verdict.body.valid, verdict.body.says.signatures.map(({ versionNo }) => versionNo)]).toEqual([
      true,
      [1, 1],
    ]);
  }, 60_000);

  test('SG25 whoever has a new place signs first, a new head like a new countersigner; the others need not', async () => {
    expect(await again(() => member(sun, 'signatory'))).toBe('signoff');
    expect((await shown())[0]?.slice(1)).toEqual(
      expect.arrayContaining([
        ['agree', 1],
        [undefined, undefined],
      ]),
    );
    expect((await decide(sun, (await signoff()).digest)).status).toBe(201);
    expect(await stage()).toBe('approved');
    const heads = async () => {
      await member(qian, 'viewer');
      await member(sun, 'head');
    };
    expect(await again(heads)).toBe('signoff');
    expect((await shown()).map(([passed]) => passed)).toEqual([true, false]);
    expect((await decide(sun, (await signoff()).digest)).status).toBe(201);
    expect(await stage()).toBe('approved');
  }, 60_000);

  test('SG25 one other character, and nobody has signed; the head issues after all have', async () => {
    const changed = async () => {
      const typist = await aTypist(server.url, owner, reviewId);
      await synced(typist);
      typist.type('补一句。');
      await expect.poll(() => typist.acknowledged.size).toBe(1);
      typist.leave();
    };
    expect(await again(changed)).toBe('signoff');
    const { digest } = await signoff();
    expect((await decide(qian, digest)).body.code).toBe('not-your-turn');
    for (const who of [zhao, qian]) expect((await decide(who, digest)).status).toBe(201);
    expect(await stage()).toBe('approved');
  }, 60_000);
});

describe('a frozen text', () => {
  test('is changed by no frame and no route', async () => {
    const typist = await aTypist(server.url, owner, reviewId);
    await synced(typist);
    const view = await frozen();
    const before = (await text()).body;
    typist.type('冻结之后写的话');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await text()).body).toBe(before);
    expect((await owner.call('PATCH', `/reviews/${reviewId}`, { title: '另一个标题' })).status).toBe(403);
    expect(
      (await owner.call('PUT', `/reviews/${reviewId}/members/${owner.id}`, { roles: ['owner', 'signatory'] })).status,
    ).toBe(403);
    await decide(zhao, view.digest);
    await decide(qian, view.digest);
    expect(await stage()).toBe('approved');
    expect((await text()).body).toBe(before);
    typist.leave();
  });

  test('holds every edit that was acknowledged before, and none after (T29)', async () => {
    await move('start-review');
    const overrides = (await gates()).map((gate) => ({ rule: gate.rule, reason: '样稿' }));
    const typists = await Promise.all(Array.from({ length: 3 }, () => aTypist(server.url, owner, reviewId)));
    await Promise.all(typists.map(synced));
    let stop = false;
    const typing = typists.map(async (typist, who) => {
      for (let n = 0; !stop; n++) {
        typist.type(`[${who}.${n}]`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 120));
    const acknowledgedBefore = typists.flatMap((typist) => [...typist.acknowledged]);
    expect((await move('freeze', { overrides })).status).toBe(200);
    stop = true;
    await Promise.all(typing);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const acknowledged = typists.flatMap((typist) => [...typist.acknowledged]);
    const version = new TextDecoder().decode(
      (await owner.call('GET', `/reviews/${reviewId}/versions/1/canonical`)).bytes,
    );
    expect(acknowledgedBefore.length).toBeGreaterThan(0);
    expect(acknowledged.filter((word) => !version.includes(word))).toEqual([]);
    expect((await text()).body.match(/\[\d+\.\d+\]/g)?.sort()).toEqual(version.match(/\[\d+\.\d+\]/g)?.sort());
    for (const typist of typists) typist.leave();
  });
});

test('none of this was an internal error', () => {
  expect(server.logged).toEqual([]);
});
