// Gathers what happens within one frame into one run before it is painted: fifty people typing are not fifty screens a second.

/** A hidden page paints no frames: then it runs after this, in ms. */
const HIDDEN_MS = 250;

interface NextFrame {
  ask(): void;
  cancel(): void;
}

export function nextFrame(run: () => void): NextFrame {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
  };
  const now = () => {
    cancel();
    run();
  };
  return {
    ask() {
      if (frame) return;
      frame = requestAnimationFrame(now);
      timer = setTimeout(now, HIDDEN_MS);
    },
    cancel,
  };
}
