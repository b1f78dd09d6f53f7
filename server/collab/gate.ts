// The gate of a document: while one act needs the text to stand still, changes wait here. Reads go on.

export class Gate {
  private closing: Promise<void> | null = null;
  /** One that everybody has to pass as well. */
  private readonly outer: { readonly closed: Promise<void> | null } | null;

  constructor(outer: Gate['outer'] = null) {
    this.outer = outer;
  }

  /**
   * While it is closed: resolves when it opens. Null while it is open. Who goes on at once has to look again after each wait:
   * somebody else may have closed it in between.
   */
  get closed(): Promise<void> | null {
    return this.closing ?? this.outer?.closed ?? null;
  }

  async whenOpen(): Promise<void> {
    while (this.closed) await this.closed;
  }

  /** Runs `work` with the gate closed; one after the other. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    while (this.closed) await this.closed;
    let open = (): void => undefined;
    this.closing = new Promise((resolve) => {
      open = resolve;
    });
    try {
      return await work();
    } finally {
      this.closing = null;
      open();
    }
  }
}

/** Runs at most `most` works at a time, the others in order: each freeze holds a connection of the pool. */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next one without becoming free in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
