// The gate before the document: while an IME composes, what others send waits here and is let in afterwards, in order (STACK trap 6).

export interface Gate {
  /** Runs it now, or later in order while the gate is shut. */
  pass(run: () => void): void;
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
  return {
    get shut() {
      return shut;
    },
    pass(run) {
      if (shut) waiting.push(run);
      else run();
    },
    hold() {
      shut = true;
    },
    release() {
      shut = false;
      for (let run = waiting.shift(); run; run = waiting.shift()) runOne(run);
    },
    drop() {
      waiting.length = 0;
    },
  };
}

/** One broken message must not keep back those after it. */
function runOne(run: () => void): void {
  try {
    run();
  } catch (error) {
    reportError(error);
  }
}
