// The official page (GB/T 9704-2012, DOMAIN "Document page") as a definition for pdfmake. Measures in points.
import { type Block, type BlockMark, plain, type Run, textOf } from '../../domain/document/blocks';
import { joined, type NumberedBlock } from '../../domain/document/render';
import { safeHref } from '../../domain/document/schema';
import { withTurningNamed } from '../../domain/document/turning';
import type { Face, FontBook } from './pdfFonts';
import type { SignaturePage } from './signaturePage';
import { gridOf } from './tableGrid';

const MM = 72 / 25.4;
/** A4 with margins 37, 35, 28, 26 mm. */
const MARGINS = { left: 28 * MM, top: 37 * MM, right: 26 * MM, bottom: 35 * MM };
const WIDTH = 210 * MM - MARGINS.left - MARGINS.right;
/** 22 lines a page, 28 characters of 16 pt a line. */
const PITCH = 28.95;
const SIZE = { title: 22, body: 16, small: 14, table: 12, note: 9 };
const SPACING = -0.22;
const CHARACTER = SIZE.body + SPACING;

export interface PdfPage {
  title: string;
  blocks: readonly NumberedBlock[];
  /** Stands at the head of every page of a text that is not the approved one. */
  watermark?: string;
  /** At the foot of every page: what the file is of. */
  footLine?: string;
  signatures?: SignaturePage;
  /** Goes into the file's own facts; the same input gives the same file. */
  at: Date;
}

type Node = Record<string, unknown>;

/**
 * CT3: on the signature page a character that no font has is named in its place. @throws Refused `unprintable` for one in the text: a
 * PDF never shows an empty box in place of a word.
 */
export function pdfDefinition(page: PdfPage, book: FontBook): Record<string, unknown> {
  const text = inlines(book);
  const line = (runs: readonly Run[], face: Face, size: number, pitch: number, more: Node = {}): Node => ({
    text: text(runs, face),
    fontSize: size,
    lineHeight: pitch / (size * book.lineHeight(face)),
    ...more,
  });
  const foot = page.footLine;
  const small = (words: string, alignment: string, size: number): Node =>
    line(plain(words), 'fangsong', size, size * 1.6, { alignment });
  return {
    pageSize: 'A4',
    pageMargins: [MARGINS.left, MARGINS.top, MARGINS.right, MARGINS.bottom],
    info: {
      title: page.title.toWellFormed().replaceAll(/[\u0000-\u001f\ufffe\uffff]/g, ' '),
      creator: 'Countersign',
      producer: 'Countersign',
      creationDate: page.at,
    },
    defaultStyle: { font: 'fangsong', fontSize: SIZE.body, characterSpacing: SPACING },
    ...(page.watermark === undefined
      ? {}
      : {
          header: { ...small(page.watermark, 'center', SIZE.small), margin: [MARGINS.left, 20 * MM, MARGINS.right, 0] },
        }),
    footer: (n: number): Node => ({
      margin: [MARGINS.left, 7 * MM, MARGINS.right, 0],
      stack: [
        { ...small(`— ${n} —`, n % 2 === 1 ? 'right' : 'left', SIZE.small), margin: [CHARACTER, 0, CHARACTER, 0] },
        ...(foot === undefined ? [] : [small(foot, 'center', SIZE.note)]),
      ],
    }),
    content: [
      ...(page.title === ''
        ? []
        : [line(plain(page.title), 'title', SIZE.title, PITCH, { alignment: 'center', margin: [0, 0, 0, PITCH] })]),
      ...page.blocks.map(({ block, number }) =>
        block.type === 'table' ? table(block, line) : paragraph(block, number, line),
      ),
      ...(page.signatures ? signaturePage(page.signatures, book, line) : []),
    ],
  };
}

type Line = (runs: readonly Run[], face: Face, size: number, pitch: number, more?: Node) => Node;

const TWO = { leadingIndent: 2 * CHARACTER };
const BOTH = { alignment: 'justify' };

function paragraph(block: Exclude<Block, { type: 'table' }>, number: string, line: Line): Node {
  const runs = [...plain(joined(number, textOf(block.runs))), ...block.runs];
  const body = (face: Face, more: Node) => line(runs, face, SIZE.body, PITCH, more);
  switch (block.type) {
    case 'heading':
      return body(block.level === 1 ? 'heiti' : block.level === 2 ? 'kaiti' : 'fangsong', { ...TWO, headlineLevel: 1 });
    case 'list_item':
      return body('fangsong', { ...TWO, ...BOTH, margin: [2 * CHARACTER * block.indent, 0, 0, 0] });
    case 'blockquote':
      return body('kaiti', { ...BOTH, margin: [2 * CHARACTER, 0, 2 * CHARACTER, 0] });
    case 'point':
      return body('fangsong', { ...TWO, ...BOTH });
    case 'paragraph':
      if (block.role === null) return body('fangsong', { ...TWO, ...BOTH });
      return body(
        'fangsong',
        block.role === 'salutation' ? {} : { alignment: 'right', margin: [0, 0, 2 * CHARACTER, 0] },
      );
  }
}

