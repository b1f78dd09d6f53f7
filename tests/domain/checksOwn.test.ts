// The checks over a review's own text: generated numbers, empty places, tables; and over well written samples without a false word.
import { describe, expect, test } from 'vitest';
import type { Block } from '../../domain/document/blocks';
import { plain } from '../../domain/document/blocks';
import { blocksFromOutline } from '../../domain/document/fromOutline';
import { recognise } from '../../domain/document/recognise';
import { seedBlocks } from '../../domain/document/seed';
import { SAMPLE_EN, SAMPLE_ZH } from '../build/sampleText';
import {
  allTemplates,
  findingsIn,
  findingsOfBlocks,
  heading,
  paragraph,
  point,
  RETRO,
  TEAM,
  templateOf,
} from './checksBuild';
import { corpus } from './corpus';

const documents = corpus() ?? [];

describe.each(allTemplates.map((template) => ({ id: template.id, template })))('$id', ({ template }) => {
  test('a new review, with nothing written under its headings, has no findings', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      expect(findingsOfBlocks('Title 标题', seedBlocks(template, locale), template)).toEqual([]);
    }
  });

  test('an empty text lacks its title and nothing else', () => {
    expect(findingsIn('', template).map(({ rule }) => rule)).toEqual(['title-missing']);
    expect(findingsOfBlocks('', [], template).map(({ rule }) => rule)).toEqual(['title-missing']);
  });
});

test('CK11 the generated numbers of a review are right, whatever stands between its blocks', () => {
  const blocks: Block[] = [
    heading(1, 'problems', '存在的主要问题'),
    heading(2, 'theory', '理论学习方面'),
    point('problem', '不深。'),
    paragraph('另外说明。'),
    point('problem', '不实。'),
    heading(2, 'politics', '政治素质方面'),
    point('problem', '不强。'),
    heading(1, 'measures', '整改措施'),
    point('measure', ''),
    point('measure', '6月底前完成。'),
  ];
  expect(findingsOfBlocks('标题', blocks, TEAM).map(({ rule }) => rule)).not.toContain('numbering');
});

test('CK8, CK10 a table of a review is neither odd white space nor unfinished sentences', () => {
  const cell = (words: string) => ({ header: false, colspan: 1, rowspan: 1, paragraphs: [plain(words)] });
  const rows = [
    ['时间', '事件', '来源'],
    ['10:02', '告警', ''],
    ['', '', ''],
  ].map((row) => ({ cells: row.map(cell) }));
  const blocks: Block[] = [heading(1, 'timeline', '时间线'), { type: 'table', id: null, rows }];
  expect(findingsOfBlocks('复盘', blocks, templateOf('incident-review'))).toEqual([]);
});

test('CK10 the lists of a review may hold phrases, its paragraphs may not', () => {
  const item = (words: string): Block => ({
    type: 'list_item',
    kind: 'bullet',
    indent: 0,
    id: null,
    runs: plain(words),
  });
  const blocks = [
    heading(1, 'context', '本周期情况'),
    item('支付服务'),
    item('订单服务'),
    paragraph('本周期共发布三次，其中一'),
  ];
  expect(findingsOfBlocks('复盘', blocks, RETRO).map(({ rule, line }) => `${rule} ${line}`)).toContain('truncated 5');
  expect(findingsOfBlocks('复盘', blocks.slice(0, 3), RETRO).map(({ rule }) => rule)).not.toContain('truncated');
});

test('a well written English retrospective has no findings', () => {
  const text = `Sprint 42 retrospective, Payments team

Actions from last time
Two of three actions are done; the third moved to the next sprint.

What happened
We shipped the new checkout (v2.3) to 40% of users between 3 and 14 March 2025. HTTP 5xx errors stayed below 0.1%, e.g. 12 on the worst day. Dr. Smith from Exxon visited us; see __init__.py and **release notes** for details.

What went well
• Pairing on the queue migration
• "Feature flags" saved us twice: no rollback took more than 5 minutes
• The on-call hand-over was clear, and nobody was paged at night.

What to improve
• Code review took 3 days on average, which delayed two stories
• Our staging data is stale; tests pass there and fail in production. We noticed it late.

Why
• Staging is refreshed by hand

Actions
• Anna will add a nightly refresh of staging.
• Cut review time to one day; owner: Wang Min, due 2025-04-01.
• Fix the flaky step in the pipeline by Friday
`;
  expect(findingsIn(text, RETRO)).toEqual([]);
  const blocks = blocksFromOutline(recognise(text, RETRO), text);
  expect(findingsOfBlocks('Sprint 42 retrospective', blocks, RETRO)).toEqual([]);
});

test('the samples of the project: nothing in the retrospective, only what it leaves out in the statement', () => {
  expect(findingsIn(SAMPLE_EN, RETRO)).toEqual([]);
  const rules = new Set(findingsIn(SAMPLE_ZH, TEAM).map(({ rule }) => rule));
  expect([...rules].sort()).toEqual(['dimension-set', 'no-follow-up', 'problem-without-measure']);
});

describe.skipIf(documents.length === 0)('the real statements as reviews', () => {
  /** What filling a review mends: numbers are generated, markers are dropped, the title is given. */
  const MENDED = ['numbering', 'leftover-marker', 'title-missing'];
  /** A heading gets a line of its own, so that its full stop is one too many now. */
  const OTHER = [...MENDED, 'heading-period'];

  test.each(documents)('$expected.file: the same words are marked as in the file', ({ text, expected }) => {
    const template = templateOf(expected.template);
    const blocks = blocksFromOutline(recognise(text, template), text);
    const own = findingsOfBlocks(expected.title?.text ?? '标题', blocks, template);
    const shown = (findings: typeof own) =>
      findings
        .filter(({ rule }) => !OTHER.includes(rule))
        .map(({ rule, quote }) => `${rule} ${String(quote).slice(-12)}`)
        .sort();
    expect(own.filter(({ rule }) => MENDED.includes(rule))).toEqual([]);
    expect(shown(own)).toEqual(shown(findingsIn(text, template)));
  });
});
