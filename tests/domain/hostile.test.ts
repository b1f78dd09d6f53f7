// Texts made to hurt: 200,000 characters of whatever makes a careless reader quadratic. A quadratic one would not end in the time.
import { describe, expect, it } from 'vitest';
import { doubts } from '../../domain/document/doubts';
import { blocksFromOutline } from '../../domain/document/fromOutline';
import { lineRoles } from '../../domain/document/lineRoles';
import { outlineOf } from '../../domain/document/outline';
import { recognise } from '../../domain/document/recognise';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import { misplaced } from './outlineShape';

const PART = '一、存在的问题\n';

function hostileTexts(size: number): Record<string, string> {
  const filled = (piece: string, length = size) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  return {
    '一是 without end': `${PART}${filled('一是')}`,
    '。一是 without end': `${PART}${filled('。一是')}`,
    '。二是 that is never next': `${PART}一是${filled('。九十九是')}`,
    'ordinals without end': `${PART}${filled('一二三四五六七八九十百千')}`,
    brackets: `${PART}${filled('（')}${filled('）')}`,
    'closing brackets behind a colon': `${PART}${filled('：））））')}：${filled('）')}`,
    'dimensions in one line': `${PART}${filled('（一）理论学习方面。')}`,
    'parts in one line': `${PART}${filled('一、')}`,
    'dimension lines': `${PART}${filled('（一）\n')}`,
    'part lines': filled('一、甲\n'),
    'points by the ten thousand': `${PART}${filled('1.甲\n')}`,
    hashes: filled('#'),
    'markers that open': filled('##a'),
    markers: `${PART}${filled('##a##')}`,
    'markers in markers': `${filled('##a#', size / 2)}${filled('#', size / 2)}`,
    'white space in the middle': `${PART}甲${filled(' ')}乙${filled('\u3000')}丙`,
    'line ends': filled('\r\n\n\r'),
    'full stops': `${PART}一是${filled('。')}`,
    'closing quotes': `${PART}一是。${filled('”')}`,
    'quotes around a name': `${PART}（一）${filled('“”')}`,
    'passwords behind dimensions': `${PART}${filled('（一）甲。密码：a\n')}`,
    'a Latin line': `${PART}${filled('a. ')}`,
    'half characters': `${PART}${filled('\ud800一是')}`,
  };
}

const templates = new Map(builtinTemplates().map((template) => [template.id, template]));

describe.each([
  ['self-check-2023-team', 200_000],
  ['management-review', 40_000],
])('for %s, %i characters', (id, size) => {
  const template = must(templates.get(id), `template ${id}`);
  const texts = hostileTexts(size);
  it.each(Object.keys(texts))('OL11: %s are read in one go, whole', (name) => {
    const text = must(texts[name], 'a text');
    const outline = recognise(text, template);
    expect(misplaced(outline, text).slice(0, 3)).toEqual([]);
    const blocks = blocksFromOutline(outline, text);
    expect(outlineOf('题', blocks, template).parts.length).toBe(outline.parts.length);
    expect(lineRoles(outline, text).every((line) => line.roles.length > 0)).toBe(true);
    expect(doubts(outline, text).every((one) => one.end >= one.start)).toBe(true);
  });
});
