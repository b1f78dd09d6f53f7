// What readUpload makes of an honest .docx: every word that Word shows as text, in order, with the numbers that Word generates.
import { Document, Packer, Paragraph, TextRun } from 'docx';
import { describe, expect, it } from 'vitest';
import { readUpload } from '../../server/files/readUpload';
import { aDocx, DOCX, p } from './build';

const read = (bytes: Uint8Array) => readUpload(bytes, DOCX);
const body = (xml: string, options = {}) => read(aDocx(xml, options));

describe('words of a .docx', () => {
  it('are a paragraph a line, in order, entities and spaces as written', async () => {
    expect(await body(p('党委班子对照检查材料') + p('&lt;a&gt; &amp; &#x4E00;  二') + p('') + p('𠀀𠮷'))).toBe(
      '党委班子对照检查材料\n<a> & 一  二\n\n𠀀𠮷',
    );
  });

  it('are read from what the docx library writes', async () => {
    const children = [
      new Paragraph({ children: [new TextRun('一是'), new TextRun({ text: '加粗', bold: true })] }),
      new Paragraph('二是'),
    ];
    expect(await read(await Packer.toBuffer(new Document({ sections: [{ children }] })))).toBe('一是加粗\n二是');
  });

  it('hold a tab, soft breaks as line feeds, and the hyphen that does not break', async () => {
    expect(
      await body(
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:noBreakHyphen/></w:r></w:p>',
      ),
    ).toBe('a\tb\nc\nd\u2011');
  });

  it('hold inserted and moved-in words, not deleted and moved-away ones', async () => {
    const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
    const xml = `<w:p>${run('甲')}<w:ins>${run('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:moveFrom>${run('丁')}</w:moveFrom><w:moveTo>${run('戊')}</w:moveTo></w:p>`;
    expect(await body(xml)).toBe('甲乙戊');
  });

  it('hold the result of a field, not its code, and a link by its words', async () => {
    const field =
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
    expect(
      await body(
        `<w:p>${field}<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt></w:p>`,
      ),
    ).toBe('7链接控件');
  });

  it('leave out text boxes and what is written twice for newer readers', async () => {
    const mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
    const box = `<w:r><w:pict><w:txbxContent>${p('框')}</w:txbxContent></w:pict></w:r>`;
    const twice = `<w:r><mc:AlternateContent ${mc}><mc:Choice><w:t>新</w:t></mc:Choice><mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r>`;
    expect(await body(`<w:p><w:r><w:t>前</w:t></w:r>${box}${twice}<w:r><w:t>后</w:t></w:r></w:p>`)).toBe('前😊后');
  });

  it('show a sign of a symbol font as a sign, never as nothing', async () => {
    expect(
      await body('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="X" w:char="F123"/></w:r></w:p>'),
    ).toBe('✓□');
  });

  it('are a row a line in a table, cells by a tab, paragraphs of a cell by a space; a table in a cell stays in it', async () => {
    const cell = (xml: string) => `<w:tc>${xml}</w:tc>`;
    const inner = `<w:tbl><w:tr>${cell(p('内1'))}${cell(p('内2'))}</w:tr></w:tbl>`;
    const xml = `${p('前')}<w:tbl><w:tr>${cell(p('甲') + p('乙'))}${cell(p(''))}</w:tr><w:tr>${cell(inner + p('丙'))}${cell(p('丁'))}</w:tr></w:tbl>${p('后')}`;
    expect(await body(xml)).toBe('前\n甲 乙\t\n内1 内2 丙\t丁\n后');
  });

  it('are found under any prefix and in the strict namespace', async () => {
    const main =
      '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>严格</x:t></x:r></x:p></x:body></x:document>';
    expect(await body('', { parts: [{ name: 'word/document.xml', data: main }] })).toBe('严格');
  });

  it('are read in UTF-16 too', async () => {
    const main = `\ufeff<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${p('宽')}</w:body></w:document>`;
    expect(await body('', { parts: [{ name: 'word/document.xml', data: Buffer.from(main, 'utf16le') }] })).toBe('宽');
  });
});

