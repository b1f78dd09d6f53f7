// Words of a range as the text counts and finds them: those whose deletion is suggested are out.
import type { Node } from 'prosemirror-model';
import { schema } from '../../../domain/document/schema';

/** A line feed between blocks. */
export function standingWords(doc: Node, from: number, to: number): string {
  const lines: string[] = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.isTextblock) lines.push('');
    if (!node.isText || schema.marks.deletion.isInSet(node.marks)) return;
    lines.push((lines.pop() ?? '') + (node.text ?? '').slice(Math.max(0, from - pos), to - pos));
  });
  return lines.join('\n');
}
