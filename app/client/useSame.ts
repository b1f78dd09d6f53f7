// An object of a render that stays the same object as long as every field of it is the same.
'use client';
import { useRef } from 'react';

/** For values that effects and memos depend on: what is built anew of equal parts is no news. */
export function useSame<T extends object>(value: T): T {
  const kept = useRef(value);
  const keys = Object.keys(value) as (keyof T)[];
  if (keys.some((key) => !Object.is(kept.current[key], value[key]))) kept.current = value;
  return kept.current;
}
