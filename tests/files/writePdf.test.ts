// The PDF: the official page, fonts inside, and no empty box in place of a character.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { type Font, openSync } from 'fontkit';
import { describe, expect, test } from 'vitest';
import type { Block } from '../../domain/document/blocks';
import { must } from '../../domain/must';
import { Refused } from '../../domain/refusal';
import type { SignedPlace } from '../../domain/signedPlaces';
import { FACES, FontBook, type FontFile, findFonts } from '../../server/files/pdfFonts';
import { type PdfPage, printedText } from '../../server/files/pdfPage';
import { readUpload } from '../../server/files/readUpload';
import { setPdf } from '../../server/files/setPdf';
import { signaturesIn } from '../../server/files/signatures';
import { writeDocx } from '../../server/files/writeDocx';
import { missingGlyphs, writePdf } from '../../server/files/writePdf';
import { pdfPages } from '../build/pdfText';
import { DOCX } from './build';

const NOWHERE = '/nonexistent';
const set = (of: PdfPage) => setPdf(of, findFonts(NOWHERE));
const PARA =
  '本单位围绕年度重点工作开展自查，共召开座谈会6次、走访12个科室，收集意见建议86条，逐项明确责任人与完成时限。';
const paragraph = (text: string, marks: Block extends { runs: infer _R } ? never : never[] = []): Block => ({
  type: 'paragraph',
  role: null,
  id: null,
  runs: [{ text, marks }],
});
const page = (blocks: readonly Block[], more: Partial<PdfPage> = {}): PdfPage => ({
  title: '年度工作自查报告',
  blocks: blocks.map((block) => ({ block, number: '', n: 0 })),
  at: new Date(0),
  ...more,
});

/** The streams of the file, unpacked where they are packed; those that show text hold hexadecimal glyph numbers. */
function streamsOf(pdf: Uint8Array): string[] {
  const raw = Buffer.from(pdf);
  const found: string[] = [];
  for (let from = raw.indexOf('stream\n'); from >= 0; from = raw.indexOf('stream\n', from + 1)) {
    if (raw.subarray(from - 3, from).toString() === 'end') continue;
    const end = raw.indexOf('\nendstream', from);
    const bytes = raw.subarray(from + 7, end);
    found.push((bytes[0] === 0x78 ? inflateSync(bytes) : bytes).toString('latin1'));
  }
  return found;
}

/** Every glyph that is shown, as its number in its font. */
const glyphsOf = (pdf: Uint8Array) =>
  streamsOf(pdf)
    .filter((stream) => /\bTJ\b/.test(stream))
    .flatMap((stream) => [...stream.matchAll(/<([0-9a-f]+)>/gi)].flatMap((hit) => hit[1]?.match(/.{4}/g) ?? []));

const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length ?? 0;

