// Generated numbers and titles.
import { describe, expect, it } from 'vitest';
import { type Block, plain } from '../../domain/document/blocks';
import { numberBlocks } from '../../domain/document/render';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import { formatNumber, numberingOf, titleFromTemplate } from '../../domain/template/numbering';
import { chineseOrdinal, readOrdinal } from '../../domain/template/ordinal';
import { NUMBERINGS } from '../../domain/template/template';

const templates = new Map(builtinTemplates().map((template) => [template.id, template]));
const templateOf = (id: string) => must(templates.get(id), `template ${id}`);
const TEAM = templateOf('self-check-2023-team');

describe('numbers', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [35, '三十五'],
    [100, '一百'],
    [101, '一百零一'],
    [103, '一百零三'],
    [110, '一百一十'],
    [1001, '一千零一'],
    [1010, '一千零一十'],
    [2300, '二千三百'],
    [10_000, '10000'],
  ])('NU1: %i is %s', (n, words) => expect(chineseOrdinal(n)).toBe(words));

  it('NU1: every ordinal up to 9999 is read back', () => {
    for (let n = 1; n <= 9999; n++) expect(readOrdinal(chineseOrdinal(n))).toBe(n);
    expect(['', '零', '千', '二三', '百十', '一百千'].map(readOrdinal)).toEqual([null, null, null, null, null, null]);
  });

  it('NU1: each style has its marker, and none for 0', () => {
    const all = Object.fromEntries(NUMBERINGS.map((style) => [style, formatNumber(style, 12)]));
    expect(all).toEqual({
      'cn-dun': '十二、',
      'cn-paren': '（十二）',
      'cn-shi': '十二是',
      'cn-yao': '十二要',
      'arabic-dot': '12.',
      'arabic-paren': '（12）',
      'arabic-dot-2': '12.',
      bullet: '•',
      none: '',
    });
    expect(NUMBERINGS.map((style) => formatNumber(style, 0)).join('')).toBe('');
  });

  it('NU2: the second level says the number of what it stands in', () => {
    const heading = (level: 1 | 2, key: string): Block => ({ type: 'heading', level, key, id: null, runs: plain('x') });
    const blocks = [heading(1, 'follow-up'), heading(1, 'inputs'), heading(2, 'audits'), heading(2, 'risks')];
    const numbers = numberBlocks(blocks, templateOf('management-review')).map((one) => one.number);
    expect(numbers).toEqual(['1.', '2.', '2.1', '2.2']);
  });
});

describe('styles of a part', () => {
  it('NU3: are its own, else those of the other parts', () => {
    const chinese = { part: 'cn-dun', dimension: 'cn-paren', item: 'cn-shi' };
    expect(numberingOf(TEAM, 'problems')).toEqual(chinese);
    expect(numberingOf(TEAM, 'measures')).toEqual(chinese);
    expect(numberingOf(templateOf('self-check-2022-individual'), 'measures')).toEqual({ ...chinese, item: 'cn-yao' });
    expect(numberingOf(TEAM, null)).toEqual(chinese);
    expect(numberingOf(TEAM, 'nobody')).toEqual(chinese);
    const western = { part: 'arabic-dot', dimension: 'none', item: 'bullet' };
    expect(numberingOf(templateOf('retrospective'), 'context')).toEqual(western);
  });

  it('NU3: are the habit of the first language where no part says one', () => {
    const bare = (locales: ('zh' | 'en')[]) => ({
      ...TEAM,
      locales,
      parts: TEAM.parts.map(({ numbering, ...part }) => part),
    });
    expect(numberingOf(bare(['zh', 'en']), null)).toEqual({ part: 'cn-dun', dimension: 'cn-paren', item: 'cn-shi' });
    expect(numberingOf(bare(['en']), null)).toEqual({ part: 'arabic-dot', dimension: 'none', item: 'bullet' });
  });
});

describe('a title from the template', () => {
  const individual = templateOf('self-check-2023-individual');

  it('NU4: holds the facts in the language asked for', () => {
    const meta = { org: '市图书馆', year: '2023' };
    expect(titleFromTemplate(TEAM, meta, 'zh-CN')).toBe('市图书馆领导班子2023年主题教育专题民主生活会对照检查材料');
    expect(titleFromTemplate(TEAM, meta, 'en')).toBe('2023 self-check statement of the leadership team of 市图书馆');
  });

  it('NU4: leaves out what is not known, with the words only it needs', () => {
    expect(titleFromTemplate(TEAM, { org: '馆' }, 'zh-CN')).toBe('馆领导班子主题教育专题民主生活会对照检查材料');
    expect(titleFromTemplate(individual, { year: '2023' }, 'en')).toBe('2023 self-check statement');
    expect(titleFromTemplate(templateOf('retrospective'), { org: 'Desk' }, 'zh-CN')).toBe('Desk 迭代回顾');
    expect(titleFromTemplate(templateOf('retrospective'), { org: 'Desk' }, 'en')).toBe('Desk retrospective');
    expect(titleFromTemplate(templateOf('incident-review'), {}, 'en')).toBe('Incident review');
  });

  it('NU4: takes facts as they are: no second round of keys, no names of the language itself, no half character', () => {
    expect(titleFromTemplate(TEAM, { org: '{year}', year: '$&' }, 'zh-CN')).toContain('{year}领导班子$&年');
    expect(titleFromTemplate({ ...TEAM, title: { zh: '{constructor}报告', en: '' } }, {}, 'zh-CN')).toBe('报告');
    const long = titleFromTemplate(TEAM, { org: '𠮷'.repeat(150) }, 'zh-CN');
    expect(long.length).toBeLessThanOrEqual(200);
    expect(long.isWellFormed()).toBe(true);
  });
});
