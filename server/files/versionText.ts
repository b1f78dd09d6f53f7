// The text of a frozen version, read from the canonical bytes that its signatures name: blocks with their numbers, and its measures.
import type { PrintedMeasure } from '../../domain/annex';
import { parseCanonical, type StoredLine } from '../../domain/document/canonical';
import { pointLabels } from '../../domain/document/points';
import type { NumberedBlock } from '../../domain/document/render';

export interface VersionText {
  title: string;
  blocks: NumberedBlock[];
  measures: PrintedMeasure[];
}

/** @throws UnknownContent as parseCanonical. */
export function textOfVersion(canonical: Uint8Array): VersionText {
  const { title, blocks } = parseCanonical(canonical);
  return {
    title,
    blocks: blocks.map(({ block, number }) => ({ block, number, n: 0 })),
    measures: measuresIn(blocks),
  };
}

function measuresIn(lines: readonly StoredLine[]): PrintedMeasure[] {
  const labels = pointLabels(lines.map((one) => one.block));
  return lines.flatMap(({ block, fields }, index) => (fields ? [{ n: labels[index]?.n ?? 0, block, fields }] : []));
}
