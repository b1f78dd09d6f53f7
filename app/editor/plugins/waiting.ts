// What is pressed, typed or pasted before the rest of the editor is here and needs it: it waits, and is then done in its order (ED10).
import { type EditorState, Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

type Act = (view: EditorView) => void;

export interface Waiting {
  plugin: Plugin;
  /** From now on everything waits: what is typed will mean something else. */
  hold(held: boolean): void;
  /** Once, when the rest is part of the view. */
  done(view: EditorView): void;
}

export function createWaiting(): Waiting {
  let acts: Act[] = [];
  let held = false;
  const plugin = new Plugin({
    props: {
      handleDOMEvents: {
        keydown(view, event) {
          if (!(held ? isNoLetter(event) : isForTheRest(view.state, event))) return false;
          event.preventDefault();
          acts.push((later) => later.someProp('handleKeyDown', (handle) => handle(later, event)));
          return true;
        },
        keypress(_view, event) {
          if (!held || event.ctrlKey || event.metaKey) return false;
          event.preventDefault();
          acts.push(typing(event.key));
          return true;
        },
        beforeinput(_view, event) {
          if (!held) return false;
          event.preventDefault();
          if (event.data) acts.push(typing(event.data));
          return true;
        },
        paste(view, event) {
          event.preventDefault();
          if (!view.editable || !event.clipboardData) return true;
          const clipboardData = copyOf(event.clipboardData);
          acts.push(({ dom }) => {
            dom.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
          });
          return true;
        },
        // Nothing cleans it yet, and what is dragged is still where it came from.
        drop(_view, event) {
          event.preventDefault();
          return true;
        },
      },
    },
  });
  return {
    plugin,
    hold(next) {
      held = next;
    },
    done(view) {
      const all = acts;
      acts = [];
      for (const act of all) act(view);
    },
  };
}

function typing(words: string): Act {
  return (view) => {
    const { from, to } = view.state.selection;
    const plainly = () => view.state.tr.insertText(words, from, to).scrollIntoView();
    if (!view.someProp('handleTextInput', (handle) => handle(view, from, to, words, plainly))) view.dispatch(plainly());
  };
}

function isNoLetter({ key }: KeyboardEvent): boolean {
  return key.length > 1 && !['Process', 'Control', 'Shift', 'Alt', 'Meta', 'Dead', 'Unidentified'].includes(key);
}

function isForTheRest({ selection: { $head } }: EditorState, event: KeyboardEvent): boolean {
  const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
  if (ctrlKey || metaKey || event.isComposing) return false;
  // In a table to the next cell, in a measure into its fields; elsewhere it leaves the text as ever.
  if (key === 'Tab') return !altKey && ($head.depth > 1 || $head.parent.attrs.kind === 'measure');
  if (!altKey) return false;
  return shiftKey ? key === 'ArrowUp' || key === 'ArrowDown' : key === 'PageUp' || key === 'PageDown';
}

/** The event's own is emptied when the event is over. */
function copyOf(data: DataTransfer): DataTransfer {
  const copy = new DataTransfer();
  for (const type of data.types) if (type !== 'Files') copy.setData(type, data.getData(type));
  for (const file of data.files) copy.items.add(file);
  return copy;
}
