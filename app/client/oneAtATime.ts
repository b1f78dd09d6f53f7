// Fetching again when told to: many requests in a row become one fetch after the running one.

/** Runs `work` now, or once more when the running one is done; the promise ends when nothing is left to do. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const loop = async (): Promise<void> => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    if (running) again = true;
    else {
      running = loop().finally(() => {
        running = null;
      });
    }
    return running;
  };
}
