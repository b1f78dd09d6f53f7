// The one-click fixes: each mends its finding and brings no other of its rule, by example and over made-up texts.
import { describe, expect, test } from 'vitest';
import { type RuleKey, TEXT_RULES } from '../../domain/checks/catalogue';
import { checkedText } from '../../domain/checks/checkedText';
import { applied, fixesOf, fixOf, isFixable } from '../../domain/checks/fixes';
import { mendsFor, placesIn } from '../../domain/checks/places';
import { runChecks } from '../../domain/checks/run';
import { type Block, plain } from '../../domain/document/blocks';
import { outlineOf } from '../../domain/document/outline';
import { recognise } from '../../domain/document/recognise';
import { renderText } from '../../domain/document/render';
import { random } from '../build/random';
import { heading, paragraph, TEAM } from './checksBuild';

/** A text as a review renders it: its first line is the title. */
function read(text: string) {
  const input = { text, outline: recognise(text, TEAM), template: TEAM };
  return { checked: checkedText(input), findings: runChecks(input) };
}

/** The text after the fix of the rule's first finding, and after the fix of all. */
function fixed(rule: RuleKey, line: string): { first: string | null; all: string } {
  const text = `标题\n${line}`;
  const { checked, findings } = read(text);
  const own = findings.filter((one) => one.rule === rule);
  const edit = own[0] ? fixOf(checked, own[0]) : null;
  const without = (whole: string) => whole.slice(whole.indexOf('\n') + 1);
  return { first: edit && without(applied(text, [edit])), all: without(applied(text, fixesOf(checked, own))) };
}

test('CK31 only rules that need no fact have a fix, numbering never', () => {
  expect(TEXT_RULES.map(({ key }) => key).filter(isFixable)).toEqual([
    'leftover-marker',
    'password-line',
    'doubled-punct',
    'halfwidth-punct',
    'unpaired-quote',
    'invisible-char',
    'bidi-control',
    'blank-run',
    'heading-period',
    'repeated-word',
  ]);
});

describe('CK31 by example', () => {
  test.each<[RuleKey, string, string | null]>([
    ['leftover-marker', '学习##paidbegin##不够。', '学习不够。'],
    ['leftover-marker', '甲。\n##end##\n乙。', '甲。\n乙。'],
    ['leftover-marker', '####a##b##', null],
    ['password-line', '甲。\n解压密码：abc123\n乙。', '甲。\n乙。'],
    ['doubled-punct', '不够。。。还差', '不够。还差'],
    ['doubled-punct', '不够，。', '不够。'],
    ['doubled-punct', '不够。，还差', null],
    ['doubled-punct', '不够，、还差', null],
    ['doubled-punct', '不够。。，还差', null],
    ['halfwidth-punct', '学习不够,作风不实。', '学习不够，作风不实。'],
    ['unpaired-quote', '满足于”无功也无过”。', '满足于“无功也无过”。'],
    ['unpaired-quote', '满足于“无功也无过“。', '满足于“无功也无过”。'],
    ['unpaired-quote', '满足于“无功也无过。', null],
    ['unpaired-quote', '“甲”和”乙”。', null],
    ['invisible-char', '学习\u200b不够。', '学习不够。'],
    ['invisible-char', 'by\u00a0May', 'by May'],
    ['invisible-char', '谢谢👩\u200d💻。', null],
    ['bidi-control', '不少于\u202e5 条\u202c。', '不少于5 条\u202c。'],
    ['blank-run', '甲。\n\n\n\n乙。', '甲。\n\n乙。'],
    ['repeated-word', '认真学习学习学习。', '认真学习。'],
    ['repeated-word', 'we saw the the plan', 'we saw the plan'],
  ])('%s: %j becomes %j', (rule, line, wanted) => {
    expect(fixed(rule, line).first).toBe(wanted);
  });

  test('all of one rule at once', () => {
    expect(fixed('doubled-punct', '一。。二，，三，。').all).toBe('一。二，三。');
    expect(fixed('unpaired-quote', '于”过”。\n于“过“。').all).toBe('于“过”。\n于“过”。');
  });
});

