// Every refusal has its words, in both languages.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const codes = [
  ...readFileSync(new URL('../../domain/refusal.ts', import.meta.url), 'utf8').matchAll(
    /^ {2}'?([a-z-]+)'?: \d{3},$/gm,
  ),
].map((match) => match[1]);

describe.each(['zh-CN', 'en'])('in %s', (locale) => {
  const words: unknown = JSON.parse(
    readFileSync(new URL(`../../domain/words/${locale}.json`, import.meta.url), 'utf8'),
  );
  it('each refusal code has a sentence, and no sentence lacks its code', () => {
    const refusal = (words as { refusal: Record<string, string> }).refusal;
    expect(Object.keys(refusal).sort()).toEqual([...codes].sort());
    for (const sentence of Object.values(refusal)) expect(sentence).toMatch(/[。.]$/);
  });
});
