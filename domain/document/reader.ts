// Reads line after line into flat pieces, remembering only where it stands: which part, and how far its points have come.
import { createMatcher, type Matcher } from '../template/match';
import { type NumberingStyles, numberingOf } from '../template/numbering';
import type { Template } from '../template/template';
import {
  dimensionAt,
  hashesAt,
  headingNumberAt,
  type InlineMark,
  inlineMarks,
  type Marker,
  nameOf,
  partAt,
  pointAt,
  WORDED_HEADING,
} from './headings';
import { backOverWhite, isPassword, PASSWORD_LINE, passwordNoise, restOf, skipWhite, type TextLine } from './lines';
import type { Noise } from './outlineTypes';
import { type Piece, pointPiece, prosePiece, spanOf } from './pieces';

/** A heading: its number as written ('' without one), its words, and where they end. */
interface Heading {
  label: string;
  n: number | null;
  title: string;
  end: number;
}

/** No point yet where we stand: any series may begin, at one. */
const NO_POINT = { n: 0, series: 'any' } as const;

export class Reader {
  readonly pieces: Piece[] = [];
  private readonly template: Template;
  private readonly matcher: Matcher;
  private readonly noise: Noise[];
  private styles: NumberingStyles;
  private inPart = false;
  private partKey: string | undefined;
  private counts = { parts: 0, dimensions: 0 };
  private last: { n: number; series: Marker['series'] | 'any' } = NO_POINT;

  /** Password lines that only show once a line is taken apart go to `noise`. */
  constructor(template: Template, noise: Noise[]) {
    this.template = template;
    this.matcher = createMatcher(template);
    this.noise = noise;
    this.styles = numberingOf(template, null);
  }

  opensPart(words: string): boolean {
    return this.partHeading(words, 0, words.length) !== null;
  }

  /** OL6, OL8: what follows a heading or a point in its line counts as a line of its own, so joined and split texts read alike. */
  line(line: TextLine): void {
    const { words } = line;
    const marks = inlineMarks(words);
    let next = 0;
    let from = 0;
    while (from < words.length) {
      while ((marks[next]?.at ?? words.length) <= from) next += 1;
      from = skipWhite(words, this.take(line, from, marks, next));
    }
  }

  /** Takes the piece that begins at `from` and answers where it ends. */
  private take(line: TextLine, from: number, marks: readonly InlineMark[], next: number): number {
    const { words } = line;
    const end = words.length;
    if (end - from <= PASSWORD_LINE && isPassword(words.slice(from))) {
      this.noise.push(passwordNoise(restOf(line, from)));
      return end;
    }
    const part = this.partHeading(words, from, end);
    if (part) return this.openPart(line, from, part);
    if (!this.inPart) return this.prose(line, from, end);
    const dimension = this.dimensionHeading(words, from, end);
    if (dimension) return this.openDimension(line, from, dimension);
    const point = pointAt(words, from, end, this.styles.item, this.last.n + 1);
    if (point) this.last = point;
    const to = this.nextOpening(marks, next, end);
    if (point) return this.point(line, from, to, point);
    const before = to < end ? this.partHeading(words, from, to) : null;
    return before ? this.openPart(line, from, before) : this.prose(line, from, to);
  }

  /** OL8: an inline mark opens a point only when its number is the next one of its series. */
  private nextOpening(marks: readonly InlineMark[], next: number, end: number): number {
    const { n, series } = this.last;
    for (let i = next; i < marks.length; i++) {
      const mark = marks[i];
      if (mark?.n === n + 1 && (series === 'any' || series === mark.series)) return mark.at;
    }
    return end;
  }

  private partHeading(words: string, from: number, end: number): Heading | null {
    const chinese = partAt(words, from, end);
    if (chinese) return headed(words, from, end, chinese);
    if (end - from > WORDED_HEADING) return null;
    const hashes = hashesAt(words, from);
    if (hashes === 1 || hashes === 2) {
      const start = skipWhite(words, from + hashes);
      return dimensionAt(words, start, end) ? null : headed(words, start, end, headingNumberAt(words, start, end));
    }
    if (this.styles.part === 'cn-dun') return null;
    const worded = headed(words, from, end, headingNumberAt(words, from, end));
    return this.matcher.titled(worded.title) ? worded : null;
  }

  private dimensionHeading(words: string, from: number, end: number): Heading | null {
    const hashes = hashesAt(words, from);
    const start = skipWhite(words, from + hashes);
    const number = dimensionAt(words, start, end);
    const stop = words.indexOf('。', start);
    const to = stop < 0 ? end : stop + 1;
    if (number && hashes <= 3) return headed(words, start, to, number);
    if (to - from > WORDED_HEADING) return null;
    const worded = headed(words, start, to, headingNumberAt(words, start, to));
    if (hashes === 3) return worded;
    if (hashes > 0 || to < end || this.styles.dimension === 'cn-paren') return null;
    const numbered = this.styles.dimension === 'arabic-dot-2' && /^\d+\.\d+$/.test(worded.label);
    return numbered || this.matcher.isDimension(this.partKey, worded.title) ? worded : null;
  }

  private openPart(line: TextLine, from: number, { label, n, title, end }: Heading): number {
    const match = this.matcher.part(title);
    this.inPart = true;
    this.partKey = match.key;
    this.styles = numberingOf(this.template, match.key ?? null);
    this.counts = { parts: this.counts.parts + 1, dimensions: 0 };
    this.last = NO_POINT;
    const span = spanOf(line, from, backOverWhite(line.words, end, from));
    this.pieces.push({ kind: 'part', ...span, n: n ?? this.counts.parts, label, title, ...match });
    return end;
  }

  private openDimension(line: TextLine, from: number, { label, n, title: heading, end }: Heading): number {
    this.counts.dimensions += 1;
    this.last = NO_POINT;
    const name = nameOf(heading);
    const match = this.matcher.dimension(this.partKey, heading, name);
    const span = spanOf(line, from, end);
    this.pieces.push({ kind: 'dimension', ...span, n: n ?? this.counts.dimensions, label, heading, name, ...match });
    return end;
  }

  private point(line: TextLine, from: number, to: number, mark: Marker): number {
    this.pieces.push(pointPiece(line, from, backOverWhite(line.words, to, from), mark));
    return to;
  }

  private prose(line: TextLine, from: number, to: number): number {
    this.pieces.push(prosePiece(line, from, backOverWhite(line.words, to, from)));
    return to;
  }
}

/** The heading that words[from, end) are: up to the first 。, behind their number. */
function headed(words: string, from: number, end: number, number: Marker | null): Heading {
  const title = words.slice(from + (number?.marker.length ?? 0), end).replace(/。$/, '');
  return { label: number?.marker ?? '', n: number?.n ?? null, title: title.trim(), end };
}
