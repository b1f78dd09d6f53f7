// Recognising the structure of a text: the real statements exactly, every variant of them, our own samples, damage and hostility.
import { describe, expect, it } from 'vitest';
import type { Outline } from '../../domain/document/outlineTypes';
import { recognise } from '../../domain/document/recognise';
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
  ...(documents ?? []).map(({ text, expected }) => ({
    name: expected.file,
    text,
    template: templateOf(expected.template),
  })),
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

describe('the real statements', () => {
  if (!documents) it.skip('are elsewhere: COUNTERSIGN_CORPUS names no folder that has them', () => {});
  it.each(documents ?? [])(
    'OL1-OL10: $expected.file has exactly the expected outline, offsets too',
    ({ text, expected }) => {
      const { title, salutation, preamble, parts, closing, unassigned, noise, summary } = expected;
      const wanted = { title, salutation, preamble, parts, closing, unassigned, noise, summary };
      expect(asExpected(recognise(text, templateOf(expected.template)))).toEqual(wanted);
    },
  );
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

describe('lines (OL1, OL2)', () => {
  it('OL1: offsets count from behind the one leading U+FEFF, line ends are LF, CRLF and CR', () => {
    const outline = read('\ufeff题目\r\n一、存在的问题\r一是甲。');
    expect(outline.title).toEqual({ text: '题目', line: 1, start: 0, end: 2 });
    expect(outline.parts[0]).toMatchObject({ line: 2, start: 4, headingEnd: 11 });
    expect(outline.parts[0]?.points[0]).toMatchObject({ line: 3, start: 12, end: 16 });
  });

  it('OL2: a marker is taken out in place, the text around it joined', () => {
    const outline = read('一、存在的问题\n一是学##paidbegin##得不深。');
    expect(outline.parts[0]?.points[0]).toMatchObject({ title: '学得不深', start: 8, end: 28 });
    expect(outline.noise).toEqual([{ type: 'marker', text: '##paidbegin##', line: 2, start: 11, end: 24 }]);
  });

  it('OL2: a marker that only shows when another is gone is taken out too', () => {
    expect(read('题目\n甲##a##b##c####').noise.map((one) => one.text)).toEqual(['##a##', '##c##']);
    expect(serialise(read('题目\n甲###a###b##乙'), '题目\n甲###a###b##乙')).toBe('题目\n甲乙');
  });

  it('OL2: a short line with a password is noise, a sentence about passwords is not', () => {
    expect(read('题目\n解压密码：abc123').noise).toMatchObject([{ type: 'password', line: 2, start: 3, end: 14 }]);
    expect(read('题目\n一是密码：管理不严。').noise).toEqual([]);
  });
});

describe('the top of a text (OL3)', () => {
  it.each(['关于工作的报告。', '各位同事：', '一、存在的问题', '（一）学习', '1.学习', '一是学习', '长'.repeat(61)])(
    'OL3: %s is no title',
    (line) => expect(read(line).title).toBeNull(),
  );

  it('OL3: without a title the salutation may stand first; before the first part all else is preamble', () => {
    const outline = read('各位同事：\n1.学习\n一是学习。二是工作。');
    expect(outline.salutation?.text).toBe('各位同事：');
    expect(outline.preamble.map((one) => one.line)).toEqual([2, 3]);
  });
});

describe('parts (OL4)', () => {
  const parts = (text: string) => read(text).parts.map(({ title, role, key }) => [title, role, key]);

  it('OL4: have a role by their words, and the key of the first part of the template with that role', () => {
    expect(parts('一、查摆出的不足\n二、问题的根源\n三、下一步打算\n四、其他')).toEqual([
      ['查摆出的不足', 'problems', 'problems'],
      ['问题的根源', 'causes', 'causes'],
      ['下一步打算', 'measures', 'measures'],
      ['其他', 'other', undefined],
    ]);
  });

  it('OL4: what became of the last measures is no new measure, and a key is given once', () => {
    expect(parts('一、上年度整改措施落实情况\n二、整改措施\n三、改进措施')).toEqual([
      ['上年度整改措施落实情况', 'follow-up', 'follow-up'],
      ['整改措施', 'measures', 'measures'],
      ['改进措施', 'measures', undefined],
    ]);
  });

  it('OL4: a sentence behind 一、 is no heading', () => {
    expect(parts('一、存在的问题\n二、学习不够。没有坚持；')).toHaveLength(1);
  });
});

describe('dimensions (OL6)', () => {
  const dimensions = (lines: string) => inProblems(lines).dimensions.map(({ name, key, match }) => [name, key, match]);

  it('OL6: are named without 在, 方面 and quotes, and matched by title, alias or beginning', () => {
    expect(dimensions('（一）在“理论学习”方面。\n（二）政治素养方面\n（三）工作作风建设方面\n（四）后勤方面')).toEqual([
      ['理论学习', 'problems/theory', undefined],
      ['政治素养', 'problems/politics', 'alias'],
      ['工作作风建设', 'problems/style', 'near'],
      ['后勤', undefined, 'unknown'],
    ]);
  });

  it('OL6: lines under one without points are its body, one span; before points they are its lead', () => {
    const [body, lead] = inProblems('（一）理论学习。甲。\n乙。\n（二）能力本领\n丙。\n一是丁。').dimensions;
    expect(body).toMatchObject({ body: { start: 16, end: 21, sentences: 2 }, points: [] });
    expect(lead).toMatchObject({ body: null, lead: [{ sentences: 1 }], points: [{ title: '丁' }] });
  });
});

describe('points (OL7, OL8, OL9)', () => {
  const points = (lines: string) => inProblems(lines).points.map((one) => `${one.marker}${one.title}`);

  it('OL7: a mark at the start of a line always opens one; wrong numbers survive', () => {
    expect(points('一是甲。\n三是乙。\n2.丙。\n2、丁。\n（4）戊。\n1.5米宽。')).toEqual([
      '一是甲',
      '三是乙',
      '2.丙',
      '2、丁',
      '（4）戊',
    ]);
  });

  it('OL8: inline only the next ordinal opens one, right after a sentence or a colon', () => {
    expect(points('有两点：一是甲，二是乙；三是丙。二是丁。')).toEqual(['一是甲，二是乙；三是丙', '二是丁']);
  });

  it('OL8: an inner 一是 二是 under 1. opens none', () => {
    expect(points('1.甲：一是乙；二是丙。\n2.丁。')).toEqual(['1.甲：一是乙；二是丙', '2.丁']);
  });

  it('OL9: a long title ends at the first comma that is at least four in', () => {
    expect(points(`一是此外，${'长'.repeat(20)}，${'短'.repeat(20)}。`)).toEqual([`一是此外，${'长'.repeat(20)}`]);
  });

  it('OL5: a line behind points is unassigned, never dropped', () => {
    expect(read('一、存在的问题\n一是甲。\n以上问题将整改。').unassigned).toEqual([{ line: 3, start: 13, end: 21 }]);
  });
});

describe('the end (OL10)', () => {
  it('OL10: a date that ends the text and the short lines above it are the closing', () => {
    expect(read('一、存在的问题\n一是甲。\n市图书馆\n2024年4月2日').closing.map((one) => one.line)).toEqual([3, 4]);
    expect(read('一、存在的问题\n一是甲。\n市图书馆').closing).toEqual([]);
  });
});

describe('templates that number in another way (OL4, OL6, OL7)', () => {
  it('OL4, OL7: our retrospective has all six parts, its bullets are points', () => {
    const { parts, closing, unassigned } = recognise(SAMPLE_EN, templateOf('retrospective'));
    expect(parts.map((part) => [part.key, part.role, part.points.length])).toEqual([
      ['follow-up', 'follow-up', 0],
      ['context', 'context', 0],
      ['went-well', 'positive', 2],
      ['problems', 'problems', 2],
      ['causes', 'causes', 1],
      ['measures', 'measures', 2],
    ]);
    expect([closing.length, unassigned.length]).toEqual([1, 0]);
    expect(parts[4]?.points[0]).toMatchObject({ n: 1, marker: '-', title: 'Nobody owned the list of signs' });
  });

  it('OL6: dimensions are told by their words or by 1.1', () => {
    const text = '2. Review inputs\n2.1 Audit results\nNone.\n2.2 Something of ours\n• One.';
    const [part] = recognise(text, templateOf('management-review')).parts;
    expect(part?.dimensions.map(({ label, name, key }) => [label, name, key])).toEqual([
      ['2.1', 'Audit results', 'inputs/audits'],
      ['2.2', 'Something of ours', undefined],
    ]);
  });

  it('OL4, OL6: hashes of Markdown say the level', () => {
    const outline = recognise('# Title\n## What to improve\n### Signs\n- Late.', templateOf('retrospective'));
    expect(outline.title?.text).toBe('Title');
    expect(outline.parts[0]).toMatchObject({
      key: 'problems',
      dimensions: [{ name: 'Signs', points: [{ title: 'Late' }] }],
    });
  });
});
