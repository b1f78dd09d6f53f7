// Work that comes again and again until the process ends, and then at once.

/** A round that takes longer to end waits for somebody from outside: the end of the pool cuts it, as a kill would. */
const WAIT_MS = 3_000;

/**
 * Calls `round` after `first` ms, and again so many ms after each as it answers; it must not throw. The answer ends it: the signal says
 * so to a round under way, which is waited for, at most `waitMs`.
 */
export function inRounds(
  first: number,
  round: (signal: AbortSignal) => Promise<number>,
  waitMs = WAIT_MS,
): () => Promise<void> {
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
    let waited: NodeJS.Timeout | undefined;
    const longEnough = new Promise<void>((resolve) => {
      waited = setTimeout(resolve, waitMs);
    });
    await Promise.race([running, longEnough]);
    clearTimeout(waited);
  };
}
