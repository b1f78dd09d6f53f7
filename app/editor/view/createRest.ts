// What an editor has beyond a writer's first letters: suggesting, others' carets, comments, findings, guidance, the clipboard in,
// tables, dragging. It comes with the screen around the text and joins the view that is there.
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import type { Awareness } from 'y-protocols/awareness';
import type { SuggestionId } from '../../../domain/document/layout';
import { cursorsPlugin } from '../plugins/cursors';
import { findingsPlugin } from '../plugins/findings';
import { followPlugin } from '../plugins/follow';
import { gripPlugin } from '../plugins/grip';
import { hintsPlugin } from '../plugins/hints';
import { inSightPlugin } from '../plugins/inSight';
import { pastePlugin } from '../plugins/paste';
import { restGuardsPlugin } from '../plugins/restGuards';
import { restKeysPlugin } from '../plugins/restKeys';
import { tablesPlugins } from '../plugins/tables';
import { threadsPlugin } from '../plugins/threads';
import { turningPlugin } from '../plugins/turning';
import type { Gate } from '../session/gate';
import type { Refusal } from '../suggest/changes';
import { newSuggestionId } from '../suggest/newId';
import { suggesting } from '../suggest/plugin';
import type { Rest } from './createView';

interface Input {
  /** Of the handle in the margin. */
  gripLabel: string;
  awareness: Awareness;
  gate: Gate;
  onOpenThread: (id: string) => void;
  /** The pointer is over a finding (null: over none), or presses one. */
  onFinding: (key: string | null, how: 'over' | 'press') => void;
  /** An edit was not made because it is nothing that can be suggested. */
  onNoSuggestion: (why: Refusal) => void;
  onOpenSuggestion: (id: SuggestionId) => void;
}

export function createRest({ gripLabel, awareness, gate, ...on }: Input): Rest {
  const suggest = suggesting({ newId: newSuggestionId, onRefused: on.onNoSuggestion, onOpen: on.onOpenSuggestion });
  return {
    take: suggest.take,
    before: [restGuardsPlugin(), ...suggest.plugins],
    carets: [cursorsPlugin(awareness, gate)],
    looks: [
      hintsPlugin(),
      turningPlugin(),
      threadsPlugin(on.onOpenThread),
      findingsPlugin(on.onFinding),
      pastePlugin(),
      inSightPlugin('.ws-scroll'),
    ],
    keys: [restKeysPlugin(), followPlugin()],
    behind: [...tablesPlugins(), dropCursor({ color: false, class: 'drop-here' }), gapCursor(), gripPlugin(gripLabel)],
  };
}
