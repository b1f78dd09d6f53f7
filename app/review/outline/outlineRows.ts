// The outline as rows: the sections of the text with what is in them and what is wrong with them, and the parts it lacks.
import type { RuleKey } from '../../../domain/checks/catalogue';
import type { Block, PointKind } from '../../../domain/document/blocks';
import { textOf } from '../../../domain/document/blocks';
import { joined, type NumberedBlock, numberBlocks } from '../../../domain/document/render';
import { isEmpty, type Section, sectionAt, sectionsOf } from '../../../domain/document/sections';
import { type FieldsByPoint, type Measure, type MeasureField, measuresOf, wantedFields } from '../../../domain/fields';
import type { Template } from '../../../domain/template/template';

export interface OutlineRow {
  /** The sectionKey used by threads and gates. */
  id: string;
  level: 0 | 1 | 2;
  /** Index of its first block. */
  block: number;
  /** Generated number and heading; '' for preamble and closing, which have none. */
  title: string;
  /** Points of each kind; a part counts those of its dimensions too. */
  points: Record<PointKind, number>;
  /** Open must-fix threads and findings that block, in the section itself. */
  mustFix: number;
  errors: number;
  /** Measures in the section itself without the owner or the due date that the template asks for. */
  gaps: number;
  empty: boolean;
}

export interface OutlineInput {
  blocks: readonly Block[];
  template: Template;
  mustFix: readonly { sectionKey: string | null }[];
  findings: readonly { rule?: string; severity: string; block: number | null }[];
  fields: FieldsByPoint;
}

/** Counted as a gap of the measure, which is where it is mended. */
const SAID_AS_GAP: RuleKey = 'measure-no-owner-or-due';

export function outlineRows({ blocks, template, mustFix, findings, fields }: OutlineInput): OutlineRow[] {
  const numbered = numberBlocks(blocks, template);
  const sections = sectionsOf(blocks);
  const errors = countBy(
    findings
      .filter((one) => one.severity === 'error' && one.block !== null && one.rule !== SAID_AS_GAP)
      .map((one) => sectionAt(sections, one.block ?? -1)?.id),
  );
  const gaps = measuresOf(blocks, fields).filter((one) => gapsOf(template, sections, one).length > 0);
  const threads = countBy(mustFix.map((one) => one.sectionKey ?? undefined));
  return sections.map((section, n) => {
    const end = endOf(sections, n);
    const heading = numbered[section.start];
    return {
      id: section.id,
      level: section.level,
      block: section.start,
      title: section.level > 0 && heading ? titleOf(heading) : '',
      points: pointsIn(blocks.slice(section.start, end)),
      mustFix: threads.get(section.id) ?? 0,
      errors: errors.get(section.id) ?? 0,
      gaps: gaps.filter(({ block }) => block >= section.start && block < section.end).length,
      empty: isEmpty(blocks, { start: section.start, end }),
    };
  });
}

/** What the template asks of this measure and nobody has said: owner, due. */
export function gapsOf(template: Template, sections: readonly Section[], { block, fields }: Measure): MeasureField[] {
  const partId = sectionAt(sections, block)?.id.split('/')[0] ?? null;
  return wantedFields(template, partId).filter((one) => (one === 'owner' || one === 'due') && fields[one] === null);
}

function titleOf({ block, number }: NumberedBlock): string {
  if (block.type !== 'heading') return '';
  const words = textOf(block.runs);
  return joined(number, words) + words;
}

/** Where a section ends with everything under it: a part ends where the next part or the closing begins. */
function endOf(sections: readonly Section[], n: number): number {
  const own = sections[n];
  if (own?.level !== 1) return own?.end ?? 0;
  return sections.slice(n + 1).find((next) => next.level < 2)?.start ?? sections.at(-1)?.end ?? own.end;
}

function pointsIn(blocks: readonly Block[]): Record<PointKind, number> {
  const counts: Record<PointKind, number> = { problem: 0, cause: 0, measure: 0, other: 0 };
  for (const block of blocks) if (block.type === 'point') counts[block.kind] += 1;
  return counts;
}

function countBy(keys: readonly (string | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The row that a block stands in. */
export function rowAt(rows: readonly OutlineRow[], block: number): OutlineRow | undefined {
  return rows.findLast((row) => row.block <= block);
}

export interface MissingSection {
  /** `PART` or `PART/DIMENSION`. */
  key: string;
  level: 1 | 2;
  title: { zh: string; en: string };
  /** What a dimension's heading carries behind its name (方面). */
  suffix: { zh: string; en: string };
  required: boolean;
  /** Index in the document at which its heading belongs. */
  at: number;
  /** The row after which it is offered; null = before the first. */
  after: string | null;
}

const NO_SUFFIX = { zh: '', en: '' };

/**
 * Parts and dimensions of the template that the text lacks, each with its place: before the first section that the template
 * puts later, else at the end of its part, else before the closing.
 */
export function missingSections(blocks: readonly Block[], template: Template): MissingSection[] {
  const sections = sectionsOf(blocks);
  const closing = sections.find((section) => section.id === 'closing')?.start ?? blocks.length;
  const order = template.parts.map((part) => part.id);
  const missing: MissingSection[] = [];
  template.parts.forEach((part, n) => {
    const own = sections.find((section) => section.id === part.id);
    if (own) missing.push(...missingDimensions(part, sections, own, closing));
    else {
      const later = sections.filter((section) => section.level === 1 && order.indexOf(section.id) > n);
      const at = later.length > 0 ? Math.min(...later.map((section) => section.start)) : closing;
      missing.push({
        key: part.id,
        level: 1,
        title: part.title,
        suffix: NO_SUFFIX,
        required: part.required,
        at,
        after: before(sections, at),
      });
    }
  });
  return missing;
}

function missingDimensions(
  part: Template['parts'][number],
  sections: readonly Section[],
  own: Section,
  closing: number,
): MissingSection[] {
  const dimensions = part.dimensions ?? [];
  const index = sections.indexOf(own);
  const end = sections.slice(index + 1).find((section) => section.level < 2)?.start ?? closing;
  const keyOf = (id: string) => `${part.id}/${id}`;
  return dimensions.flatMap((dimension, n) => {
    if (sections.some((section) => section.id === keyOf(dimension.id))) return [];
    const later = dimensions
      .slice(n + 1)
      .flatMap((next) => sections.find((section) => section.id === keyOf(next.id)) ?? []);
    const at = later.length > 0 ? Math.min(...later.map((section) => section.start)) : end;
    const required = part.required && (dimension.items?.min ?? 1) > 0;
    const suffix = part.dimensionSuffix ?? NO_SUFFIX;
    return [
      {
        key: keyOf(dimension.id),
        level: 2 as const,
        title: dimension.title,
        suffix,
        required,
        at,
        after: before(sections, at),
      },
    ];
  });
}

function before(sections: readonly Section[], at: number): string | null {
  return sections.findLast((section) => section.start < at)?.id ?? null;
}
