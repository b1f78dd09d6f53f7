// The gate before the document: while an IME composes, what others send waits here and is let in afterwards, in order (STACK trap 6).

export interface Gate {
  /** Runs it now, or later in order while the gate is shut. */
  pass(run: () => void): void;
  /** Calls each time before something is let in. Answers how to stop. */
  before(listen: () => void): () => void;
  readonly shut: boolean;
  hold(): void;
  /** Opens and lets everything in that waited. */
  release(): void;
  /** Forgets what waits: its document is gone. */
  drop(): void;
}

export function createGate(): Gate {
  let shut = false;
  const waiting: (() => void)[] = [];
  const listeners = new Set<() => void>();
  const letIn = (run: () => void) => {
    for (const listen of listeners) listen();
    run();
  };
  return {
    get shut() {
      return shut;
    },
    pass(run) {
      if (shut) waiting.push(run);
      else letIn(run);
    },
    before(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    hold() {
      shut = true;
    },
    release() {
      shut = false;
      for (let run = waiting.shift(); run; run = waiting.shift()) {
        try {
          letIn(run);
        } catch (error) {
          // One broken message must not keep back those after it.
          reportError(error);
        }
      }
    },
    drop() {
      waiting.length = 0;
    },
  };
}
