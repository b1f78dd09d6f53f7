// The bench's hold on the client process: an act is a call, and a failure of it fails the bench.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Acts } from './acts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

export interface Clients {
  do<A extends keyof Acts>(act: A, ...input: Parameters<Acts[A]>): ReturnType<Acts[A]>;
  end(): void;
}

export function startClients(pin: (pid: number) => void): Clients {
  // Timers of 50 typists and 2,500 sockets: garbage of one must not show as latency of another.
  const child = fork(MAIN, { execArgv: ['--import', 'tsx', '--max-semi-space-size=64'] });
  if (child.pid) pin(child.pid);
  let waiting: { resolve(value: unknown): void; reject(error: Error): void } | null = null;
  child.on('message', (answer: { value?: unknown; error?: string }) => {
    if (answer.error === undefined) waiting?.resolve(answer.value);
    else waiting?.reject(new Error(answer.error));
    waiting = null;
  });
  child.on('exit', (code) => waiting?.reject(new Error(`the client process ended with ${code}`)));
  return {
    do: ((act: string, input: unknown) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        child.send({ act, input: input ?? null });
      })) as Clients['do'],
    end: () => child.disconnect(),
  };
}
