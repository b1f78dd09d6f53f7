// The rows of the outline over the live text, and the one that the reader is in.
'use client';
import { type RefObject, useMemo } from 'react';
import type { Located } from '../../../domain/checks/analyse';
import type { Block } from '../../../domain/document/blocks';
import type { FieldsByPoint } from '../../../domain/fields';
import type { Template } from '../../../domain/template/template';
import type { ThreadView } from '../../../domain/view';
import { useCurrentRow } from '../useCurrentRow';
import { type OutlineRow, outlineRows } from './outlineRows';

interface Input {
  blocks: readonly Block[];
  template: Template;
  threads: readonly ThreadView[];
  /** Those that no waiver answers; null before the first run. */
  findings: readonly Located[] | null;
  fields: FieldsByPoint;
  scroller: RefObject<HTMLElement | null>;
}

export function useOutline({ blocks, template, threads, findings, fields, scroller }: Input): {
  rows: readonly OutlineRow[];
  current: string | null;
  mustFix: number;
} {
  const mustFix = useMemo(() => threads.filter((one) => one.state === 'open' && one.kind === 'must-fix'), [threads]);
  const rows = useMemo(
    () => outlineRows({ blocks, template, mustFix, findings: findings ?? [], fields }),
    [blocks, template, mustFix, findings, fields],
  );
  return { rows, current: useCurrentRow(scroller, blocks, rows), mustFix: mustFix.length };
}