describe('a PDF of a text', () => {
  test('embeds its fonts, and shows as many glyphs as the text has characters, none of them missing', async () => {
    const pdf = await writePdf(page([paragraph(PARA)]), NOWHERE);
    expect(Buffer.compare(pdf, await set(page([paragraph(PARA)]))), 'the same file for the same text').toBe(0);
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.from(pdf).toString('latin1')).toMatch(/\/FontFile[23]/);
    const glyphs = glyphsOf(pdf);
    expect(glyphs.filter((glyph) => glyph === '0000')).toEqual([]);
    expect(glyphs.length).toBe(Array.from(`${PARA}年度工作自查报告— 1 —`).length);
  });

  test('stands 22 lines to the page, 28 characters to the line', async () => {
    const full = (lines: number) => page([paragraph(`　　${'字'.repeat(26 + 28 * (lines - 1))}`)], { title: '' });
    expect(pagesOf(await set(full(21)))).toBe(1);
    expect(pagesOf(await set(full(25)))).toBe(2);
  });

  test('takes a character that the first font lacks from another; when none has it, says which one it is', async () => {
    const rare = '\u{e123}';
    const refused = await writePdf(page([paragraph(`甲${rare}乙`)]), NOWHERE).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).refusal).toMatchObject({ code: 'unprintable', detail: `${rare} (U+E123)` });
  });

  test('tells of a text before it is signed which characters no font has, each once; what is not printed is none', async () => {
    const texts = [`甲\u{e123}乙\u{e123}`, '常用字\n\u200b\u202e', '\u{f0000}'];
    expect(await missingGlyphs(texts, NOWHERE)).toEqual(['\u{e123}', '\u{f0000}']);
    expect(await missingGlyphs([PARA], NOWHERE)).toEqual([]);
  });

  test('takes a rare Han of the second plane from the second font, or says that it is missing', () => {
    const fonts = findFonts(NOWHERE);
    const rare = Array.from('𠮷𡃁𣲗𨭎䶮㐂');
    const book = new FontBook(fonts);
    const none = book.missing(rare);
    for (const char of rare) {
      const other = fonts.others.length > 0 && !none.includes(char);
      if (other)
        expect(
          book
            .stretches(`甲${char}乙`, 'kaiti')
            .map(({ text }) => text)
            .join(''),
        ).toBe(`甲${char}乙`);
      else expect(() => book.stretches(char, 'kaiti')).toThrow(Refused);
    }
    // A first face without any of the words, a second one with all: each stretch names the font that has it.
    const latin = { ...fonts, faces: { ...fonts.faces, kaiti: fonts.faces.fangsong } };
    expect(new FontBook({ ...latin, others: [] }).missing(['甲\u{e123}'])).toEqual(['\u{e123}']);
  });

  test('CT2 names what would turn the order of the words', () => {
    expect(printedText('不少于\u202e51\u202c条\u200b')).toBe('不少于[U+202E]51[U+202C]条');
  });

  test('every character of the text has a glyph in the font that is chosen for it', () => {
    const fonts = findFonts(NOWHERE);
    const book = new FontBook({ ...fonts, others: [fonts.faces.title] });
    const stretches = book.stretches(`${PARA}Ⅳ①㎡℃—…“”〇々é½`, 'fangsong');
    expect(stretches.map(({ text }) => text).join('')).toBe(`${PARA}Ⅳ①㎡℃—…“”〇々é½`);
  });

  test('of tables, marks, links that run nothing, control characters and half characters is a file', async () => {
    const cell = (text: string, colspan = 1, rowspan = 1) => ({
      header: false,
      colspan,
      rowspan,
      paragraphs: [[{ text, marks: [] }]],
    });
    const blocks: Block[] = [
      {
        type: 'paragraph',
        role: null,
        id: null,
        runs: [
          { text: '重点', marks: [{ type: 'strong' }, { type: 'em' }] },
          { text: '链接', marks: [{ type: 'link', href: 'javascript:alert(1)' }] },
          { text: '好链接', marks: [{ type: 'link', href: 'https://example.org/' }] },
          { text: '半\ud800个\u200b字\t制表\n换行', marks: [{ type: 'highlight' }] },
        ],
      },
      {
        type: 'table',
        id: null,
        rows: [{ cells: [cell('甲', 2, 9), cell('乙')] }, { cells: [cell('丙', 7)] }, { cells: [] }],
      },
      { type: 'table', id: null, rows: [] },
    ];
    const pdf = await set(page(blocks, { watermark: '草稿', footLine: '内容摘要' }));
    const raw = Buffer.from(pdf).toString('latin1');
    expect(raw).not.toContain('javascript:');
    expect(raw).toContain('https://example.org/');
  });
});

test('a cell that is longer than a page goes on over the next one, and no word of it is lost', async () => {
  const long = { header: false, colspan: 1, rowspan: 1, paragraphs: [[{ text: `${'格'.repeat(3000)}完`, marks: [] }]] };
  const short = { ...long, paragraphs: [[{ text: '短', marks: [] }]] };
  const table: Block = { type: 'table', id: null, rows: [{ cells: [short, long] }] };
  const printed = pdfPages(await set(page([table]))).join('');
  expect(printed.replaceAll(/[^格完]/g, '')).toBe(`${'格'.repeat(3000)}完`);
});

