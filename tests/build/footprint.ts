// What a running server holds, as its machine and its own /metrics tell: memory, open files, connections, rooms.
import { readdir, readFile } from 'node:fs/promises';
import { collectGarbage, inspectorIn } from '../../bench/measure/inspector';
import { type Product, pause } from './product';

/** Environment of a product whose garbage may be collected from outside: what it still holds then is held. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** Resident memory after a collection, MiB; the product must have been started with INSPECTED. */
export async function heldMiB(product: Pick<Product, 'pid' | 'output'>): Promise<number> {
  await collectGarbage(inspectorIn(product.output()));
  return rssMiB(product.pid);
}

/** Resident memory of a process, MiB. */
export async function rssMiB(pid: number): Promise<number> {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** Open files and sockets of a process. */
export async function openFiles(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length;
}

/** All numbers of /metrics, by name without the prefix. */
export async function metrics(url: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Object.fromEntries(
    [...text.matchAll(/^countersign_(\w+) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]),
  );
}

export interface Watch {
  /** The most that was seen since the start or the last `forget`, MiB. */
  peak(): number;
  forget(): void;
  stop(): void;
}

/** Looks at a process's memory twenty times a second. */
export function watchMemory(pid: number): Watch {
  let most = 0;
  const timer = setInterval(() => {
    rssMiB(pid).then(
      (now) => {
        most = Math.max(most, now);
      },
      // It has ended: whoever watches finds out by itself.
      () => clearInterval(timer),
    );
  }, 50);
  return {
    peak: () => most,
    forget: () => {
      most = 0;
    },
    stop: () => clearInterval(timer),
  };
}

/** Asks until it is `so`, and answers it; throws after `ms` with what it last was. */
export async function settled<T>(
  what: string,
  ask: () => T | Promise<T>,
  so: (value: T) => boolean,
  ms = 20_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await ask();
    if (so(value)) return value;
    if (Date.now() > end) throw new Error(`never happened: ${what}; last ${JSON.stringify(value)}`);
    await pause(10);
  }
}
