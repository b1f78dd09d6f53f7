// What a section holds, judged by what already stands in it: points of a kind, or prose.
import type { Node } from 'prosemirror-model';
import { headingLevel } from '../../../domain/document/schema';
import type { BlockKind } from './kinds';

type PointKind = 'problem' | 'cause' | 'measure' | 'other';

/** The kind of the next point at this block (behind the last one: at that): as the nearest above in its part, then below, then by the part's key. */
export function pointKindAt(doc: Node, index: number): PointKind {
  const at = Math.min(index, doc.childCount - 1);
  return nearestKind(doc, at) ?? kindOfPart(doc, at) ?? 'problem';
}

/** What Enter after a heading begins. A part that goes on with dimensions begins with prose. */
export function kindAfterHeading(doc: Node, index: number): BlockKind {
  const heading = doc.child(index);
  const next = index + 1 < doc.childCount ? doc.child(index + 1) : null;
  const deeper = next?.type.name === 'heading' && headingLevel(next.attrs.level) > headingLevel(heading.attrs.level);
  if (deeper) return 'paragraph';
  const kind = nearestKind(doc, index) ?? kindOfPart(doc, index);
  return kind === null || kind === 'other' ? 'paragraph' : kind;
}

function nearestKind(doc: Node, index: number): PointKind | null {
  for (let above = index; above >= 0; above--) {
    const block = doc.child(above);
    if (block.type.name === 'point') return kindOfPoint(block);
    if (isPart(block)) break;
  }
  for (let below = index + 1; below < doc.childCount; below++) {
    const block = doc.child(below);
    if (block.type.name === 'point') return kindOfPoint(block);
    if (isPart(block)) break;
  }
  return null;
}

/** The built-in templates name these parts after what they hold. */
const PARTS: Readonly<Record<string, PointKind>> = { problems: 'problem', causes: 'cause', measures: 'measure' };

function kindOfPart(doc: Node, index: number): PointKind | null {
  for (let above = index; above >= 0; above--) {
    const block = doc.child(above);
    if (isPart(block)) return PARTS[String(block.attrs.key)] ?? null;
  }
  return null;
}

function isPart(block: Node): boolean {
  return block.type.name === 'heading' && headingLevel(block.attrs.level) === 1;
}

function kindOfPoint(point: Node): PointKind {
  const { kind } = point.attrs;
  return kind === 'cause' || kind === 'measure' || kind === 'other' ? kind : 'problem';
}
