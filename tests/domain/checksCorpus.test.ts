// The checks over the real statements: every hit that is expected, no other, with every field that the expected file gives.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../domain/checks/catalogue';
import { checkedText } from '../../domain/checks/checkedText';
import { shareOf } from '../../domain/checks/problemShare';
import { STOCK_PHRASES } from '../../domain/checks/stockPhrases';
import { recognise } from '../../domain/document/recognise';
import { must } from '../../domain/must';
import { findingsIn, templateOf } from './checksBuild';
import { corpus } from './corpus';

interface Expected {
  stockPhrases: string[];
  checks: Record<
    string,
    {
      severity: string;
      name: { zh: string; en: string };
      core: boolean;
      expected?: Record<string, Record<string, unknown>[]>;
      values?: Record<string, Record<string, number>>;
      tolerance?: number;
    }
  >;
}

const documents = corpus() ?? [];
const FOLDER = process.env.COUNTERSIGN_CORPUS ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');
const expected: Expected =
  documents.length > 0
    ? (JSON.parse(readFileSync(join(FOLDER, 'expected-checks.json'), 'utf8')) as Expected)
    : { stockPhrases: [], checks: {} };
const rules = Object.entries(expected.checks);
const named = documents.map(({ text, expected: { file, template } }) => ({
  name: file.replace('.txt', ''),
  text,
  template: templateOf(template),
}));

/** Needs the texts of other reviews: checkPassages.test.ts compares it. Every other rule is compared here, core or not. */
const NOT_COMPARED = ['duplicate-across'];

describe.skipIf(documents.length === 0)('CK1-CK28 on the real statements', () => {
  test.each(named)('$name: every rule has exactly the expected hits', ({ name, text, template }) => {
    const findings = findingsIn(text, template);
    for (const [rule, { expected: hits }] of rules) {
      if (NOT_COMPARED.includes(rule)) continue;
      const wanted = hits?.[name] ?? [];
      const found = findings.filter((finding) => finding.rule === rule);
      const shown = found.map((one, n) =>
        Object.fromEntries(Object.keys(wanted[n] ?? one).map((key) => [key, one[key]])),
      );
      expect({ rule, hits: shown }).toEqual({ rule, hits: wanted });
    }
    expect(findings.map(({ rule }) => rule).filter((rule) => !(rule in expected.checks))).toEqual([]);
  });

  test.each(named)('CK28 $name: the shares are those measured', ({ name, text, template }) => {
    const { values, tolerance } = must(expected.checks['problem-share'], 'the rule');
    const wanted = must(values?.[name], name);
    const checked = checkedText({ text, outline: recognise(text, template), template });
    const both = shareOf(checked, ['problems', 'causes']);
    expect(both.total).toBe(wanted.total);
    expect(shareOf(checked, ['problems']).own).toBe(wanted.problems);
    expect(shareOf(checked, ['causes']).own).toBe(wanted.causes);
    expect(Math.abs(both.own / both.total - (wanted.problemsAndCauses ?? 0))).toBeLessThan(tolerance ?? 0);
  });

  test('the catalogue has the expected keys, weights and names, and of its own the direction controls', () => {
    const wanted = rules;
    expect(
      CATALOGUE.filter(({ key }) => key !== 'bidi-control').map(({ key, severity, name }) => ({ key, severity, name })),
    ).toEqual(wanted.map(([key, { severity, name }]) => ({ key, severity, name })));
    expect(STOCK_PHRASES).toEqual(expected.stockPhrases);
  });

  test.each(named)('$name: CRLF line ends and a leading U+FEFF change no rule and no line', ({ text, template }) => {
    const short = (changed: string) => findingsIn(changed, template).map(({ rule, line }) => `${rule} ${line}`);
    expect(short(text.replaceAll('\n', '\r\n'))).toEqual(short(text));
    expect(short(`\ufeff${text}`)).toEqual(short(text));
  });
});
