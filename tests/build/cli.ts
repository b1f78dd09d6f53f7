// The command line of the built product, as an operator runs it.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Starts it; `done` resolves at its end. `limit`: the most that it may write into one file, in blocks of 512 bytes. */
export function runCli(args: readonly string[], env: Record<string, string>, options: { limit?: number } = {}) {
  const { limit } = options;
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      `${limit === undefined ? '' : `ulimit -f ${limit}; `}exec "$@"`,
      'sh',
      process.execPath,
      'dist/cli.js',
      ...args,
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env } as unknown as NodeJS.ProcessEnv,
    },
  );
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    said.err += String(chunk);
  });
  const done = new Promise<Ran>((resolve) => child.once('close', (code) => resolve({ code, ...said })));
  return { child, done };
}

export const cli = (args: readonly string[], env: Record<string, string>, options: { limit?: number } = {}) =>
  runCli(args, env, options).done;
