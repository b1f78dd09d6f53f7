// Rules and tests name each other: a numbered rule of a SPEC has a test that says its number, and no test names a rule that is not there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, ROOT, testTitles } from './sources';

const SPECS = ['domain/SPEC.md', 'server/collab/SPEC.md'];
const RULE = /\b([A-Z]{2})(\d+)\b/g;

const specs = SPECS.filter((path) => existsSync(join(ROOT, path))).map((path) =>
  readFileSync(join(ROOT, path), 'utf8'),
);
/** A rule stands at the start of its line: `- WF1 …` or `WF1 …` or `| WF1 | …`. */
const written = specs.flatMap((text) =>
  [...text.matchAll(/^(?:[-|*] *)?\*{0,2}([A-Z]{2}\d+)\b/gm)].map((match) => match[1] ?? ''),
);
const rules = new Set(written);
const areas = new Set([...rules].map((rule) => rule.slice(0, 2)));

const named = new Set(testTitles().flatMap(({ title }) => rulesIn(title)));

/** `WF1-WF4` and `WF1 … WF4` name the rules between. */
function rulesIn(title: string): string[] {
  const spans = [...title.matchAll(/\b([A-Z]{2})(\d+)\s*(?:-|–|…|to)\s*(?:\1)?(\d+)\b/g)].flatMap(
    ([, area, from, to]) =>
      Array.from({ length: Math.max(0, Number(to) - Number(from) + 1) }, (_, n) => `${area}${Number(from) + n}`),
  );
  return [...spans, ...[...title.matchAll(RULE)].map((match) => match[0])];
}

describe('SPEC', () => {
  test('there are specs, and they have rules', () => {
    expect(specs.length).toBe(SPECS.length);
    expect(rules.size).toBeGreaterThan(40);
  });

  test('no number is given twice', () => {
    expect(written.filter((rule, at) => written.indexOf(rule) !== at)).toEqual([]);
  });

  test('every rule that the code, a SPEC or a decision names is in a spec', () => {
    const code = ['app', 'server', 'db', 'domain', 'bench'].flatMap((folder) => filesIn(folder, /\.(ts|tsx|mjs)$/));
    const paths = [...code, ...SPECS, ...filesIn('docs', /\.md$/)];
    const unknown = paths.flatMap((path) =>
      [...readFileSync(join(ROOT, path), 'utf8').matchAll(RULE)].flatMap(([rule, area]) =>
        areas.has(area ?? '') && !rules.has(rule) ? [`${path}: ${rule}`] : [],
      ),
    );
    expect(unknown).toEqual([]);
  });

  test('every rule has a test that names it', () => {
    expect([...rules].filter((rule) => !named.has(rule)).sort()).toEqual([]);
  });

  test('every rule that a test names is in a spec', () => {
    expect([...named].filter((rule) => areas.has(rule.slice(0, 2)) && !rules.has(rule)).sort()).toEqual([]);
  });
});
