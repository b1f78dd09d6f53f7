// An editor's document read by the rules of the shared one: what it says with every suggestion rejected.
import type { Node } from 'prosemirror-model';
import type { Attributes, Source, Words } from './layout';
import { isCommentMark } from './schema';
import { RejectedText, saysTheSame } from './suggestions';

/** Nodes are values: what was read of one is read once. */
const text = new RejectedText<Node>(sourceOfNode);

/** SU6: whether an edit that makes `after` of `before` is one that a person who may only suggest can make. */
export function keepsText(before: Node, after: Node): boolean {
  return before.eq(after) || saysTheSame(text.of(before.children), text.of(after.children));
}

function sourceOfNode(node: Node): Source {
  return {
    name: node.type.name,
    attrs: node.attrs,
    children: () => (node.isTextblock ? [wordsOf(node)] : node.children.map(sourceOfNode)),
  };
}

function wordsOf(block: Node): Words {
  return block.children.map((node) => ({ insert: node.text ?? null, attributes: attributesOf(node) }));
}

/** Comments are no content: the rules leave them out under their shared names as well. */
function attributesOf(node: Node): Attributes {
  const marks = node.marks.filter((mark) => !isCommentMark(mark));
  return Object.fromEntries(marks.map((mark) => [mark.type.name, mark.attrs]));
}
