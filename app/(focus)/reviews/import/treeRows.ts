// The recognised outline as rows of the tree at the right. Pure.

import type { PointKind } from '../../../../domain/document/blocks';
import { pointKindOf } from '../../../../domain/document/fromOutline';
import type { Outline, OutlineDimension } from '../../../../domain/document/outlineTypes';
import type { IconName } from '../../../ui/icons';

export interface TreeRow {
  key: string;
  level: 1 | 2 | 3;
  icon: IconName;
  /** As written; absent for a row that is named by its `kind`. */
  text?: string;
  kind: 'title' | 'preamble' | 'part' | 'dimension' | 'point' | 'prose' | 'unassigned' | 'closing';
  line: number;
  /** Points of a dimension, paragraphs of the preamble or the closing. */
  count?: number;
}

const ICON: Record<PointKind, IconName> = { problem: 'problem', cause: 'cause', measure: 'measure', other: 'target' };

export function treeRows(outline: Outline): TreeRow[] {
  const rows: TreeRow[] = [];
  if (outline.title) {
    const { text, line } = outline.title;
    rows.push({ key: 'title', level: 1, icon: 'doc', kind: 'title', text, line });
  }
  const [first] = outline.preamble;
  if (first)
    rows.push({
      key: 'preamble',
      level: 1,
      icon: 'list',
      kind: 'preamble',
      line: first.line,
      count: outline.preamble.length,
    });
  for (const part of outline.parts) {
    const icon = ICON[pointKindOf(part.role)];
    rows.push({
      key: `p${part.start}`,
      level: 1,
      icon: 'list',
      kind: 'part',
      text: `${part.label}${part.title}`,
      line: part.line,
    });
    for (const point of part.points)
      rows.push({ key: `i${point.start}`, level: 2, icon, kind: 'point', text: point.title, line: point.line });
    for (const dimension of part.dimensions) rows.push(...dimensionRows(dimension, icon));
  }
  for (const line of outline.unassigned)
    rows.push({ key: `u${line.start}`, level: 1, icon: 'unlink', kind: 'unassigned', line: line.line });
  const [closing] = outline.closing;
  if (closing)
    rows.push({
      key: 'closing',
      level: 1,
      icon: 'list',
      kind: 'closing',
      line: closing.line,
      count: outline.closing.length,
    });
  return rows;
}

function dimensionRows(dimension: OutlineDimension, icon: IconName): TreeRow[] {
  const { line, start, points, body } = dimension;
  return [
    {
      key: `d${start}`,
      level: 2,
      icon: 'chev-d',
      kind: 'dimension',
      text: `${dimension.label}${dimension.heading}`,
      line,
      count: points.length,
    },
    ...points.map(
      (point): TreeRow => ({
        key: `i${point.start}`,
        level: 3,
        icon,
        kind: 'point',
        text: point.title,
        line: point.line,
      }),
    ),
    ...(body && points.length === 0
      ? [{ key: `b${body.start}`, level: 3, icon, kind: 'prose', line: body.line } as const]
      : []),
  ];
}
