// What the screen around the text tells the view: rights, numbers, guidance, open threads. Kept in the editor's state, so that all
// plugins read the same.
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import type { Placed } from '../../../domain/checks/places';
import type { SuggestionId } from '../../../domain/document/layout';

import type { ItemWords } from '../itemMarker';

export interface ShownThread {
  id: string;
  kind: 'normal' | 'must-fix';
  /** Its card is not in the page now: the words must not point to it. */
  away?: boolean;
}

export interface ShownFinding {
  key: string;
  severity: 'error' | 'warn' | 'info';
  /** Its weight and its name, as a screen reader says them. */
  label: string;
  places: readonly Placed[];
}

/** A pending suggestion as the text shows it. */
export interface ShownSuggestion {
  id: SuggestionId;
  /** The reader alone is behind it. */
  mine: boolean;
  /** Whose it is, as the server says; null until it has. */
  name: string | null;
  /** 1..8 */
  colour: number;
}

export interface Shown {
  /** Whether the reader may write now. */
  editable: boolean;
  /** Every edit becomes a suggestion. */
  suggesting: boolean;
  /** The reader may write suggestions alone: the server takes nothing else. */
  suggestOnly: boolean;
  suggestions: readonly ShownSuggestion[];
  activeSuggestion: SuggestionId | null;
  /** Keys of the returned sections that alone may be written; null: all may. */
  sections: readonly string[] | null;
  /** Generated numbers by index of the block. */
  numbers: readonly string[];
  /** What the template says about a section, by sectionKey. */
  guidance: Readonly<Record<string, string>>;
  /** Open threads; those not listed are not shown. */
  threads: readonly ShownThread[];
  activeThread: string | null;
  /** What the checks found in words that are still the same. */
  findings: readonly ShownFinding[];
  activeFinding: string | null;
  /** What markers beside points say; null = no markers and no field lines. */
  items: ItemWords | null;
  /** Half-width marks after Chinese become full-width. */
  fullWidth: boolean;
}

const shownKey = new PluginKey<Shown>('shown');

export function shownPlugin(first: Shown): Plugin<Shown> {
  return new Plugin<Shown>({
    key: shownKey,
    state: { init: () => first, apply: (tr, before) => tr.getMeta(shownKey) ?? before },
    props: { editable: (state) => shownIn(state).editable },
  });
}

export function shownIn(state: EditorState): Shown {
  const shown = shownKey.getState(state);
  if (!shown) throw new Error('the view shows nothing without its plugin');
  return shown;
}

export function show(tr: Transaction, shown: Shown): Transaction {
  return tr.setMeta(shownKey, shown);
}
