// What a person is shown before a recognised text fills a review, and the lines it is shown beside.
import { describe, expect, it } from 'vitest';
import { doubts } from '../../domain/document/doubts';
import { lineRoles } from '../../domain/document/lineRoles';
import { recognise } from '../../domain/document/recognise';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import { SAMPLE_ZH } from '../build/sampleText';

const TEAM = must(
  builtinTemplates().find((template) => template.id === 'self-check-2023-team'),
  'the template is built in',
);
const doubtsOf = (text: string) => doubts(recognise(text, TEAM), text);
const kinds = (text: string) => doubtsOf(text).map((doubt) => `${doubt.line} ${doubt.kind}`);

const DOUBTFUL = `各位同事：
一、存在的问题
（一）政治素养方面。一是甲。2.乙。
三是丙，没有写完
解压密码：abc
补充一句。
（二）后勤方面。
三、改进##a##措施
1.丁。
四、其他`;

describe('doubts', () => {
  it('OL14: a text in good order has none', () => {
    expect(doubtsOf(SAMPLE_ZH)).toEqual([]);
  });

  it('OL14: name each thing a person should look at, in text order', () => {
    expect(kinds(DOUBTFUL)).toEqual([
      '1 no-title',
      '3 dimension-alias',
      '3 inline-number',
      '4 numbering',
      '4 run-on',
      '5 password',
      '6 unassigned',
      '7 dimension-unknown',
      '7 empty-section',
      '8 numbering',
      '8 marker',
      '10 part-unknown',
      '10 empty-section',
    ]);
  });

  it('OL14: quote their place, and say what was expected', () => {
    const found = doubtsOf(`\ufeff${DOUBTFUL}`);
    for (const { start, end, quote, kind } of found)
      if (kind !== 'no-title')
        expect(DOUBTFUL.slice(start, end).replace('##a##', '')).toBe(kind === 'marker' ? '' : quote);
    expect(found.find((doubt) => doubt.kind === 'numbering')).toMatchObject({
      expected: 2,
      found: 3,
      quote: '三是丙，没有写完',
    });
    expect(found.find((doubt) => doubt.kind === 'dimension-alias')).toMatchObject({
      name: '政治素养',
      key: 'problems/politics',
    });
  });

  it('OL14: a text without parts says so, an empty one only that it has no title', () => {
    expect(kinds('题目\n正文。')).toEqual(['1 no-parts']);
    expect(kinds('')).toEqual(['1 no-title']);
  });
});

describe('lines with their roles', () => {
  it('OL14: every line that is not blank is there, with what became of it', () => {
    const lines = lineRoles(recognise(DOUBTFUL, TEAM), DOUBTFUL);
    expect(
      lines.map((line) => `${line.line} ${line.roles.map((role) => role.kind + (role.n ?? '')).join(' ')}`),
    ).toEqual([
      '1 salutation',
      '2 part1',
      '3 dimension1 point1',
      '4 point3',
      '5 noise',
      '6 unassigned',
      '7 dimension2',
      '8 part3 noise',
      '9 point1',
      '10 part4',
    ]);
    expect(lines[2]?.roles[1]?.role).toBe('problems');
    expect(lines.map((line) => line.words)).toEqual(DOUBTFUL.split('\n'));
  });

  it('OL14: a body over several lines stands on each, a dropped line inside it on none', () => {
    const text = '一、存在的问题\n（一）理论学习\n甲。\n\n密码：abc\n乙。';
    const kindsOf = lineRoles(recognise(text, TEAM), text).map(
      (line) => `${line.line} ${line.roles.map((role) => role.kind)}`,
    );
    expect(kindsOf).toEqual(['1 part', '2 dimension', '3 body', '5 noise', '6 body']);
  });
});
