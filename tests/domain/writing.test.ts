// The rules of editing that need no editor: count, pages, finding, words, marks, what moves together.
import { describe, expect, it } from 'vitest';
import { type Block, plain } from '../../domain/document/blocks';
import { numberBlocks } from '../../domain/document/render';
import team from '../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../domain/template/template';
import { charactersIn } from '../../domain/writing/count';
import { commonEnds, findIn } from '../../domain/writing/find';
import { languageOf } from '../../domain/writing/language';
import { groupAt, type Moved, placesFor, stepOf } from '../../domain/writing/moving';
import { pagesOf } from '../../domain/writing/pages';
import { fullWidthOf } from '../../domain/writing/punctuation';
import { wordAt, wordEdge } from '../../domain/writing/words';

describe('the count', () => {
  it.each([
    ['', 0],
    ['按照安排，收集意见36条。', 12],
    ['2026年 PDF 文件', 5],
    ['good work', 2],
    ['“破折号——省略号……”', 12],
    ['　　缩进\u200b', 2],
    ['𠮷野家', 3],
  ])('ED1 %j has %i', (text, n) => {
    expect(charactersIn(text)).toBe(n);
  });
});

describe('ED14 the language of a text', () => {
  it.each([
    [[], 'zh-CN'],
    [['2026'], 'zh-CN'],
    [['Signs were printed late.', 'Nobody owned the list.'], 'en'],
    [['“一卡通”接口用 REST API 和 OAuth 2.0 登录，四月完成。'], 'zh-CN'],
    [['Ana prints.', '（陈嘉禾）'], 'zh-CN'],
    [['Ana prints the remaining signs.', '（陈嘉禾）'], 'en'],
  ])('of %j is %s', (lines, language) => {
    const blocks = lines.map((line): Block => ({ type: 'paragraph', role: null, id: null, runs: plain(line) }));
    expect(languageOf(blocks)).toBe(language);
  });
});

describe('pages', () => {
  const template = parseTemplate(team);
  const paragraph = (text: string): Block => ({ type: 'paragraph', role: null, id: null, runs: plain(text) });
  const heading = (text: string): Block => ({ type: 'heading', level: 2, key: null, id: null, runs: plain(text) });
  const pages = (blocks: readonly Block[], title = '') => pagesOf(title, numberBlocks(blocks, template));
  const lines = (n: number) => paragraph('字'.repeat(28 * n - 2));

  it('ED2 a page is 22 lines of 28 characters, the first of a paragraph two shorter', () => {
    expect(pages([lines(22)]).pages).toBe(1);
    expect(pages([lines(21), paragraph('字'.repeat(26))]).pages).toBe(1);
    expect(pages([lines(21), paragraph('字'.repeat(27))]).pages).toBe(2);
    expect(pages([]).pages).toBe(1);
  });

  it('ED2 the title takes its lines and one more; Latin letters are half as wide and words are not parted', () => {
    expect(pages([lines(20)], '题').pages).toBe(1);
    expect(pages([lines(21)], '题').pages).toBe(2);
    expect(pages([lines(21), paragraph('a'.repeat(52))]).pages).toBe(1);
    expect(pages([lines(21), paragraph(`${'字'.repeat(24)}letters`)]).pages).toBe(2);
  });

  it('ED2 no line begins with a closing mark, and a heading is not left alone at the foot', () => {
    expect(pages([lines(21), paragraph(`${'字'.repeat(26)}。`)]).pages).toBe(2);
    expect(pages([lines(21), heading('维度'), paragraph('字')]).at(1, 0)).toBe(2);
    expect(pages([lines(20), heading('维度'), paragraph('字')]).at(1, 0)).toBe(1);
  });

  it('ED2 a caret is on the page of its own line', () => {
    const long = pages([lines(44)]);
    expect([long.at(0, 0), long.at(0, 28 * 22 - 3), long.at(0, 28 * 22)]).toEqual([1, 1, 2]);
  });
});

describe('finding', () => {
  it('ED3 folds the case of letters alone, and finds what overlaps once', () => {
    expect(findIn('PDF 与 pdf', 'Pdf', false)).toEqual([
      [0, 3],
      [6, 9],
    ]);
    expect(findIn('PDF 与 pdf', 'pdf', true)).toEqual([[6, 9]]);
    expect(findIn('哈哈哈', '哈哈', false)).toEqual([[0, 2]]);
    expect(findIn('，,Ａa', ',', false)).toEqual([[1, 2]]);
    expect(findIn('Ａa', 'a', false)).toEqual([[1, 2]]);
    expect(findIn('İx', 'x', false)).toEqual([[1, 2]]);
  });

  it('ED3 never finds half a character', () => {
    expect(findIn('好😀的', '\ude00', true)).toEqual([]);
    expect(findIn('好😀的', '😀', false)).toEqual([[1, 3]]);
    expect(commonEnds('😀', '😁')).toEqual({ start: 0, end: 0 });
    expect(commonEnds('结合不紧', '结合得紧')).toEqual({ start: 2, end: 1 });
    expect(commonEnds('哈哈', '哈哈哈')).toEqual({ start: 2, end: 0 });
  });
});

