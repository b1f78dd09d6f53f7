// Listens for the review screen's shortcuts.
'use client';
import { useEffect, useRef } from 'react';
import { type Command, commandOf, type Press } from './keys';

/** `on` may change at each render; a command without a function is left to the browser. Pauses while a dialog is open. */
export function useKeys(on: Partial<Record<Command, (() => void) | false>>, paused: boolean): void {
  const latest = useRef(on);
  latest.current = on;
  useEffect(() => {
    if (paused) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const command = commandOf(pressOf(event));
      const run = command && latest.current[command];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [paused]);
}

export function pressOf(event: KeyboardEvent): Press {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, target } = event;
  const element = target instanceof HTMLElement ? target : null;
  const edited = element?.isContentEditable || element?.matches('input, textarea, select, [role="menuitem"]');
  const within = element?.closest('.doc-text') ? (edited ? 'text' : 'reading') : edited ? 'field' : null;
  return { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, within };
}

/** F6: the next (or last) of the screen's regions that is there to be focused. */
export function walkRegions(step: 1 | -1): void {
  const regions = ['.top', '#outline', '#main', '#rail'].flatMap((selector) => {
    const region = document.querySelector<HTMLElement>(selector);
    return region && region.offsetParent !== null ? [region] : [];
  });
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  const inside = next?.querySelector<HTMLElement>(
    'a[href], button:not([disabled]), [contenteditable="true"], [tabindex="0"]',
  );
  (inside ?? next)?.focus();
}
