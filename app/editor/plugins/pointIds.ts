// Every point has an id of its own. The first in the order of the document keeps a shared one; the others get one made from where
// they came to be, so that two editors who repair at once write the same (PROMISES, point ids).
import { Plugin, PluginKey } from 'prosemirror-state';
import { ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { HALF_OF_MOVE, isOwnEdit, isUndo } from '../view/origin';
import { shownIn } from '../view/shown';
import { inSections } from './inSections';

const key = new PluginKey<{ due: boolean }>('pointIds');

/** No step of undo: ids are not what a person wrote. */
const POINT_IDS = Symbol('point ids');

/** Repairs after this page's own edits only: merely looking at a text sends nothing (T09). Stands after the sync plugin. */
export function pointIdsPlugin(): Plugin<{ due: boolean }> {
  return new Plugin<{ due: boolean }>({
    key,
    state: {
      init: () => ({ due: false }),
      // While one suggests nothing else of the text changes; between the halves of a move the id is there twice, and the first one goes.
      apply: (tr, _due, _old, state) => ({
        due: (isOwnEdit(tr) || isUndo(tr)) && tr.docChanged && !shownIn(state).suggesting && !tr.getMeta(HALF_OF_MOVE),
      }),
    },
    view: () => ({
      update(view) {
        if (!key.getState(view.state)?.due) return;
        const { type } = ySyncPluginKey.getState(view.state) as { type: Y.XmlFragment };
        const { sections } = shownIn(view.state);
        repairPointIds(type, sections ? inSections(view.state.doc, sections) : undefined);
      },
    }),
  });
}

/** One transaction, or none when all is well. `may`: the blocks, by index, that may be changed; all when absent. */
export function repairPointIds(content: Y.XmlFragment, may: (index: number) => boolean = () => true): void {
  const wanted = idsWanted(content).filter(([point]) => may(content.toArray().indexOf(point)));
  if (wanted.length === 0) return;
  content.doc?.transact(() => {
    for (const [point, id] of wanted) point.setAttribute('id', id);
  }, POINT_IDS);
}

function idsWanted(content: Y.XmlFragment): [Y.XmlElement, string][] {
  const taken = new Set<string>();
  const wanted: [Y.XmlElement, string][] = [];
  for (const point of content.toArray()) {
    if (!(point instanceof Y.XmlElement) || point.nodeName !== 'point') continue;
    const id: unknown = point.getAttribute('id');
    if (typeof id === 'string' && id !== '' && !taken.has(id)) taken.add(id);
    else wanted.push([point, ownId(point)]);
  }
  return wanted;
}

/** From the (client, clock) of the point's own first struct: known to all, given to nobody else. */
function ownId(point: Y.XmlElement): string {
  const id = point._item?.id;
  if (!id) throw new Error('a point outside the document');
  return `p-${id.client.toString(36)}-${id.clock.toString(36)}`;
}