test('CK31 over made-up texts: the rule reports it no longer and reports nothing new, one by one and all at once', () => {
  const dice = random(31);
  const bits =
    '学习 不够 不够 。 ， ， 、 ； “ ” , ; : ## a b ##a## \u200b \u00a0 the the \n \n \n 解压密码：a1 （一）作风方面。 一、存在的问题'.split(
      ' ',
    );
  let tried = 0;
  for (let n = 0; n < 600; n++) {
    const words = Array.from({ length: 3 + dice(14) }, () => bits[dice(bits.length)] ?? '');
    const text = `标题\n${words.join(dice(4) === 0 ? ' ' : '')}`;
    const { checked, findings } = read(text);
    for (const rule of new Set(findings.map((one) => one.rule))) {
      const own = findings.filter((one) => one.rule === rule);
      const edits = own.map((one) => fixOf(checked, one));
      for (const edit of edits) {
        if (!edit) continue;
        tried += 1;
        const after = read(applied(text, [edit])).findings.filter((one) => one.rule === rule);
        expect(after.length, `${rule} ${JSON.stringify(text)} ${JSON.stringify(edit)}`).toBeLessThan(own.length);
      }
      const all = fixesOf(checked, own);
      const left = read(applied(text, all)).findings.filter((one) => one.rule === rule);
      expect(left.length, `${rule} ${JSON.stringify(text)}`).toBeLessThanOrEqual(edits.filter((edit) => !edit).length);
    }
  }
  expect(tried).toBeGreaterThan(400);
});

test('CK31 in blocks: words are replaced in their line, blank lines and password lines are whole blocks, the title is nobody’s', () => {
  const blocks: Block[] = [
    heading(1, 'problems', '存在的问题'),
    heading(2, null, '作风方面。'),
    paragraph('不够。。'),
    paragraph(''),
    paragraph(''),
    paragraph(''),
    paragraph('解压密码：abc1'),
    { type: 'table', id: null, rows: [{ cells: [cell('甲，，乙'), cell('丙')] }] },
  ];
  const title = '标题。。';
  const rendered = renderText(title, blocks, TEAM);
  const input = { text: rendered.text, outline: outlineOf(title, blocks, TEAM), template: TEAM };
  const checked = checkedText(input);
  const mends = runChecks(input).flatMap((one) => {
    const edit = fixOf(checked, one);
    return edit ? [{ rule: one.rule, line: one.line, mends: mendsFor(rendered, blocks, [edit]) }] : [];
  });
  const doubled = runChecks(input).filter(({ rule }) => rule === 'doubled-punct');
  expect(doubled.map((one) => placesIn(rendered, blocks, one))).toEqual([
    [],
    [{ block: 2, row: 0, words: '不够。。', from: 2, to: 4 }],
    [{ block: 7, row: 0, words: '甲，，乙\t丙', from: 1, to: 3 }],
  ]);
  expect(mends).toEqual([
    { rule: 'doubled-punct', line: 1, mends: null },
    {
      rule: 'heading-period',
      line: 3,
      mends: [{ block: 1, row: 0, words: '作风方面。', from: 4, to: 5, insert: '' }],
    },
    { rule: 'doubled-punct', line: 4, mends: [{ block: 2, row: 0, words: '不够。。', from: 3, to: 4, insert: '' }] },
    {
      rule: 'blank-run',
      line: 5,
      mends: [
        { block: 4, words: '', remove: true },
        { block: 5, words: '', remove: true },
      ],
    },
    { rule: 'password-line', line: 8, mends: [{ block: 6, words: '解压密码：abc1', remove: true }] },
    {
      rule: 'doubled-punct',
      line: 9,
      mends: [{ block: 7, row: 0, words: '甲，，乙\t丙', from: 2, to: 3, insert: '' }],
    },
    { rule: 'invisible-char', line: 9, mends: null },
  ]);
});

function cell(words: string) {
  return { header: false, colspan: 1, rowspan: 1, paragraphs: [plain(words)] };
}
