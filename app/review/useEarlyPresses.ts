// Shortcuts and buttons pressed before the screen that answers them is here: kept, and pressed again when it is (ED10).
'use client';
import { useEffect, useRef } from 'react';
import { type Command, commandOf } from './keys';
import { pressOf } from './useKeys';

type Again = () => void;

/** `here`: the screen is part of the page, and hears by itself. `now`: what can be done without it. */
export function useEarlyPresses(here: boolean, now: Partial<Record<Command, () => void>>): void {
  const pressed = useRef<Again[]>([]);
  const latest = useRef(now);
  latest.current = now;
  useEffect(() => {
    if (here) {
      const all = pressed.current;
      pressed.current = [];
      for (const again of all) again();
      return;
    }
    const onKey = (event: KeyboardEvent) => {
      const command = event.defaultPrevented ? null : commandOf(pressOf(event));
      if (command === null) return;
      event.preventDefault();
      const run = latest.current[command];
      if (run) run();
      else pressed.current.push(keyAgain(event));
    };
    const onButton = (event: Event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      const isPress = !(event instanceof KeyboardEvent) || event.key === 'Enter' || event.key === ' ';
      if (!button || !isPress || !button.closest('.rv')) return;
      event.preventDefault();
      event.stopPropagation();
      pressed.current = [buttonAgain(nameOf(button))];
    };
    const buttons = ['pointerdown', 'keydown', 'click'] as const;
    window.addEventListener('keydown', onKey);
    for (const type of buttons) window.addEventListener(type, onButton, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey);
      for (const type of buttons) window.removeEventListener(type, onButton, { capture: true });
    };
  }, [here]);
}

function keyAgain({ key, code, keyCode, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): Again {
  const same = { key, code, keyCode, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true };
  return () => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', same));
}

/** The button of the same name on the screen that came; its menu opens by a key. */
function buttonAgain(name: string): Again {
  return () => {
    const button = [...document.querySelectorAll<HTMLButtonElement>('.rv button:enabled')].find(
      (one) => nameOf(one) === name && one.checkVisibility(),
    );
    if (button?.ariaHasPopup !== 'menu') return button?.click();
    button.focus();
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  };
}

const nameOf = (button: Element) => button.ariaLabel ?? button.textContent?.trim() ?? '';
