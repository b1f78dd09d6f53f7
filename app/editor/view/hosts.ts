// Places that the view keeps for the field lines of measures: empty elements between blocks, filled by the screen around the text.
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

export interface FieldHost {
  /** Names the place; stays while its measure does. */
  key: string;
  /** Of the point; null while it has none of its own. */
  pointId: string | null;
  /** 措 n, when it was made: tells a measure without an id. */
  n: number;
  dom: HTMLElement;
  /** From the field line to the end of its measure, or to what follows it. */
  leave(where: 'back' | 'on'): void;
}

export interface FieldHosts {
  subscribe(listen: () => void): () => void;
  list(): readonly FieldHost[];
  /** The element of a new place. */
  make(view: EditorView, of: Pick<FieldHost, 'key' | 'pointId' | 'n'>): HTMLElement;
  drop(dom: HTMLElement): void;
}

export function createHosts(): FieldHosts {
  let hosts: readonly FieldHost[] = [];
  const listeners = new Set<() => void>();
  const set = (next: readonly FieldHost[]) => {
    hosts = next;
    for (const listen of listeners) listen();
  };
  return {
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    list: () => hosts,
    make(view, of) {
      const dom = document.createElement('div');
      dom.className = 'fields-of';
      dom.contentEditable = 'false';
      if (of.pointId !== null) dom.dataset.fieldsOf = of.pointId;
      set([...hosts.filter((one) => one.key !== of.key), { ...of, dom, leave: (where) => leave(view, dom, where) }]);
      return dom;
    },
    drop(dom) {
      set(hosts.filter((one) => one.dom !== dom));
    },
  };
}

function leave(view: EditorView, dom: HTMLElement, where: 'back' | 'on'): void {
  const after = view.posAtDOM(dom, 0);
  const { doc } = view.state;
  const selection = where === 'back' ? TextSelection.create(doc, after - 1) : TextSelection.near(doc.resolve(after), 1);
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
  view.focus();
}

/** The field line that stands behind this block; null without one. */
export function fieldsBehind(view: EditorView, pos: number): HTMLElement | null {
  const dom = view.nodeDOM(pos);
  const next = dom instanceof Element ? dom.nextElementSibling : null;
  return next instanceof HTMLElement && next.classList.contains('fields-of') ? next : null;
}
