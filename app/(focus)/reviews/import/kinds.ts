// What a line of the source is called at its left, from the roles of its pieces. Pure.
import type { PointKind } from '../../../../domain/document/blocks';
import { pointKindOf } from '../../../../domain/document/fromOutline';
import type { LineRole } from '../../../../domain/document/lineRoles';

export type LineKind = Exclude<LineRole['kind'], 'point'> | PointKind;

export interface LineName {
  kind: LineKind;
  /** Ordinals of its points, as written. */
  points: readonly number[];
}

/** Points before headings before the rest: "(1) heading. First point" is named by its points. */
export function nameOfLine(roles: readonly LineRole[]): LineName | null {
  const points = roles.filter((role) => role.kind === 'point');
  const [first] = points;
  if (first) return { kind: pointKindOf(first.role ?? 'other'), points: points.flatMap((point) => point.n ?? []) };
  const other = roles.find((role) => role.kind !== 'noise' && role.kind !== 'point') ?? roles[0];
  return other && other.kind !== 'point' ? { kind: other.kind, points: [] } : null;
}
