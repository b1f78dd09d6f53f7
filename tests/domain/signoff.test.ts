// What holds in a sign-off is derived from rows and digests; nothing is stored.
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../domain/review';
import {
  complete,
  type DecisionRow,
  lineState,
  mayDecide,
  needsOpinion,
  standing,
  stepPassed,
  withdrawable,
} from '../../domain/signoff';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

/** `zhao agree A`, `zhao withdraws 0`: rows in the order they were written, ids are their index. */
function rows(...lines: string[]): DecisionRow[] {
  return lines.map((line, n) => {
    const [personId = '', what = '', which = ''] = line.split(' ');
    const withdraws = what === 'withdraws' ? which : null;
    const decision = withdraws === null ? (what as Decision) : null;
    const contentSha256 = which === 'B' ? B : A;
    return {
      id: String(n),
      personId,
      decision,
      withdraws,
      opinion: null,
      contentSha256,
      at: `2026-03-0${n + 1}T00:00:00.000Z`,
    };
  });
}
const state = (person: string, digest: string, ...lines: string[]) => {
  const { decision, stale } = lineState(rows(...lines), person, digest);
  return stale ? `stale ${decision}` : decision;
};
const step = (digest: string, people: string, ...lines: string[]) =>
  stepPassed(people.split(' ').map((person) => lineState(rows(...lines), person, digest)));

test('SG1 a withdrawn decision stands no more, and the withdrawal is no decision', () => {
  expect(standing(rows('zhao agree A', 'zhao withdraws 0')).map((row) => row.id)).toEqual([]);
  expect(standing(rows('zhao agree A', 'zhao withdraws 0', 'zhao object A')).map((row) => row.id)).toEqual(['2']);
  expect(state('zhao', A, 'zhao agree A', 'zhao withdraws 0')).toBeNull();
});

test('SG2 an agreement counts for exactly the bytes it names, whatever version they stand in', () => {
  expect(state('zhao', A, 'zhao agree A')).toBe('agree');
  expect(state('zhao', B, 'zhao agree A')).toBe('stale agree');
  expect(state('zhao', A, 'zhao agree A', 'zhao agree B')).toBe('agree');
  expect(state('qian', A, 'zhao agree A')).toBeNull();
});

test('SG3 an objection stands over any bytes until it is withdrawn or decided anew on these', () => {
  expect(state('zhao', B, 'zhao object A')).toBe('stale object');
  expect(step(B, 'zhao qian', 'zhao object A', 'qian agree B')).toBe(false);
  expect(state('zhao', B, 'zhao object A', 'zhao agree B')).toBe('agree');
  expect(state('zhao', B, 'zhao object A', 'zhao withdraws 0')).toBeNull();
  expect(state('zhao', A, 'zhao agree A', 'zhao object B')).toBe('stale object');
});

describe('SG4 a step', () => {
  test.each([
    ['passes when all agree', true, 'zhao qian', ['zhao agree A', 'qian agree A']],
    ['counts a reservation as an agreement', true, 'zhao qian', ['zhao agree A', 'qian reserve A']],
    ['waits for the last one', false, 'zhao qian', ['zhao agree A']],
    ['leaves an abstention out', true, 'zhao qian', ['zhao agree A', 'qian abstain A']],
    ['is never passed by abstentions alone', false, 'zhao qian', ['zhao abstain A', 'qian abstain A']],
    ['is stopped by an objection', false, 'zhao qian', ['zhao agree A', 'qian object A']],
    ['does not count a stale agreement', false, 'zhao qian', ['zhao agree B', 'qian agree A']],
    ['does not count a stale reservation', false, 'zhao', ['zhao reserve B']],
    ['asks again whoever abstained from other bytes', false, 'zhao qian', ['zhao agree A', 'qian abstain B']],
  ] as const)('%s', (_, passes, people, lines) => {
    expect(step(A, people, ...lines)).toBe(passes);
  });
});

test('SG5 without steps, or with a step without people, nothing is complete', () => {
  const agreed = lineState(rows('zhao agree A'), 'zhao', A);
  expect(complete([])).toBe(false);
  expect(complete([[]])).toBe(false);
  expect(complete([[agreed], []])).toBe(false);
  expect(complete([[agreed], [agreed]])).toBe(true);
});

test('SG6 one standing decision a person and digest; withdrawing frees the line', () => {
  expect(mayDecide(rows('zhao agree A'), 'zhao', A)).toBe(false);
  expect(mayDecide(rows('zhao agree A'), 'zhao', B)).toBe(true);
  expect(mayDecide(rows('zhao agree A'), 'qian', A)).toBe(true);
  expect(mayDecide(rows('zhao agree A', 'zhao withdraws 0'), 'zhao', A)).toBe(true);
  expect(withdrawable(rows('zhao agree A', 'zhao agree B'), 'zhao')?.id).toBe('1');
  expect(withdrawable(rows('zhao agree A', 'zhao withdraws 0'), 'zhao')).toBeNull();
});

test('SG7 reservation and objection say why', () => {
  expect((['agree', 'reserve', 'object', 'abstain'] as const).filter(needsOpinion)).toEqual(['reserve', 'object']);
});
