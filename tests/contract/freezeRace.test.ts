// Texts that close under the hands of five typists, again and again, and signatures that meet the return of sections (P10).
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { chainAfter, eventsIn } from '../../db/queries/events';
import { firstBrokenLink } from '../../domain/chain';
import { contentOf } from '../../domain/document/layout';
import { must } from '../../domain/must';
import { type RecordedEvent, rederive } from '../../domain/rederive';
import type { SignoffView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { type Bare, bare, pause, until } from '../build/collab';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

const ROUNDS = process.env.FULL === '1' ? 2000 : 4;
/** Freezes of one review: the text grows with each. */
const EACH = process.env.FULL === '1' ? 10 : 4;
/** Reviews at a time. */
const LANES = process.env.FULL === '1' ? 3 : 1;
const TYPISTS = 5;

let server: TestServer;
let owner: Person;
let zhao: Person;
let qian: Person;
let typists: Person[];
const seen = { acked: 0, missing: 0, after: 0, moved: 0, signed: 0, refused: 0 };

beforeAll(async () => {
  server = await aServer();
  [owner, zhao, qian] = [await server.person('Owner'), await server.person('Zhao'), await server.person('Qian')];
  typists = [];
  for (let n = 0; n < TYPISTS; n++) typists.push(await server.person(`Typist${n}`));
}, 60_000);
afterAll(() => server.close());

/** Each word of a round is one frame, in order. */
interface Hand {
  socket: Bare;
  words: string[];
  /** Until the connection ends. */
  done: Promise<void>;
}

const acked = ({ socket, words }: Hand) => words.slice(0, Math.max(0, socket.ack() - 1));
const wordsIn = (text: string) => [...new Set(text.match(/\[\d+\.\d+\.\d+\]/g))].sort();

/** Everybody in a paragraph of their own: even ones in the last section, odd ones inside another that is open. */
async function handsOn(reviewId: string, round: number): Promise<Hand[]> {
  const sockets = typists.map((who) => bare(server, reviewId, { token: who.token }));
  await Promise.all(sockets.map((socket) => socket.ready));
  return sockets.map((socket, who) => {
    const words: string[] = [];
    const write = async () => {
      for (let n = 0; socket.code() === null; n++) {
        words.push(`[${round}.${who}.${n}]`);
        writeIn(socket, `〔${who}〕`, who % 2 === 0 ? '例会不超过' : '会议时间太长', words.at(-1) ?? '');
        await pause(4 + (n % 3) * 3);
      }
    };
    return { socket, words, done: write() };
  });
}

/** One frame: at the end of the paragraph that begins with `own`, which is made behind the one that holds `quote` when it is not there. */
function writeIn({ doc, sendUpdate }: Bare, own: string, quote: string, words: string): void {
  const blocks = contentOf(doc).toArray();
  const textOf = (block: unknown) =>
    block instanceof Y.XmlElement
      ? block.toArray().find((one): one is Y.XmlText => one instanceof Y.XmlText)
      : undefined;
  const before = Y.encodeStateVector(doc);
  const text = blocks.map(textOf).find((one) => one?.toString().startsWith(own));
  if (text) text.insert(text.length, words);
  else {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(own + words)]);
    contentOf(doc).insert(1 + blocks.findIndex((one) => textOf(one)?.toString().includes(quote)), [paragraph]);
  }
  sendUpdate(Y.encodeStateAsUpdate(doc, before));
}

const act = (id: string, action: string, more: object = {}) =>
  owner.call<{ stage?: string; code?: string }>('POST', `/reviews/${id}/actions`, { action, ...more });
