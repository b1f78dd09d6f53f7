// Characters that are not seen: what cannot be signed is told with its place, what turns the order is named.
import { expect, test } from 'vitest';
import { type Block, plain } from '../../domain/document/blocks';
import { canonicalDocument } from '../../domain/document/canonical';
import { placesOf, unsignable, unsignableBlocks } from '../../domain/document/controls';
import { UnknownContent } from '../../domain/document/layout';
import { turningPieces, withTurningNamed } from '../../domain/document/turning';
import { TEAM } from './checksBuild';

const paragraph = (text: string): Block => ({ type: 'paragraph', role: null, id: null, runs: plain(text) });

test('CT1 what the freeze refuses is what is told before, with the words around it', () => {
  const hostile = ['甲\u0001乙', '甲\ud800乙', '\udc00', '甲\r乙', '\u007f', '\u000b'];
  const signed = (text: string) =>
    canonicalDocument({
      org: 'o',
      reviewId: 'r',
      title: 't',
      template: TEAM,
      templateSha256: '',
      blocks: [paragraph(text)],
      fields: {},
    });
  for (const text of hostile) {
    expect(unsignable(text), JSON.stringify(text)).not.toBeNull();
    expect(() => signed(text)).toThrow(UnknownContent);
  }
  for (const text of ['甲\t乙\n丙', '😀', '\u202e', '']) {
    expect(unsignable(text), JSON.stringify(text)).toBeNull();
    expect(() => signed(text)).not.toThrow();
  }
  const cell = { header: false, colspan: 1, rowspan: 1, paragraphs: [plain('时间'), plain('一\u0007二')] };
  const blocks: Block[] = [
    paragraph('好'),
    paragraph('会议时间太长\u0001要精简会议'),
    { type: 'table', id: null, rows: [{ cells: [cell] }] },
    paragraph('甲\ud800乙'),
  ];
  expect(unsignableBlocks(blocks)).toEqual([
    { block: 1, quote: '会议时间太长[U+0001]要精简会议' },
    { block: 2, quote: '时间 一[U+0007]二' },
    { block: 3, quote: '甲[U+D800]乙' },
  ]);
});

test('CT2 every second piece is a character that turns the order, and has a name; other words are whole', () => {
  expect(turningPieces('不少于5条')).toEqual(['不少于5条']);
  expect(turningPieces('\u202e5条\u202c\u2067')).toEqual(['', '\u202e', '5条', '\u202c', '', '\u2067', '']);
  expect(withTurningNamed('\u061c甲\u200e乙\u2069')).toBe('[U+061C]甲[U+200E]乙[U+2069]');
});

test('characters are found at their lines, a line once, with the words around the first of them', () => {
  const lines = ['标题', '甲𠮷乙', '丙', '一二三四五六七八𠮷九'];
  expect(placesOf(lines, ['𠮷'])).toEqual([
    { line: 2, char: '𠮷', quote: '甲𠮷乙' },
    { line: 4, char: '𠮷', quote: '三四五六七八𠮷九' },
  ]);
});
