// The official page (GB/T 9704-2012, DOMAIN "Document page") as Word styles: measures in twips, sizes in half points.
import type { IParagraphStyleOptions, ISectionPropertiesOptions, IStylesOptions } from 'docx';

/** From the edge of the paper, in twips: the dash of the page number 7 mm below the text. */
const FOOTER = 1446;

/** A4 with margins 37, 35, 28, 26 mm: 22 lines of 28 characters. */
const PAGE: ISectionPropertiesOptions = {
  page: {
    size: { width: 11906, height: 16838 },
    margin: { top: 2098, bottom: 1984, left: 1588, right: 1474, header: 1134, footer: FOOTER },
  },
  grid: { type: 'lines', linePitch: 579 },
};

/** Height of a line below the page number. */
const FOOT_LINE = 280;

/** The page; with a line below its number, which stays where it is, and so do the 22 lines above. */
export function pageWith(footLine: string | undefined): ISectionPropertiesOptions {
  if (footLine === undefined) return PAGE;
  const { page } = PAGE;
  return { ...PAGE, page: { ...page, margin: { ...page?.margin, footer: FOOTER - FOOT_LINE } } };
}

/** Width between the margins. */
export const TEXT_WIDTH = 8844;

const LINE = { line: 579, lineRule: 'exact' } as const;
const TABLE_LINE = { line: 440, lineRule: 'exact' } as const;
/** One character of 16 pt with its spacing of -5. */
const CHARACTER = 315;
const TWO = { firstLineChars: 200, firstLine: 2 * CHARACTER };
const SIZE = { title: 44, body: 32, small: 28, note: 21, foot: 18 };

type FontOf = (eastAsia: string) => { ascii: string; hAnsi: string; cs: string; eastAsia: string; hint?: string };

/** Latin words in Times New Roman; in a Chinese text ambiguous signs (curly quotes, dashes) belong to the Chinese font. */
function fonts(chinese: boolean): FontOf {
  return (eastAsia) => ({
    ascii: 'Times New Roman',
    hAnsi: 'Times New Roman',
    cs: 'Times New Roman',
    eastAsia,
    ...(chinese ? { hint: 'eastAsia' } : {}),
  });
}

/** The styles of a text in Chinese, or in another language. */
export function pageStyles(chinese: boolean): IStylesOptions {
  const font = fonts(chinese);
  const heading = (eastAsia: string, outlineLevel: number) => ({
    run: { font: font(eastAsia), size: SIZE.body, color: '000000' },
    paragraph: { spacing: { ...LINE, before: 0, after: 0 }, indent: TWO, keepNext: true, outlineLevel },
  });
  return {
    default: {
      document: {
        run: {
          font: font('仿宋_GB2312'),
          size: SIZE.body,
          characterSpacing: -5,
          language: { value: 'en-US', eastAsia: 'zh-CN' },
        },
        paragraph: { spacing: { ...LINE, before: 0, after: 0 } },
      },
      title: {
        run: { font: font('方正小标宋简体'), size: SIZE.title, color: '000000' },
        paragraph: { alignment: 'center', spacing: { ...LINE, before: 0, after: LINE.line }, keepNext: true },
      },
      heading1: heading('黑体', 0),
      heading2: heading('楷体_GB2312', 1),
      heading3: heading('仿宋_GB2312', 2),
      hyperlink: { run: { color: '000000', underline: { type: 'single' } } },
    },
    paragraphStyles: paragraphStyles(font),
  };
}

function paragraphStyles(font: FontOf): IParagraphStyleOptions[] {
  const style = (
    id: string,
    name: string,
    more: Pick<IParagraphStyleOptions, 'run' | 'paragraph'>,
  ): IParagraphStyleOptions => ({
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    ...more,
  });
  const right = { alignment: 'right', indent: { right: 2 * CHARACTER } } as const;
  const table = { spacing: { ...TABLE_LINE, before: 0, after: 0 } };
  const page = { run: { font: font('宋体'), size: SIZE.small } };
  return [
    { id: 'Normal', name: 'Normal', quickFormat: true },
    style('BodyText', 'Body Text', { paragraph: { alignment: 'both', indent: TWO } }),
    style('Salutation', 'Salutation', { paragraph: { alignment: 'left' } }),
    style('Signature', 'Signature', { paragraph: right }),
    style('Date', 'Date', { paragraph: right }),
    style('Quote', 'Quote', {
      run: { font: font('楷体_GB2312') },
      paragraph: { alignment: 'both', indent: { left: 2 * CHARACTER, right: 2 * CHARACTER } },
    }),
    ...[0, 1, 2, 3].map((level) =>
      style(`ListItem${level + 1}`, `List Item ${level + 1}`, {
        paragraph: { alignment: 'both', indent: { left: 2 * CHARACTER * level, ...TWO } },
      }),
    ),
    style('TableText', 'Table Text', { run: { size: SIZE.small }, paragraph: table }),
    style('TableHead', 'Table Head', {
      run: { font: font('黑体'), size: SIZE.small },
      paragraph: { ...table, alignment: 'center' },
    }),
    style('SignatureTitle', 'Signature Title', {
      run: { font: font('黑体') },
      paragraph: { alignment: 'center', spacing: { ...LINE, before: 0, after: LINE.line } },
    }),
    style('Digest', 'Digest', {
      run: { size: SIZE.note },
      paragraph: { spacing: { ...TABLE_LINE, before: 240 } },
    }),
    style('FootLine', 'Foot Line', {
      run: { size: SIZE.foot },
      paragraph: { alignment: 'center', spacing: { line: FOOT_LINE, lineRule: 'exact' } },
    }),
    style('DraftMark', 'Draft Mark', {
      run: { font: font('黑体'), size: SIZE.small },
      paragraph: { alignment: 'center' },
    }),
    style('PageNumberOdd', 'Page Number Odd', { ...page, paragraph: { alignment: 'right', indent: { right: 280 } } }),
    style('PageNumberEven', 'Page Number Even', { ...page, paragraph: { alignment: 'left', indent: { left: 280 } } }),
  ];
}
