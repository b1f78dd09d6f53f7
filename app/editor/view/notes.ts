// What the editor has to tell its reader in passing: an edit that was not made, pictures left out, where a block has gone.
import { type EditorState, Plugin, PluginKey } from 'prosemirror-state';

export type Note =
  /** An edit was not made because the server could not take it in one piece. */
  | { kind: 'tooMuch' }
  /** Nor one outside of the returned sections. */
  | { kind: 'otherSection' }
  /** So many pictures were on the clipboard: a text of words holds none. */
  | { kind: 'pictures'; n: number }
  /** Files were dropped or pasted, and stay outside. */
  | { kind: 'files' }
  /** So many places of it were struck through, and were not pasted. */
  | { kind: 'struck'; n: number }
  /** So many notes at the foot of a page were put into their sentences. */
  | { kind: 'footnotes'; n: number }
  /** A block was moved: behind the block with these words, or to the top. */
  | { kind: 'moved'; after: string | null };

type Tell = (note: Note) => void;

const key = new PluginKey<Tell>('notes');

export function notesPlugin(tell: Tell): Plugin<Tell> {
  return new Plugin<Tell>({ key, state: { init: () => tell, apply: (_tr, before) => before } });
}

export function tell(state: EditorState, note: Note): void {
  key.getState(state)?.(note);
}
