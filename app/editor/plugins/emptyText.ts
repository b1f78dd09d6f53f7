// A text without any block has no place for a caret: the first press or key of a writer makes one. Opening it makes none.
import { Plugin, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { schema } from '../../../domain/document/schema';
import { shownIn } from '../view/shown';

export function emptyTextPlugin(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        mousedown: (view) => begin(view),
        keydown: (view, event) =>
          event.key.length === 1 || event.key === 'Process' || event.key === 'Enter' ? begin(view) : false,
        paste: (view) => begin(view),
      },
    },
  });
}

function begin(view: EditorView): false {
  if (view.editable && view.state.doc.childCount === 0 && !shownIn(view.state).suggesting) {
    const tr = view.state.tr.insert(0, schema.nodes.paragraph.create());
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, 1)));
  }
  return false;
}
