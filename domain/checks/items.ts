// The items of a part, problems or measures: its points, and dimensions that have a body and no points. Empty ones are none.
import { endIn, offsetIn, restOf, skipWhite, type TextLine } from '../document/lines';
import type { OutlineDimension, OutlinePart, OutlinePoint, Prose } from '../document/outlineTypes';
import type { PartRole } from '../template/template';
import { type CheckedText, linesWithin, saysAnything, wordsWithin } from './checkedText';

export interface Item {
  title: string;
  /** Its fields name an owner or a due date. */
  answered: boolean;
  /** From its marker or number to the end of its title. */
  start: number;
  end: number;
  /** Title and body. */
  words: string;
}

export function partsWith({ outline }: CheckedText, role: PartRole): OutlinePart[] {
  return outline.parts.filter((part) => part.role === role);
}

/** What a point says behind its marker; null when it says nothing yet. */
export function pointWords(checked: CheckedText, point: OutlinePoint): TextLine | null {
  const [line] = linesWithin(checked, point);
  if (!line) return null;
  const rest = restOf(line, skipWhite(line.words, point.marker.length));
  return saysAnything(rest.words) ? rest : null;
}

export function* itemsOf(checked: CheckedText, part: OutlinePart): Generator<Item> {
  yield* pointItems(checked, part.points);
  for (const dimension of part.dimensions) {
    if (dimension.points.length > 0) yield* pointItems(checked, dimension.points);
    else {
      const words = dimension.body ? wordsWithin(checked, dimension.body) : '';
      const { name, heading, start, headingEnd } = dimension;
      if (saysAnything(words))
        yield { title: name, answered: false, start, end: headingEnd, words: `${heading}\n${words}` };
    }
  }
}

function* pointItems(checked: CheckedText, points: readonly OutlinePoint[]): Generator<Item> {
  for (const point of points) {
    const line = pointWords(checked, point);
    if (!line) continue;
    const end = point.title === '' ? offsetIn(line, 0) : endIn(line, point.title.length);
    const answered = Boolean(point.owner || point.due);
    yield { title: point.title, answered, start: point.start, end, words: line.words };
  }
}

/** What stands under the heading of a dimension as its content: each point, or its body; empty points are left out. */
export function contentOf(checked: CheckedText, { points, body }: OutlineDimension): string[] {
  if (points.length > 0) return points.flatMap((point) => pointWords(checked, point)?.words ?? []);
  const words = body ? wordsWithin(checked, body) : '';
  return saysAnything(words) ? [words] : [];
}

/** Paragraphs of a part that are no points: its own lead, and the lead or body of each dimension. */
export function proseOf({ lead, dimensions }: OutlinePart): Prose[] {
  const own = dimensions.flatMap((dimension) => [
    ...(dimension.lead ?? []),
    ...(dimension.body ? [dimension.body] : []),
  ]);
  return [...lead, ...own];
}

export function pointsOf({ points, dimensions }: OutlinePart): OutlinePoint[] {
  return [...points, ...dimensions.flatMap((dimension) => dimension.points)];
}

/** Whether anything stands under the headings of a part. */
export function saysSomething(checked: CheckedText, part: OutlinePart): boolean {
  return (
    pointsOf(part).some((point) => pointWords(checked, point) !== null) ||
    proseOf(part).some((prose) => saysAnything(wordsWithin(checked, prose)))
  );
}
