// What a reader chose to look at on this page: kept in this tab, over a reload, for each address of its own (TH22).
'use client';
import { useLayoutEffect, useState } from 'react';

/** '' until something was chosen here. */
export function useRemembered(name: string): [string, (value: string) => void] {
  const [value, setValue] = useState('');
  // The server paints without it.
  useLayoutEffect(() => setValue(inStore((store) => store.getItem(keyOf(name))) ?? ''), [name]);
  const remember = (next: string) => {
    setValue(next);
    inStore((store) => store.setItem(keyOf(name), next));
  };
  return [value, remember];
}

const keyOf = (name: string) => `${location.pathname} ${name}`;

function inStore<T>(act: (store: Storage) => T): T | null {
  try {
    return act(sessionStorage);
  } catch (error) {
    console.warn('not remembered', error);
    return null;
  }
}
