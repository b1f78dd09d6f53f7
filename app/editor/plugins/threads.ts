// The look of commented ranges: open ones only, must-fix and the open thread's own told apart. The marks themselves are the server's.
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { isCommentMark } from '../../../domain/document/schema';
import { threadCardId } from '../threadCardId';
import { type ShownThread, shownIn } from '../view/shown';
import { redrawn } from './changed';

interface Range {
  /** From the block's own start. */
  from: number;
  to: number;
  id: string;
}

export function threadsPlugin(onOpen: (id: string) => void): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, state) => drawn(state),
      apply(tr, before, old, state) {
        const [was, now] = [shownIn(old), shownIn(state)];
        if (was.threads !== now.threads || was.activeThread !== now.activeThread) return drawn(state);
        return tr.docChanged ? redrawn(before, tr, old.doc, drawerOf(state)) : before;
      },
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
      handleClick(view, _pos, event) {
        const id = threadAt(event.target, new Set(shownIn(view.state).threads.map((thread) => thread.id)));
        if (id) onOpen(id);
        return false;
      },
    },
  });
}

function drawn(state: EditorState): DecorationSet {
  const drawIn = drawerOf(state);
  const marks: Decoration[] = [];
  state.doc.forEach((block, pos) => {
    marks.push(...drawIn(block, pos));
  });
  return DecorationSet.create(state.doc, marks);
}

function drawerOf(state: EditorState): (block: Node, pos: number) => Decoration[] {
  const { threads, activeThread } = shownIn(state);
  const shown = new Map(threads.map((thread) => [thread.id, thread]));
  const weightOf = ({ id, kind }: ShownThread) => (id === activeThread ? 2 : kind === 'must-fix' ? 1 : 0);
  return (block, pos) =>
    rangesOf(block)
      .flatMap((range) => {
        const thread = shown.get(range.id);
        return thread ? [{ range, thread }] : [];
      })
      // Where threads lie over each other the last one names the details: the open one, else the gravest.
      .sort((one, other) => weightOf(one.thread) - weightOf(other.thread))
      .map(({ range, thread }) => {
        const look = ['note', thread.kind === 'must-fix' && 'is-mustfix', range.id === activeThread && 'is-active'];
        return Decoration.inline(pos + 1 + range.from, pos + 1 + range.to, {
          class: look.filter(Boolean).join(' '),
          ...(!thread.away && { 'aria-details': threadCardId(range.id) }),
        });
      });
}

/** Blocks are values: what was found in one is found once. */
const found = new WeakMap<Node, readonly Range[]>();

function rangesOf(block: Node): readonly Range[] {
  const known = found.get(block);
  if (known) return known;
  const ranges: Range[] = [];
  block.descendants((node, pos) => {
    if (!node.isText) return;
    for (const mark of node.marks.filter(isCommentMark)) {
      const id: unknown = mark.attrs.id;
      if (typeof id === 'string') ranges.push({ from: pos, to: pos + node.nodeSize, id });
    }
  });
  found.set(block, ranges);
  return ranges;
}

/** The innermost open thread around what was pressed. */
function threadAt(target: EventTarget | null, open: ReadonlySet<string>): string | null {
  let mark = target instanceof Element ? target.closest<HTMLElement>('[data-thread]') : null;
  while (mark && !open.has(mark.dataset.thread ?? '')) {
    mark = mark.parentElement?.closest<HTMLElement>('[data-thread]') ?? null;
  }
  return mark?.dataset.thread ?? null;
}
