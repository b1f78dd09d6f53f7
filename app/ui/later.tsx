// Code that the first text does not need: fetched when it is first asked for, or ahead of that once the page has nothing better to do.
'use client';
import { type ComponentType, useEffect, useSyncExternalStore } from 'react';

export interface Later<T> {
  /** Null until it is here. */
  now(): T | null;
  /** Fetches it unless it is here; a failure is reported, and the next one to ask tries again. */
  ask(): void;
  subscribe(listen: () => void): () => void;
}

/** Of this window: pages of one visit share what is here. */
const known = new Set<Later<unknown>>();

export function later<T>(load: () => Promise<T>): Later<T> {
  const listeners = new Set<() => void>();
  let here: T | null = null;
  let coming = false;
  const made: Later<T> = {
    now: () => here,
    ask() {
      if (here !== null || coming) return;
      coming = true;
      load()
        .then((loaded) => {
          here = loaded;
          for (const listen of [...listeners]) listen();
        }, reportError)
        .finally(() => {
          coming = false;
        });
    },
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
  known.add(made);
  return made;
}

export function useLater<T>(thing: Later<T>): T | null {
  return useSyncExternalStore(thing.subscribe, thing.now, () => null);
}

/** A component that is fetched after what stands around it is on the screen. */
export function laterPart<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  // In an object, because a component is a function as well.
  const part = later(async () => ({ Part: await load() }));
  return function Later(props: P) {
    const here = useLater(part);
    useEffect(part.ask, []);
    return here && <here.Part {...props} />;
  };
}

/** Fetches everything, so that menus and dialogs open without a wait, and without a network too. */
export function warmUp(): () => void {
  const all = () => {
    for (const thing of known) thing.ask();
  };
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(all, 1000);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(all, { timeout: 3000 });
  return () => cancelIdleCallback(idle);
}
