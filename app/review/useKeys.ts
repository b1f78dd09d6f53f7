// Listens for the review screen's shortcuts.
'use client';
import { useEffect, useRef } from 'react';
import { type Command, commandOf, type Press } from './keys';

/** `on` may change at each render; a command without a function is left to the browser. What is pressed in a dialog is its own. */
export function useKeys(on: Partial<Record<Command, (() => void) | false>>): void {
  const latest = useRef(on);
  latest.current = on;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { defaultPrevented, target } = event;
      if (defaultPrevented || (target instanceof Element && target.closest('.scrim'))) return;
      const command = commandOf(pressOf(event));
      const run = command && latest.current[command];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

export function pressOf(event: KeyboardEvent): Press {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, target } = event;
  const element = target instanceof HTMLElement ? target : null;
  const edited = element?.isContentEditable || element?.matches('input, textarea, select, [role="menuitem"]');
  const within = element?.closest('.doc-text') ? (edited ? 'text' : 'reading') : edited ? 'field' : null;
  return { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, within };
}
