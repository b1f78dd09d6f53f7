// What the import screen makes of a recognised text: lines with their roles, the tree, and the count of what is lost.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { coverageOf } from '../../app/(focus)/reviews/import/coverage';
import { readingOf } from '../../app/(focus)/reviews/import/file';
import { linesOf } from '../../app/(focus)/reviews/import/lines';
import { piecesOf } from '../../app/(focus)/reviews/import/pieces';
import { placesOf } from '../../app/(focus)/reviews/import/places';
import { treeRows } from '../../app/(focus)/reviews/import/treeRows';
import { recognise } from '../../domain/document/recognise';
import { parseTemplate } from '../../domain/template/template';

const template = parseTemplate(
  JSON.parse(readFileSync(new URL('../../domain/template/builtin/self-check-2023-team.json', import.meta.url), 'utf8')),
);

const TEXT = [
  '办公室2026年度工作检查材料',
  '各位同事：',
  '现将办公室一年来的情况报告如下。',
  '一、存在的问题',
  '（一）理论学习方面。一是学习计划排得太满，后半程没有落实。二是交流少，记录不全。',
  '文档密码：abc2026',
  '',
  '以上两点会上都提到过。',
  '二、原因分析',
  '一是安排时没有留出余量。',
  '三、整改措施',
  '1.每月只排两次，由综合科负责。',
  '办公室',
  '2026年11月15日',
].join('\n');
const outline = recognise(TEXT, template);

describe('lines', () => {
  const lines = linesOf(TEXT, outline);
  const kinds = new Map(lines.map((line) => [line.n, line.kind]));

  test('each line that holds something says what it is, with the number it has in the text', () => {
    expect([...kinds.keys()]).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14]);
    expect([1, 2, 3, 4, 6, 9, 11, 14].map((n) => kinds.get(n))).toEqual([
      'title',
      'salutation',
      'preamble',
      'part',
      'noise',
      'part',
      'part',
      'closing',
    ]);
  });

  test('a heading with points on its line shows the points, counted on through the text', () => {
    expect(lines.find((line) => line.n === 5)).toMatchObject({ kind: 'problem', points: [1, 2] });
    expect(lines.find((line) => line.n === 10)).toMatchObject({ kind: 'cause', points: [1] });
    expect(lines.find((line) => line.n === 12)).toMatchObject({ kind: 'measure', points: [1] });
  });

  test('prose over several lines names each of them', () => {
    const text = '检查材料\n一、存在的问题\n（一）理论学习方面\n这一年学得不够系统。\n记录也不全。';
    expect(linesOf(text, recognise(text, template)).map((line) => line.kind)).toEqual([
      'title',
      'part',
      'dimension',
      'body',
      'body',
    ]);
  });

  test('CRLF, CR and LF number the same lines', () => {
    for (const end of ['\r\n', '\r']) {
      const text = TEXT.replaceAll('\n', end);
      expect(linesOf(text, recognise(text, template)).map(({ n, kind }) => [n, kind])).toEqual(
        lines.map(({ n, kind }) => [n, kind]),
      );
    }
  });
});

describe('coverage', () => {
  test('every character that is not white has a place', () => {
    expect(coverageOf(TEXT, outline)).toEqual({ characters: TEXT.replace(/\s/g, '').length, lost: 0 });
  });

  test('a character that the outline forgot is counted', () => {
    const forgetful = { ...outline, closing: outline.closing.slice(0, -1) };
    expect(coverageOf(TEXT, forgetful).lost).toBe('2026年11月15日'.length);
  });
});

describe('tree', () => {
  const rows = treeRows(outline);

  test('parts, dimensions and points stand in their order, points one level below', () => {
    expect(rows.map((row) => row.level).slice(0, 6)).toEqual([1, 1, 1, 2, 3, 3]);
    expect(rows.filter((row) => row.kind === 'point')).toHaveLength(piecesOf(outline).filter((piece) => piece.n).length);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });

  test('a question stands under the last row at or before its line', () => {
    const at = rows.findLast((row) => row.line <= 8)?.key ?? 'none';
    expect([...placesOf(rows, [{ line: 8 }, { line: 0 }])]).toEqual([
      [at, [{ line: 8 }]],
      ['', [{ line: 0 }]],
    ]);
  });
});

describe('files', () => {
  test('the name says the kind, whatever the browser guessed', () => {
    const read = readingOf(new File(['x'], '稿子.DOCX', { type: '' }));
    expect(read.ok && read.value.body.type).toContain('wordprocessingml');
    expect(readingOf(new File(['x'], 'a.md')).ok && readingOf(new File(['x'], 'a.txt')).ok).toBe(true);
  });

  test('other kinds are refused before they are sent', () => {
    for (const name of ['old.doc', 'scan.pdf', 'noending', '.docx.exe'])
      expect(readingOf(new File(['x'], name))).toMatchObject({ ok: false, refusal: { code: 'unsupported-type' } });
  });
});
