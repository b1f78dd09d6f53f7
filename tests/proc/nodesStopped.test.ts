// A node that stands still while the others go on, and wakes up: its late edits meet the log, and the log decides (P14/T38).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bare, bare, pause, presenceFrame, until } from '../build/collab';
import { aService, type Service, type ServiceNode } from '../build/nodes';
import { whyNoRedis } from '../build/redis';
import { SAMPLE_EN } from '../build/sampleText';
import { aTypist, synced, type Typist } from '../build/typist';
import { accountOf, distinct, word } from '../build/words';

const STANDS_MS = process.env.FULL === '1' ? 60_000 : 3_000;
const why = whyNoRedis();
if (why) console.info(`T38 is not tested: ${why}`);

describe.skipIf(why)(`P14/T38 a node stands still for ${STANDS_MS / 1000} s and wakes up`, () => {
  let service: Service;
  let nodes: [ServiceNode, ServiceNode, ServiceNode];
  const typists: Typist[] = [];
  beforeAll(async () => {
    service = await aService();
    nodes = service.nodes as typeof nodes;
  }, 120_000);
  afterAll(async () => {
    for (const one of typists) one.leave();
    await service.close();
  }, 60_000);

  async function aReview(): Promise<string> {
    const { admin } = service;
    const made = await admin.call<{ id: string }>('POST', '/reviews', {
      templateId: 'retrospective',
      text: SAMPLE_EN,
      meta: { date: '2026-03-31' },
      members: [{ personId: admin.id, roles: ['owner', 'signatory'] }],
    });
    await admin.call('POST', `/reviews/${made.body.id}/actions`, { action: 'start-review' });
    return made.body.id;
  }

  async function writerAt(node: ServiceNode, reviewId: string): Promise<Typist> {
    const typist = await aTypist(node.url, service.admin, reviewId);
    typists.push(typist);
    await synced(typist);
    return typist;
  }

  const textAt = async (node: ServiceNode, reviewId: string) =>
    (await service.at(node.url, service.admin).call<string>('GET', `/reviews/${reviewId}/text`)).body;

  test(
    'against a freeze that it slept through none of its writes is accepted, and its writers come back',
    async () => {
      const reviewId = await aReview();
      const late = await writerAt(nodes[1], reviewId);
      let n = 0;
      const type = async (ms: number) => {
        for (const end = Date.now() + ms; Date.now() < end; await pause(10)) late.type(word('late', n++));
      };
      await type(300);
      nodes[1].freeze();
      let syncs = 0;
      late.provider.on('sync', (is: boolean) => {
        if (is) syncs += 1;
      });
      const typing = type(500);
      await pause(50);
      const frozen = await service.admin.call<{ stage: string }>('POST', `/reviews/${reviewId}/actions`, {
        action: 'freeze',
      });
      expect(frozen.body, JSON.stringify(frozen.body)).toEqual({ stage: 'signoff' });
      const text = await textAt(nodes[0], reviewId);
      await typing;
      await pause(STANDS_MS);
      nodes[1].thaw();
      await type(300);
      // By 4503; or by itself, as stock clients do after 30 s of silence.
      await until('back', () => syncs > 0, 30_000);
      late.type(word('late', n++));
      await pause(200);
      for (const node of nodes) expect(await textAt(node, reviewId)).toBe(text);
      const [row] = await service.database.sql`
      select count(*)::int as n from updates u join versions v on v.review_id = u.doc_id
      where u.doc_id = ${reviewId} and u.seq > v.seq and u.person_id is not null`;
      const promised = accountOf(text, late.acknowledged).lost.length;
      console.info(
        `T38: ${row?.n} writes accepted against the freeze of ${n}, ${promised} of ${late.acknowledged.size} acknowledged missing`,
      );
      expect(row?.n).toBe(0);
      expect(promised).toBe(0);
    },
    STANDS_MS + 60_000,
  );

  test(
    'where nobody has frozen, both sides’ words are there once, and all show one text',
    async () => {
      const reviewId = await aReview();
      const [asleep, awake] = [await writerAt(nodes[1], reviewId), await writerAt(nodes[2], reviewId)];
      nodes[1].freeze();
      for (let n = 0; n < 30; n++) {
        asleep.type(word('asleep', n));
        awake.type(word('awake', n));
        await pause(10);
      }
      await until('written elsewhere', () => awake.acknowledged.size === 30);
      await pause(STANDS_MS / 3);
      expect(asleep.acknowledged.size).toBe(0);
      nodes[1].thaw();
      await until('acknowledged', () => asleep.acknowledged.size === 30);
      await until('one text', () => distinct([asleep, awake]) === 1);
      for (const node of nodes) {
        const account = accountOf(await textAt(node, reviewId), [...asleep.acknowledged, ...awake.acknowledged]);
        expect(account).toEqual({ lost: [], twice: [] });
      }
    },
    STANDS_MS + 60_000,
  );

  test(
    'P6 RM35 of a person removed while it stood still not a byte is taken and none sent to her after it wakes',
    async () => {
      const reviewId = await aReview();
      const wang = await service.person('Wang');
      await service.admin.call('PUT', `/reviews/${reviewId}/members/${wang.id}`, { roles: ['editor'] });
      const [asleep, awake] = [
        bare(nodes[1], reviewId, { token: wang.token }),
        bare(nodes[2], reviewId, { token: service.admin.token }),
      ];
      await Promise.all([asleep.ready, awake.ready]);
      asleep.send(presenceFrame([101, 1, {}]));
      awake.send(presenceFrame([202, 1, {}]));
      asleep.type('before');
      await until('seen, and seen elsewhere', () => awake.presence.has(101) && asleep.presence.has(202));
      await until('saved', () => asleep.ack() === 2);
      const taken = async () => {
        const [row] = await service.database.sql`
          select count(*)::int as n from updates where doc_id = ${reviewId} and person_id = ${wang.id}`;
        return row?.n as number;
      };
      const rows = await taken();
      const standstills = await nodes[1].metric('standstills_total');
      nodes[1].freeze();
      const gone = await service
        .at(nodes[0].url, service.admin)
        .call('DELETE', `/reviews/${reviewId}/members/${wang.id}`);
      expect(gone.status, JSON.stringify(gone.body)).toBeLessThan(300);
      for (let n = 0; n < 20; n++) {
        asleep.type(word('asleep', n));
        asleep.send(presenceFrame([101, n + 2, {}]));
        awake.type(word('awake', n));
        awake.send(presenceFrame([202, n + 2, {}]));
      }
      await until('the others are served', () => awake.ack() === 21);
      await pause(STANDS_MS);
      const heard = asleep.heard.length;
      const frames = { sent: 0, shown: 0 };
      const shown = awake.presence.get(101)?.clock ?? 0;
      nodes[1].thaw();
      expect(await asleep.closed).toBe(4403);
      await pause(300);
      frames.sent = asleep.heard.length - heard;
      const now = awake.presence.get(101);
      if (now && now.clock > shown && now.state !== null) frames.shown += 1;
      console.info(`P6 after a standstill: ${(await taken()) - rows} rows taken, ${JSON.stringify(frames)}`);
      expect([(await taken()) - rows, frames]).toEqual([0, { sent: 0, shown: 0 }]);
      expect(now?.state).toBeNull();
      expect(await textAt(nodes[1], reviewId)).not.toContain('asleep');
      expect(await nodes[1].metric('standstills_total')).toBe(standstills + 1);
      awake.ws.close();
    },
    STANDS_MS + 60_000,
  );

  test('PR10 PR11 people on two nodes see each other; who leaves, and whose node is stopped, is seen no more', async () => {
    const reviewId = await aReview();
    const at = (n: 0 | 1 | 2) => bare(nodes[n], reviewId, { token: service.admin.token });
    const [one, two, three] = [at(0), at(1), at(2)];
    await Promise.all([one.ready, two.ready, three.ready]);
    one.send(presenceFrame([101, 1, {}]));
    two.send(presenceFrame([202, 1, {}]));
    three.send(presenceFrame([303, 1, {}]));
    const sees = (who: Bare, ...ids: number[]) => ids.every((id) => who.presence.get(id)?.state);
    await until('all see all', () => sees(one, 202, 303) && sees(two, 101, 303) && sees(three, 101, 202));
    two.ws.close();
    await until('gone', () => one.presence.get(202)?.state === null && three.presence.get(202)?.state === null);
    await nodes[2].stop();
    await until('gone with its node', () => one.presence.get(303)?.state === null);
    one.ws.close();
  }, 60_000);
});
