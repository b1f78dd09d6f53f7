// What the checks found, drawn where it stands: a line under the words, of another shape for each weight, and a description.
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Mapping, StepMap } from 'prosemirror-transform';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { lineOf } from '../view/lines';
import { isFromShared } from '../view/origin';
import { type ShownFinding, shownIn } from '../view/shown';

interface Drawn {
  set: DecorationSet;
}

const findingsKey = new PluginKey<Drawn>('findings');

export function findingsPlugin(onFinding: (key: string | null, how: 'over' | 'press') => void): Plugin<Drawn> {
  return new Plugin<Drawn>({
    key: findingsKey,
    state: {
      init: (_config, state) => ({ set: drawn(state) }),
      apply(tr, before, old, state) {
        const [was, now] = [shownIn(old), shownIn(state)];
        if (was.findings !== now.findings) return { set: drawn(state) };
        const set = tr.docChanged ? before.set.map(mappingOf(tr, old.doc), state.doc) : before.set;
        if (was.activeFinding !== now.activeFinding) return { set: renewed(state, set) };
        return set === before.set ? before : { set };
      },
    },
    props: {
      decorations(state) {
        return this.getState(state)?.set;
      },
      handleDOMEvents: {
        mouseover(_view, event) {
          onFinding(findingAt(event.target), 'over');
          return false;
        },
        mouseleave() {
          onFinding(null, 'over');
          return false;
        },
      },
      handleClick(_view, _pos, event) {
        const key = findingAt(event.target);
        if (key !== null) onFinding(key, 'press');
        return false;
      },
    },
  });
}

function findingAt(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-finding]')?.dataset.finding ?? null) : null;
}

/**
 * CK32: between two runs a place follows the edits around it. The binding replaces the whole document for an edit from elsewhere:
 * what really changed is what differs, blocks that did not change being the same values.
 */
function mappingOf(tr: Transaction, old: Node): Mapping | Transaction['mapping'] {
  if (!isFromShared(tr)) return tr.mapping;
  const start = old.content.findDiffStart(tr.doc.content);
  const end = old.content.findDiffEnd(tr.doc.content);
  if (start === null || !end) return new Mapping();
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  const [before, after] = [end.a + overlap, end.b + overlap];
  // Marks and attributes alone (a comment, the id of a point): the words stand where they stood.
  const same = before === after && wordsIn(old, start, before) === wordsIn(tr.doc, start, after);
  return same ? new Mapping() : new Mapping([new StepMap([start, before - start, after - start])]);
}

function wordsIn(doc: Node, from: number, to: number): string {
  return doc.textBetween(from, to, '\n');
}

function drawn(state: EditorState): DecorationSet {
  const { findings, activeFinding } = shownIn(state);
  const marks: Decoration[] = [];
  for (const finding of findings) {
    for (const place of finding.places) {
      // Words that say something else by now were not checked.
      const line = lineOf(state.doc, place.block, place.row);
      if (line?.words !== place.words) continue;
      const [from, to] = [line.at(place.from, 'after'), line.at(place.to, 'before')];
      if (from !== null && to !== null && from < to) marks.push(markOf(finding, from, to, activeFinding));
    }
  }
  return DecorationSet.create(state.doc, marks);
}

function renewed(state: EditorState, set: DecorationSet): DecorationSet {
  const { activeFinding } = shownIn(state);
  const marks = set.find().map(({ from, to, spec }) => markOf(spec.finding as ShownFinding, from, to, activeFinding));
  return DecorationSet.create(state.doc, marks);
}

function markOf(finding: ShownFinding, from: number, to: number, active: string | null): Decoration {
  return Decoration.inline(
    from,
    to,
    {
      class: `ck ck-${finding.severity}${finding.key === active ? ' is-active' : ''}`,
      'data-finding': finding.key,
      'aria-description': finding.label,
    },
    { finding },
  );
}
