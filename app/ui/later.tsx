// Code that the first text does not need: fetched when it is first asked for, or ahead of that once the page has nothing better to do.
// Without a network an ask is answered with words and counts anew at the next press; what is fetched ahead is silent and comes later.
'use client';
import { type ComponentType, useEffect, useRef, useSyncExternalStore } from 'react';

export interface Later<T> {
  /** Null until it is here. */
  now(): T | null;
  /** Fetches it unless it is here. Nobody waits for it: a lost network is told to nobody, and it comes when that is back. */
  fetch(): void;
  /** Somebody has pressed for it. In vain, the page says so, and `inVain` takes the press back, so that the next one asks again. */
  ask(inVain?: () => void): void;
  subscribe(listen: () => void): () => void;
}

interface Known {
  /** Whether it is here now. */
  come(): Promise<boolean>;
  fetch(): void;
}

/** Of this window: pages of one visit share what is here. */
const known = new Set<Known>();
/** Those that a lost network has kept away. */
const missing = new Set<Known>();
const disappointed = new Set<() => void>();

/** Calls each time that somebody pressed in vain. Answers how to stop. */
export function onPressedInVain(listen: () => void): () => void {
  disappointed.add(listen);
  return () => disappointed.delete(listen);
}

export function later<T>(load: () => Promise<T>): Later<T> {
  const listeners = new Set<() => void>();
  let here: T | null = null;
  let coming: Promise<boolean> | null = null;
  const bring = async () => {
    try {
      here = await load();
    } catch (error) {
      if (isOfTheNetwork(error)) missing.add(self);
      else reportError(error);
      return false;
    } finally {
      coming = null;
    }
    missing.delete(self);
    for (const listen of [...listeners]) listen();
    return true;
  };
  const self: Known = {
    come() {
      if (here !== null) return Promise.resolve(true);
      coming ??= bring();
      return coming;
    },
    fetch: () => void self.come().then((came) => came || comeBack()),
  };
  known.add(self);
  return {
    now: () => here,
    fetch: self.fetch,
    ask: (inVain) =>
      void self.come().then((came) => {
        if (came) return;
        comeBack();
        inVain?.();
        for (const listen of [...disappointed]) listen();
      }),
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

/** The bundler's name for a file that did not arrive; everything else is a mistake in the code. */
function isOfTheNetwork(error: unknown): boolean {
  return error instanceof Error && error.name === 'ChunkLoadError';
}

/** Between two tries while the browser believes that it has a network, in ms. */
const AGAIN_MS = 10_000;
let waiting: ReturnType<typeof setTimeout> | undefined;

function comeBack(): void {
  if (missing.size === 0 || waiting !== undefined) return;
  waiting = setTimeout(again, AGAIN_MS);
  window.addEventListener('online', again, { once: true });
}

/** One by one: where the first does not come, the others need not be tried. */
async function again(): Promise<void> {
  clearTimeout(waiting);
  window.removeEventListener('online', again);
  if (navigator.onLine) for (const one of missing) if (!(await one.come())) break;
  waiting = undefined;
  comeBack();
}

export function useLater<T>(thing: Later<T>): T | null {
  return useSyncExternalStore(thing.subscribe, thing.now, () => null);
}

/** What can be shut was opened by a press; `open: false` stands there shut from the start. */
interface Opened {
  open?: boolean;
  onClose?: () => void;
  onOpenChange?: (open: boolean) => void;
}

/** A component that is fetched after what stands around it is on the screen. One that was opened and does not come is shut again. */
export function laterPart<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  // In an object, because a component is a function as well.
  const part = later(async () => ({ Part: await load() }));
  return function Later(props: P) {
    const here = useLater(part);
    const opened: Opened = props;
    const latest = useRef(opened);
    latest.current = opened;
    const { open = true } = opened;
    useEffect(() => {
      const { onClose, onOpenChange } = latest.current;
      if (open && (onClose || onOpenChange))
        part.ask(() => {
          latest.current.onClose?.();
          latest.current.onOpenChange?.(false);
        });
      else part.fetch();
    }, [open]);
    return here && <here.Part {...props} />;
  };
}

/** Fetches everything once the page has loaded and has nothing better to do: menus and dialogs open without a wait, and without a network too. */
export function warmUp(): () => void {
  const all = () => {
    for (const thing of known) {
      if (navigator.onLine) thing.fetch();
      else missing.add(thing);
    }
    comeBack();
  };
  let stop: () => void = () => undefined;
  const whenIdle = () => {
    if ('requestIdleCallback' in window) {
      const idle = requestIdleCallback(all, { timeout: 3000 });
      stop = () => cancelIdleCallback(idle);
    } else {
      const timer = setTimeout(all, 1000);
      stop = () => clearTimeout(timer);
    }
  };
  if (document.readyState === 'complete') whenIdle();
  else window.addEventListener('load', whenIdle, { once: true });
  return () => {
    window.removeEventListener('load', whenIdle);
    stop();
  };
}
