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

/** Outline, text, rail, bars (design, Keyboard); the tools of the text before it, so that one step back leads to them. */
const REGIONS = ['#outline', '.ws-tools', '#main', '#rail', '.tray', '.rail-h', '.top'];
/** Within a bar or a row of tabs the arrows walk: there is one place in it to come to. */
const PLACES =
  ':is(a[href], button:not([disabled]), input, [contenteditable="true"], [tabindex="0"]):not([tabindex="-1"])';

/** F6: the next (or last) of the screen's regions that is there to be focused. */
export function walkRegions(step: 1 | -1): void {
  const regions = REGIONS.flatMap((selector) => {
    const region = document.querySelector<HTMLElement>(selector);
    return region?.checkVisibility() ? [region] : [];
  });
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const from = at === -1 && step === -1 ? 0 : at;
  const next = regions[(from + step + regions.length) % regions.length];
  const inside = [...(next?.querySelectorAll<HTMLElement>(PLACES) ?? [])].find((one) => one.checkVisibility());
  (inside ?? next)?.focus();
}
