// The .docx that is handed out: the page of DOMAIN "Document page", nothing lost, the same bytes for the same text, nothing that runs.
import { describe, expect, it } from 'vitest';
import type { Block, BlockMark, Run } from '../../domain/document/blocks';
import type { NumberedBlock } from '../../domain/document/render';
import { withTurningNamed } from '../../domain/document/turning';
import { sha256Hex } from '../../domain/jcs';
import { readZip } from '../../domain/zip';
import { readUpload } from '../../server/files/readUpload';
import { type DocxInput, writeDocx } from '../../server/files/writeDocx';
import { inflate } from '../../server/files/zip';
import { DOCX } from './build';

const run = (text: string, ...marks: BlockMark[]): Run => ({ text, marks });
const at = (number: string, block: Block): NumberedBlock => ({ block, number, n: 1 });
const paragraph = (...runs: Run[]): Block => ({ type: 'paragraph', role: null, id: null, runs });
const cell = (text: string, more: { header?: boolean; colspan?: number; rowspan?: number } = {}) => ({
  header: false,
  colspan: 1,
  rowspan: 1,
  ...more,
  paragraphs: [[run(text)]],
});
const table = (...rows: ReturnType<typeof cell>[][]): Block => ({
  type: 'table',
  id: null,
  rows: rows.map((cells) => ({ cells })),
});

const TEXT: DocxInput = {
  title: '对照检查材料',
  blocks: [
    at('', { type: 'paragraph', role: 'salutation', id: null, runs: [run('同志们：')] }),
    at('一、', { type: 'heading', level: 1, key: 'problems', id: null, runs: [run('存在的问题')] }),
    at('（一）', { type: 'heading', level: 2, key: 'study', id: null, runs: [run('在“理论学习”方面')] }),
    at('1.', {
      type: 'point',
      kind: 'problem',
      id: 'p1',
      runs: [run('2023年'), run('学得不深', { type: 'strong' }, { type: 'underline' })],
    }),
    at('•', { type: 'list_item', kind: 'bullet', indent: 3, id: null, runs: [run('项')] }),
    at('', { type: 'blockquote', id: null, runs: [run('引文')] }),
    at('', table([cell('列', { header: true, colspan: 2 })], [cell('甲', { rowspan: 9 }), cell('乙')], [cell('丙')])),
    at('', table()),
    at('', { type: 'paragraph', role: 'byline', id: null, runs: [run('某某党委')] }),
    at('', { type: 'paragraph', role: 'date', id: null, runs: [run('2024年1月5日')] }),
  ],
};

async function xmlOf(input: DocxInput, name = 'word/document.xml'): Promise<string> {
  const bytes = Buffer.from(await writeDocx(input));
  const entry = readZip(bytes).get(name);
  return entry ? inflate(bytes, entry, entry.size).toString('utf8') : '';
}

