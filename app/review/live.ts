// What this screen asks of the editor and its connection: the only words in which the rest of app/review speaks of them.
import type { EditorView } from 'prosemirror-view';
import type { Block } from '../../domain/document/blocks';
import type { SuggestionId } from '../../domain/document/layout';
import type { Notice } from '../../domain/protocol';
import type { PersonView } from '../../domain/view';
import type { Saving } from '../editor/useReviewDoc';
import type { SaveInput } from './badge';

export interface Aside {
  /** As plain text. */
  words: string;
  /** Somebody deleted what they stood in; else the server did not take them. */
  deleted: boolean;
  /** Where they stood, for the editor; absent where nobody knows. */
  place: unknown;
}

/** The editor's handle as far as the rail and the outline use it. */
export interface EditorPort {
  /** Two Yjs relative positions around the selection (or the character at the caret), and its words; null without either. */
  selectionAnchor(): { from: unknown; to: unknown; quote: string } | null;
  /** Where such a position stands, in px from the window's top; null when its text is not here. */
  topOf(position: unknown): number | null;
  scrollToThread(id: string): void;
  scrollToSuggestion(id: SuggestionId): void;
  scrollToBlock(index: number): void;
  /** Each line becomes a paragraph, where `place` says, else after the caret's block, else at the end; false when it may not be. */
  insertLines(lines: readonly string[], place: unknown): boolean;
  focus(): void;
  /** The view of now; null until there is one. */
  view(): EditorView | null;
}

/** Why the connection ended for good; null while it lives or comes back by itself. */
export type Ending = 'session-over' | 'gone' | 'update' | 'history' | 'refused';

export interface Live {
  blocks: readonly Block[];
  present: readonly PersonView[];
  link: SaveInput['link'];
  /** May change at each key: for those alone who say it. */
  saving: Saving;
  /** The present socket was let in: an open one may still be closed with the reason. */
  admitted: boolean;
  /** Since when the server does not answer, in ms since 1970. */
  offlineSince: number | null;
  ending: Ending | null;
  /** Words that are not in the text and were set aside. */
  aside: Aside | null;
  dropAside: () => void;
  /** Some of them are of a history that ended with a restore. */
  restored: boolean;
  /** Tries to connect now. */
  retry: () => void;
  onNotice: (listen: (notice: Notice) => void) => () => void;
}
