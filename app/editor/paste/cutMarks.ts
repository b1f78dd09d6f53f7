// Comments that go with words: what is cut here and pasted here keeps its marks, which no clipboard carries (paste/copy.ts).
import { Fragment, type Mark, type Node, Slice } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import { isCommentMark, schema } from '../../../domain/document/schema';

/** The words of what was cut, and where in them which comments stood; offsets in characters of the words. */
export interface Cut {
  words: string;
  marks: readonly { from: number; to: number; mark: Mark }[];
}

/** Null where nothing is commented. Words whose deletion is suggested are left out, as the clipboard leaves them out. */
export function cutOf({ selection }: EditorState): Cut | null {
  const marks: Cut['marks'][number][] = [];
  let words = '';
  selection.content().content.descendants((node) => {
    if (schema.marks.deletion.isInSet(node.marks)) return;
    const text = textOf(node);
    const [from, to] = [words.length, words.length + text.length];
    for (const mark of node.marks.filter(isCommentMark)) marks.push({ from, to, mark });
    words += text;
  });
  return marks.length > 0 ? { words, marks } : null;
}

/**
 * TH15: the slice with the comments of the cut, where it says the same words; else as it is, and so where a comment stands in the text
 * again, as after an undo. The marks are the cut's own, so that a foreign clipboard brings none.
 */
export function withCutMarks(slice: Slice, cut: Cut | null, doc: Node): Slice {
  let words = '';
  slice.content.descendants((node) => {
    words += textOf(node);
  });
  if (!cut || words !== cut.words) return slice;
  const here = new Set<unknown>();
  doc.descendants((node) => {
    for (const mark of node.marks.filter(isCommentMark)) here.add(mark.attrs.id);
  });
  const marks = cut.marks.filter(({ mark }) => !here.has(mark.attrs.id));
  if (marks.length === 0) return slice;
  let at = 0;
  const dressed = (content: Fragment): Fragment => {
    const nodes: Node[] = [];
    content.forEach((node) => {
      if (!node.isText) {
        nodes.push(node.copy(dressed(node.content)));
        return;
      }
      const [from, to] = [at, at + node.nodeSize];
      at = to;
      const inside = marks.filter((one) => one.from < to && one.to > from);
      const edges = [...new Set([from, to, ...inside.flatMap((one) => [one.from, one.to])])]
        .filter((edge) => edge >= from && edge <= to)
        .sort((a, b) => a - b);
      for (const [n, edge] of edges.slice(1).entries()) {
        const start = edges[n] ?? from;
        const part = node.cut(start - from, edge - from);
        const over = inside.filter((one) => one.from <= start && one.to >= edge);
        nodes.push(part.mark(over.reduce((set, { mark }) => mark.addToSet(set), part.marks)));
      }
    });
    return Fragment.from(nodes);
  };
  return new Slice(dressed(slice.content), slice.openStart, slice.openEnd);
}

function textOf(node: Node): string {
  return node.isText ? (node.text ?? '') : '';
}