describe('the official page', () => {
  it('is A4 with a grid of 22 lines and an exact pitch of 579', async () => {
    const xml = await xmlOf(TEXT);
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
    expect(xml).toContain('<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"');
    expect(xml).toContain('<w:docGrid w:type="lines" w:linePitch="579"/>');
    const styles = await xmlOf(TEXT, 'word/styles.xml');
    expect(styles).toMatch(
      /<w:docDefaults>.*w:eastAsia="仿宋_GB2312".*w:hint="eastAsia".*<w:spacing w:val="-5"\/><w:sz w:val="32"\/>.*w:line="579" w:lineRule="exact".*<\/w:docDefaults>/,
    );
  });

  it('has real styles: 小标宋 title, 黑体 and 楷体 headings with outline levels, body indented by two characters', async () => {
    const styles = await xmlOf(TEXT, 'word/styles.xml');
    const style = (id: string) => new RegExp(`w:styleId="${id}".*?</w:style>`).exec(styles)?.[0] ?? '';
    expect(style('Title')).toMatch(/<w:jc w:val="center"\/>.*方正小标宋简体.*<w:sz w:val="44"\/>/);
    expect(style('Heading1')).toMatch(/<w:outlineLvl w:val="0"\/>.*黑体/);
    expect(style('Heading2')).toMatch(/<w:outlineLvl w:val="1"\/>.*楷体_GB2312/);
    expect(style('BodyText')).toContain('w:firstLineChars="200"');
    expect(style('Salutation')).not.toContain('w:firstLine');
    expect(style('Date')).toContain('<w:jc w:val="right"/>');
    expect(style('Heading1')).not.toContain('<w:b/>');
    const used = [...(await xmlOf(TEXT)).matchAll(/<w:pStyle w:val="(\w+)"/g)].map(([, id]) => id);
    expect(used.filter((id) => style(id ?? '') === '')).toEqual([]);
    expect(used).toEqual(
      expect.arrayContaining([
        'Title',
        'Salutation',
        'Heading1',
        'Heading2',
        'BodyText',
        'ListItem4',
        'Quote',
        'TableHead',
        'TableText',
        'Signature',
        'Date',
      ]),
    );
  });

  it('numbers odd pages at the right, even ones at the left, as "— 1 —"', async () => {
    expect(await xmlOf(TEXT, 'word/settings.xml')).toContain('<w:evenAndOddHeaders/>');
    expect(await xmlOf(TEXT, 'word/footer1.xml')).toMatch(/PageNumberOdd.*— .*PAGE.* —/);
    expect(await xmlOf(TEXT, 'word/footer2.xml')).toMatch(/PageNumberEven.*— .*PAGE.* —/);
  });

  it('PK15 names version and digest at the foot of every page, the page number and the 22 lines staying where they are', async () => {
    const of = { ...TEXT, footLine: '第 2 版 · 内容摘要 SHA-256 0123' };
    for (const part of ['word/footer1.xml', 'word/footer2.xml'])
      expect(await xmlOf(of, part)).toMatch(
        /PageNumber(Odd|Even)[\s\S]*FootLine[\s\S]*第 2 版 · 内容摘要 SHA-256 0123/,
      );
    const margins = async (input: DocxInput) => {
      const found = /<w:pgMar [^>]*>/.exec(await xmlOf(input, 'word/document.xml'))?.[0] ?? '';
      return ['top', 'bottom', 'footer'].map((side) => Number(new RegExp(`w:${side}="(\\d+)"`).exec(found)?.[1]));
    };
    expect(await margins(TEXT)).toEqual([2098, 1984, 1446]);
    expect(await margins(of)).toEqual([2098, 1984, 1446 - 280]);
    expect(await xmlOf(TEXT, 'word/footer1.xml')).not.toContain('FootLine');
  });

  it('marks a draft at the head of every page, and the approved text not', async () => {
    const draft = { ...TEXT, watermark: '草稿' };
    expect(await xmlOf(draft, 'word/header1.xml')).toContain('草稿');
    expect(await xmlOf(draft, 'word/header2.xml')).toContain('草稿');
    expect(await xmlOf(TEXT, 'word/header1.xml')).toBe('');
  });

  it('gives curly quotes to the Chinese font in a Chinese text, to Times New Roman in an English one', async () => {
    expect(await xmlOf(TEXT)).toContain('<w:rFonts w:hint="eastAsia"/>');
    const english = { ...TEXT, title: 'Retrospective', blocks: [at('1.', paragraph(run('We “shipped” late.')))] };
    expect((await xmlOf(english)) + (await xmlOf(english, 'word/styles.xml'))).not.toContain('w:hint');
    expect(await xmlOf(english, 'word/styles.xml')).toContain('w:ascii="Times New Roman"');
  });

  it('ends with who signed how and when, and the digest', async () => {
    const digest = 'a'.repeat(64);
    const signatures = {
      heading: '会签页',
      columns: ['步骤', '姓名、角色', '意见', '时间（UTC）'],
      rows: [[['会签'], ['张三', '会签人'], ['有保留地同意', '第二条应有期限', '全文'], ['2024-01-05 10:00']]],
      notes: [`第 1 版 ${digest}`],
    };
    const lines = (await readUpload(await writeDocx({ ...TEXT, signatures }), DOCX)).split('\n');
    expect(lines.slice(-4)).toEqual([
      '会签页',
      '步骤\t姓名、角色\t意见\t时间（UTC）',
      '会签\t张三 会签人\t有保留地同意 第二条应有期限 全文\t2024-01-05 10:00',
      `第 1 版 ${digest}`,
    ]);
  });
});

