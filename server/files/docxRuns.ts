// Marked text as the runs of a Word paragraph. Marks are the writer's own and stand on the run; everything else is style.
import { ExternalHyperlink, type ParagraphChild, Tab, TextRun } from 'docx';
import type { BlockMark, Run } from '../../domain/document/blocks';
import { safeHref } from '../../domain/document/schema';
import { withTurningNamed } from '../../domain/document/turning';

/** Signs that Chinese and Latin fonts both have: without a hint Word takes the narrow Latin ones. */
const AMBIGUOUS = /[\u00b7\u2014\u2018\u2019\u201c\u201d\u2026]/;
/** What XML cannot hold; it stays visible as U+FFFD. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A line feed becomes a line break, a tab a tab; what turns the order is named (CT2); links only to addresses that run nothing (T43). */
export function wordRuns(runs: readonly Run[], chinese: boolean): ParagraphChild[] {
  return runs.flatMap((run): ParagraphChild[] => {
    const link = run.marks.find((mark) => mark.type === 'link' && safeHref(mark.href));
    const pieces = run.text.split(/(\r\n|[\r\n\t])/).filter((piece) => piece !== '');
    const children = pieces.map((piece) => wordRun(piece, run.marks, link !== undefined, chinese));
    return link?.type === 'link' && safeHref(link.href)
      ? [new ExternalHyperlink({ children, link: link.href })]
      : children;
  });
}

function wordRun(piece: string, marks: readonly BlockMark[], linked: boolean, chinese: boolean): TextRun {
  const has = (type: BlockMark['type']) => marks.some((mark) => mark.type === type);
  const format = {
    ...(linked ? { style: 'Hyperlink' } : {}),
    ...(has('strong') ? { bold: true } : {}),
    ...(has('em') ? { italics: true } : {}),
    ...(has('underline') ? { underline: {} } : {}),
    ...(has('highlight') ? { highlight: 'yellow' as const } : {}),
    ...(chinese && AMBIGUOUS.test(piece) ? { font: { hint: 'eastAsia' } } : {}),
  };
  if (piece === '\t') return new TextRun({ ...format, children: [new Tab()] });
  if (/^[\r\n]/.test(piece)) return new TextRun({ ...format, break: 1 });
  return new TextRun({ ...format, text: withTurningNamed(piece.toWellFormed()).replaceAll(NOT_XML, '\ufffd') });
}
