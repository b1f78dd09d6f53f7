// Every promise and every test of the catalogue (PROMISES) is named by a test, or waits here for what it needs (T45).
import { expect, test } from 'vitest';
import { testTitles } from './sources';

const PROMISES = Array.from({ length: 15 }, (_, n) => `P${n + 1}`);
const CATALOGUE = Array.from({ length: 45 }, (_, n) => `T${String(n + 1).padStart(2, '0')}`);

/** What is not proved yet, each with the capability that it waits for. */
const WAITING: Record<string, string> = {
  T25: 'templates of an organisation’s own',
  T40: 'a first release',
};

const named = new Set(testTitles().flatMap(({ title }) => title.match(/\b(?:P\d{1,2}|T\d{2})\b/g) ?? []));

test('T45 every promise and every test of the catalogue is named by a test, or waits for something that is said', () => {
  const unproved = [...PROMISES, ...CATALOGUE].filter((one) => !named.has(one) && !(one in WAITING));
  expect(unproved).toEqual([]);
});

test('T45 nothing waits that is proved already, and nothing is named that is no promise', () => {
  expect(Object.keys(WAITING).filter((one) => named.has(one))).toEqual([]);
  expect([...named].filter((one) => ![...PROMISES, ...CATALOGUE].includes(one))).toEqual([]);
});
