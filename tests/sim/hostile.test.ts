// A hostile editor forges ids, clocks, neighbours and deletions: every character keeps its author, and nobody else loses a word.
import { expect, test } from 'vitest';
import { cureUndo } from '../../app/editor/undoCure';
import { hostileStorm, storm } from './storm';

cureUndo();

const FULL = process.env.FULL === '1';
const FIRST = Number(process.env.SEED ?? 10_001);
const COUNT = FULL ? 2000 : 100;

test('P8 P9 GU7 GU8/T17 forged ids, clocks and origins: no character under another name, no edit of the others lost', {
  timeout: FULL ? 1_200_000 : 600_000,
}, async () => {
  const failing: string[] = [];
  const sum = { edits: 0, hostileRows: 0, expelled: 0 };
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    const outcome = await storm(hostileStorm(seed));
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += outcome[key];
    if (outcome.broken.length > 0) failing.push(`seed ${seed}: ${outcome.broken.slice(0, 5).join('; ')}`);
  }
  const wrong = failing.filter((one) => /stored as of|bound|nobody/.test(one)).length;
  const lost = failing.filter((one) => one.includes('is missing')).length;
  console.info(
    `T17 ${COUNT} hostile seeds, ${sum.edits} honest characters, ${sum.hostileRows} rows of hers, ${sum.expelled} times shown out: ` +
      `${wrong} seeds with a wrong author, ${lost} with a lost edit`,
  );
  expect(failing).toEqual([]);
  expect(sum.expelled).toBeGreaterThan(COUNT);
  expect(sum.hostileRows).toBeGreaterThan(COUNT);
});
