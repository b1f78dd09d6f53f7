// What stands beside a point and under a measure: the marker in the margin with its number and counts, and the place of the field
// line. Neither is text: the marker is drawn by the style sheet from attributes, the field line by the screen around the editor.
import type { Node } from 'prosemirror-model';
import { type Command, type EditorState, Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { PointKind } from '../../../domain/document/blocks';
import { pointLabels } from '../../../domain/document/points';
import { isCommentMark } from '../../../domain/document/schema';
import { itemNotes, markerOf } from '../itemMarker';
import { type FieldHosts, fieldsBehind } from '../view/hosts';
import { shownIn } from '../view/shown';
import { changedBlocks, movedWhole } from './changed';

interface Drawn {
  /** What is drawn, as text: equal ones are drawn alike. */
  what: string;
  set: DecorationSet;
}

const NOTHING: Drawn = { what: '', set: DecorationSet.empty };

export function itemsPlugin(hosts: FieldHosts): Plugin<Drawn> {
  return new Plugin<Drawn>({
    state: {
      init: (_config, state) => draw(state, itemsIn(state), hosts),
      apply(tr, before, old, state) {
        const [was, now] = [shownIn(old), shownIn(state)];
        const same = was.items === now.items && was.threads === now.threads;
        if (!tr.docChanged && same) return before;
        const alike = same && looksAlike(old.doc, tr.doc);
        const items = alike ? null : itemsIn(state);
        const what = items ? lookOf(items) : before.what;
        const set = what === before.what ? movedWhole(before.set, tr) : null;
        return set ? { what, set } : draw(state, items ?? itemsIn(state), hosts);
      },
    },
    props: {
      decorations(state) {
        const { set } = this.getState(state) ?? NOTHING;
        const own = currentPoint(state);
        return own ? set.add(state.doc, [own]) : set;
      },
    },
  });
}

/** Whether blocks have only got other words: what stands beside them is counted from all else. */
function looksAlike(old: Node, doc: Node): boolean {
  const { start, oldEnd, end } = changedBlocks(old, doc);
  if (oldEnd !== end) return false;
  for (let index = start; index < end; index++) {
    const [was, now] = [old.child(index), doc.child(index)];
    if (!was.sameMarkup(now) || marksIn(was).all !== marksIn(now).all) return false;
  }
  return true;
}

interface Item {
  pos: number;
  end: number;
  id: string | null;
  kind: PointKind;
  n: number;
  notes: ReturnType<typeof itemNotes>;
}

function itemsIn(state: EditorState): Item[] {
  const { items, threads } = shownIn(state);
  if (!items) return [];
  const open = new Set(threads.map((thread) => thread.id));
  const labels = pointLabels(
    state.doc.children.map((node) => ({
      type: node.type.name === 'point' ? 'point' : 'paragraph',
      kind: kindOf(node),
    })),
  );
  const found: Item[] = [];
  const taken = new Set<string>();
  state.doc.forEach((node, pos, index) => {
    const label = labels[index];
    if (!label) return;
    const given: unknown = node.attrs.id;
    // Of two points with one id the first has the fields (FI3).
    const id = typeof given === 'string' && given !== '' && !taken.has(given) ? given : null;
    if (id !== null) taken.add(id);
    const { threads: ids, suggestions } = marksIn(node);
    const notes = itemNotes(items, {
      ...label,
      threads: [...ids].filter((one) => open.has(one)).length,
      suggestions: suggestions.size,
      gap: label.kind === 'measure' && id !== null ? (items.gaps.get(id) ?? null) : null,
    });
    found.push({ pos, end: pos + node.nodeSize, id, ...label, notes });
  });
  return found;
}

/** Without where they stand: a place that only moves is mapped. */
function lookOf(items: readonly Item[]): string {
  return JSON.stringify(items.map(({ pos: _pos, end: _end, ...rest }) => rest));
}

function draw(state: EditorState, items: readonly Item[], hosts: FieldHosts): Drawn {
  const drawn = items.flatMap(({ pos, end, id, kind, n, notes }) => {
    const marker = Decoration.widget(pos, () => markerOf(kind, notes), {
      key: `marker ${kind} ${JSON.stringify(notes)}`,
      side: -1,
      ignoreSelection: true,
    });
    if (kind !== 'measure') return [marker];
    const key = id === null ? `fields of measure ${n}` : `fields ${id}`;
    const line = Decoration.widget(end, (view) => hosts.make(view, { key, pointId: id, n }), {
      key,
      side: -2,
      ignoreSelection: true,
      stopEvent: () => true,
      destroy: (dom) => dom instanceof HTMLElement && hosts.drop(dom),
    });
    return [marker, line];
  });
  return { what: lookOf(items), set: DecorationSet.create(state.doc, drawn) };
}

/** The point that a writer is in. */
function currentPoint(state: EditorState): Decoration | null {
  const { editable, items } = shownIn(state);
  const { $head } = state.selection;
  if (!editable || !items || $head.depth === 0 || $head.node(1).type.name !== 'point') return null;
  return Decoration.node($head.before(1), $head.after(1), { class: 'is-cur-item' });
}

/** Tab in a measure: into its field line. */
export const intoFields: Command = (state, dispatch, view) => {
  const { $head } = state.selection;
  if (!view || $head.depth !== 1 || $head.parent.type.name !== 'point') return false;
  const chip = fieldsBehind(view, $head.before(1))?.querySelector<HTMLElement>('button');
  if (!chip) return false;
  if (dispatch) chip.focus();
  return true;
};

function kindOf(node: Node): PointKind {
  const { kind } = node.attrs;
  return kind === 'cause' || kind === 'measure' || kind === 'other' ? kind : 'problem';
}

/** Blocks are values: what was found in one is found once. */
const found = new WeakMap<Node, { threads: Set<string>; suggestions: Set<unknown>; all: string }>();

function marksIn(block: Node) {
  const known = found.get(block);
  if (known) return known;
  const [threads, suggestions] = [new Set<string>(), new Set<unknown>()];
  block.descendants((node) => {
    for (const mark of node.marks) {
      if (isCommentMark(mark) && typeof mark.attrs.id === 'string') threads.add(mark.attrs.id);
      if (mark.type.name === 'insertion' || mark.type.name === 'deletion') suggestions.add(mark.attrs.id);
    }
  });
  const marks = { threads, suggestions, all: JSON.stringify([...threads, ...suggestions]) };
  found.set(block, marks);
  return marks;
}
