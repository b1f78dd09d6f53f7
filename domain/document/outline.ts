// The outline of a review's own text: its blocks say what each line is, the words are read as in an imported text.
import { type FieldsByPoint, type Measure, measuresOf, printed } from '../fields';
import { roleByTitle } from '../template/match';
import type { Template } from '../template/template';
import { assemble } from './assemble';
import type { Block } from './blocks';
import { isSalutation, nameOf } from './headings';
import { isPassword, lineAt, offsetIn, passwordNoise, skipWhite, type TextLine } from './lines';
import type { MeasureWords, Noise, Outline, Titled } from './outlineTypes';
import { type Piece, pointPiece, prosePiece, spanOf } from './pieces';
import { type NumberedBlock, numberBlocks, renderNumbered } from './render';
import { sectionsOf } from './sections';

/**
 * OL13: offsets and lines are those of renderText(title, blocks, template). `key` of parts and dimensions is the section's id;
 * `n` and `marker` are the generated ones. Agrees with recognise() of that text wherever the text alone tells the same; with
 * `fields`, measures carry theirs.
 */
export function outlineOf(
  title: string,
  blocks: readonly Block[],
  template: Template,
  fields?: FieldsByPoint,
): Outline {
  const numbered = numberBlocks(blocks, template);
  const { text, lines } = renderNumbered(title, numbered);
  const keys = new Map(sectionsOf(blocks).map((section) => [section.start, section.id]));
  const said = new Map(fields && measuresOf(blocks, fields).map((measure) => [measure.block, wordsOf(measure)]));
  const noise: Noise[] = [];
  const pieces: Piece[] = [];
  let titled: Titled | null = null;
  let salutation: Titled | null = null;
  let inPart = false;
  lines.forEach((span, index) => {
    const line = lineAt(text, { line: index + 1, start: span.start, end: span.end }, noise);
    if (line && isPassword(line.words)) noise.push(passwordNoise(line));
    if (!line || isPassword(line.words)) return;
    const own = span.block === null ? undefined : numbered[span.block];
    if (!own) titled = whole(line);
    else if (pieces.length === 0 && !salutation && isSalutationBlock(own.block, line)) salutation = whole(line);
    else {
      inPart ||= own.block.type === 'heading' && own.block.level === 1;
      pieces.push(
        ...piecesOf(line, own, {
          key: keys.get(span.block ?? -1),
          said: said.get(span.block ?? -1),
          inPart,
          template,
        }),
      );
    }
  });
  return assemble(pieces, { title: titled, salutation, noise });
}

/** As printed; what is not said is null. */
function wordsOf({ fields: { owner, due, criterion, verifier } }: Measure): MeasureWords {
  const words = (name: Measure['fields']['owner']) => (name === null ? null : printed(name));
  return { owner: words(owner), due, criterion, verifier: words(verifier) };
}

interface Place {
  key: string | undefined;
  said: MeasureWords | undefined;
  inPart: boolean;
  template: Template;
}

function piecesOf(
  line: TextLine,
  { block, number, n }: NumberedBlock,
  { key, said, inPart, template }: Place,
): Piece[] {
  const end = line.words.length;
  if (inPart && block.type === 'heading' && block.level < 3) {
    const start = skipWhite(line.words, number.length);
    const stop = line.words.indexOf('。', start);
    const headingEnd = block.level === 1 || stop < 0 ? end : stop + 1;
    const heading = line.words.slice(start, headingEnd).replace(/。$/, '').trim();
    const span = { ...spanOf(line, 0, headingEnd), n, label: number, key };
    if (block.level === 1) {
      const role = template.parts.find((part) => part.id === block.key)?.role ?? roleByTitle(heading);
      return [{ kind: 'part', ...span, title: heading, role }];
    }
    const rest = skipWhite(line.words, headingEnd);
    const dimension: Piece = { kind: 'dimension', ...span, heading, name: nameOf(heading) };
    return rest < end ? [dimension, prosePiece(line, rest, end)] : [dimension];
  }
  if (inPart && block.type === 'point') return [pointPiece(line, 0, end, { marker: number, n, ...(said && { said }) })];
  const role = block.type === 'paragraph' ? block.role : null;
  return [prosePiece(line, 0, end, role === 'byline' || role === 'date' ? role : null)];
}

function isSalutationBlock(block: Block, line: TextLine): boolean {
  return (
    block.type === 'paragraph' && (block.role === 'salutation' || (block.role === null && isSalutation(line.words)))
  );
}

function whole(line: TextLine): Titled {
  const { words } = line;
  return { text: words, line: line.line, start: offsetIn(line, 0), end: offsetIn(line, words.length) };
}
