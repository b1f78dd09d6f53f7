// The text as a .docx on the official page: real styles, generated numbers as text, a signature page behind a version.
import { Document, Footer, Header, Packer, PageNumber, Paragraph, type Table, TextRun } from 'docx';
import { type Block, plain, type Run, textOf } from '../../domain/document/blocks';
import { isChinese } from '../../domain/document/language';
import { joined, type NumberedBlock } from '../../domain/document/render';
import { wordRuns } from './docxRuns';
import { wordTable } from './docxTable';
import { pageStyles, pageWith } from './pageStyle';
import { type SignaturePage, signaturePage } from './signaturePage';
import { stableZip } from './stableZip';

export interface DocxInput {
  title: string;
  blocks: readonly NumberedBlock[];
  /** Stands at the head of every page of a text that is not the approved one. */
  watermark?: string;
  /** At the foot of every page: what the file is of. */
  footLine?: string;
  signatures?: SignaturePage;
}

/** The same input gives the same bytes: no clock and no chance is in the file, for its digest goes into an event. */
export async function writeDocx({ title, blocks, watermark, footLine, signatures }: DocxInput): Promise<Uint8Array> {
  const chinese = isChinese(title, blocks);
  const paragraph = (style: string, runs: readonly Run[]) =>
    new Paragraph({ style, children: wordRuns(runs, chinese) });
  const foot = footLine === undefined ? [] : [footLine];
  const footer = (number: string) =>
    new Footer({ children: [pageNumber(number), ...foot.map((words) => paragraph('FootLine', plain(words)))] });
  const mark = watermark === undefined ? null : new Header({ children: [paragraph('DraftMark', plain(watermark))] });
  const document = new Document({
    title: title.toWellFormed().replaceAll(/[\u0000-\u001f\ufffe\uffff]/g, ' '),
    creator: 'Countersign',
    lastModifiedBy: 'Countersign',
    styles: pageStyles(chinese),
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: pageWith(footLine),
        ...(mark ? { headers: { default: mark, even: mark } } : {}),
        footers: { default: footer('PageNumberOdd'), even: footer('PageNumberEven') },
        children: [
          ...(title === '' ? [] : [paragraph('Title', plain(title))]),
          ...body(blocks, chinese),
          ...(signatures ? signaturePage(signatures, chinese) : []),
        ],
      },
    ],
  });
  return stableZip(await Packer.toBuffer(document));
}

function body(all: readonly NumberedBlock[], chinese: boolean): (Paragraph | Table)[] {
  const blocks = all.filter(({ block }) => block.type !== 'table' || block.rows.length > 0);
  return blocks.flatMap(({ block, number }, index) => {
    if (block.type !== 'table') {
      const runs = [...plain(joined(number, textOf(block.runs))), ...block.runs];
      return [new Paragraph({ style: styleOf(block), children: wordRuns(runs, chinese) })];
    }
    const next = blocks[index + 1];
    // Word joins tables that touch, and needs a paragraph after the last one.
    const apart = next === undefined || next.block.type === 'table' ? [new Paragraph({ style: 'TableText' })] : [];
    return [wordTable(block, chinese), ...apart];
  });
}

function styleOf(block: Exclude<Block, { type: 'table' }>): string {
  switch (block.type) {
    case 'heading':
      return `Heading${block.level}`;
    case 'list_item':
      return `ListItem${block.indent + 1}`;
    case 'blockquote':
      return 'Quote';
    case 'point':
      return 'BodyText';
    case 'paragraph':
      return block.role === null
        ? 'BodyText'
        : { salutation: 'Salutation', byline: 'Signature', date: 'Date' }[block.role];
  }
}

function pageNumber(style: string): Paragraph {
  return new Paragraph({ style, children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })] });
}