describe('CT4 a table whose cells say more of themselves than there is room for', () => {
  const cell = (text: string, colspan = 1, rowspan = 1) => {
    return { header: false, colspan, rowspan, paragraphs: [[{ text, marks: [] }]] };
  };
  const printed = async (...rows: ReturnType<typeof cell>[][]) => {
    const table: Block = { type: 'table', id: null, rows: rows.map((cells) => ({ cells })) };
    return pdfPages(await set(page([table], { title: '' })))
      .join('')
      .replaceAll(/— \d+ —/g, '');
  };

  test('keeps every word: a cell that another one reaches into stands beside it', async () => {
    expect(await printed([cell('甲', 1, 2), cell('乙')], [cell('丙'), cell('丁')])).toBe('甲乙丙丁');
    expect(await printed([cell('甲'), cell('乙', 1, 3)], [cell('丙', 2), cell('丁')], [cell('戊', 3)])).toBe(
      '甲乙丙丁戊',
    );
  });

  test('keeps every word also where one is said to be a thousand columns wide and a thousand rows high', async () => {
    const vast = (text: string) => cell(text, 1000, 1000);
    expect(await printed([vast('甲'), vast('乙')], [vast('丙')], [vast('丁'), cell('戊')])).toBe('甲乙丙丁戊');
  });

  test('of thirty columns has smaller words, and all of them', async () => {
    const row = Array.from('天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕', (char) => cell(char));
    expect(await printed(row)).toBe(row.map(({ paragraphs }) => paragraphs[0]?.[0]?.text).join(''));
  });
});

describe('a PDF of a version', () => {
  const digest = '0123456789abcdef'.repeat(4);
  const signed = page([paragraph(PARA)], {
    footLine: `第 2 版 · 内容摘要 SHA-256 ${digest}`,
    signatures: {
      heading: '会签页',
      columns: ['步骤', '姓名、角色', '意见', '时间（UTC）'],
      rows: [
        [['会签'], ['李工代张三', '会签人'], ['有保留地同意', '第二条应有期限', '只签：改进项'], ['2024-01-05 10:00']],
        [['签发'], ['王主任', '签发人'], ['未签', '全文'], ['']],
      ],
      notes: [`第 2 版，正文摘要 SHA-256：${digest}`, '会签完成是记录中的第 12 号事件'],
    },
  });

  test('PK15 names version and digest at the foot of every page, on one line', async () => {
    const pages = pdfPages(await set(signed));
    expect(pages.length).toBe(2);
    for (const [n, words] of pages.entries())
      expect(words).toContain(`— ${n + 1} —第 2 版 · 内容摘要 SHA-256 ${digest}`);
  });

  test('has a page of signatures with step, name, role, meaning, scope and time of each', async () => {
    const [text, last] = pdfPages(await set(signed));
    expect(text).toContain(PARA);
    expect(text).not.toContain('会签页');
    for (const words of [
      '会签页',
      '步骤姓名、角色意见时间（UTC）',
      '会签李工代张三会签人有保留地同意第二条应有期限只签：改进项2024-01-05 10:00',
      '签发王主任签发人未签全文',
      `第 2 版，正文摘要 SHA-256：${digest}`,
      '会签完成是记录中的第 12 号事件',
    ])
      expect(last).toContain(words);
  });
});

describe('CT3 a signature page', () => {
  const place: SignedPlace = {
    step: { zh: '会签\u0007', en: 'Sign' },
    issues: false,
    name: '李\u{e123}',
    roles: ['signatory'],
    scope: 'whole',
    decision: 'reserve',
    stale: false,
    versionNo: 1,
    opinion: '同意\u{e123}，\u000b再看\u202e\uffff\n第二行\t完',
    at: '2024-01-05T10:00:00.000Z',
  };
  const of = signaturesIn(
    { version: 1, digest: '0'.repeat(64), places: [place], headings: new Map(), completed: null },
    'zh-CN',
  );

  test('names in its place a control character, and in the PDF one that no font has; nothing of it stops the file', async () => {
    const printed = pdfPages(await writePdf(page([paragraph(PARA)], { signatures: of }), NOWHERE)).join('');
    for (const words of ['会签[U+0007]', '李[U+E123]', '同意[U+E123]，[U+000B]再看[U+202E][U+FFFF]', '第二行    完'])
      expect(printed).toContain(words);
  });

  test('names control characters in Word as well, whose XML has none of them', async () => {
    const docx = Buffer.from(await writeDocx({ title: '', blocks: [], signatures: of }));
    const lines = (await readUpload(docx, DOCX)).split('\n');
    expect(lines.find((line) => line.includes('李'))).toContain('会签[U+0007]\t李\u{e123} 会签人\t');
    expect(lines.join(' ')).toContain('同意\u{e123}，[U+000B]再看[U+202E][U+FFFF]');
  });

  test('leaves a character of the text that no font has a reason to refuse the file', async () => {
    await expect(writePdf(page([paragraph('甲\u{e123}')], { signatures: of }), NOWHERE)).rejects.toMatchObject({
      refusal: { code: 'unprintable' },
    });
  });

  test('goes on over as many pages as somebody’s words need', async () => {
    const long = { ...place, opinion: `${'字'.repeat(9990)}到此为止` };
    const signed = signaturesIn(
      { version: 1, digest: '0'.repeat(64), places: [long], headings: new Map(), completed: null },
      'zh-CN',
    );
    const printed = pdfPages(await writePdf(page([paragraph(PARA)], { signatures: signed }), NOWHERE)).join('');
    expect(printed.replaceAll(/[^字]/g, '').length).toBe(9990);
    expect(printed).toContain('到此为止');
  });
});

