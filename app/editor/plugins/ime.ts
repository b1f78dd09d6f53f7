// Shuts the gate while an IME composes, until the composition is truly over and the editor has read its result (STACK trap 6).
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Gate } from '../session/gate';

/** The editor reads what was composed within 20 ms of its end. */
const SETTLE_MS = 40;

/** `onOver` runs when the gate has opened again. */
export function imePlugin(gate: Gate, onOver: () => void): Plugin {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    gate.release();
    onOver();
  };
  const over = (view: EditorView) => {
    clearTimeout(timer);
    timer = setTimeout(() => (view.composing ? over(view) : open()), SETTLE_MS);
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        compositionstart() {
          clearTimeout(timer);
          gate.hold();
        },
        compositionend: (view) => over(view),
        blur: (view) => void (gate.shut && over(view)),
      },
    },
    view: () => ({
      destroy() {
        clearTimeout(timer);
        gate.release();
      },
    }),
  });
}
