// The state of the tools at the caret, and the way to use one.
'use client';
import type { Command } from 'prosemirror-state';
import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';
import type { EditorHandle } from '../view/handle';
import { NO_TOOLS, type ToolState } from '../view/tools';

export interface Tools {
  state: ToolState;
  run: (command: Command) => void;
}

const nothing = () => () => undefined;

/** The handle is there once the editor is; until then no tool can be used. */
export function useTools(handle: RefObject<EditorHandle | null>): Tools {
  const [tools, setTools] = useState<EditorHandle['tools'] | null>(null);
  useEffect(() => setTools(handle.current?.tools ?? null), [handle]);
  const state = useSyncExternalStore(tools?.subscribe ?? nothing, tools?.state ?? noTools, noTools);
  return { state, run: (command) => tools?.run(command) };
}

function noTools(): ToolState {
  return NO_TOOLS;
}
