// Days of coming and going in short: reviews are opened, edited, pointed at and left, and afterwards the process holds what it held
// before (P9/T27). Some seconds in CI, 45 minutes with FULL=1: the long forms of all proofs share one hour.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { activeResources, inspectorIn } from '../../bench/measure/inspector';
import type { Person } from '../build/api';
import { heldMiB, INSPECTED, metrics, openFiles, settled } from '../build/footprint';
import { aHome, type Home, type Product, pause, start } from '../build/product';
import { random } from '../build/random';
import { aPerson } from '../build/server';
import { aTypist, synced } from '../build/typist';

const FULL = process.env.FULL === '1';
const REVIEWS = FULL ? 200 : 24;
const PARTS = FULL ? 9 : 1;
const PART_MS = FULL ? 300_000 : 3000;
const AT_ONCE = 8;
/** A visit of each at a time; a person may write under a thousand new ids a day in one review. The long form leaves cores to the other proofs. */
const VISIT_EVERY_MS = FULL ? 1000 : 400;
/** Caches and compiled code settle in the first part; more than this behind it is a leak. */
const MAY_GROW_MIB = 24;
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

let home: Home;
let product: Product;
beforeAll(async () => {
  home = await aHome();
  product = await start(home, { env: { ...INSPECTED, COUNTERSIGN_API_RATE: '0' } });
}, 90_000);
afterAll(async () => {
  expect(await product.stop()).toBe(0);
  await home.clear();
}, 30_000);

test(
  `P9/T27 ${REVIEWS} reviews opened, edited and left for ${(PARTS * PART_MS) / 1000} s leave nothing behind (seed ${SEED})`,
  async () => {
    const dice = random(SEED);
    const admin = await product.admin();
    const people = [admin];
    for (let n = 1; n < 4; n++) people.push(await aPerson(product.url, admin, `Guest${n}`));
    const members = people.slice(1).map(({ id }) => ({ personId: id, roles: ['editor'] }));
    const reviews: string[] = [];
    for (let n = 0; n < REVIEWS; n++) {
      const input = { templateId: 'retrospective', title: `Soak ${n}`, members };
      reviews.push((await admin.call<{ id: string }>('POST', '/reviews', input)).body.id);
    }
    let visits = 0;
    const visitAll = async (ms: number) => {
      const end = Date.now() + ms;
      const visitors = Array.from({ length: AT_ONCE }, async (_, lane) => {
        while (Date.now() < end) {
          const review = reviews[dice(REVIEWS)] ?? '';
          const [one, two] = [people[(lane + visits) % 4] ?? admin, people[(lane + visits + 1) % 4] ?? admin];
          await Promise.all([visit(one, review, dice), visit(two, review, dice)]);
          visits += 2;
          await pause(VISIT_EVERY_MS);
        }
      });
      await Promise.all(visitors);
    };
    await visitAll(FULL ? 60_000 : 1500);
    const before = await atRest();
    const held: number[] = [];
    for (let part = 0; part < PARTS; part++) {
      await visitAll(PART_MS);
      const after = await atRest();
      held.push(after.mib);
      expect(after.timers, 'timers').toBeLessThanOrEqual(before.timers + 2);
      expect(after.sockets, 'sockets').toBeLessThanOrEqual(before.sockets);
      // The pool opens its connections when it needs them and keeps them.
      expect(after.files - before.files, 'open files').toBeLessThanOrEqual(10);
    }
    const last = held.slice(-Math.ceil(PARTS / 3));
    expect(Math.min(...last) - before.mib).toBeLessThan(MAY_GROW_MIB);
    const hours = (PARTS * PART_MS) / 3_600_000;
    console.info(
      `T27: ${visits} visits; RSS at rest ${before.mib.toFixed(1)} -> ${held.map((mib) => mib.toFixed(1)).join(' ')} MiB (slope ${(slope(held) * (PARTS / hours)).toFixed(1)} MiB/h); rooms, connections, timers and sockets back; seed ${SEED}`,
    );
  },
  FULL ? 5_400_000 : 120_000,
);

/** Opens, points here and there, writes, waits for the acknowledgement, leaves. */
async function visit(person: Person, review: string, dice: (below: number) => number): Promise<void> {
  const typist = await aTypist(product.url, person, review);
  await synced(typist);
  const { awareness } = typist.provider;
  for (let n = dice(5); n >= 0; n--) {
    awareness.setLocalStateField('cursor', { anchor: { tname: 'content' }, head: { tname: 'content' } });
    await pause(dice(10));
  }
  const words = Array.from({ length: 1 + dice(3) }, (_, n) => `[${typist.doc.clientID}.${n}]`);
  for (const word of words) typist.type(word);
  await settled('acknowledged', () => words.every((word) => typist.acknowledged.has(word)), Boolean, 60_000);
  // The text of a review does not grow for ever.
  const content = typist.doc.getXmlFragment('content');
  if (content.length > 60) content.delete(20, content.length - 40);
  await pause(5);
  typist.leave();
}

/** When everybody has left: what the process still holds. */
async function atRest(): Promise<{ mib: number; files: number; timers: number; sockets: number }> {
  const gone = ({ rooms, connections }: Record<string, number>) => rooms === 0 && connections === 0;
  await settled('rooms and connections are gone', () => metrics(product.url), gone, 60_000);
  const mib = await heldMiB(product);
  const active = await activeResources(inspectorIn(product.output()));
  return {
    mib,
    files: await openFiles(product.pid),
    timers: active.Timeout ?? 0,
    sockets: active.TCPSocketWrap ?? 0,
  };
}

/** MiB a part, by least squares. */
function slope(held: readonly number[]): number {
  const middle = (held.length - 1) / 2;
  const mean = held.reduce((sum, mib) => sum + mib, 0) / held.length;
  const up = held.reduce((sum, mib, n) => sum + (n - middle) * (mib - mean), 0);
  return (
    up /
    Math.max(
      1,
      held.reduce((sum, _, n) => sum + (n - middle) ** 2, 0),
    )
  );
}