describe('ED30 notes of a .docx', () => {
  const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const t = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;
  const sign = (kind: 'foot' | 'end', id: number) => `<w:r><w:${kind}noteReference w:id="${id}"/></w:r>`;
  const note = (kind: 'foot' | 'end', id: number, words: string, type = '') =>
    `<w:${kind}note w:id="${id}"${type}><w:p><w:r><w:${kind}noteRef/></w:r>${t(` ${words}`)}</w:p></w:${kind}note>`;
  const relation = (kind: string) => `<Relationship Id="r${kind}" Type="${OFFICE}/${kind}" Target="${kind}.xml"/>`;
  const withNotes = {
    relations: relation('footnotes') + relation('endnotes'),
    parts: [
      {
        name: 'word/footnotes.xml',
        data: `<w:footnotes ${W}>${note('foot', 0, '', ' w:type="separator"')}${note('foot', 2, '见会议台账。')}</w:footnotes>`,
      },
      { name: 'word/endnotes.xml', data: `<w:endnotes ${W}>${note('end', 2, '截至五月')}</w:endnotes>` },
    ],
  };

  it('ED30 are remarks in their sentences; behind a heading lines of their own; in a cell at its end', async () => {
    const xml =
      `<w:p>${t('一、问题')}${sign('end', 2)}</w:p>` +
      `<w:p>${t('全年开会41次')}${sign('foot', 2)}${t('，太多。改。')}</w:p>` +
      `<w:tbl><w:tr><w:tc><w:p>${t('次数')}${sign('end', 2)}</w:p></w:tc><w:tc>${p('41')}</w:tc></w:tr></w:tbl>`;
    expect(await body(xml, withNotes)).toBe(
      '一、问题\n（注：截至五月）\n全年开会41次，太多（注：见会议台账）。改。\n次数（注：截至五月）\t41',
    );
  });

  it('ED30 a sign that calls no note, or one that parts notes from the text, says nothing', async () => {
    const xml = `<w:p>${t('甲')}${sign('foot', 0)}${sign('foot', 9)}${t('。')}</w:p>`;
    expect(await body(xml, withNotes)).toBe('甲。');
    expect(await body(xml)).toBe('甲。');
  });
});

const level = (n: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const numbered = (num: number, at = 0) => `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${num}"/></w:numPr>`;

describe('automatic numbers of Word', () => {
  const outline = `<w:abstractNum w:abstractNumId="0">${level(0, 'chineseCounting', '%1、')}${level(1, 'chineseCountingThousand', '（%2）')}${level(2, 'decimal', '%3.')}${level(3, 'decimal', '%3.%4', '<w:suff w:val="space"/>')}</w:abstractNum>`;
  const num = (id: number, abstract: number, more = '') =>
    `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${more}</w:num>`;

  it('are written out: 一、 （一） 1. by level, deeper levels begin anew', async () => {
    const xml = [
      p('问题', numbered(1)),
      p('学习', numbered(1, 1)),
      p('不深', numbered(1, 2)),
      p('不透', numbered(1, 2)),
      p('作风', numbered(1, 1)),
      p('不实', numbered(1, 2)),
      p('原因', numbered(1)),
    ].join('');
    expect(await body(xml, { numbering: outline + num(1, 0) })).toBe(
      '一、问题\n（一）学习\n1.不深\n2.不透\n（二）作风\n1.不实\n二、原因',
    );
  });

  it('stand off from Latin words and figures, so that "1. 2023" is no decimal', async () => {
    expect(await body(p('2023年', numbered(1, 2)) + p('a', numbered(1, 3)), { numbering: outline + num(1, 0) })).toBe(
      '1. 2023年\n1.1 a',
    );
  });

  it('come from a style and the styles it is based on; numId 0 switches them off; an empty paragraph takes none', async () => {
    const styles = `<w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>`;
    const styled = '<w:pStyle w:val="B"/>';
    const xml =
      p('甲', styled) + p('', styled) + p('乙', `${styled}<w:numPr><w:numId w:val="0"/></w:numPr>`) + p('丙', styled);
    expect(await body(xml, { styles, numbering: outline + num(1, 0) })).toBe('一、甲\n\n乙\n二、丙');
  });

  it('go on in a second list of the same kind and begin anew where it says so', async () => {
    const again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>';
    const xml = p('甲', numbered(1)) + p('乙', numbered(2)) + p('丙', numbered(3)) + p('丁', numbered(3));
    expect(await body(xml, { numbering: outline + num(1, 0) + num(2, 0) + num(3, 0, again) })).toBe(
      '一、甲\n二、乙\n一、丙\n二、丁',
    );
  });

  it.each([
    ['chineseCounting', 10, '十'],
    ['chineseCounting', 12, '十二'],
    ['chineseCounting', 20, '二十'],
    ['chineseCounting', 101, '一百零一'],
    ['chineseLegalSimplified', 12, '壹拾贰'],
    ['decimalEnclosedCircle', 3, '③'],
    ['ideographTraditional', 3, '丙'],
    ['upperRoman', 14, 'XIV'],
    ['lowerLetter', 28, 'bb'],
    ['decimalZero', 3, '03'],
    ['somethingNew', 5, '5'],
  ])('%s %i is %s', async (format, n, shown) => {
    const numbering = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="${n}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>${num(1, 0)}`;
    expect(await body(p('甲', numbered(1)), { numbering })).toBe(`${shown}、甲`);
  });

  it('are a bullet for a bullet, and nothing for a list that does not exist', async () => {
    const numbering = `<w:abstractNum w:abstractNumId="0">${level(0, 'bullet', '\uf06c')}</w:abstractNum>${num(1, 0)}`;
    expect(await body(p('甲', numbered(1)) + p('乙', numbered(9)), { numbering })).toBe('• 甲\n乙');
  });
});
