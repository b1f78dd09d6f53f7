// The ways out of a screen that the product itself offers: one that still holds something may ask before it is left.

/** True when it asks the person; it calls `go` itself then, or never. */
export type Guard = (go: () => void) => boolean;

let guard: Guard | null = null;

/** `ask` comes before any other screen in this window, until the answer is called. */
export function guardLeaving(ask: Guard): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = null;
  };
}

export function leaveBy(go: () => void): void {
  if (!guard?.(go)) go();
}
