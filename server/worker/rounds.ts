// Work that comes again and again until the process ends, and then at once.

/**
 * Calls `round` after `first` ms, and again so many ms after each as it answers; it must not throw. The answer ends it: the signal says
 * so to a round under way, which is waited for.
 */
export function inRounds(first: number, round: (signal: AbortSignal) => Promise<number>): () => Promise<void> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout;
  let running: Promise<unknown> = Promise.resolve();
  const plan = (ms: number) => {
    if (ending.signal.aborted) return;
    timer = setTimeout(() => {
      running = round(ending.signal).then(plan);
    }, ms);
    timer.unref();
  };
  plan(first);
  return async () => {
    ending.abort();
    clearTimeout(timer);
    await running;
  };
}
