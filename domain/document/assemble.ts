// Builds the outline from flat pieces in text order: what belongs to what, where each section ends, and what is left over.
import type { Noise, Outline, OutlineDimension, OutlinePart, PartSummary, Prose, Span, Titled } from './outlineTypes';
import type { Piece } from './pieces';

interface Around {
  title: Titled | null;
  salutation: Titled | null;
  noise: Noise[];
}

/** A dimension while its prose may still turn out to be the lead of points or its whole body. */
type OpenDimension = OutlineDimension & { lead?: Prose[] };

/** OL3, OL5, OL10. */
export function assemble(pieces: readonly Piece[], { title, salutation, noise }: Around): Outline {
  const body = pieces.slice(0, closingStart(pieces));
  const closing = pieces.slice(body.length).map(spanOnly);
  const preamble: Prose[] = [];
  const unassigned: Span[] = [];
  const parts: OutlinePart[] = [];
  const open: OpenDimension[] = [];
  let part: OutlinePart | undefined;
  let dimension: OpenDimension | undefined;
  for (const piece of body) {
    if (piece.kind === 'part') {
      part = newPart(piece);
      dimension = undefined;
      parts.push(part);
    } else if (!part) preamble.push(proseOnly(piece));
    else {
      if (piece.kind === 'dimension') {
        dimension = newDimension(piece);
        part.dimensions.push(dimension);
        open.push(dimension);
      } else if (piece.kind === 'point') (dimension ?? part).points.push(pointOnly(piece));
      else if ((dimension ?? part).points.length > 0) unassigned.push(spanOnly(piece));
      else (dimension?.lead ?? part.lead).push(proseOnly(piece));
      part.end = piece.end;
      if (dimension) dimension.end = piece.end;
    }
  }
  for (const one of open) settle(one);
  noise.sort((a, b) => a.start - b.start);
  return { title, salutation, preamble, parts, closing, unassigned, noise, summary: summaryOf(parts) };
}

function newPart({ line, start, end, n, label, title, role, key }: Extract<Piece, { kind: 'part' }>): OutlinePart {
  return { n, label, title, role, key, line, start, headingEnd: end, end, lead: [], points: [], dimensions: [] };
}

function newDimension(piece: Extract<Piece, { kind: 'dimension' }>): OpenDimension {
  const { line, start, end, n, label, heading, name, key, match } = piece;
  const body = null;
  return { n, label, heading, name, key, match, line, start, headingEnd: end, end, body, lead: [], points: [] };
}

function pointOnly(piece: Extract<Piece, { kind: 'point' }>) {
  const { line, start, end, n, marker, title, sentences, terminated, said } = piece;
  return { n, marker, title, line, start, end, sentences, terminated, ...said };
}

/** Before the first part everything is preamble, whatever it looks like. */
function proseOnly(piece: Piece): Prose {
  return { ...spanOnly(piece), sentences: piece.kind === 'prose' || piece.kind === 'point' ? piece.sentences : 1 };
}

function spanOnly({ line, start, end }: Span): Span {
  return { line, start, end };
}

/** The prose of a dimension without points is its body: one span, from its first line to its last. */
function settle(dimension: OpenDimension): void {
  const { lead = [], points } = dimension;
  const [first] = lead;
  const last = lead.at(-1);
  if (points.length > 0 && first) return;
  dimension.lead = undefined;
  if (!first || !last) return;
  const sentences = lead.reduce((sum, prose) => sum + prose.sentences, 0);
  dimension.body = { ...first, end: last.end, sentences };
}

/** Most lines of a byline above a date. */
const BYLINES = 2;

/** A date that ends the text, and the short lines above it; or what a block says is a byline or date. */
function closingStart(pieces: readonly Piece[]): number {
  let start = pieces.length;
  while (start > 0 && pieces.length - start <= BYLINES) {
    const piece = pieces[start - 1];
    const last = start === pieces.length;
    if (piece?.kind !== 'prose' || piece.ending === null || (last && piece.ending !== 'date' && !piece.declared)) break;
    start -= 1;
  }
  return start;
}

/** By role, of the first part that has it. */
function summaryOf(parts: readonly OutlinePart[]): Record<string, PartSummary> {
  const summary: Record<string, PartSummary> = {};
  for (const { role, dimensions, points, lead } of parts) {
    const pointsPerDimension = dimensions.map((dimension) => dimension.points.length);
    const all = points.length + pointsPerDimension.reduce((sum, n) => sum + n, 0);
    summary[role] ??= {
      dimensions: dimensions.length,
      points: all,
      items: all + dimensions.filter((dimension) => dimension.body !== null).length,
      pointsPerDimension,
      leadParagraphs: lead.length,
    };
  }
  return summary;
}
