// Who does not read, and who asks too often: neither slows the others down nor makes the server hold much (P9, P3/T21).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aParagraph } from '../../bench/client/agree';
import { joined, type Member } from '../../bench/client/member';
import { seated, type, type Writer } from '../../bench/client/typing';
import type { Seat } from '../../bench/subjects/subject';
import type { Person } from '../build/api';
import { syncFrame } from '../build/collab';
import { heldMiB, INSPECTED, metrics, settled, watchMemory } from '../build/footprint';
import { aHome, type Home, type Product, start } from '../build/product';
import { frame, rawSocket } from '../build/rawSocket';
import { aPerson } from '../build/server';

const FULL = process.env.FULL === '1';
const SECONDS = FULL ? 30 : 2;
const PEOPLE = 50;
/** One person has ten connections to a review at most: one of each is left for the test. */
const EACH = 9;
const GROWTH_MIB = 64;
const MIB = 1024 * 1024;

let home: Home;
let product: Product;
let people: Person[];
beforeAll(async () => {
  home = await aHome();
  product = await start(home, { env: INSPECTED });
  people = [await product.admin()];
  for (let n = 1; n < Math.ceil(PEOPLE / EACH); n++)
    people.push(await aPerson(product.url, people[0] as Person, `W${n}`));
}, 90_000);
afterAll(async () => {
  expect(await product.stop()).toBe(0);
  await home.clear();
}, 30_000);

async function aReview(): Promise<string> {
  const [admin, ...others] = people;
  const members = others.map(({ id }) => ({ personId: id, roles: ['editor'] }));
  const input = { templateId: 'retrospective', title: 'Slow', members };
  return (await admin?.call<{ id: string }>('POST', '/reviews', input))?.body.id ?? '';
}

function seat(review: string, n: number): Seat {
  const { token = '' } = people[Math.floor(n / EACH) % people.length] ?? {};
  const url = `ws://localhost:${product.port}/collab/${review}?token=${token}&ack=1`;
  return { wire: 'y-websocket', url, document: review, token };
}

const agree = (members: readonly Member[]) =>
  settled(
    'all show the same',
    () => new Set(members.map((one) => one.text())).size,
    (n) => n === 1,
  );

test(`P3 P9/T21 a client that never reads while ${PEOPLE} type for ${SECONDS} s: the others go on, and it is cut off before it costs much`, async () => {
  const review = await aReview();
  const members = await joined(Array.from({ length: PEOPLE }, (_, n) => seat(review, n)));
  const writers = await seated(members, PEOPLE);
  const alone = await timed(members, writers);
  const before = await heldMiB(product);
  const [lazy] = await joined([seat(review, PEOPLE)]);
  lazy?.stall();
  const beside = await timed(members, writers);
  // Keys alone would take an hour to fill its buffer: a few who stay paste what does.
  const staying = members.slice(0, 3);
  await Promise.all(members.slice(3).map((member) => member.leave()));
  // Or the keep-alive has ended it already: it answers no ping either (RM27).
  const isThere = async () => ((await metrics(product.url)).connections ?? 0) > staying.length;
  let most = 0;
  for (let n = 0; await isThere(); n++) {
    expect(n).toBeLessThan(60);
    const writer = writers[n % 3] as Writer;
    await paste(writer, 900_000);
    // Taken out again: what is measured is the reader's buffer, not a growing text.
    writer.member.write((content) => content.delete(content.length - 1, 1));
    if (n % 4 === 0) most = Math.max(most, await heldMiB(product));
  }
  most = Math.max(most, await heldMiB(product));
  expect(most - before).toBeLessThan(GROWTH_MIB);
  lazy?.resume();
  await agree(staying);
  await Promise.all(staying.map((member) => member.leave()));
  console.info(
    `T21 never reads: RSS +${(most - before).toFixed(1)} MiB until it was cut off; P99 of the others ${alone} ms without it, ${beside} ms beside it`,
  );
}, 300_000);

/** The P99 from one to another, ms. */
async function timed(members: readonly Member[], writers: readonly Writer[]): Promise<string> {
  // Keys of an earlier run are no keys of this one.
  for (const { byClock, byFrame } of writers) for (const sent of [byClock, byFrame]) sent.clear();
  const { latency } = await type(members, writers, SECONDS);
  return latency.p99.toFixed(1);
}

/** Adds text to a writer's document and waits until it is on disk. */
async function paste({ member }: Writer, letters: number): Promise<void> {
  let acknowledged = 0;
  member.onAck = (upTo) => {
    acknowledged = upTo;
  };
  const frameNo = member.write((content) => {
    aParagraph(content, 'x'.repeat(letters));
  });
  await settled(
    'the paste is acknowledged',
    () => acknowledged,
    (upTo) => upTo >= frameNo,
    60_000,
  );
}

test('P9/T21 a thousand questions in one burst on a text of 1 MB are answered a few times, and nobody waits for them', async () => {
  const review = await aReview();
  const members = await joined([seat(review, 0), seat(review, EACH)]);
  const writers = await seated(members, 2);
  await paste(writers[0] as Writer, MIB / 2);
  await paste(writers[1] as Writer, MIB / 2);
  const memory = watchMemory(product.pid);
  const alone = await timed(members, writers);
  const most = memory.peak();
  const before = await heldMiB(product);
  memory.forget();
  const asker = await rawSocket(product.port, new URL(seat(review, 2 * EACH).url).href.replace(/^ws:\/\/[^/]+/, ''));
  const question = frame({ opcode: 2, payload: syncFrame(0, Uint8Array.of(0)) });
  asker.socket.write(Buffer.concat(Array(1000).fill(question)));
  // It answers as a client that lives; whoever is silent for two rounds of pings is let go.
  const alive = setInterval(() => asker.socket.write(frame({ opcode: 10 })), 5000);
  const beside = await timed(members, writers);
  const answers = asker.received().length / MIB;
  const grown = (await heldMiB(product)) - before;
  memory.stop();
  clearInterval(alive);
  await agree(members);
  expect(asker.gone()).toBe(false);
  // Five at once, then one every two seconds.
  expect(answers).toBeLessThan(6 + SECONDS);
  expect(grown).toBeLessThan(GROWTH_MIB);
  asker.end();
  await Promise.all(members.map((member) => member.leave()));
  console.info(
    `T21 1,000 x SyncStep1: ${answers.toFixed(1)} MB answered; RSS held +${grown.toFixed(1)} MiB, peak +${(memory.peak() - most).toFixed(1)} over that of typing alone; P99 of the others ${alone} -> ${beside} ms`,
  );
}, 120_000);