describe('nothing lost, nothing added', () => {
  it('reads back as the lines that GET /text gives: numbers, rows, tabs and all', async () => {
    expect((await readUpload(await writeDocx(TEXT), DOCX)).split('\n')).toEqual([
      '对照检查材料',
      '同志们：',
      '一、存在的问题',
      '（一）在“理论学习”方面',
      '1. 2023年学得不深',
      '• 项',
      '引文',
      '列',
      '甲\t乙',
      '\t丙',
      '某某党委',
      '2024年1月5日',
    ]);
  });

  it('holds every character that XML can hold, and shows the others as U+FFFD', async () => {
    const all = [...Array(0x3000).keys()]
      .filter((code) => code >= 0x20 || code === 9 || code === 10)
      .map((code) => String.fromCharCode(code))
      .join('');
    const text = `${all}𠀀😀<&>"']]>\ufeff甲`;
    expect(
      await readUpload(await writeDocx({ ...TEXT, title: '', blocks: [at('', paragraph(run(text)))] }), DOCX),
    ).toBe(withTurningNamed(text));
    expect(
      await readUpload(
        await writeDocx({ ...TEXT, title: '', blocks: [at('', paragraph(run('甲\u0000\u000b\ud800乙')))] }),
        DOCX,
      ),
    ).toBe('甲\ufffd\ufffd\ufffd乙');
  });

  it('CT2 names what would turn the order of the words, so that Word shows what was signed', async () => {
    const blocks = [at('', paragraph(run('不少于\u202e51\u202c条')))];
    expect(await readUpload(await writeDocx({ ...TEXT, title: '', blocks }), DOCX)).toBe('不少于[U+202E]51[U+202C]条');
  });

  it('two tables that touch stay two, and the last one has a paragraph after it, as Word needs', async () => {
    const xml = await xmlOf({ ...TEXT, blocks: [at('', table([cell('甲')])), at('', table([cell('乙')]))] });
    expect(xml).toMatch(/<\/w:tbl><w:p>.*?<\/w:p><w:tbl>/);
    expect(xml).toMatch(/<\/w:tbl><w:p>(?:(?!<w:tbl>).)*<w:sectPr>/);
  });

  it('CT4 a cell that says that it is a thousand columns wide is one cell: Word opens no table of so many', async () => {
    const vast = cell('甲', { colspan: 1000, rowspan: 1000 });
    const xml = await xmlOf({ ...TEXT, blocks: [at('', table([vast, cell('乙')], [cell('丙')]))] });
    expect(xml.match(/<w:gridCol /g)).toHaveLength(2);
    expect(xml).not.toContain('w:gridSpan');
    for (const word of ['甲', '乙', '丙']) expect(xml).toContain(`>${word}<`);
  });

  it('a table of uneven rows and spans that reach out of it is still one', async () => {
    const odd = table([], [cell('甲', { colspan: 50, rowspan: 50 })], [cell('乙'), cell('丙', { rowspan: 2 })], []);
    expect(await readUpload(await writeDocx({ ...TEXT, title: '', blocks: [at('', odd)] }), DOCX)).toMatch(
      /甲[\s\S]*乙\t丙/,
    );
  });
});

describe('the bytes', () => {
  it('are the same for the same text, links and all: their digest stands in an event', async () => {
    const linked = {
      ...TEXT,
      blocks: [
        at(
          '',
          paragraph(
            run('甲', { type: 'link', href: 'https://example.org/' }),
            run('乙', { type: 'link', href: 'https://example.com/' }),
          ),
        ),
      ],
    };
    const first = sha256Hex(await writeDocx(linked));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(sha256Hex(await writeDocx(linked))).toBe(first);
    expect(sha256Hex(await writeDocx({ ...linked, title: '另一' }))).not.toBe(first);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '\\\\host\\share',
    'vbscript:x',
    ' https://x',
  ])('T43: a link to %j is words only', async (href) => {
    const input = { ...TEXT, blocks: [at('', paragraph(run('甲', { type: 'link', href })))] };
    expect(await xmlOf(input)).not.toContain('<w:hyperlink');
    expect(await xmlOf(input, 'word/_rels/document.xml.rels')).not.toContain('TargetMode');
  });

  it('T43: markup and field codes in a text stay words', async () => {
    const nasty =
      '</w:t></w:r><w:r><w:fldSimple w:instr="DDEAUTO c:\\\\windows"/>{INCLUDEPICTURE "http://127.0.0.1/"} Id="rIdaaaaaaaaaaaaaaaaaaaaa"';
    const input = { ...TEXT, title: nasty, blocks: [at('', paragraph(run(nasty)))], watermark: nasty };
    expect(await readUpload(await writeDocx(input), DOCX)).toBe(`${nasty}\n${nasty}`);
    expect(await xmlOf(input)).not.toMatch(/<w:fldSimple|<w:instrText/);
  });
});
