// Markdown and JSON exports: what was written reads as the same words in any reader, never as markup.
import { describe, expect, it } from 'vitest';
import type { Block, BlockMark, Run } from '../../domain/document/blocks';
import type { NumberedBlock } from '../../domain/document/render';
import { writeJson } from '../../server/files/writeJson';
import { writeMarkdown } from '../../server/files/writeMarkdown';

const run = (text: string, ...marks: BlockMark[]): Run => ({ text, marks });
const at = (number: string, block: Block): NumberedBlock => ({ block, number, n: 1 });
const paragraph = (...runs: Run[]): Block => ({ type: 'paragraph', role: null, id: null, runs });
const item = (kind: 'bullet' | 'ordered', indent: number, text: string): Block => ({
  type: 'list_item',
  kind,
  indent,
  id: null,
  runs: [run(text)],
});
const cell = (...paragraphs: string[]) => ({
  header: false,
  colspan: 1,
  rowspan: 1,
  paragraphs: paragraphs.map((text) => [run(text)]),
});
const markdown = (...blocks: NumberedBlock[]) => writeMarkdown({ title: '', blocks });

describe('Markdown', () => {
  it('has the title, headings by level, and generated numbers as words', () => {
    const blocks = [
      at('一、', { type: 'heading', level: 1, key: null, id: null, runs: [run('问题')] }),
      at('（一）', { type: 'heading', level: 2, key: null, id: null, runs: [run('学习')] }),
      at('1.', { type: 'point', kind: 'problem', id: null, runs: [run('不深')] }),
      at('', paragraph()),
      at('', { type: 'blockquote', id: null, runs: [run('引\n文')] }),
    ];
    expect(writeMarkdown({ title: '材料', blocks })).toBe(
      '# 材料\n\n## 一、问题\n\n### （一）学习\n\n1\\.不深\n\n> 引\\\n> 文\n',
    );
  });

  it('has lists of items, one no more than one step deeper than the one before', () => {
    expect(
      markdown(
        at('•', item('bullet', 2, '甲')),
        at('•', item('bullet', 3, '乙')),
        at('1.', item('ordered', 0, '- 丙')),
        at('', paragraph(run('丁'))),
      ),
    ).toBe('- 甲\n    - 乙\n1. \\- 丙\n\n丁\n');
  });

  it('has tables with bars and breaks escaped, uneven rows filled', () => {
    const rows = [
      { cells: [cell('甲|乙'), cell('一', '二')] },
      { cells: [{ ...cell('丙\n丁'), colspan: 3 }] },
      { cells: [] },
    ];
    expect(markdown(at('', { type: 'table', id: null, rows }))).toBe(
      '| 甲\\|乙 | 一<br>二 |  |\n| --- | --- | --- |\n| 丙 丁 |  |  |\n|  |  |  |\n',
    );
  });

  it('has marks as tags, for ** beside Chinese punctuation is not read as bold', () => {
    expect(
      markdown(
        at(
          '',
          paragraph(
            run('“粗”', { type: 'strong' }),
            run('亮', { type: 'em' }, { type: 'highlight' }, { type: 'underline' }),
          ),
        ),
      ),
    ).toBe('<strong>“粗”</strong><em><u><mark>亮</mark></u></em>\n');
  });

  it.each([
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
    ['<!-- x -->', '\\<!-- x --\\>'],
    ['&lt;', '\\&lt;'],
    ['# 不是标题', '\\# 不是标题'],
    ['- 不是列表', '\\- 不是列表'],
    ['1) 不是列表', '1\\) 不是列表'],
    ['2023. 不是列表', '2023\\. 不是列表'],
    ['* * *', '\\* \\* \\*'],
    ['==='.repeat(2), '\\======'],
    ['```js', '\\`\\`\\`js'],
    ['~~~', '\\~\\~\\~'],
    ['> 不是引用', '\\> 不是引用'],
    ['    不是代码', '&#32;&#32;&#32;&#32;不是代码'],
    ['\t不是代码', '&#9;不是代码'],
    ['[a](javascript:alert(1))', '\\[a\\](javascript:alert(1))'],
    ['![a](https://x/y)', '!\\[a\\](https\\://x/y)'],
    ['[a]: https://x', '\\[a\\]: https\\://x'],
    ['www.example.org a@example.org', 'www\\.example.org a\\@example.org'],
    ['a_b_c *d* $e$ \\f', 'a\\_b\\_c \\*d\\* \\$e\\$ \\\\f'],
    ['| a | b |', '\\| a \\| b \\|'],
    ['甲\n# 乙\n- 丙', '甲\\\n\\# 乙\\\n\\- 丙'],
    ['甲\u0000\ud800', '甲\ufffd\ufffd'],
  ])('%j stays words', (text, shown) => {
    expect(markdown(at('', paragraph(run(text))))).toBe(`${shown}\n`);
  });

  it('T43: links lead to web and mail addresses only, and cannot break out of theirs', () => {
    const link = (href: string) => markdown(at('', paragraph(run('甲', { type: 'link', href }))));
    expect(link('https://example.org/a_(b)')).toBe('[甲](<https://example.org/a_(b)>)\n');
    expect(link('https://x/> <script>\n')).toBe('[甲](<https://x/%3E%20%3Cscript%3E%0A>)\n');
    expect(link('javascript:alert(1)')).toBe('甲\n');
  });

  it('10,000 deep list items take no time and no stack', () => {
    expect(markdown(...Array.from({ length: 10_000 }, () => at('•', item('bullet', 3, '甲')))).length).toBeGreaterThan(
      10_000,
    );
  });
});

describe('JSON', () => {
  it('countersign.export/1: text, blocks with numbers, and which version with the digest that is signed; no ids', () => {
    const version = { no: 2, contentSha256: 'ab', outcome: 'approved' };
    const made = writeJson({
      title: '材料',
      template: { id: 't', version: 1 },
      version,
      blocks: [at('1.', { type: 'point', kind: 'problem', id: 'p1', runs: [run('不深', { type: 'strong' })] })],
      measures: [
        {
          n: 1,
          block: { type: 'point', kind: 'measure', id: 'm1', runs: [] },
          fields: {
            owner: { personId: 'x', name: '王敏', colour: 2 },
            due: '2027-01-31',
            criterion: null,
            verifier: null,
          },
        },
      ],
    });
    expect(made.endsWith('}\n')).toBe(true);
    expect(JSON.parse(made)).toEqual({
      schema: 'countersign.export/1',
      title: '材料',
      template: { id: 't', version: 1 },
      version,
      text: '材料\n1.不深',
      blocks: [{ type: 'point', number: '1.', kind: 'problem', runs: [{ text: '不深', marks: [{ type: 'strong' }] }] }],
      measures: [{ number: 1, owner: '王敏', due: '2027-01-31', criterion: null, verifier: null }],
    });
  });
});
