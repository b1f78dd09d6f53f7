// Whether half-width marks after Chinese become full-width: on unless this person has switched it off in this browser.
'use client';
import { useState } from 'react';

const keyOf = (person: string) => `countersign.fullWidth.${person}`;

export function useFullWidth(person: string): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => read(person));
  return [
    on,
    (next) => {
      setOn(next);
      try {
        localStorage.setItem(keyOf(person), next ? 'on' : 'off');
      } catch {
        // A browser that keeps nothing: the choice holds while the page is open.
      }
    },
  ];
}

function read(person: string): boolean {
  try {
    return localStorage.getItem(keyOf(person)) !== 'off';
  } catch {
    return true; // As above: nothing was kept.
  }
}
