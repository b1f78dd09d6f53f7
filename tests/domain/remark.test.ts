// Where the words of a foreign note come to stand, as lines with their signs: `^1` stands for the sign of the first note.
import { expect, test } from 'vitest';
import { withRemarks } from '../../domain/document/remark';

/** The line without its signs, with the remarks of these notes. */
function noted(marked: string, notes: readonly string[], alone = true): string {
  let line = '';
  const found = marked.split(/(\^\d)/).flatMap((piece) => {
    const n = /^\^(\d)$/.exec(piece)?.[1];
    if (n === undefined) line += piece;
    return n === undefined ? [] : [{ at: line.length, words: notes[Number(n) - 1] ?? '' }];
  });
  return withRemarks(line, found, alone);
}

test.each([
  ['全年开会41次^1，比上年多。', ['见会议台账。'], '全年开会41次，比上年多（注：见会议台账）。'],
  ['全年开会41次。^1比上年多。', ['见会议台账'], '全年开会41次（注：见会议台账）。比上年多。'],
  ['他说“开会太多。”^1大家都同意。', ['访谈'], '他说“开会太多。”（注：访谈）大家都同意。'],
  ['甲^1乙^2。丙^3', ['一', '二', '三'], '甲乙（注：一）（注：二）。丙（注：三）'],
  ['甲。', [], '甲。'],
  ['甲^1。', ['  '], '甲。'],
  ['甲^1。', ['注：源自\n  台账'], '甲（注：源自 台账）。'],
  [
    'Response time fell by 3.5 %^1 in May. It stays.',
    ['See the log.'],
    'Response time fell by 3.5 % in May (Note: See the log). It stays.',
  ],
  ['第一行^1。\n第二行。', ['台账'], '第一行（注：台账）。\n第二行。'],
  ['第一行^1\n第二行。', ['台账'], '第一行（注：台账）\n第二行。'],
])('ED30 “%s” with the notes %j is “%s”', (marked, notes, wanted) => {
  expect(noted(marked, notes)).toBe(wanted);
});

test.each([
  ['一、存在的问题^1', '一、存在的问题\n（注：台账）'],
  ['（一）理论学习方面^1。一是学得不深。', '（一）理论学习方面。一是学得不深。\n（注：台账）'],
  ['对照检查材料^1', '对照检查材料\n（注：台账）'],
])(
  'ED30 behind a heading a remark is a line of its own, so that the heading stays what it is: “%s”',
  (marked, wanted) => {
    expect(noted(marked, ['台账'])).toBe(wanted);
  },
);

test('ED30 in a cell and in an item there is no line behind: the remark stands at the end', () => {
  expect(noted('问题数^1', ['截至五月'], false)).toBe('问题数（注：截至五月）');
});

test('ED30 nothing of the line is lost, whatever is noted where', () => {
  const line = '甲。乙！丙……“丁。”戊.3 e.g. f\n己';
  for (let at = 0; at <= line.length; at++) {
    const out = withRemarks(line, [
      { at, words: '注' },
      { at, words: '释' },
    ]);
    expect(out.replaceAll(/（注：[注释]）/g, '')).toBe(line);
  }
});