describe('words', () => {
  const text = '质量管理，认真落实 PDF 文件。';
  it('ED4 steps by words of the dictionary, over white space, and by marks together', () => {
    const stops = [wordEdge(text, 0, 1)];
    while ((stops.at(-1) ?? 0) < text.length) stops.push(wordEdge(text, stops.at(-1) ?? 0, 1));
    expect(stops.map((to, n) => text.slice(stops[n - 1] ?? 0, to))).toEqual([
      '质量',
      '管理',
      '，',
      '认真',
      '落实',
      ' PDF',
      ' 文件',
      '。',
    ]);
    expect(wordEdge(text, text.indexOf('文') + 1, -1)).toBe(text.indexOf('文'));
    expect(wordEdge(text, 0, -1)).toBe(0);
  });

  it('ED4 names the word under a press', () => {
    expect(wordAt(text, 1)).toEqual({ from: 0, to: 2 });
    expect(wordAt(text, text.length)).toEqual({ from: text.length - 1, to: text.length });
    expect(wordAt('', 0)).toBeNull();
  });
});

describe('marks typed on a Latin keyboard', () => {
  it('ED5 become full-width right after a Chinese character or a Chinese mark', () => {
    expect([...',.;:?!()'].map((mark) => fullWidthOf('落实', mark)).join('')).toBe('，。；：？！（）');
    expect(fullWidthOf('𠮷', ',')).toBe('，');
    for (const before of ['印发《通知》', '（一）', '“回头看”', '等等……']) expect(fullWidthOf(before, ',')).toBe('，');
    expect(fullWidthOf('真的？', '!')).toBe('！');
  });

  it('ED5 quotes open after Chinese and close what they opened, whatever stands between', () => {
    const type = (words: string) => [...words].reduce((text, sign) => text + (fullWidthOf(text, sign) ?? sign), '');
    expect(type('提出:"要做到\'两个一\'."')).toBe('提出：“要做到‘两个一’。”');
    expect(type('见(PDF)和"3.5"两处,"A"和"B".')).toBe('见（PDF）和“3.5”两处，“A”和“B”。');
    expect(type("用‘don't’")).toBe("用‘don't’");
  });

  it.each([
    ['共3', ','],
    ['共3', '.'],
    ['上午10', ':'],
    ['共３', '.'],
    ['见PDF', ','],
    ['见PDF', '.'],
    ['', ','],
    ['', '"'],
    ['"要', '"'],
    ['(一', ')'],
    ['见（PDF (a', ')'],
    ["不是don't", "'"],
    ['见 https://example.org/会签', ':'],
    ['见 https://example.org/会签', '.'],
    ['www.例子', '?'],
    ['落实', 'a'],
    ['落实', 'constructor'],
  ])('ED5 not after %j: %s', (before, mark) => {
    expect(fullWidthOf(before, mark)).toBeNull();
  });
});

/** A text as a picture: 1 2 3 headings, P point, p paragraph, l m list items of level 0 and 1, t table, z date. */
function drawn(picture: string): Moved[] {
  return [...picture].map((sign): Moved => {
    if (/[123]/.test(sign)) return { type: 'heading', level: Number(sign) as 1 | 2 | 3 };
    if (sign === 'P') return { type: 'point' };
    if (sign === 't') return { type: 'table' };
    if (sign === 'l' || sign === 'm') return { type: 'list_item', indent: sign === 'l' ? 0 : 1 };
    return { type: 'paragraph', role: sign === 'z' ? 'date' : null };
  });
}

describe('moving', () => {
  it.each([
    ['1PplPz', 1, 'Ppl'],
    ['1PplPz', 4, 'P'],
    ['12Pp2P1z', 1, '2Pp'],
    ['12Pp2P1z', 0, '12Pp2P'],
    ['llmmlP', 1, 'lmm'],
    ['pPt', 0, 'p'],
    ['Ppz', 0, 'Pp'],
  ])('ED6 in %s the block at %i takes %s along', (picture, index, group) => {
    const { start, end } = groupAt(drawn(picture), index);
    expect(picture.slice(start, end)).toBe(group);
  });

  it.each([
    ['1PpPlz', 1, 1, 5],
    ['1PpPlz', 3, -1, 1],
    ['1P2Pz', 1, 1, 3],
    ['1P2Pz', 3, -1, 2],
    ['1Pz', 1, 1, null],
    ['Pp', 0, -1, null],
    ['1pP', 2, -1, 1],
    ['12P2P1pz', 1, 1, 5],
    ['12P2P1pz', 3, 1, 7],
    ['12P2P1pz', 3, -1, 1],
    ['12P1p2P', 5, -1, 3],
    ['p12P1pz', 4, -1, 1],
    ['12P1pz', 1, -1, null],
    ['p1pz', 1, 1, null],
    ['p1pz', 1, -1, null],
    ['pPpz', 3, -1, null],
  ] as const)('ED7 in %s the block at %i goes by %i to before %s', (picture, index, step, to) => {
    const blocks = drawn(picture);
    expect(stepOf(blocks, groupAt(blocks, index), step)).toBe(to);
  });

  it.each([
    ['p1PpPz', 4, [0, 1, 2]],
    ['p1PpPz', 2, [0, 1, 5]],
    ['p1PpPz', 0, [2, 3, 4, 5]],
    ['12P2P1pzz', 1, [5, 7]],
    ['12P2P1pzz', 5, [0]],
    ['Pz', 1, []],
  ] as const)('ED8 in %s the block at %i may be dragged to before %j', (picture, index, to) => {
    const blocks = drawn(picture);
    expect(placesFor(blocks, groupAt(blocks, index))).toEqual(to);
  });
});
