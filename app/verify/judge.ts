// The page's side of judging: one worker, one package at a time, and an end to its time.
import type { Answered, Asked } from './judgeWorker';

/** A package of a real sign-off takes a second or two, on a slow phone ten. */
const LIMIT_MS = 60_000;

export interface Judge {
  /** `failed`: the worker's script did not load, or it ended with an error. */
  ask(asked: Asked): Promise<Answered | { problem: 'failed' }>;
  end(): void;
}

/** The worker is made at once: the page may have no network any more when somebody gives it a package. */
export function createJudge(): Judge {
  let worker: Worker | null = null;
  const started = (): Worker => {
    const made = new Worker(new URL('./judgeWorker.ts', import.meta.url), { type: 'module' });
    made.onerror = () => {
      if (worker === made) worker = null;
    };
    worker = made;
    return made;
  };
  started();
  return {
    ask: (asked) =>
      new Promise((resolve) => {
        const own = worker ?? started();
        const done = (answer: Answered | { problem: 'failed' }, alive: boolean) => {
          clearTimeout(clock);
          if (!alive) {
            own.terminate();
            started();
          }
          resolve(answer);
        };
        const clock = setTimeout(() => done({ problem: 'too-long' }, false), LIMIT_MS);
        own.onmessage = ({ data }: MessageEvent<Answered>) => done(data, true);
        own.onerror = () => done({ problem: 'failed' }, false);
        own.postMessage(asked);
      }),
    end: () => worker?.terminate(),
  };
}
