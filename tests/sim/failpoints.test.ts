// Every call to the store fails once, in every way that it can: the script goes on, nothing is lost, the log can be read.
import { expect, test } from 'vitest';
import { cureUndo } from '../../app/editor/undoCure';
import type { Fate } from './faults';
import { scripted } from './script';

cureUndo();

const FULL = process.env.FULL === '1';
/** In CI each way takes every so many-th call, beginning elsewhere. */
const EVERY = FULL ? 1 : 29;

const FATES: [string, Fate][] = [
  ['killed before', { kind: 'dies', happens: false }],
  ['killed after', { kind: 'dies', happens: true }],
  ['EIO', { kind: 'refused', code: '58030' }],
  ['ENOSPC', { kind: 'refused', code: '53100' }],
  ['torn: PostgreSQL itself ends in it, and rolls back', { kind: 'refused', code: '57P02' }],
  ['done, the answer lost', { kind: 'lost' }],
  ['done late, behind its own repetition', { kind: 'late', by: 300 }],
  ['silent for 2 s, and not done', { kind: 'silent', happens: false, ms: 2000 }],
  ['silent for 2 s, and done', { kind: 'silent', happens: true, ms: 2000 }],
];

test('P1 ST6 ST7 RM14/T02 a script of 300 steps with one call to the store gone wrong: nothing that was saved is lost', {
  timeout: FULL ? 3_600_000 : 600_000,
}, async () => {
  const { calls: K, broken, saved } = await scripted(0, { kind: 'done' });
  expect(broken).toEqual([]);
  expect(saved).toBeGreaterThan(200);
  const failing: string[] = [];
  let runs = 0;
  for (const [at, [name, fate]] of FATES.entries()) {
    for (let k = 1 + ((at * 3) % EVERY); k <= K; k += EVERY) {
      runs += 1;
      const outcome = await scripted(k, fate);
      if (outcome.broken.length > 0) failing.push(`call ${k} ${name}: ${outcome.broken.slice(0, 3).join('; ')}`);
    }
  }
  console.info(
    `T02 K = ${K} calls to the store, ${FATES.length} ways, ${runs} runs: ${failing.length} with a loss or an unreadable log`,
  );
  expect(failing).toEqual([]);
});