describe('a character that the first font lacks', () => {
  const open = (file: FontFile): Font => (typeof file === 'string' ? openSync(file) : openSync(...file));
  const has = (font: Font) => (char: string) => font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0);
  const embedded = (pdf: Uint8Array) =>
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/FontFile[23] /g)?.length ?? 0;
  const charsFrom = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, n) => String.fromCodePoint(first + n));

  test('is printed in the next one that has it, and both are in the file', async () => {
    const packaged = findFonts(NOWHERE).faces.fangsong;
    // The printer's own sample face, as an administrator would put in a second one: European letters, no Han.
    const roboto = join(
      dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
      'fonts/Roboto/Roboto-Regular.ttf',
    );
    const [first, second] = [has(open(packaged)), has(open(roboto))];
    const char = must(
      charsFrom(0x100, 0x24f).find((one) => !first(one) && second(one)),
      'the second face has a letter that the first lacks',
    );
    expect([first('甲'), second('甲')]).toEqual([true, false]);
    const faces = Object.fromEntries(FACES.map((face) => [face, packaged])) as ReturnType<typeof findFonts>['faces'];
    const text = `甲${char}乙`;
    const alone = await setPdf(page([paragraph('甲乙')], { title: '' }), { faces, others: [roboto] });
    const pdf = await setPdf(page([paragraph(text)], { title: '' }), { faces, others: [roboto] });
    expect(pdfPages(pdf)[0]).toContain(text);
    expect([embedded(alone), embedded(pdf)]).toEqual([1, 2]);
    expect(glyphsOf(pdf).filter((glyph) => glyph === '0000')).toEqual([]);
    await expect(setPdf(page([paragraph(text)], { title: '' }), { faces, others: [] })).rejects.toThrow(Refused);
  });

  test('of the rare Han of extension B is printed where a font has it, and named before the freeze where none has', async () => {
    const fonts = findFonts(NOWHERE);
    const [first, ...others] = [fonts.faces.fangsong, ...fonts.others].map((file) => has(open(file)));
    const rare = charsFrom(0x20000, 0x2a6df).filter((char) => !first?.(char));
    const carried = rare.find((char) => others.some((font) => font(char)));
    const lacking = must(
      rare.find((char) => !others.some((font) => font(char))),
      'no set of fonts has all 42,720 of them',
    );
    expect(await missingGlyphs([`甲${carried ?? ''}${lacking}乙`], NOWHERE)).toEqual([lacking]);
    await expect(writePdf(page([paragraph(lacking)]), NOWHERE)).rejects.toMatchObject({
      refusal: { code: 'unprintable' },
    });
    // A machine without fonts of its own has the packaged ones alone: then every one of them is named.
    if (carried === undefined) return expect(fonts.others).toEqual([fonts.faces.fangsong]);
    const pdf = await writePdf(page([paragraph(`甲${carried}乙`)], { title: '' }), NOWHERE);
    expect(pdfPages(pdf)[0]).toContain(`甲${carried}乙`);
    expect(embedded(pdf)).toBe(2);
  });
});
