// Time as the engine sees it: given from outside, so that a simulation can hold it still.

export interface Clock {
  /** Whole milliseconds since 1970, which never go back: what is measured with it lasts as long as it lasts. */
  now(): number;
  /** Calls once after `ms`; the answer takes it back. Never keeps the process alive. */
  after(ms: number, call: () => void): () => void;
}

let last = 0;
/** By how much the machine's clock was put back until now. */
let behind = 0;

/** Follows the machine's clock forward only: one that is put back must not hold up what waits (ST23). */
export const realClock: Clock = {
  now: () => {
    const now = Date.now() + behind;
    if (now < last) behind += last - now;
    else last = now;
    return last;
  },
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