const CELL_PITCH = 18;
/** Beyond so many columns the cells have less air and smaller words. */
const ROOMY = 20;

function table(block: Extract<Block, { type: 'table' }>, line: Line): Node {
  if (block.rows.length === 0) return { text: '' };
  const { columns, rows } = gridOf(block.rows);
  const padding = columns > ROOMY ? 1 : 4;
  const width = Math.max(0.5, (WIDTH - 1) / columns - 2 * padding - 1);
  const size = Math.min(SIZE.table, width);
  const pitch = (CELL_PITCH / SIZE.table) * size;
  const body = rows.map((row) => {
    const cells: Node[] = Array.from({ length: columns }, () => ({ text: '' }));
    for (const { cell, column, wide, high } of row) {
      const stack = cell.paragraphs.map((runs) =>
        line(runs, cell.header ? 'heiti' : 'fangsong', size, pitch, cell.header ? { alignment: 'center' } : {}),
      );
      cells[column] = { stack, colSpan: wide, rowSpan: high };
    }
    return cells;
  });
  const whole = rows.every((row) =>
    row.every(({ cell, wide }) => fitsAPage(cell.paragraphs.map(textOf), width * wide, size)),
  );
  const air = padding === 4 ? {} : { layout: { paddingLeft: () => padding, paddingRight: () => padding } };
  return {
    table: { widths: Array.from({ length: columns }, () => width), body, dontBreakRows: whole },
    ...air,
    margin: [0, 4, 0, 4],
  };
}

const PAGE_HEIGHT = 297 * MM - MARGINS.top - MARGINS.bottom;

/** Whether a cell of this width surely has room on one page. A row that is kept whole and has none would be set outside of the paper. */
function fitsAPage(paragraphs: readonly string[], width: number, size = SIZE.table): boolean {
  const perLine = Math.max(1, Math.floor(width / size));
  const lines = paragraphs
    .flatMap((words) => words.split('\n'))
    .map((one) => Math.max(1, Math.ceil(one.length / perLine)));
  const pageLines = Math.floor((PAGE_HEIGHT * SIZE.table) / (CELL_PITCH * size));
  // The head of the table stands above it.
  return lines.reduce((sum, one) => sum + one, 0) <= pageLines - 3;
}

function signaturePage({ heading, columns, rows, notes }: SignaturePage, book: FontBook, line: Line): Node[] {
  const head = columns.map((words) => line(plain(words), 'heiti', SIZE.table, CELL_PITCH, { alignment: 'center' }));
  const cell = (paragraphs: readonly string[]): Node => ({
    stack: paragraphs.map((words) => line(plain(words), 'fangsong', SIZE.table, CELL_PITCH)),
  });
  const widths = [0.2, 0.22, 0.33, 0.25].map((part) => (WIDTH - 1) * part - 9);
  const printed = rows.map((row) => row.map((words) => words.map((one) => book.named(printedText(one), 'fangsong'))));
  const whole = printed.every((row) => row.every((words, n) => fitsAPage(words, widths[n] ?? 0)));
  return [
    line(plain(heading), 'heiti', SIZE.body, PITCH, {
      alignment: 'center',
      pageBreak: 'before',
      margin: [0, 0, 0, 12],
    }),
    {
      table: {
        headerRows: 1,
        widths,
        body: [head, ...printed.map((row) => row.map(cell))],
        dontBreakRows: whole,
      },
    },
    ...notes.map((words) => line(plain(words), 'fangsong', SIZE.note + 1, 16, { margin: [0, 6, 0, 0] })),
  ];
}

/** Signs that guide a program and show nothing. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|[\u2028\u2029]/gu;

/** The characters that are set for a text; one that turns the order of the others is named in its place (CT2). */
export function printedText(text: string): string {
  return withTurningNamed(text.toWellFormed())
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', '    ')
    .replaceAll('\u00a0', ' ')
    .replaceAll(UNSEEN, '');
}

/** Marked words as pdfmake's inlines; links only to addresses that run nothing (T43). */
function inlines(book: FontBook): (runs: readonly Run[], face: Face) => Node[] {
  return (runs, face) =>
    runs.flatMap((run) => {
      const words = printedText(run.text);
      const strong = run.marks.some((mark) => mark.type === 'strong');
      return words.split(/(\n)/).flatMap((piece) => {
        if (piece === '\n') return [{ text: '\n' }];
        return book
          .stretches(piece, strong && face === 'fangsong' ? 'heiti' : face)
          .map(({ text, font }) => ({ text, font, ...look(run.marks) }));
      });
    });
}

/** Emphasis is dotted under the characters: Chinese faces have no slope. */
function look(marks: readonly BlockMark[]): Node {
  const link = marks.find((mark) => mark.type === 'link' && safeHref(mark.href));
  const has = (type: BlockMark['type']) => marks.some((mark) => mark.type === type);
  return {
    ...(has('highlight') ? { background: '#fff3b0' } : {}),
    ...(has('underline') || link ? { decoration: 'underline' } : {}),
    ...(has('em') ? { decoration: 'underline', decorationStyle: 'dotted' } : {}),
    ...(link?.type === 'link' ? { link: link.href } : {}),
  };
}
