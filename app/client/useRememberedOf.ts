// A choice from a list that is kept over a reload (TH22).
'use client';
import { useRemembered } from './useRemembered';

/** A choice from a list; the first one until another was made here. */
export function useRememberedOf<T extends string>(name: string, all: readonly [T, ...T[]]): [T, (value: T) => void] {
  const [value, remember] = useRemembered(name);
  return [all.find((one) => one === value) ?? all[0], remember];
}
