// Recognising the structure of a text: the real statements exactly, every variant of them, our own samples, damage and hostility.
import { describe, expect, it } from 'vitest';
import { recognise } from '../../domain/document/recognise';
import type { Outline } from '../../domain/document/outlineTypes';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import { SAMPLE_EN, SAMPLE_ZH } from '../build/sampleText';
import { corpus } from './corpus';
import { misplaced, mutated, randomOf, serialise, shapeOf } from './outlineShape';

const templates = new Map(builtinTemplates().map((template) => [template.id, template]));
const templateOf = (id: string) => must(templates.get(id), `template ${id}`);
const TEAM = templateOf('self-check-2023-team');
const documents = corpus();
const read = (text: string) => recognise(text, TEAM);
const inProblems = (lines: string) => must(read(`一、存在的问题\n${lines}`).parts[0], 'a part');

/** Every text at hand with its template. */
const texts = [
  { name: 'our statement', text: SAMPLE_ZH, template: TEAM },
  { name: 'our retrospective', text: SAMPLE_EN, template: templateOf('retrospective') },
  ...(documents ?? []).map(({ text, expected }) => ({ name: expected.file, text, template: templateOf(expected.template) })),
];

/** Only what the expected file speaks of: no keys, no place of a body's line. */
function asExpected(outline: Outline): unknown {
  const parts = outline.parts.map(({ key, ...part }) => ({
    ...part,
    dimensions: part.dimensions.map(({ key, match, body, ...dimension }) => ({
      ...dimension,
      body: body && { start: body.start, end: body.end, sentences: body.sentences },
    })),
  }));
  return { ...outline, parts };
}

describe.skipIf(!documents)('the real statements', () => {
  it.each(documents ?? [])('OL1-OL10: $expected.file has exactly the expected outline, offsets too', ({ text, expected }) => {
    const { title, salutation, preamble, parts, closing, unassigned, noise, summary } = expected;
    const wanted = { title, salutation, preamble, parts, closing, unassigned, noise, summary };
    expect(asExpected(recognise(text, templateOf(expected.template)))).toEqual(wanted);
  });
});

const lineByLine = (change: (line: string) => string) => (text: string) => text.split('\n').map(change).join('\n');

const VARIANTS: Record<string, (text: string) => string> = {
  'CRLF line ends': (text) => text.replaceAll('\n', '\r\n'),
  'CR line ends': (text) => text.replaceAll('\n', '\r'),
  'leading U+FEFF': (text) => `\ufeff${text}`,
  'two U+3000 before lines': lineByLine((line) => (line === '' ? line : `\u3000\u3000${line}`)),
  'a blank line between': (text) => text.replaceAll('\n', '\n\n'),
  'two trailing spaces': lineByLine((line) => `${line}  `),
  'markers removed': (text) => text.replaceAll(/##[A-Za-z][A-Za-z0-9_]*##/g, ''),
  '(一) for （一）': lineByLine((line) => line.replace(/^（([一二三四五六七八九十]+)）/, '($1)')),
  'points joined to their heading': joined,
  'points split': (text) => text.replaceAll(/(?<=[。；])(?=[一二三]是)/g, '\n'),
};

function joined(text: string): string {
  const lines: string[] = [];
  let open = false;
  for (const line of text.split('\n')) {
    if (open && /^[一二三]是/.test(line)) lines.push((lines.pop() ?? '') + line);
    else {
      lines.push(line);
      open = /^（[一二三四五六七八九十]+）.*。$/.test(line) && line.indexOf('。') === line.length - 1;
    }
  }
  return lines.join('\n');
}

describe.each(texts)('$name', ({ text, template }) => {
  it.each(Object.entries(VARIANTS))('OL1-OL3, OL6, OL8: reads the same with %s', (_, change) => {
    expect(shapeOf(recognise(change(text), template))).toEqual(shapeOf(recognise(text, template)));
  });

  it('OL11: each character lies in one leaf or in noise, and the leaves read again give the same tree', () => {
    const outline = recognise(text, template);
    expect(misplaced(outline, text)).toEqual([]);
    expect(shapeOf(recognise(serialise(outline, text), template))).toEqual(shapeOf(outline));
  });

  it('OL11: however the text is damaged, nothing is lost and reading twice changes nothing', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const damaged = mutated(seed % 3 === 0 ? '' : text, randomOf(seed));
      const outline = recognise(damaged, template);
      const again = serialise(outline, damaged);
      expect(misplaced(outline, damaged), `seed ${seed}`).toEqual([]);
      expect(shapeOf(recognise(again, template)), `seed ${seed}`).toEqual(shapeOf(outline));
    }
  });
});
