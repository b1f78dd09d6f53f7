// Offline for 1 to 72 hours, edits on both sides, undo, reloads of the page: everything comes together once.
import { expect, test } from 'vitest';
import { cureUndo } from '../../app/editor/undoCure';
import { offline } from './offline';

cureUndo();

const FULL = process.env.FULL === '1';
const FIRST = Number(process.env.SEED ?? 1);
const COUNT = FULL ? 2000 : 100;

test('P4/T06 offline for 1 to 72 hours, then together: no character twice, none missing', {
  timeout: FULL ? 1_200_000 : 600_000,
}, async () => {
  const failing: string[] = [];
  let [hours, longest, characters, duplicated] = [0, 0, 0, 0];
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    const outcome = await offline(seed);
    hours += outcome.hours;
    longest = Math.max(longest, outcome.hours);
    characters += outcome.edits;
    duplicated += outcome.duplicated;
    if (outcome.broken.length > 0) failing.push(`seed ${seed}: ${outcome.broken.slice(0, 5).join('; ')}`);
  }
  const missing = failing.filter((one) => one.includes('is missing')).length;
  console.info(
    `T06 ${COUNT} merges after ${Math.round(hours)} simulated hours (longest ${longest.toFixed(1)}), ${characters} characters: ` +
      `${duplicated} duplicated, ${missing} missing`,
  );
  expect(failing).toEqual([]);
  expect(duplicated).toBe(0);
  expect(longest).toBeGreaterThan(60);
});
