// CK29: passages shared with other texts: the fingerprints miss none, the texts decide, set phrases part them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkedText } from '../../domain/checks/checkedText';
import { askedFingerprints, fingerprintsOf, joinedPlaces, sharedPassages } from '../../domain/checks/passages';
import { recognise } from '../../domain/document/recognise';
import { random } from '../build/random';
import { TEAM } from './checksBuild';
import { corpus } from './corpus';

const read = (text: string, phrases: readonly string[] = []) =>
  checkedText({ text, outline: recognise(text, TEAM), template: TEAM, phrases });
const shared = (one: string, other: string, phrases: readonly string[] = []) =>
  sharedPassages(read(one, phrases), read(other, phrases)).map(({ own, other: there, length }) => [
    one.slice(own.start, own.end),
    other.slice(there.start, there.end),
    length,
  ]);

const COPIED = '问题反馈以后由谁来改、什么时候改，到现在没有约定。';

test('CK29 the longest shared passage is told with its place in both, whatever the punctuation', () => {
  const one = `标题\n开头不同。${COPIED}结尾。`;
  const other = `别的标题\n前面还有一段。另一句：${COPIED.replace('、', '')}收尾。`;
  expect(shared(one, other)).toEqual([
    ['问题反馈以后由谁来改、什么时候改，到现在没有约定', '问题反馈以后由谁来改什么时候改，到现在没有约定', 22],
  ]);
  expect(shared(one, '别的标题\n问题反馈以后由谁来改什么时候改，到现。')).toEqual([]);
});

test('CK30 a set phrase is a barrier: it is no passage itself and joins none', () => {
  const phrase = '城东街道办事处党建引领基层治理三年行动计划';
  const one = `标题\n落实${phrase}不够。`;
  expect(shared(one, `他题\n落实${phrase}不够。`)).toHaveLength(1);
  expect(shared(one, `他题\n落实${phrase}不够。`, [phrase])).toEqual([]);
});

test('CK29 headings, which a template gives to every text, are walls of the own text', () => {
  const heads = '存在的问题\n理论学习方面\n政治素质方面\n能力本领方面\n工作作风方面';
  const lines = (end: number) => [{ start: 0, end }];
  const own = read(`${heads}\n${COPIED}`);
  const found = sharedPassages(own, read(`${heads}\n${COPIED}`), lines(heads.length));
  expect(found.map(({ own: place }) => place.start)).toEqual([heads.length + 1]);
  expect(askedFingerprints(own, lines(own.text.length))).toEqual([]);
});

test('CK29 guarantee: texts that share twenty characters share a fingerprint that is asked for', () => {
  const dice = random(29);
  const made = (length: number) =>
    Array.from({ length }, () => String.fromCharCode(0x4e00 + dice(dice(3) === 0 ? 20 : 3000))).join('');
  for (let n = 0; n < 400; n++) {
    const passage = made(20 + dice(30));
    const [one, other] = [passage, passage].map((words) => made(dice(80)) + words + made(dice(80)));
    const stored = new Set(fingerprintsOf(other ?? ''));
    expect(askedFingerprints(read(one ?? '')).some((hash) => stored.has(hash))).toBe(true);
  }
});

test('CK29 a text of 20,000 characters has about one fingerprint in five characters, each a safe integer', () => {
  const dice = random(5);
  const text = Array.from({ length: 20_000 }, () => String.fromCharCode(0x4e00 + dice(5000))).join('');
  const hashes = fingerprintsOf(text);
  expect(hashes.length).toBeGreaterThan(3000);
  expect(hashes.length).toBeLessThan(5000);
  expect(hashes.every(Number.isSafeInteger)).toBe(true);
});

test('CK29 places of which nothing may be told are joined where they touch', () => {
  const text = 'a'.repeat(100);
  const place = (start: number, end: number) => ({ line: 1, start, end, quote: '' });
  expect(joinedPlaces(read(text), [place(50, 70), place(0, 20), place(10, 30)])).toMatchObject([
    { start: 0, end: 30 },
    { start: 50, end: 70 },
  ]);
});

interface Pair {
  length: number;
  a: { file?: string; start: number; end: number };
  b: { file?: string; start: number; end: number };
}

const documents = corpus() ?? [];
const FOLDER = process.env.COUNTERSIGN_CORPUS ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');
const EXPECTED = join(FOLDER, 'expected-checks.json');

describe.skipIf(documents.length === 0 || !existsSync(EXPECTED))('CK29 on the real statements', () => {
  test('the pairs are exactly those expected', () => {
    const { checks } = JSON.parse(readFileSync(EXPECTED, 'utf8')) as { checks: Record<string, { pairs?: Pair[] }> };
    const found = documents.flatMap((one, n) =>
      documents.slice(n + 1).flatMap((other) => sharedPassages(read(one.text), read(other.text))),
    );
    expect(found.map(({ length }) => length)).toEqual(
      (checks['duplicate-across']?.pairs ?? []).map((pair) => pair.length),
    );
  });
});
