// After a choice from a menu the text gets the focus back, not the menu's button.
'use client';
import type { Command } from 'prosemirror-state';
import { useRef } from 'react';
import type { Tools } from './useTools';

/** The command runs when the menu is gone: while it is open the text is hidden from the keyboard. */
export function useReturn(run: Tools['run']): {
  choose: (command: Command) => void;
  onCloseAutoFocus: (event: Event) => void;
} {
  const chosen = useRef<Command | null>(null);
  return {
    choose: (command) => {
      chosen.current = command;
    },
    onCloseAutoFocus: (event) => {
      if (!chosen.current) return;
      event.preventDefault();
      run(chosen.current);
      chosen.current = null;
    },
  };
}
