// What the verifier found wrong, in the words of both languages.
import { expect, test } from 'vitest';
import { sayable } from '../../app/verify/whyWords';
import { CHAIN_SHOWS, sentenceOf, WHY, type WhyCode } from '../../domain/package/why';
import en from '../../domain/words/en.json';
import zh from '../../domain/words/zh-CN.json';
import { words as wordsOf } from '../../server/words';

const CODES = Object.keys(WHY) as WhyCode[];
const VALUES = {
  from: '2026-11-20T08:00:00Z',
  files: 'VERIFY.txt, {x}',
  file: 'document.pdf',
  record: 'f'.repeat(64),
  seq: 12,
  at: '2026-11-30',
};
const ofSentence = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('PK10 every finding has words in both languages, with the same values, and no other finding has any', () => {
  for (const words of [zh, en]) expect(Object.keys(words.verify.why).sort()).toEqual([...CODES].sort());
  for (const code of CODES) expect(ofSentence(zh.verify.why[code]), code).toEqual(ofSentence(WHY[code]));
});

test('PK10 the English page says what the command line says', () => {
  const t = wordsOf('en', 'verify.why');
  for (const code of CODES) expect(t(code, VALUES)).toBe(sentenceOf({ code, values: VALUES }));
});

test('PK10 the Chinese page says nothing in English but names', () => {
  const t = wordsOf('zh-CN', 'verify.why');
  for (const code of CODES) {
    const said = t(code, VALUES);
    expect(said, code).toMatch(/\p{Script=Han}{2}/u);
    expect(said, code).not.toMatch(/[A-Za-z]+ [a-z]+ [a-z]+/);
  }
});

test('PK6 page, command line and VERIFY.txt promise the order of what is shown and no lost link, and no more', () => {
  expect(wordsOf('en', 'verify.check.chain')('ok')).toBe(CHAIN_SHOWS);
  for (const words of [zh, en])
    for (const { ok } of Object.values(words.verify.check))
      expect(ok).not.toMatch(/没有缺失|none is missing|all events/i);
  expect(zh.verify.check.chain.ok).toContain('只有编号和摘要的');
  expect(zh.package.verify.scriptWhat).toContain('可以只有编号和摘要（见第五节）');
  expect(en.package.verify.scriptWhat).toContain('a number and a digest alone (see 5)');
  expect([zh.package.verify.limits, en.package.verify.limits]).toEqual([
    expect.stringMatching(/^五/),
    expect.stringMatching(/^5/),
  ]);
});

test('PK10 moments are told as days, digests and names and what is no moment as they stand', () => {
  expect(sayable({ at: VALUES.from, record: VALUES.at, seq: 12, from: '<soon>' }, (at) => `day of ${at}`)).toEqual({
    at: `day of ${VALUES.from}`,
    record: VALUES.at,
    seq: 12,
    from: '<soon>',
  });
});
