// One piece of work in a worker thread of its own: it ends in time and within its memory, and the server stays.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Refusal, Refused } from '../../domain/refusal';

export interface Bounds {
  /** Milliseconds from the start of the worker. */
  time: number;
  /** Heap of the worker, MiB. */
  memory: number;
}

export type Answer<T> = { value: T } | { refusal: Refusal };

interface Work {
  /** Base name of the worker's file beside this one. */
  name: 'docxWorker' | 'pdfWorker' | 'textWorker' | 'verifyWorker';
  data: unknown;
  transfer?: ArrayBuffer[];
  bounds: Bounds;
  /** What running over a bound means to who asked. */
  over: (detail: string) => Refused;
  /** Ends it in the middle. */
  signal?: AbortSignal | undefined;
}

/** @throws Refused as the worker answers, or as `over` says; Error when the worker itself failed. */
export function inWorker<T>({ name, data, transfer = [], bounds, over, signal }: Work): Promise<T> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = startWorker(name, data, transfer, bounds);
    const stop = (detail: string) => {
      reject(over(detail));
      void worker.terminate();
    };
    const abort = () => void worker.terminate();
    signal?.addEventListener('abort', abort);
    const clock = setTimeout(() => stop(`not done within ${bounds.time} ms`), bounds.time);
    worker.once('message', (answer: Answer<T>) => {
      if ('value' in answer) resolve(answer.value);
      else reject(new Refused(answer.refusal.code, answer.refusal));
    });
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') stop(`needs more than ${bounds.memory} MiB`);
      else reject(new Error(`${name} failed`, { cause: error }));
    });
    worker.once('exit', (code) => {
      clearTimeout(clock);
      signal?.removeEventListener('abort', abort);
      reject(new Error(`${name} ended without an answer (exit ${code})`));
    });
  });
}

/** A refusal of the work as the worker's answer; every other error ends the worker. */
export async function answered<T>(work: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    throw error;
  }
}

/** Beside the built server stands the built worker; in development and tests, tsx (which runs them) reads the source. */
function startWorker(name: Work['name'], data: unknown, transfer: ArrayBuffer[], bounds: Bounds): Worker {
  const options = {
    workerData: data,
    transferList: transfer,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: bounds.memory, maxYoungGenerationSizeMb: 8 },
  };
  const built = new URL(`./${name}.js`, import.meta.url);
  if (existsSync(fileURLToPath(built))) return new Worker(built, options);
  const source = JSON.stringify(new URL(`./${name}.ts`, import.meta.url).href);
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`, {
    ...options,
    eval: true,
  });
}