const view = async (id: string) => (await owner.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;
const decide = (id: string, who: Person, digest: string) =>
  who.call<{ code?: string }>('POST', `/reviews/${id}/decisions`, { digest, decision: 'agree', password: PASSWORD });
const OVERRIDES = [
  'required-part',
  'required-dimension',
  'duplicate-within',
  'doubled-punct',
  'truncated',
  'placeholder',
];

interface Section {
  id: string;
  blocks: unknown[];
}

/** A freeze under five typists; answers what is signed, every word of it counted. */
async function frozenUnderHands(id: string, round: number): Promise<Section[]> {
  const hands = await handsOn(id, round);
  await until('everybody writes', () => hands.every((hand) => acked(hand).length >= 2));
  await pause((round % 7) * 5);
  const before = hands.flatMap(acked);
  const overrides = OVERRIDES.map((rule) => ({ rule, reason: '样稿' }));
  const answer = await act(id, 'freeze', { overrides });
  expect(answer.body, `round ${round}`).toEqual({ stage: 'signoff' });
  expect(await Promise.all(hands.map(({ socket }) => socket.closed))).toEqual(hands.map(() => 4503));
  await Promise.all(hands.map(({ done }) => done));
  const { version } = await view(id);
  const bytes = new TextDecoder().decode(
    (await owner.call('GET', `/reviews/${id}/versions/${version}/canonical`)).bytes,
  );
  const signed = new Set(wordsIn(bytes));
  seen.acked += before.length;
  seen.missing += before.filter((word) => !signed.has(word)).length;
  // Acknowledged at all is in it, and the live text holds nothing else: what came later was taken from nobody.
  seen.after += hands.flatMap(acked).filter((word) => !signed.has(word)).length;
  const live = (await owner.call<string>('GET', `/reviews/${id}/text`)).body;
  seen.after += wordsIn(live).filter((word) => !signed.has(word)).length;
  expect(wordsIn(live).length, `round ${round}`).toBe(signed.size);
  return (JSON.parse(bytes) as { sections: Section[] }).sections;
}

async function oneReview(first: number, rounds: number): Promise<void> {
  const id = await aReadyReview(owner, [
    [zhao, ['signatory']],
    [qian, ['signatory']],
    ...typists.map((who): [Person, ['editor']] => [who, ['editor']]),
  ]);
  await act(id, 'start-review');
  let sections = await frozenUnderHands(id, first);
  const open = ['会议时间太长', '例会不超过'].map(
    (words) =>
      must(
        sections.find((one) => JSON.stringify(one).includes(words)),
        words,
      ).id,
  );
  for (let round = first + 1; round < first + rounds; round++) {
    const { digest, version } = await view(id);
    // A signature that meets the return: over these bytes, or not at all.
    const [signed, returned] = await Promise.all([
      decide(id, zhao, digest),
      pause((round % 6) * 30).then(() => act(id, 'return-sections', { sectionKeys: open, reason: '改' })),
    ]);
    expect(returned.status, `round ${round}`).toBe(200);
    if (signed.status === 201) seen.signed += 1;
    else {
      expect([signed.status, signed.body.code], `round ${round}`).toEqual([409, 'section-open']);
      seen.refused += 1;
    }
    const next = await frozenUnderHands(id, round);
    const still = (all: readonly Section[]) => JSON.stringify(all.filter((one) => !open.includes(one.id)));
    if (still(next) !== still(sections)) seen.moved += 1;
    const changed = JSON.stringify(next) !== JSON.stringify(sections);
    sections = next;
    const after = await view(id);
    expect(after.version).toBe((version ?? 0) + 1);
    const line = after.steps[0]?.lines.find(({ personId }) => personId === zhao.id);
    if (signed.status === 201) expect(line, `round ${round}`).toMatchObject({ stale: changed, lastSigned: version });
    expect([after.complete, after.outcome]).toEqual([false, 'open']);
  }
  const { digest } = await view(id);
  for (const who of [zhao, qian]) expect((await decide(id, who, digest)).status).toBe(201);
  const links = await eventsIn(server.database.db, id);
  const derived = rederive(links as unknown as RecordedEvent[]);
  expect(derived.faults).toEqual([]);
  expect(derived.approved.map(({ contentSha256 }) => contentSha256)).toEqual([digest]);
}

test(`P10/T29 five typists, ${ROUNDS} freezes of whole texts and of returned sections: all acknowledged before is signed, nothing is taken after, and a signature that meets a return names its bytes or is none`, {
  timeout: ROUNDS * 6000,
}, async () => {
  let next = 0;
  const lane = async () => {
    for (let first = next; first < ROUNDS; first = next) {
      next += EACH;
      await oneReview(first, EACH);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const { acked: known, missing, after, moved, signed, refused } = seen;
  console.info(
    `T29 ${ROUNDS} freezes under ${TYPISTS} typists: ${missing} of ${known} edits acknowledged before missing, ${after} taken after, ${moved} other sections moved; ${signed} signatures before a return, ${refused} refused behind it`,
  );
  expect(firstBrokenLink(await chainAfter(server.database.db, 0, 1_000_000))).toBeNull();
  expect(seen.acked).toBeGreaterThanOrEqual(2 * ROUNDS * TYPISTS);
  expect({ missing: seen.missing, after: seen.after, moved: seen.moved }).toEqual({ missing: 0, after: 0, moved: 0 });
  expect(server.logged).toEqual([]);
});
