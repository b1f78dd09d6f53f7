// A .docx to its text, in a worker thread of its own: whatever the file does, it ends in time, and the server keeps its memory.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Refused } from '../../domain/refusal';
import type { DocxAnswer } from './docxWorker';
import { Turns } from './turns';

export interface DocxBounds {
  /** Milliseconds from the start of the worker. */
  time: number;
  /** Heap of the worker, MiB; what is inflated outside it is bounded by docxPackage. */
  memory: number;
}

const BOUNDS: DocxBounds = { time: 10_000, memory: 34 };

/** Uploads read at once, and how many more may wait for their turn. */
const turns = new Turns(Math.max(1, Math.min(2, availableParallelism() - 1)), 20);

/** @throws Refused as `docxText`, `unreadable-file` when it takes too long or too much memory, `unavailable` when too many wait. */
export function readDocx(bytes: Uint8Array, bounds: DocxBounds = BOUNDS): Promise<string> {
  return turns.take(() => inWorker(bytes, bounds));
}

function inWorker(bytes: Uint8Array, bounds: DocxBounds): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(bytes, bounds);
    const stop = (detail: string) => {
      reject(new Refused('unreadable-file', { detail }));
      void worker.terminate();
    };
    const clock = setTimeout(() => stop(`not read within ${bounds.time} ms`), bounds.time);
    worker.once('message', (answer: DocxAnswer) => {
      if ('text' in answer) resolve(answer.text);
      else reject(new Refused(answer.refusal.code, answer.refusal));
    });
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') stop(`needs more than ${bounds.memory} MiB`);
      else reject(new Error('the worker that reads a .docx failed', { cause: error }));
    });
    worker.once('exit', (code) => {
      clearTimeout(clock);
      reject(new Error(`the worker that reads a .docx ended without an answer (exit ${code})`));
    });
  });
}

/** Beside the built server stands the built worker; in development and tests, tsx (which runs them) reads the source. */
function startWorker(bytes: Uint8Array, bounds: DocxBounds): Worker {
  // Its own copy, handed over: a clone would take all of whatever larger buffer the bytes are a view of.
  const own = Uint8Array.from(bytes);
  const options = {
    workerData: own,
    transferList: [own.buffer],
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: bounds.memory, maxYoungGenerationSizeMb: 8 },
  };
  const built = new URL('./docxWorker.js', import.meta.url);
  if (existsSync(fileURLToPath(built))) return new Worker(built, options);
  const source = JSON.stringify(new URL('./docxWorker.ts', import.meta.url).href);
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`, {
    ...options,
    eval: true,
  });
}
