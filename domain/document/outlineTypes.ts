// The outline of a text: title, salutation, preamble, parts > dimensions > points, and what belongs nowhere (CONTRACT "outline").
// Offsets are UTF-16 code units in the decoded text, `end` exclusive; lines are 1-based.
import type { DimensionMatch } from '../template/match';
import type { PartRole } from '../template/template';

export interface Span {
  line: number;
  start: number;
  end: number;
}

export interface Titled extends Span {
  text: string;
}

/** A paragraph of prose. */
export interface Prose extends Span {
  sentences: number;
}

/** A measure in a review's own outline carries its fields. */
export interface OutlinePoint extends Span, Partial<MeasureWords> {
  /** The ordinal that its marker says, right or wrong; from position in a review's own outline. */
  n: number;
  /** As written: 一是, 一要, 1. … */
  marker: string;
  title: string;
  sentences: number;
  /** Whether its last character ends a sentence. */
  terminated: boolean;
}

/** The fields of a measure as printed; null is not said. */
export interface MeasureWords {
  owner: string | null;
  due: string | null;
  criterion: string | null;
  verifier: string | null;
}

export interface OutlineDimension {
  n: number;
  /** As written: （一） */
  label: string;
  heading: string;
  /** The heading without 在…方面 and quotes. */
  name: string;
  /** sectionKey `PART/DIMENSION`: matched to the template (recognised text) or carried by the heading (a review's own). */
  key?: string;
  /** How a recognised name was matched when it is not the template's own; `unknown` = the template's part has no such dimension. */
  match?: DimensionMatch;
  line: number;
  start: number;
  headingEnd: number;
  end: number;
  /** Prose of a dimension without points. */
  body: Prose | null;
  /** Prose before its first point. */
  lead?: Prose[];
  points: OutlinePoint[];
}

export interface OutlinePart {
  n: number;
  label: string;
  title: string;
  role: PartRole;
  /** sectionKey `PART`. */
  key?: string;
  line: number;
  start: number;
  headingEnd: number;
  end: number;
  lead: Prose[];
  points: OutlinePoint[];
  dimensions: OutlineDimension[];
}

export interface Noise extends Span {
  type: 'marker' | 'password';
  text: string;
}

export interface PartSummary {
  dimensions: number;
  points: number;
  /** Points, and dimensions that have a body and no points. */
  items: number;
  pointsPerDimension: number[];
  leadParagraphs: number;
}

export interface Outline {
  title: Titled | null;
  salutation: Titled | null;
  preamble: Prose[];
  parts: OutlinePart[];
  closing: Span[];
  unassigned: Span[];
  noise: Noise[];
  /** By role, of the first part that has it. */
  summary: Record<string, PartSummary>;
}
