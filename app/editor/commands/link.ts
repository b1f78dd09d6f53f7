// Links: on selected words, or the one that the caret stands in.
import type { Command, EditorState } from 'prosemirror-state';
import { safeHref, schema } from '../../../domain/document/schema';

const { link } = schema.marks;

/** The link at the caret with its whole range, or null. */
export function linkAt(state: EditorState): { from: number; to: number; href: string } | null {
  const { $from } = state.selection;
  const start = $from.start();
  const found: { from: number; to: number; href: string }[] = [];
  $from.parent.forEach((node, offset) => {
    const href: unknown = link.isInSet(node.marks)?.attrs.href;
    if (typeof href !== 'string') return;
    const last = found.at(-1);
    if (last && last.to === start + offset && last.href === href) last.to += node.nodeSize;
    else found.push({ from: start + offset, to: start + offset + node.nodeSize, href });
  });
  return found.find(({ from, to }) => from <= $from.pos && $from.pos <= to && from !== to) ?? null;
}

/** Puts `href` on the selection or the link at the caret; '' takes the link away. Unsafe addresses change nothing. */
export function setLink(href: string): Command {
  return (state, dispatch) => {
    const { selection } = state;
    const range = selection.empty ? linkAt(state) : selection;
    if (!range || (href !== '' && !safeHref(href))) return false;
    const tr = state.tr.removeMark(range.from, range.to, link);
    if (href !== '') tr.addMark(range.from, range.to, link.create({ href }));
    dispatch?.(tr);
    return true;
  };
}

/** As a person types it: without a scheme it is https. Null when no safe address comes of it. */
export function addressOf(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/]+$/.test(text)) return `mailto:${text}`;
  const href = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d+(\/|$)/.test(text) ? text : `https://${text}`;
  return text !== '' && safeHref(href) && !/\s/.test(href) ? href : null;
}
