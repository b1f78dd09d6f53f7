// Gathers what happens within one frame into one run before it is painted: fifty people typing are not fifty screens a second.

/** A hidden page paints no frames: then it runs after this, in ms. */
const HIDDEN_MS = 250;

interface NextFrame {
  ask(): void;
  cancel(): void;
}

/** `apartMs`: two runs are at least so far from each other. */
export function nextFrame(run: () => void, apartMs = 0): NextFrame {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    clearTimeout(wait);
    frame = 0;
    wait = undefined;
  };
  const now = () => {
    cancel();
    last = performance.now();
    run();
  };
  const soon = () => {
    wait = undefined;
    frame = requestAnimationFrame(now);
    timer = setTimeout(now, HIDDEN_MS);
  };
  return {
    ask() {
      if (frame || wait !== undefined) return;
      const left = last + apartMs - performance.now();
      if (left > 0) wait = setTimeout(soon, left);
      else soon();
    },
    cancel,
  };
}
