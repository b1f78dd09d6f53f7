// What the import screen makes of a recognised text: lines with their roles, the tree, and the count of what is lost.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { coverageOf } from '../../app/(focus)/reviews/import/coverage';
import { nextMarker } from '../../app/(focus)/reviews/import/edits';
import { readingOf } from '../../app/(focus)/reviews/import/file';
import { nameOfLine } from '../../app/(focus)/reviews/import/kinds';
import { placesOf } from '../../app/(focus)/reviews/import/places';
import { type Choice, questionsOf } from '../../app/(focus)/reviews/import/questions';
import { treeRows } from '../../app/(focus)/reviews/import/treeRows';
import { leavesOf } from '../../domain/document/leaves';
import { lineRoles } from '../../domain/document/lineRoles';
import { doubts, recognise } from '../../domain/document/recognise';
import { parseTemplate } from '../../domain/template/template';
import { cardOf } from '../../server/templates';

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
  const named = new Map(lineRoles(outline, TEXT).map((line) => [line.line, nameOfLine(line.roles)]));

  test('a heading with points on its line is named by the points', () => {
    expect(named.get(5)).toEqual({ kind: 'problem', points: [1, 2] });
    expect(named.get(10)).toEqual({ kind: 'cause', points: [1] });
    expect(named.get(12)).toEqual({ kind: 'measure', points: [1] });
  });

  test('a dropped line says so, an empty one is not there', () => {
    expect(named.get(6)?.kind).toBe('noise');
    expect(named.has(7)).toBe(false);
    expect(named.get(14)?.kind).toBe('closing');
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
    expect(rows.filter((row) => row.kind === 'point')).toHaveLength(
      leavesOf(outline).filter((leaf) => leaf.kind === 'point').length,
    );
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

describe('questions', () => {
  const read = (text: string) => {
    const found = recognise(text, template);
    return questionsOf({ text, outline: found, doubts: doubts(found, text) }, cardOf(template));
  };
  const about = (text: string, kind: string) => read(text).find((question) => question.kind === kind);
  const settle = (text: string, kind: string, word: Choice['word']) => {
    const edit = about(text, kind)?.choices.find((choice) => choice.word === word)?.edit;
    return edit ? edit(text) : text;
  };

  test('an unassigned line is joined, made a point of the same style, or kept', () => {
    expect(about(TEXT, 'unassigned')?.choices.map((choice) => choice.word)).toEqual(['point', 'paragraph']);
    const plain = TEXT.replace('文档密码：abc2026\n\n', '');
    expect(about(plain, 'unassigned')?.choices.map((choice) => choice.word)).toEqual(['join', 'point', 'paragraph']);
    expect(settle(plain, 'unassigned', 'join')).toContain('记录不全。以上两点');
    expect(settle(plain, 'unassigned', 'point')).toContain('\n三是以上两点');
    expect(about(settle(plain, 'unassigned', 'join'), 'unassigned')).toBeUndefined();
    expect(about(settle(plain, 'unassigned', 'point'), 'unassigned')).toBeUndefined();
  });

  test('a dropped password line comes back as text', () => {
    const kept = settle(TEXT, 'password', 'keepLine');
    expect(recognise(kept, template).noise).toEqual([]);
  });

  test('a dimension under another name takes the name of the template', () => {
    const text = TEXT.replace('理论学习方面', '理论学习与武装方面');
    const asked = read(text).find((question) => question.kind.startsWith('dimension-'));
    const choice = asked?.choices.find((one) => one.word === 'rename');
    expect(choice?.edit?.(text)).toContain(`（一）${choice?.name}方面。一是`);
  });

  test('a point inside another one is split off', () => {
    const text = TEXT.replace('记录不全。', '记录不全。3.笔记没有检查。');
    const split = settle(text, 'inline-number', 'split');
    expect(recognise(split, template).parts[0]?.dimensions[0]?.points).toHaveLength(3);
  });

  test('each question keeps its key when the text is read anew', () => {
    const before = read(TEXT).map((question) => question.key);
    const after = read(`${TEXT}\n`).map((question) => question.key);
    expect(new Set(before).size).toBe(before.length);
    expect(after).toEqual(before);
  });

  test('no question has more answers than there are keys for them', () => {
    for (const file of ['一、问题\n（一）甲\n（二）乙\n一是丙', TEXT, '', 'x'])
      for (const question of read(file)) {
        expect(question.choices.length).toBeGreaterThan(0);
        expect(question.choices.length).toBeLessThanOrEqual(3);
      }
  });

  test.each([
    ['一是', 1, '二是'],
    ['十要', 10, '十一要'],
    ['1.', 1, '2.'],
    ['（9）', 9, '（10）'],
    ['1.2', 2, '1.3'],
    ['-', 4, '- '],
    ['甲、', 1, null],
  ])('the mark after %s', (marker, n, next) => {
    expect(nextMarker(marker, n)).toBe(next);
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
