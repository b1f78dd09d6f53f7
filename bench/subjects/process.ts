// A server as a child process: started, waited for, ended; its output kept for the moment it is needed.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { flagsOf, type StartOptions } from './subject';

const BENCH = fileURLToPath(new URL('..', import.meta.url));
const START_MS = 60_000;

export interface Running {
  pid: number;
  output(): string;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Runs a script of bench/ and waits until it says `ready`. */
export async function runScript(script: string, args: readonly string[], options: StartOptions): Promise<Running> {
  const child = spawn(process.execPath, [...flagsOf(options), script, ...args], {
    cwd: BENCH,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const keep = (chunk: unknown) => {
    printed += String(chunk);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await ready(child, () => printed);
  return {
    pid: child.pid ?? 0,
    output: () => printed,
    end: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

async function ready(child: ChildProcess, output: () => string): Promise<void> {
  const end = Date.now() + START_MS;
  while (!/^ready$/m.test(output())) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`it did not start:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
